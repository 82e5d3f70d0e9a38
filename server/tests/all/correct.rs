//! What was taken down of a person can be mended, and whoever has a booking already is asked for.

use chrono::Duration;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::{awake, now};
use crate::support::people::{KIND, email, phone};
use crate::support::server::{Home, Setup};
use crate::support::shaping::staff;
use crate::support::wait::until_true;

on_both_engines!(
    a_person_is_corrected_found_by_it_and_told_at_her_new_address,
    whoever_becomes_somebody_with_a_booking_is_refused_in_words,
    the_same_name_and_birth_date_under_another_phone_is_asked_about,
);

async fn id_of(home: &Home, n: usize) -> i64 {
    home.db.count(&format!("SELECT MAX(id) FROM booking WHERE phone_last4 = '{n:04}' AND family_name = '試験'")).await
}

async fn a_person_is_corrected_found_by_it_and_told_at_her_new_address(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.starts_at.timestamp() > now() + 96 * 3600).expect("a time");
    let old_link = server.client.booked(1, slot, "video").await.token;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let id = id_of(&home, 1).await;
    let desk = staff(server.client, "uketsuke").await;
    let (page, action) = (format!("/staff/desk?b={id}&correct=1"), format!("/staff/bookings/{id}/correct"));
    assert!(desk.get(&format!("/staff/desk?b={id}")).await.expect(200).text().contains("なおす"));
    let shown = desk.get(&page).await.expect(200).text();
    assert!(shown.contains(&phone(1)) && shown.contains("名前や連絡先をなおす") && !shown.contains("同意を得ました"));

    // What cannot be is said, and everything typed stays.
    let wrong = [("family_name", "架空"), ("phone", "12")];
    let back = desk.fill(&page, &action, &wrong).await.expect(303).location().to_owned();
    let again = desk.get(back.split('#').next().expect("a place")).await.expect(200).text();
    assert!(again.contains("架空") && again.contains("value=\"12\"") && again.contains("数字"), "{again}");

    let new = "atarashii@mail.kaku.example";
    let typed = [("family_name", "架空"), ("family_name_kana", "カクウ"), ("email", new), ("note", "午後がよい")];
    let seen = desk.get(&page).await.expect(200).text();
    let done = desk.fill(&page, &action, &typed).await.expect(303).location().to_owned();
    assert!(done.ends_with("said=corrected"), "{done}");
    let text = desk.get(&done).await.expect(200).text();
    assert!(text.contains("架空 花子さんの内容をなおしました") && text.contains("元にもどす"), "{text}");
    let (detail,) = home.db.rows::<(String,)>("SELECT detail FROM audit WHERE action = 'correct'").await.remove(0);
    assert_eq!(detail, r#"{"fields":["name","kana","email","note"]}"#, "which fields, never what stood in them");
    desk.post("/staff/desk/search", &[("q", "かくう")]).await.expect(303);
    assert!(desk.get("/staff/desk").await.expect(200).text().contains("架空 花子"));
    // A page from before does nothing.
    let mut fields = crate::support::forms::of_anybody(crate::support::forms::form_of(&seen, &action));
    crate::support::forms::set(&mut fields, "given_name", "月子");
    let nurse = staff(server.client, "hokenshi").await;
    let stale = nurse.post(&action, &crate::support::forms::pairs(&fields)).await.expect(303).location().to_owned();
    let stale = nurse.get(&stale).await.expect(200).text();
    assert!(stale.contains("この予約は変わりました") && stale.contains("月子"), "{stale}");
    // Who got the mail at the other address opens her booking no more.
    server.client.get(&format!("/b/{old_link}")).await.expect(404);
    server.client.read(&old_link).await.expect(404);
    server.kill();

    let server = home.serve_with(Setup::ahead(awake(30))).await;
    let gone =
        format!("SELECT COUNT(*) FROM outbox WHERE recipient = '{new}' AND kind = 'confirmation' AND state = 'sent'");
    until_true("the confirmation to leave anew", async || home.db.count(&gone).await == 1).await;
    assert_eq!((home.mails_to(&email(1)).len(), home.mails_to(new).len()), (1, 1));
    let mail = home.mails_to(new).remove(0);
    let link = mail.links().into_iter().find_map(|link| Some(link.split("/b/").nth(1)?.to_owned())).expect("a link");
    assert_ne!(link, old_link);
    server.client.get(&format!("/b/{link}")).await.expect(200);
    let reminders =
        format!("SELECT recipient, state FROM outbox WHERE booking_id = {id} AND kind = 'reminder_1d' ORDER BY id");
    let rows = home.db.rows::<(String, String)>(&reminders).await;
    let rows: Vec<(&str, &str)> = rows.iter().map(|(to, state)| (to.as_str(), state.as_str())).collect();
    assert_eq!(rows, [(email(1).as_str(), "superseded"), (new, "pending")], "the reminder goes where she reads it");
    home.db.check().await;
    drop(server);
}

