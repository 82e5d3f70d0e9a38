//! Another nurse at the same time, one booking or all of somebody who leaves; and moving to any day, place, way and nurse.

use chrono::Duration;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Slot};
use crate::support::forms::{forms_of, links_of, of_anybody, pairs, set};
use crate::support::people::email;
use crate::support::server::{Home, Server};
use crate::support::shaping::{serve, staff};

on_both_engines!(
    a_colleague_takes_it_at_the_same_time_and_nobody_is_told,
    whoever_leaves_hands_her_bookings_on_and_the_rest_are_called,
    a_booking_moves_to_any_day_place_way_and_nurse,
);

/// A booking in two weeks that more than one nurse could hold.
async fn booked(home: &Home, server: &Server, n: usize) -> (Slot, i64) {
    let slots = server.client.slots("in_person").await;
    let far = slots[0].starts_at + Duration::days(14);
    let slot = slots.into_iter().find(|slot| slot.starts_at > far && slot.free > 1).expect("a time of two nurses");
    server.client.booked(n, &slot, "in_person").await;
    home.db.message(&email(n), "confirmation", 0, "sent").await;
    (slot, home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(n))).await)
}

async fn of(home: &Home, id: i64, column: &str) -> i64 {
    home.db.count(&format!("SELECT {column} FROM booking WHERE id = {id}")).await
}

async fn a_colleague_takes_it_at_the_same_time_and_nobody_is_told(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (slot, id) = booked(&home, &server, 1).await;
    let desk = staff(server.client, "uketsuke").await;
    let day = format!("/staff?date={}&booking={id}", slot.starts_at.date_naive());
    assert!(desk.get(&day).await.expect(200).text().contains("担当を替える"));
    let page = desk.get(&format!("{day}&ask=nurse")).await.expect(200).text();
    let action = format!("/staff/bookings/{id}/reassign");
    let form = forms_of(&page).into_iter().find(|form| form.action == action).expect("somebody is free");
    let (before, free) = (of(&home, id, "staff_id").await, server.client.free(&slot, "in_person").await);
    let done = desk.post(&action, &pairs(&form.fields)).await.expect(303).location().to_owned();
    let said = desk.get(&done).await.expect(200).text();
    assert!(said.contains("担当を替えました") && said.contains("元にもどす"), "{said}");
    let after = of(&home, id, "staff_id").await;
    assert_ne!(after, before);
    assert_eq!((of(&home, id, "starts_at").await, of(&home, id, "sequence").await), (slot.starts_at.timestamp(), 0));
    assert!(home.db.messages(&email(1)).await.iter().all(|message| message.version == 0), "nobody is told");
    home.db.message(&email(1), "reminder_1d", 0, "pending").await;
    home.db.check().await;

    // The page from before is no longer true; whoever is not free cannot have it.
    let stale = desk.post(&action, &pairs(&form.fields)).await.expect(303).location().to_owned();
    assert!(stale.contains("said=reassigned"), "the same form twice is one act: {stale}");
    let nurse = staff(server.client, "hokenshi").await;
    let stale = nurse.post(&action, &pairs(&of_anybody(form.fields.clone()))).await.expect(303).location().to_owned();
    assert!(stale.contains("said=changed"), "{stale}");
    let mut wrong = of_anybody(form.fields.clone());
    set(&mut wrong, "from", &after.to_string());
    set(&mut wrong, "to", &home.db.count("SELECT id FROM staff WHERE login = 'uketsuke'").await.to_string());
    set(&mut wrong, "version", &of(&home, id, "version").await.to_string());
    let busy = nurse.post(&action, &pairs(&wrong)).await.expect(303).location().to_owned();
    assert!(nurse.get(&busy).await.text().contains("その人は、この時間に空いていません"), "{busy}");

    desk.fill(&done, &format!("/staff/bookings/{id}/undo"), &[]).await.expect(303);
    assert_eq!(of(&home, id, "staff_id").await, before);
    assert_eq!(server.client.free(&slot, "in_person").await, free);
    home.db.check().await;
}

