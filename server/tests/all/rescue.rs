//! 「今日休みます」: an absence is declared, everybody whom it meets stands on one page, and her answer counts only as a POST of hers.

use std::collections::BTreeMap;

use chrono::Duration;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Slot};
use crate::support::forms::{form_of, forms_of, of_anybody, pairs, set};
use crate::support::people::email;
use crate::support::server::{Home, Server};
use crate::support::shaping::{serve, staff};
use crate::support::wait::until_true;

on_both_engines!(
    an_absence_leads_to_everybody_whom_it_meets,
    she_answers_by_a_post_and_by_nothing_else,
    nobody_answers_for_another_and_nobody_hands_on_what_has_changed,
    all_who_were_handed_on_are_taken_back_with_one_press,
);

/// A booking in two weeks that more than one nurse could hold, and its nurse.
async fn booked(home: &Home, server: &Server, n: usize) -> (Slot, Booked, i64, i64) {
    let slots = server.client.slots("video").await;
    let far = slots[0].starts_at + Duration::days(14);
    let slot = slots.into_iter().filter(|slot| slot.starts_at > far && slot.free > 1).nth(n).expect("a time");
    let booking = server.client.booked(n, &slot, "video").await;
    home.db.message(&email(n), "confirmation", 0, "sent").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(n))).await;
    let nurse = home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await;
    (slot, booking, id, nurse)
}

/// The page of whom the absence of that nurse on that day meets.
async fn absent(server: &Server, nurse: i64, slot: &Slot) -> String {
    let kanri = staff(server.client, "kanri").await;
    let day = slot.starts_at.date_naive();
    let page = format!("/staff/absent?staff={nurse}&date={day}");
    let done = kanri.fill(&page, "/staff/absent", &[("span", "day"), ("reason", "架空の熱")]).await.expect(303);
    done.location().split('?').next().expect("a page").to_owned()
}

async fn state(home: &Home, id: i64) -> String {
    let sql = format!("SELECT state FROM offer_set WHERE booking_id = {id} ORDER BY id DESC LIMIT 1");
    home.db.rows::<(String,)>(&sql).await.remove(0).0
}

async fn an_absence_leads_to_everybody_whom_it_meets(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (slot, booking, id, nurse) = booked(&home, &server, 1).await;
    let kanri = staff(server.client, "kanri").await;
    let day = slot.starts_at.date_naive();
    let page = format!("/staff/absent?staff={nurse}&date={day}");
    let text = kanri.get(&page).await.expect(200).text();
    assert!(text.contains("この日の予約は"), "{text}");
    let looked = home.db.count("SELECT COUNT(*) FROM closure").await;
    let wrong = kanri.fill(&page, "/staff/absent", &[("span", "hours"), ("reason", "架空の熱")]).await;
    assert!(wrong.status == 422 && wrong.text().contains("架空の熱"), "{}", wrong.text());
    assert_eq!(home.db.count("SELECT COUNT(*) FROM closure").await, looked);
    let place = absent(&server, nurse, &slot).await;
    assert_eq!(absent(&server, nurse, &slot).await, place, "said twice it is one");

    let desk = staff(server.client, "uketsuke").await;
    let rescue = desk.get(&place).await.expect(200).text();
    for words in ["件中 0件 おわり", "試験 花子", "メールあり", "同じ時間のまま"] {
        assert!(rescue.contains(words), "{words}: {rescue}");
    }
    assert!(!rescue.contains("架空の熱"), "why she is absent is on no page of these");
    let own = server.client.get(&format!("/b/{}", booking.token)).await.expect(200).text();
    assert!(own.contains("担当がお休みです") && !own.contains("架空の熱"), "{own}");

    let action = format!("{place}/hand");
    let form = forms_of(&rescue).into_iter().find(|form| {
        form.action == action && form.fields.iter().any(|(name, value)| name == "b" && *value == id.to_string())
    });
    let done = desk.post(&action, &pairs(&form.expect("somebody is free").fields)).await.expect(303);
    assert!(done.location().contains("said=handed"), "{}", done.location());
    assert_ne!(home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await, nurse);
    let after = desk.get(done.location()).await.expect(200).text();
    assert!(after.contains("に交代") && after.contains("元にもどす"), "{after}");
    // Whoever comes after all needs no rescue.
    let back = format!("{place}/back");
    let gone = kanri.fill(&place, &back, &[]).await.expect(303);
    assert_eq!(gone.location(), "/staff/absent?said=back");
    desk.get(&place).await.expect(404);
    home.db.check().await;
}

