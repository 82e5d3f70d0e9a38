//! From a template to times that can be booked, and back again: what the preview shows is what happens, and no booking goes.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, hidden};
use crate::support::server::Home;
use crate::support::shaping::{Ids, at_ten, saturdays_at_ten, serve, staff};

on_both_engines!(
    a_template_becomes_times_once,
    a_booking_outlives_its_template,
    closed_days_are_left_out_with_their_reason,
    last_month_is_copied_as_made_by_hand,
    a_nurse_publishes_herself_and_reception_nothing,
);

const NEW: &str = "/staff/setup/templates/new";

/// Publishes what the page shows; the fields that were sent.
async fn publish(browser: &Browser, ids: &Ids, page: &str) -> Vec<(&'static str, String)> {
    let text = browser.get(page).await.expect(200).text();
    let query = page.split_once('?').expect("a query").1;
    let month = query.split('&').find_map(|pair| pair.strip_prefix("month=")).expect("a month");
    let mut fields =
        vec![("month", month.to_owned()), ("staff", ids.nurse.clone()), ("digest", hidden(&text, "digest"))];
    if query.contains("copy=") {
        fields.push(("copy", hidden(&text, "copy")));
    }
    let done = post(browser, &fields).await.expect(303);
    assert!(done.location().ends_with("&said=published"), "{}", done.location());
    assert!(browser.get(done.location()).await.expect(200).text().contains("公開しました"));
    fields
}

async fn post(browser: &Browser, fields: &[(&'static str, String)]) -> crate::support::http::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/staff/setup/publish", &fields).await
}

async fn a_template_becomes_times_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (ids, browser) = (Ids::of(&home).await, staff(server.client, "kanri").await);

    // What cannot be is said at its field, and everything typed stays.
    let mut wrong = ids.saturdays();
    wrong.retain(|(name, _)| *name != "weekdays" && *name != "hours_until");
    wrong.extend([("hours_until", "9時"), ("break1_from", "8:00"), ("break1_until", "9:00"), ("name", "土曜の朝")]);
    let again = browser.post(NEW, &wrong).await.expect(422).text();
    assert!(again.contains("2か所を直してください"), "{again}");
    assert!(again.contains("href=\"#weekdays\"") && again.contains("href=\"#hours_from\""));
    assert_eq!((hidden(&again, "name"), hidden(&again, "hours_until")), ("土曜の朝".into(), "9時".into()));

    assert_eq!(saturdays_at_ten(server.client).await, Vec::<String>::new());
    let saved = browser.post(NEW, &ids.saturdays()).await.expect(303);
    let list = browser.get(saved.location()).await.expect(200).text();
    assert!(list.contains("毎週 土 10:00〜12:00 妊娠の届出と面談(来所)"), "{list}");
    assert_eq!(saturdays_at_ten(server.client).await, Vec::<String>::new(), "not before it is published");

    let page = ids.publish_page("2031-06");
    assert!(browser.get(&page).await.expect(200).text().contains("公開する(新しく8枠)"));
    let sent = publish(&browser, &ids, &page).await;
    assert_eq!(saturdays_at_ten(server.client).await, ["6/7", "6/14", "6/21", "6/28"]);

    // Once more is nothing, and an old preview is refused with the new one.
    let text = browser.get(&page).await.expect(200).text();
    assert!(text.contains("変わるところはありません") && !text.contains("name=\"digest\""));
    let again = post(&browser, &sent).await.expect(422).text();
    assert!(again.contains("見ているあいだに内容が変わりました") && again.contains("変わるところはありません"));
    assert_eq!(
        home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'publish_plan' AND actor_kind = 'staff'").await,
        1
    );
}

async fn a_booking_outlives_its_template(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (ids, browser) = (Ids::of(&home).await, staff(server.client, "kanri").await);
    browser.post(NEW, &ids.saturdays()).await.expect(303);
    let page = ids.publish_page("2031-06");
    publish(&browser, &ids, &page).await;
    let slot = at_ten(server.client).await.remove(1);
    let booking = server.client.booked(1, &slot, "in_person").await;

    let template = home.db.count("SELECT MAX(id) FROM template").await;
    let edit = browser.get(&format!("/staff/setup/templates/{template}")).await.expect(200).text();
    assert!(edit.contains("公開した枠は、次に公開するまで残ります"));
    let gone =
        browser.post(&format!("/staff/setup/templates/{template}/delete"), &[("version", "0")]).await.expect(303);
    assert_eq!(gone.location(), "/staff/setup/templates?said=deleted");
    assert_eq!(saturdays_at_ten(server.client).await.len(), 3, "the fourth is booked");
    let text = browser.get(&page).await.expect(200).text();
    assert!(text.contains("公開する(取り下げ8枠)") && text.contains("予約が1件あります。予約はそのまま残ります"));
    publish(&browser, &ids, &page).await;
    assert_eq!(saturdays_at_ten(server.client).await, Vec::<String>::new());
    assert_eq!(server.client.read(&booking.token).await.expect(200).booking().status, "booked");
    assert!(server.client.get(&format!("/b/{}", booking.token)).await.expect(200).text().contains("6月14日"));
    let day = browser.get("/staff?date=2031-06-14").await.expect(200).text();
    assert!(day.contains("試験"));
}

async fn closed_days_are_left_out_with_their_reason(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (ids, browser) = (Ids::of(&home).await, staff(server.client, "kanri").await);
    browser.post(NEW, &ids.saturdays()).await.expect(303);
    let holiday =
        [("day", "2031-06-14"), ("name", "市民の日"), ("choice", "holiday"), ("year", "2031"), ("version", "0")];
    browser.post("/staff/setup/holidays", &holiday).await.expect(303);
    let office = format!("office-{}", ids.central);
    let closure = [("whose", office.as_str()), ("from", "2031-06-21"), ("reason", "館内の点検"), ("step", "save")];
    browser.post("/staff/setup/closures", &closure).await.expect(303);

    let page = ids.publish_page("2031-06");
    let text = browser.get(&page).await.expect(200).text();
    for shown in ["公開する(新しく4枠)", "祝日(市民の日) 2枠", "休み(館内の点検) 2枠"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    publish(&browser, &ids, &page).await;
    assert_eq!(saturdays_at_ten(server.client).await, ["6/7", "6/28"]);

    // What is closed afterwards is gone at once, its booking is not; what opens again is there at once.
    let slot = at_ten(server.client).await.remove(0);
    let booking = server.client.booked(1, &slot, "in_person").await;
    let closed =
        [("whose", "city"), ("from", "2031-06-07"), ("until", "2031-06-28"), ("reason", "引っこし"), ("step", "save")];
    let saved = browser.post("/staff/setup/closures", &closed).await.expect(303);
    assert_eq!(saturdays_at_ten(server.client).await, Vec::<String>::new());
    assert_eq!(server.client.read(&booking.token).await.expect(200).booking().status, "booked");
    let path = saved.location().split('?').next().unwrap_or_default().to_owned();
    browser.post(&format!("{path}/delete"), &[("version", "0")]).await.expect(303);
    assert_eq!(saturdays_at_ten(server.client).await, ["6/28"]);
}

async fn last_month_is_copied_as_made_by_hand(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (ids, browser) = (Ids::of(&home).await, staff(server.client, "kanri").await);
    let once: Vec<(&str, &str)> = [ids.saturdays(), vec![("valid_until", "2031-06-30")]].concat();
    browser.post(NEW, &once).await.expect(303);
    publish(&browser, &ids, &ids.publish_page("2031-06")).await;

    let page = format!("{}&copy=2031-06", ids.publish_page("2031-07"));
    assert!(browser.get(&page).await.expect(200).text().contains("写して公開する(新しく8枠)"));
    let before = home.db.count("SELECT COUNT(*) FROM slot WHERE planned").await;
    publish(&browser, &ids, &page).await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM slot WHERE NOT planned").await, 8);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM slot WHERE planned").await, before);

    // July has no template for these Saturdays; they stay all the same.
    let page = ids.publish_page("2031-07");
    assert!(browser.get(&page).await.expect(200).text().contains("手で作った"));
    publish(&browser, &ids, &page).await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM slot WHERE NOT planned").await, 8);
}

