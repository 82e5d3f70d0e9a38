//! What staff do can be taken back for twenty seconds: nobody is told before, and the time it freed waits as long.

use chrono::Duration;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Client, Slot};
use crate::support::clock::{awake, now};
use crate::support::mail::property;
use crate::support::people::{KIND, email, phone};
use crate::support::server::{Home, Setup};
use crate::support::wait::until_true;

on_both_engines!(
    a_move_and_its_undo_send_no_mail_and_the_reminder_lives,
    what_is_not_undone_is_told_after_twenty_seconds,
    the_freed_time_is_kept_for_twenty_seconds_and_no_longer,
    nothing_is_undone_once_anybody_changed_the_booking,
    a_cancel_and_a_booking_of_the_desk_are_undone_too,
    what_a_resident_does_is_told_at_once,
);

/// Free times, three days ahead at the earliest.
async fn times(client: Client, mode: &str) -> Vec<Slot> {
    let mut slots = client.slots(mode).await;
    slots.retain(|slot| slot.starts_at.timestamp() > now() + 72 * 3600);
    slots
}

async fn id_of(home: &Home, n: usize) -> i64 {
    home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(n))).await
}

async fn staff(client: Client) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in("uketsuke").await;
    browser
}

/// A booking by video that its mother has been told of, and another time.
async fn told(home: &Home, client: Client) -> (Slot, Slot, i64, Booked) {
    let slots = times(client, "video").await;
    let slot = slots.iter().find(|slot| slot.free == 1).expect("a time of one nurse").clone();
    let other = slots.iter().find(|other| other.starts_at > slot.starts_at + Duration::hours(4)).expect("another");
    let booking = client.booked(1, &slot, "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    (slot, other.clone(), id_of(home, 1).await, booking)
}

/// What staff press at the desk, from the page that shows the booking.
async fn press(desk: &Browser, id: i64, verb: &str, typed: &[(&str, &str)]) -> String {
    let ask = if verb == "cancel" { "&ask=cancel" } else { "" };
    let action = format!("/staff/bookings/{id}/{verb}");
    desk.fill(&format!("/staff/desk?b={id}{ask}"), &action, typed).await.expect(303).location().to_owned()
}

/// Presses U on the page that says what was done.
async fn undo(desk: &Browser, id: i64, said: &str) -> String {
    desk.fill(said, &format!("/staff/bookings/{id}/undo"), &[]).await.expect(303).location().to_owned()
}

async fn a_move_and_its_undo_send_no_mail_and_the_reminder_lives(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, other, id, booking) = told(&home, client).await;
    let desk = staff(client).await;
    let reminder = home.db.message(&email(1), "reminder_1d", 0, "pending").await;
    let said = press(&desk, id, "move", &[("slot_id", &other.id)]).await;
    let page = desk.get(&said).await.expect(200).text();
    assert!(page.contains("予約を移しました") && page.contains("元にもどす") && page.contains("あと"), "{page}");
    let waiting = home.db.message(&email(1), "change", 1, "pending").await;
    assert!(waiting.due_at >= now() + 15, "it waits until nothing can be undone");
    // A calendar that is fetched in between has the move; the undo must be newer.
    let file = client.get(&format!("/b/{}/calendar.ics", booking.token)).await.expect(200).text();
    assert_eq!(property(&file, "SEQUENCE").as_deref(), Some("1"));

    let undone = undo(&desk, id, &said).await;
    let page = desk.get(&undone).await.expect(200).text();
    assert!(
        page.contains("元にもどしました") && !page.contains("移しました") && !page.contains("元にもどす"),
        "{page}"
    );
    let back = client.read(&booking.token).await.expect(200).booking();
    assert!(back.is_at(&slot) && back.sequence == 2 && back.mode == "video");
    let file = client.get(&format!("/b/{}/calendar.ics", booking.token)).await.expect(200).text();
    assert_eq!(property(&file, "SEQUENCE").as_deref(), Some("2"));
    let again = home.db.message(&email(1), "reminder_1d", 2, "pending").await;
    assert_eq!((&again.id, again.due_at), (&reminder.id, reminder.due_at), "the same reminder is alive again");
    assert_eq!(client.free(&other, "video").await, other.free, "what the move took is free");
    assert_eq!(client.free(&slot, "video").await, 0);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM undo").await + home.db.count("SELECT COUNT(*) FROM hold").await, 0);
    // The same button once more.
    let stale = (home.db.count(&format!("SELECT version FROM booking WHERE id = {id}")).await - 1).to_string();
    let twice = desk.post(&format!("/staff/bookings/{id}/undo"), &[("version", &stale), ("back", "desk")]).await;
    assert!(twice.expect(303).location().ends_with("said=undone"));
    server.kill();

    // Long after: still the one mail; the day before the reminder, of the time she was told.
    let server = home.serve_with(Setup::ahead(60)).await;
    home.db.quiet(now() + 60).await;
    assert_eq!(home.mails_to(&email(1)).len(), 1, "the confirmation alone");
    server.kill();
    let _server = home.serve_with(Setup::ahead(reminder.due_at - now() + 1)).await;
    home.db.message(&email(1), "reminder_1d", 2, "sent").await;
    let mails = home.mails_to(&email(1));
    let time = slot.starts_at.format("%-H:%M").to_string();
    assert!(mails.len() == 2 && mails.iter().any(|mail| mail.id == reminder.id && mail.text.contains(&time)));
    home.db.check().await;
}