async fn she_answers_by_a_post_and_by_nothing_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (slot, booking, id, nurse) = booked(&home, &server, 1).await;
    let place = absent(&server, nurse, &slot).await;
    let desk = staff(server.client, "uketsuke").await;
    let version = home.db.version("booking", id).await;
    let fields = [("b", id.to_string()), (&*format!("version_{id}"), version)].map(|(n, v)| (n.to_owned(), v));
    let done = desk.post(&format!("{place}/offer"), &pairs(&fields)).await.expect(303);
    assert!(done.location().contains("said=offered"), "{}", done.location());
    assert!(desk.get(done.location()).await.expect(200).text().contains("返事を待っています"));
    home.db.execute("UPDATE outbox SET due_at = 0 WHERE kind = 'offer'").await;
    until_true("the offer to leave", async || {
        home.db.messages(&email(1)).await.iter().any(|message| message.kind == "offer" && message.state == "sent")
    })
    .await;
    let mail = home.mails_to(&email(1)).pop().expect("a mail");
    let own = format!("/b/{}", booking.token);
    assert!(mail.text.contains(&own) && !mail.text.contains("架空の熱"), "{}", mail.text);

    // A program opens whatever it finds, twice.
    let before = home.db.count("SELECT COUNT(*) FROM hold").await;
    for path in [own.clone(), format!("{own}/offer")] {
        for method in ["HEAD", "GET", "GET"] {
            let answer = server.client.ask(method, &path, &[("user-agent", "Mail-Scanner/1.0")], b"").await;
            assert!(answer.status < 500, "{path}: {}", answer.status);
        }
    }
    assert_eq!((state(&home, id).await, home.db.count("SELECT COUNT(*) FROM hold").await), ("open".to_owned(), before));

    let she = crate::support::client::Browser::new(server.client);
    let text = she.get(&own).await.expect(200).text();
    let choices: Vec<&str> =
        text.split("name=\"choice\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!((choices.len(), choices.last()), (4, Some(&"none")), "{text}");
    let action = format!("{own}/offer");
    let mut form = form_of(&text, &action);
    set(&mut form, "choice", choices[1]);
    let chosen = she.post(&action, &pairs(&form)).await.expect(303);
    assert!(chosen.location().contains("said=moved"), "{}", chosen.location());
    assert_eq!(state(&home, id).await, "taken");
    let at = home.db.count(&format!("SELECT starts_at FROM booking WHERE id = {id}")).await;
    let offered = format!("SELECT starts_at FROM offer_choice WHERE id = {}", choices[1]);
    assert_eq!(at, home.db.count(&offered).await);
    she.post(&action, &pairs(&form)).await.expect(303);
    assert_eq!(home.db.count(&format!("SELECT sequence FROM booking WHERE id = {id}")).await, 1, "sent twice");
    let open = format!("SELECT COUNT(*) FROM call WHERE booking_id = {id} AND done_at IS NULL");
    assert_eq!(home.db.count(&open).await, 0, "nobody calls her");
    home.db.check().await;
}

async fn nobody_answers_for_another_and_nobody_hands_on_what_has_changed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (slot, booking, id, nurse) = booked(&home, &server, 1).await;
    let (_, other, ..) = booked(&home, &server, 2).await;
    let place = absent(&server, nurse, &slot).await;
    let desk = staff(server.client, "uketsuke").await;
    let page = desk.get(&place).await.expect(200).text();
    let hers = |action: &str| {
        let found = forms_of(&page).into_iter().find(|form| {
            form.action == action && form.fields.iter().any(|(name, value)| name == "b" && *value == id.to_string())
        });
        of_anybody(found.expect("a form").fields)
    };
    let (hand, offer) = (format!("{place}/hand"), format!("{place}/offer"));
    let (to_hand, to_offer) = (hers(&hand), hers(&offer));
    desk.post(&offer, &pairs(&to_offer)).await.expect(303);
    let choice = home.db.count("SELECT MIN(id) FROM offer_choice").await.to_string();
    // A colleague has the page from before.
    let late = staff(server.client, "hokenshi").await.post(&hand, &pairs(&to_hand)).await.expect(303);
    let told = ["said=changed", "said=handed_some"].iter().any(|word| late.location().contains(word));
    assert!(told, "{}", late.location());
    assert_eq!(home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await, nurse);
    // With another's link, with none, with what nobody offered.
    let she = crate::support::client::Browser::new(server.client);
    let version = home.db.version("booking", id).await;
    let answer = [("version", version.as_str()), ("choice", choice.as_str())];
    she.post(&format!("/b/{}/offer", other.token), &answer).await.expect(404);
    she.post("/b/nobodys/offer", &answer).await.expect(404);
    let nothing = [("version", version.as_str()), ("choice", "1")];
    she.post(&format!("/b/{}/offer", booking.token), &nothing).await.expect(404);
    assert_eq!(state(&home, id).await, "open");
    // None of them fits: she is called.
    let own = format!("/b/{}", booking.token);
    let done = she.fill(&own, &format!("{own}/offer"), &[("choice", "none")]).await.expect(303);
    let told = she.get(done.location()).await.expect(200).text();
    assert!(told.contains("こちらからご連絡します"), "{told}");
    assert_eq!(state(&home, id).await, "declined");
    let call = desk.get(&place).await.expect(200).text();
    assert!(call.contains("どれも合いませんでした"), "{call}");
    let talked = format!("{place}/talked");
    let fields = forms_of(&call).into_iter().find(|form| {
        form.action == talked && form.fields.iter().any(|(name, value)| name == "b" && *value == id.to_string())
    });
    let done = desk.post(&talked, &pairs(&fields.expect("a form").fields)).await.expect(303);
    assert!(done.location().contains("said=talked"), "{}", done.location());
    home.db.check().await;
}