async fn whoever_leaves_hands_her_bookings_on_and_the_rest_are_called(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (_, id) = booked(&home, &server, 1).await;
    let nurse = of(&home, id, "staff_id").await;
    let kanri = staff(server.client, "kanri").await;
    let page = format!("/staff/setup/staff/{nurse}");
    let now = chrono::DateTime::parse_from_rfc3339("2031-06-02T09:00:00+09:00").expect("an instant").timestamp();
    let hers = format!(
        "SELECT COUNT(*) FROM booking WHERE status = 'booked' AND starts_at > {now} + 600 AND staff_id = {nurse}"
    );
    let before = home.db.count(&hers).await;
    assert!(before > 0);
    let action = format!("{page}/hand-on");
    let form = |text: &str| forms_of(text).into_iter().find(|form| form.action == action);
    // As often as the page has something to hand on: not more than a hundred at a time.
    for _ in 0..10 {
        let text = kanri.get(&page).await.expect(200).text();
        let Some(form) = form(&text) else { break };
        assert!(text.contains("予約を引きつぐ"));
        let done = kanri.post(&action, &pairs(&form.fields)).await.expect(303).location().to_owned();
        assert!(done.contains("said=handed"), "{done}");
    }
    let left = home.db.count(&hers).await;
    assert!(left < before, "somebody was free for some of them: {left} of {before}");
    assert_ne!(of(&home, id, "staff_id").await, nurse);
    let called = "SELECT COUNT(*) FROM call WHERE reason = 'nurse_left' AND done_at IS NULL";
    assert_eq!(home.db.count(called).await, left, "and the others are called");
    assert_eq!(of(&home, id, "sequence").await, 0);
    home.db.check().await;
    let other = staff(server.client, "hokenshi").await;
    other.post(&action, &[]).await.expect(404);
}

async fn a_booking_moves_to_any_day_place_way_and_nurse(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (slot, id) = booked(&home, &server, 1).await;
    let desk = staff(server.client, "uketsuke").await;
    // A time of three weeks on, by video, at an office that is not hers.
    let far = slot.starts_at + Duration::days(7);
    let wanted = server.client.slots("video").await.into_iter();
    let wanted = wanted.filter(|other| other.starts_at > far && other.office != slot.office).nth(3).expect("a time");
    let day = wanted.starts_at.date_naive();
    let nurse = format!(
        "SELECT MIN(s.staff_id) FROM slot AS s JOIN office AS o ON o.id = s.office_id JOIN interview_kind AS k ON k.id = s.kind_id \
         WHERE s.starts_at = {} AND o.slug = '{}' AND k.slug = 'notification' AND s.open",
        wanted.starts_at.timestamp(),
        wanted.office
    );
    let nurse = home.db.count(&nurse).await;
    let wish = format!("to_from={day}&to_office={}&to_mode=video&to_nurse={nurse}", wanted.office);
    let action = format!("/staff/bookings/{id}/move");
    for page in [
        format!("/staff/desk?b={id}&{wish}"),
        format!("/staff?date={}&booking={id}&ask=move&{wish}", slot.starts_at.date_naive()),
    ] {
        let text = desk.get(&page).await.expect(200).text();
        for field in ["to_from", "to_office", "to_mode", "to_nurse"] {
            assert!(text.contains(&format!("name=\"{field}\"")), "{field} on {page}");
        }
        assert!(text.contains(&wanted.id), "{page}");
        // Every time that is offered is one of that wish.
        let offered: Vec<&str> =
            text.split("name=\"slot_id\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let known = server.client.slots("video").await;
        assert!(
            !offered.is_empty()
                && offered.iter().all(|id| {
                    known.iter().any(|slot| {
                        slot.id == *id && slot.office == wanted.office && slot.starts_at.date_naive() >= day
                    })
                })
        );
        // Earlier and later lead to other times of the same wish.
        let ways: Vec<String> = links_of(&text).into_iter().filter(|link| link.contains("to_after=")).collect();
        assert!(!ways.is_empty(), "{page}");
        for way in ways {
            let way = way.replace("&amp;", "&");
            assert!(way.contains(&format!("to_nurse={nurse}")), "{way}");
            desk.get(&way).await.expect(200);
        }
    }
    let page = format!("/staff/desk?b={id}&{wish}");
    desk.fill(&page, &action, &[("slot_id", &wanted.id)]).await.expect(303);
    assert_eq!(of(&home, id, "staff_id").await, nurse);
    assert_eq!(of(&home, id, "starts_at").await, wanted.starts_at.timestamp());
    let (mode,) = home.db.rows::<(String,)>(&format!("SELECT mode FROM booking WHERE id = {id}")).await.remove(0);
    assert_eq!(mode, "video");
    home.db.check().await;
    let _ = Browser::new(server.client);
}
