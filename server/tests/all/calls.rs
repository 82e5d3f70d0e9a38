//! The call list: who stands on it, why, and how she comes off it.

use chrono::Duration;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Slot};
use crate::support::forms::{form_of, of_anybody, pairs, set};
use crate::support::people::{email, phone};
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::{serve, staff};
use crate::support::smtp_server::{Manners, SmtpServer};
use crate::support::wait::until_true;

on_both_engines!(
    a_closure_marks_bookings_holds_reminders_and_calls_for_them_until_it_is_gone,
    moving_takes_her_off_the_list_and_undoing_puts_her_back,
    what_came_of_a_call_is_noted_once,
    whose_mail_is_refused_is_called_until_her_address_is_corrected,
    who_was_not_reached_in_time_stays_on_the_list,
);

const CLOSURES: &str = "/staff/setup/closures";

/// A booking in two weeks, and the day closed over it.
async fn closed(home: &Home, server: &Server) -> (Browser, Slot, Booked, i64) {
    let slots = server.client.slots("video").await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.format("%m-%d").to_string() == "06-17").expect("a time");
    let booking = server.client.booked(1, &slot, "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let office = home.db.count(&format!("SELECT id FROM office WHERE slug = '{}'", slot.office)).await;
    let whose = format!("office-{office}");
    let closure = [("whose", whose.as_str()), ("from", "2031-06-17"), ("reason", "架空の点検"), ("step", "save")];
    let kanri = staff(server.client, "kanri").await;
    kanri.post(CLOSURES, &closure).await.expect(303);
    (kanri, slot, booking, id)
}

async fn open_calls(home: &Home, id: i64) -> i64 {
    home.db.count(&format!("SELECT COUNT(*) FROM call WHERE booking_id = {id} AND done_at IS NULL")).await
}

async fn a_closure_marks_bookings_holds_reminders_and_calls_for_them_until_it_is_gone(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (kanri, slot, _, id) = closed(&home, &server).await;
    let office = home.db.count(&format!("SELECT office_id FROM booking WHERE id = {id}")).await;
    let day = slot.starts_at.timestamp() - slot.starts_at.timestamp().rem_euclid(86_400) - 9 * 3600;
    let there = format!(
        "SELECT COUNT(*) FROM booking WHERE status = 'booked' AND office_id = {office} AND starts_at >= {day} AND starts_at < {day} + 86400"
    );
    let met = home.db.count(&there).await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM call WHERE reason = 'closed' AND done_at IS NULL").await, met);

    let page = kanri.get("/staff/calls").await.expect(200).text();
    let called = [
        "試験 花子",
        &phone(1),
        "読み上げ",
        "役所です。試験 花子さんでいらっしゃいますか。6月17日 火曜日",
        "その日がお休みになりました",
        &format!("かける電話 {met}件"),
    ];
    for words in called {
        assert!(page.contains(words), "{words}: {page}");
    }
    let looked = "SELECT COUNT(*) FROM audit WHERE action = 'view' AND subject_kind = 'calls'";
    until_true("looking to be logged", async || home.db.count(looked).await == 1).await;
    for place in ["/staff?date=2031-06-17&view=list", "/staff?date=2031-06-17"] {
        assert!(kanri.get(place).await.expect(200).text().contains("休みになりました"), "{place}");
    }
    for place in [format!("/staff?date=2031-06-17&booking={id}"), format!("/staff/desk?b={id}")] {
        let page = kanri.get(&place).await.expect(200).text();
        assert!(page.contains("この日は休みになりました(架空の点検)"), "{place}: {page}");
    }
    server.kill();

    // The day before: nobody is sent to a closed door.
    let before = slot.starts_at - Duration::hours(20);
    let server = home.serve_with(Setup::at(&before)).await;
    until_true("the reminder to be put off", async || {
        home.db
            .messages(&email(1))
            .await
            .iter()
            .any(|m| m.kind == "reminder_1d" && m.state == "pending" && m.error == "the day is closed")
    })
    .await;
    assert_eq!(home.mails_to(&email(1)).len(), 1, "the confirmation alone");
    let kanri = staff(server.client, "kanri").await;
    let panel = kanri.get(&format!("/staff?date=2031-06-17&booking={id}")).await.expect(200).text();
    assert!(panel.contains("休みになったので、止めています"), "{panel}");

    // It is open after all: she is on no list, and her reminder leaves.
    let closure = home.db.count("SELECT MAX(id) FROM closure").await;
    let delete = format!("{CLOSURES}/{closure}/delete");
    kanri.fill(&format!("{CLOSURES}/{closure}"), &delete, &[]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM call WHERE done_at IS NULL").await, 0);
    let page = kanri.get(&format!("/staff/desk?b={id}")).await.expect(200).text();
    assert!(!page.contains("この日は休みになりました"));
    server.kill();
    let _server = home.serve_with(Setup::at(&(before + Duration::minutes(7)))).await;
    home.db.message(&email(1), "reminder_1d", 0, "sent").await;
    home.db.check().await;
}

async fn moving_takes_her_off_the_list_and_undoing_puts_her_back(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (_, slot, booking, id) = closed(&home, &server).await;
    assert_eq!(open_calls(&home, id).await, 1);
    let desk = staff(server.client, "uketsuke").await;
    let slots = server.client.slots("video").await;
    let other = slots.iter().find(|other| other.starts_at > slot.starts_at + Duration::days(2)).expect("another");
    let page = format!("/staff/desk?b={id}");
    let act = format!("/staff/bookings/{id}/move");
    let said = desk.fill(&page, &act, &[("slot_id", &other.id)]).await.expect(303).location().to_owned();
    assert_eq!(open_calls(&home, id).await, 0, "she was spoken to");
    desk.fill(&said, &format!("/staff/bookings/{id}/undo"), &[]).await.expect(303);
    assert_eq!(open_calls(&home, id).await, 1, "she stands before a closed door again");
    assert!(desk.get("/staff/calls").await.expect(200).text().contains(&phone(1)));
    // She calls it off herself.
    server.client.cancel(&booking.token).await.expect(200);
    assert_eq!(open_calls(&home, id).await, 0);
    let list = desk.get("/staff/calls").await.expect(200).text();
    assert!(list.contains("済んだ電話") && list.contains("予約が変わったので済み"));
    home.db.check().await;
}

async fn what_came_of_a_call_is_noted_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (_, _, _, id) = closed(&home, &server).await;
    let desk = staff(server.client, "uketsuke").await;
    let call = home.db.count(&format!("SELECT id FROM call WHERE booking_id = {id}")).await;
    let action = format!("/staff/calls/{call}");
    let fields = of_anybody(form_of(&desk.get("/staff/calls").await.expect(200).text(), &action));
    let note = async |browser: &Browser, outcome: &str, next: &str| {
        let mut fields = fields.clone();
        set(&mut fields, "outcome", outcome);
        set(&mut fields, "next", next);
        browser.post(&action, &pairs(&fields)).await.expect(303).location().to_owned()
    };
    assert_eq!(note(&desk, "settled", "1h").await, "/staff/calls?said=choose", "nobody says so by hand");
    assert_eq!(note(&desk, "absent", "tomorrow").await, "/staff/calls?said=absent");
    assert_eq!(note(&desk, "absent", "tomorrow").await, "/staff/calls?said=absent", "the same once more");
    assert_eq!(home.db.count(&format!("SELECT attempts FROM call WHERE id = {call}")).await, 1);
    let page = desk.get("/staff/calls").await.expect(200).text();
    assert!(page.contains("1回かけました") && page.contains("次は 6/3(火) 9:00"), "{page}");
    // A colleague had the page open from before.
    let nurse = staff(server.client, "hokenshi").await;
    assert_eq!(note(&nurse, "talked", "1h").await, "/staff/calls?said=changed");
    let told = nurse.get("/staff/calls?said=changed").await.text();
    assert!(told.contains("この電話は変わりました"));
    nurse.fill("/staff/calls", &action, &[("outcome", "talked")]).await.expect(303);
    assert_eq!(open_calls(&home, id).await, 0);
    assert!(nurse.get("/staff/calls").await.expect(200).text().contains("済んだ電話"));
    // Closing the same day anew does not ask for the same call.
    let closure = home.db.count("SELECT MAX(id) FROM closure").await;
    let kanri = staff(server.client, "kanri").await;
    let place = format!("{CLOSURES}/{closure}");
    kanri.fill(&place, &place, &[("reason", "架空の工事"), ("step", "save")]).await.expect(303);
    assert_eq!(open_calls(&home, id).await, 0);
    let stranger = Browser::new(server.client);
    let entrance = stranger.post(&action, &[("outcome", "talked")]).await.expect(401).text();
    assert!(entrance.contains("職員の入口"), "{entrance}");
}

