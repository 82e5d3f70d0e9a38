//! Templates that would publish one nurse twice at a time are refused, or shown first where it may be meant.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::server::Home;
use crate::support::shaping::{Ids, serve, staff};

on_both_engines!(templates_that_meet_are_refused_or_shown);

const NEW: &str = "/staff/setup/templates/new";

async fn templates_that_meet_are_refused_or_shown(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (ids, kanri) = (Ids::of(&home).await, staff(server.client, "kanri").await);
    let north = home.db.count("SELECT id FROM office WHERE slug = 'north'").await.to_string();
    let other = home.db.count("SELECT MAX(id) FROM interview_kind WHERE slug <> 'notification'").await.to_string();
    let count = async || home.db.count("SELECT COUNT(*) FROM template").await;
    let with = |changes: &[(&'static str, &str)]| {
        let mut fields: Vec<(&'static str, String)> =
            ids.saturdays().into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        for (name, value) in changes {
            match fields.iter_mut().find(|(known, _)| known == name) {
                Some((_, old)) => (*value).clone_into(old),
                None => fields.push((name, (*value).to_owned())),
            }
        }
        fields
    };
    let post = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        kanri.post(NEW, &fields).await
    };
    post(with(&[("name", "土曜の朝")])).await.expect(303);
    let saved = count().await;
    for (changes, said) in [
        (vec![], "同じひな型が、もうあります"),
        (vec![("hours_from", "11:00"), ("hours_until", "13:00")], "同じ種類のひな型と、時間が重なります"),
        (vec![("office", north.as_str())], "別の場所にいることになります"),
    ] {
        let text = post(with(&changes)).await.expect(422).text();
        assert!(text.contains(said) && text.contains("「土曜の朝」"), "{said}: {text}");
    }
    let short = post(with(&[("hours_from", "13:00"), ("hours_until", "13:20")])).await.expect(422).text();
    assert!(short.contains("一つも入りません"), "{short}");
    let reception = home.db.count("SELECT id FROM staff WHERE login = 'uketsuke'").await.to_string();
    post(with(&[("staff", &reception)])).await.expect(422);
    assert!(!kanri.get(NEW).await.expect(200).text().contains(&format!("<option value=\"{reception}\"")));
    assert_eq!(count().await, saved);

    // Another kind at the same time may be meant.
    let both = with(&[("kinds", &other), ("modes", "phone")]);
    let asked = post(both.clone()).await.expect(422).text();
    assert!(asked.contains("重ねて保存する") && asked.contains("「土曜の朝」"), "{asked}");
    post([both, vec![("overlap_meant", "true".to_owned())]].concat()).await.expect(303);
    assert_eq!(count().await, saved + 1);
    let list = kanri.get("/staff/setup/templates").await.expect(200).text();
    assert!(list.contains("別の種類のひな型と、時間が重なっています"), "{list}");
    post(with(&[("hours_from", "13:00"), ("hours_until", "15:00")])).await.expect(303);
}