async fn what_is_not_undone_is_told_after_twenty_seconds(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, other, id, booking) = told(&home, client).await;
    let desk = staff(client).await;
    let later =
        times(client, "video").await.into_iter().find(|later| later.starts_at > other.starts_at).expect("a third");
    // Twice in a row: one mail, from the time she was told to the last.
    press(&desk, id, "move", &[("slot_id", &other.id)]).await;
    let said = press(&desk, id, "move", &[("slot_id", &later.id)]).await;
    let seen = home.db.version("booking", id).await;
    assert_eq!(
        client.free(&other, "video").await,
        other.free - 1,
        "only the last act can be undone, and keeps its time"
    );
    server.kill();

    let ahead = awake(21);
    let server = home.serve_with(Setup::ahead(ahead)).await;
    let client = server.client;
    home.db.message(&email(1), "change", 2, "sent").await;
    home.db.quiet(now() + ahead).await;
    let mails = home.mails_to(&email(1));
    assert_eq!(mails.len(), 2);
    let change = mails.iter().find(|mail| mail.subject.contains("変")).expect("the change");
    for at in [&slot, &later] {
        let time = at.starts_at.format("%-H:%M").to_string();
        assert!(change.text.contains(&time), "{time}: {}", change.text);
    }
    // Too late: said so, and nothing happens.
    let page = desk.get(&said).await.expect(200).text();
    assert!(page.contains("移しました") && !page.contains("元にもどす"));
    let late =
        desk.post(&format!("/staff/bookings/{id}/undo"), &[("version", &seen), ("back", "desk")]).await.expect(303);
    assert!(desk.get(late.location()).await.expect(200).text().contains("元にもどせる時間"));
    assert!(client.read(&booking.token).await.expect(200).booking().is_at(&later));
    until_true("what was before to be forgotten", async || home.db.count("SELECT COUNT(*) FROM undo").await == 0).await;
    home.db.check().await;
}

async fn the_freed_time_is_kept_for_twenty_seconds_and_no_longer(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, _, id, _) = told(&home, client).await;
    let desk = staff(client).await;
    press(&desk, id, "cancel", &[]).await;
    assert_eq!(client.free(&slot, "video").await, 0, "kept");
    assert_eq!(client.book(2, &slot, "video").await.expect(409).code(), "slot_taken");
    let day = desk.get(&format!("/staff?date={}", slot.starts_at.date_naive())).await.expect(200).text();
    assert!(day.contains("仮押さえ"), "and staff see it");
    server.kill();
    let server = home.serve_with(Setup::ahead(awake(21))).await;
    assert_eq!(server.client.free(&slot, "video").await, 1);
    server.client.booked(2, &slot, "video").await;
    home.db.message(&email(1), "cancellation", 1, "sent").await;
    home.db.check().await;
}