async fn whose_mail_is_refused_is_called_until_her_address_is_corrected(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Recipient("550 5.1.1 unknown")).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = server.client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.starts_at > slots[0].starts_at + Duration::days(4)).expect("a time");
    server.client.booked(1, slot, "video").await;
    home.db.message(&email(1), "confirmation", 0, "failed").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    until_true("her to be on the list", async || open_calls(&home, id).await == 1).await;
    let desk = staff(server.client, "uketsuke").await;
    let page = desk.get("/staff/calls").await.expect(200).text();
    assert!(page.contains("メールアドレスに届きません") && page.contains("アドレスを確かめさせてください"), "{page}");
    smtp.behave(Manners::Accept);
    let action = format!("/staff/bookings/{id}/correct");
    let typed = [("email", "atarashii@mail.kaku.example")];
    let done = desk.fill(&format!("/staff/desk?b={id}&correct=1"), &action, &typed).await.expect(303);
    assert!(done.location().ends_with("said=corrected"), "{}", done.location());
    assert_eq!(open_calls(&home, id).await, 0);
    home.db.check().await;
}

async fn who_was_not_reached_in_time_stays_on_the_list(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (kanri, slot, _, id) = closed(&home, &server).await;
    assert!(!kanri.get("/staff/calls").await.expect(200).text().contains("面談の時間は過ぎました"));
    server.kill();
    let server = home.serve_with(Setup::at(&(slot.starts_at + Duration::hours(20)))).await;
    let desk = staff(server.client, "uketsuke").await;
    let page = desk.get("/staff/calls").await.expect(200).text();
    assert!(page.contains("面談の時間は過ぎました"), "{page}");
    let call = home.db.count(&format!("SELECT id FROM call WHERE booking_id = {id}")).await;
    desk.fill("/staff/calls", &format!("/staff/calls/{call}"), &[("outcome", "talked")]).await.expect(303);
    assert_eq!(open_calls(&home, id).await, 0);
}