/// Two bookings of one nurse on a day, each at a time that a colleague could hold.
async fn two_of_one(home: &Home, server: &Server) -> (Slot, [i64; 2], i64) {
    let mut slots = server.client.slots("video").await;
    let far = slots[0].starts_at.date_naive() + Duration::days(14);
    slots.retain(|slot| slot.starts_at.date_naive() > far && slot.free > 1);
    let day = slots.first().expect("a time").starts_at.date_naive();
    slots.retain(|slot| slot.starts_at.date_naive() == day);
    slots.dedup_by_key(|slot| slot.starts_at);
    let mut hers: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (n, slot) in slots.into_iter().enumerate() {
        let n = n + 1;
        server.client.booked(n, &slot, "video").await;
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        let of = async |column: &str| {
            home.db.count(&format!("SELECT {column} FROM booking WHERE email = '{}'", email(n))).await
        };
        let (id, nurse) = (of("id").await, of("staff_id").await);
        let ids = hers.entry(nurse).or_default();
        ids.push(id);
        if let [one, other] = ids.as_slice() {
            return (slot, [*one, *other], nurse);
        }
    }
    panic!("nobody has two: {hers:?}");
}

async fn all_who_were_handed_on_are_taken_back_with_one_press(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (slot, hers, nurse) = two_of_one(&home, &server).await;
    let place = absent(&server, nurse, &slot).await;
    let desk = staff(server.client, "uketsuke").await;
    let (hand, back) = (format!("{place}/hand"), format!("{place}/take-back"));
    let whose = async || {
        let mut whose = Vec::new();
        for id in hers {
            whose.push(home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await);
        }
        whose
    };
    let hand_on = async || {
        let page = desk.get(&place).await.expect(200).text();
        let several = |fields: &[(String, String)]| fields.iter().filter(|(name, _)| name == "b").count() > 1;
        let all = forms_of(&page).into_iter().find(|form| form.action == hand && several(&form.fields));
        let done = desk.post(&hand, &pairs(&all.expect("several can be handed on").fields)).await.expect(303);
        let location = done.location().to_owned();
        assert!(location.contains("said=handed") && location.contains("&undo="), "{location}");
        assert!(whose().await.iter().all(|staff| *staff != nurse));
        location
    };
    let said = hand_on().await;
    let page = desk.get(&said).await.expect(200).text();
    assert!(page.contains("交代しました") && page.contains("元にもどす"), "{page}");
    let done = desk.fill(&said, &back, &[]).await.expect(303);
    assert_eq!(done.location(), format!("{place}?said=undone"));
    assert_eq!(whose().await, [nurse; 2]);
    let page = desk.get(done.location()).await.expect(200).text();
    assert!(page.contains("元にもどしました。") && !page.contains(&back), "{page}");

    // One has changed meanwhile: it stays, and that is said.
    let said = hand_on().await;
    let page = desk.get(&said).await.expect(200).text();
    let fields = form_of(&page, &back);
    home.db.execute(&format!("UPDATE booking SET version = version + 1 WHERE id = {}", hers[0])).await;
    let done = desk.post(&back, &pairs(&fields)).await.expect(303);
    assert_eq!(done.location(), format!("{place}?said=undone_some"));
    let now = whose().await;
    assert!(now[0] != nurse && now[1] == nurse, "{now:?}");
    let page = desk.get(done.location()).await.expect(200).text();
    assert!(page.contains("変わったままです"), "{page}");
    // Nobody else takes it back, nor what nobody handed on.
    let other = staff(server.client, "kanri").await.post(&back, &pairs(&of_anybody(fields))).await.expect(303);
    assert!(other.location().contains("said=late"), "{}", other.location());
    let nothing = desk.post(&back, &[("undo", "x")]).await.expect(303);
    assert!(nothing.location().contains("said=missing"), "{}", nothing.location());
}