async fn whoever_becomes_somebody_with_a_booking_is_refused_in_words(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let far = slots[0].starts_at + Duration::days(4);
    let mut later = slots.iter().filter(|slot| slot.starts_at > far);
    let (one, two) = (later.next().expect("a time"), later.nth(4).expect("another"));
    server.client.booked(1, one, "video").await;
    server.client.booked(2, two, "video").await;
    let id = id_of(&home, 2).await;
    let client = async || home.db.count(&format!("SELECT client_id FROM booking WHERE id = {id}")).await;
    let before = client().await;
    let desk = staff(server.client, "uketsuke").await;
    let (page, action) = (format!("/staff/desk?b={id}&correct=1"), format!("/staff/bookings/{id}/correct"));
    let back = desk.fill(&page, &action, &[("phone", &phone(1))]).await.expect(303).location().to_owned();
    let text = desk.get(back.split('#').next().expect("a place")).await.expect(200).text();
    assert!(text.contains("この電話番号と生年月日の人には、同じ内容の予約が、もうあります"), "{text}");
    assert_eq!(client().await, before);
    // A number nobody has makes her another person; undoing makes her the former one.
    let done = desk.fill(&page, &action, &[("phone", &phone(9))]).await.expect(303).location().to_owned();
    assert_ne!(client().await, before);
    desk.fill(&done, &format!("/staff/bookings/{id}/undo"), &[]).await.expect(303);
    assert_eq!(client().await, before);
    home.db.check().await;
}

async fn the_same_name_and_birth_date_under_another_phone_is_asked_about(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let far = slots[0].starts_at + Duration::days(4);
    let mut later = slots.iter().filter(|slot| slot.starts_at > far);
    let (one, two) = (later.next().expect("a time"), later.nth(4).expect("another"));
    server.client.booked(1, one, "video").await;
    let desk = staff(server.client, "uketsuke").await;
    let page = format!("/staff/desk?new=1&kind={KIND}&mode=video&slot={}", two.id);
    let (phone, email_2) = (phone(2), email(2));
    let typed = [
        ("slot_id", two.id.as_str()),
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "シケン"),
        ("given_name_kana", "ハナコ"),
        ("birth_date", "H7.4.3"),
        ("phone", &phone),
        ("email", &email_2),
        ("consent", "true"),
    ];
    let asked = desk.fill(&page, "/staff/desk/book", &typed).await.expect(303).location().to_owned();
    let text = desk.get(&asked).await.expect(200).text();
    assert!(text.contains("この人ですか") && text.contains("電話の下4けた 0001"), "{text}");
    assert!(text.contains("同じ人です") && text.contains(&phone), "and everything typed stays");
    assert_eq!(home.db.bookings_of(&email_2).await, 0);
    let done = desk.fill(&asked, "/staff/desk/book", &[("slot_id", &two.id), ("other_person", "true")]).await;
    let done = done.expect(303).location().to_owned();
    assert!(done.contains("said=booked"), "{done}");
    assert_eq!(home.db.bookings_of(&email_2).await, 1);
    // A resident is told nothing of her.
    let three =
        slots.iter().rfind(|slot| slot.starts_at > far && slot.id != two.id && slot.id != one.id).expect("a third");
    server.client.booked(3, three, "video").await;
    home.db.check().await;
}