async fn a_nurse_publishes_herself_and_reception_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let ids = Ids::of(&home).await;
    let reception = staff(server.client, "uketsuke").await;
    for page in ["templates", "templates/new", "publish", "closures", "holidays"] {
        reception.get(&format!("/staff/setup/{page}")).await.expect(403);
    }
    reception.post(NEW, &ids.saturdays()).await.expect(404);

    let nurse = staff(server.client, "hokenshi").await;
    nurse.post(NEW, &ids.saturdays()).await.expect(404);
    let herself = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await.to_string();
    // The demo's own Saturday would meet it.
    home.db.execute(&format!("DELETE FROM template WHERE staff_id = {herself} AND weekdays = 32")).await;
    let mut own = ids.saturdays();
    own.retain(|(name, _)| *name != "staff");
    own.push(("staff", &herself));
    nurse.post(NEW, &own).await.expect(303);
    let list = nurse.get("/staff/setup/templates").await.expect(200).text();
    assert!(list.contains("見本 ひとみ") && !list.contains("見本 ふたば"));
    // What will never be published is said where it was saved, not only in a preview.
    assert!(!list.contains("公開されません: "), "{list}");
    let early = own.iter().map(|(name, value)| match *name {
        "hours_from" => (*name, "6:00"),
        "hours_until" => (*name, "7:00"),
        _ => (*name, *value),
    });
    let early: Vec<(&str, &str)> = early.collect();
    nurse.post(NEW, &early).await.expect(303);
    let warned = nurse.get("/staff/setup/templates").await.expect(200).text();
    assert!(warned.contains("公開されません: ") && warned.contains("開庁時間の外"), "{warned}");
    // Whoever she asks for, she sees herself.
    let text = nurse.get(&ids.publish_page("2031-06")).await.expect(200).text();
    assert_eq!(hidden(&text, "staff"), herself);
    let digest = hidden(&text, "digest");
    let everybody = [("month", "2031-06"), ("digest", digest.as_str())];
    nurse.post("/staff/setup/publish", &everybody).await.expect(404);
    let own = [("month", "2031-06"), ("staff", herself.as_str()), ("digest", digest.as_str())];
    nurse.post("/staff/setup/publish", &own).await.expect(303);
    nurse.get("/staff/setup/holidays").await.expect(403);
    nurse.post("/staff/setup/holidays/year-end", &[("closed", "false")]).await.expect(404);
}