async fn nothing_is_undone_once_anybody_changed_the_booking(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, other, id, booking) = told(&home, client).await;
    let desk = staff(client).await;
    let said = press(&desk, id, "move", &[("slot_id", &other.id)]).await;
    let action = format!("/staff/bookings/{id}/undo");
    let seen = home.db.version("booking", id).await;
    // The mother moves on; the desk's U drags nothing back.
    let third =
        times(client, "video").await.into_iter().find(|third| third.starts_at > other.starts_at).expect("a third");
    client.move_to(&booking.token, &third).await.expect(200);
    assert!(client.free(&slot, "video").await > 0, "what the desk freed is free: it can no longer be undone");
    let before = home.db.count(&format!("SELECT version FROM booking WHERE id = {id}")).await;
    for version in [seen.as_str(), "", "x"] {
        let refused = desk.post(&action, &[("version", version), ("back", "desk")]).await.expect(303);
        assert!(refused.location().ends_with("said=changed"), "{version}: {}", refused.location());
        let page = desk.get(refused.location()).await.expect(200).text();
        assert!(
            page.contains("この予約は変わりました") && page.contains(&third.starts_at.format("%-m月%-d日").to_string())
        );
    }
    assert!(!desk.get(&said).await.expect(200).text().contains(&action), "nor is there a button");
    assert!(client.read(&booking.token).await.expect(200).booking().is_at(&third));
    assert_eq!(home.db.count(&format!("SELECT version FROM booking WHERE id = {id}")).await, before);
    // Strangers undo nothing.
    let stranger = Browser::new(client);
    assert!(stranger.post(&action, &[("version", &seen)]).await.expect(401).text().contains("/staff/sign-in"));
    home.db.check().await;
}

async fn a_cancel_and_a_booking_of_the_desk_are_undone_too(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, _, id, booking) = told(&home, client).await;
    let desk = staff(client).await;
    for (verb, typed) in [("cancel", ("reason", "架空の都合")), ("mode", ("mode", "in_person"))] {
        let said = press(&desk, id, verb, &[typed]).await;
        undo(&desk, id, &said).await;
        let back = client.read(&booking.token).await.expect(200).booking();
        assert!(back.is_at(&slot) && back.mode == "video" && back.status == "booked", "{verb}");
        home.db.check().await;
    }
    // A booking of the desk: gone again, and her time with it, before anybody heard of it.
    let free = times(client, "video").await.remove(0);
    let page = format!("/staff/desk?new=1&kind={KIND}&mode=video");
    let (phone, email_2) = (phone(2), email(2));
    let typed = [
        ("slot_id", free.id.as_str()),
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "シケン"),
        ("given_name_kana", "ハナコ"),
        ("birth_date", "H7.4.3"),
        ("phone", &phone),
        ("email", &email_2),
        ("consent", "true"),
        ("other_person", "true"),
    ];
    let made = desk.fill(&page, "/staff/desk/book", &typed).await.expect(303).location().to_owned();
    let id = id_of(&home, 2).await;
    let undone = undo(&desk, id, &made).await;
    assert!(desk.get(&undone).await.expect(200).text().contains("取り消し済み"));
    assert_eq!(client.free(&free, "video").await, free.free);
    server.kill();
    let _server = home.serve_with(Setup::ahead(60)).await;
    home.db.quiet(now() + 60).await;
    assert_eq!((home.mails_to(&email(1)).len(), home.mails_to(&email(2)).len()), (1, 0), "nobody was told");
    home.db.message(&email(1), "reminder_1d", 4, "pending").await;
    home.db.check().await;
}

async fn what_a_resident_does_is_told_at_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, other, _, booking) = told(&home, client).await;
    client.move_to(&booking.token, &other).await.expect(200);
    assert!(client.free(&slot, "video").await > 0, "and her time is free at once");
    let sent = home.db.message(&email(1), "change", 1, "sent").await;
    assert!(sent.due_at < now() + 10, "at once");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM undo").await, 0);
    home.db.check().await;
}
