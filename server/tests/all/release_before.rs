//! A city comes from the release before: its database is migrated, and what people have in their hands goes on working.

use chrono::{DateTime, TimeDelta};
use serde_json::json;

use crate::on_both_engines;
use crate::partner_keys::get_as;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot, hidden};
use crate::support::mail::{Mail, property};
use crate::support::people::{KIND, email, phone};
use crate::support::release_before::{Kept, KeptBooking, restored};
use crate::support::server::{Home, SECRET, Setup};
use crate::support::wait::until_true;

on_both_engines!(
    links_in_old_mails_open_their_bookings,
    from_an_old_mail_a_booking_is_moved_and_called_off_and_its_calendar_goes_on,
    staff_sign_in_find_open_mark_and_undo,
    the_city_is_set_up_as_it_was_and_publishing_again_changes_nothing,
    what_waited_in_the_outbox_leaves_and_who_was_refused_is_called,
    what_was_under_way_in_a_browser_goes_on,
    programs_keep_their_key_and_their_first_answers,
    what_was_sealed_then_is_sealed_anew_and_links_go_on_without_the_old_secret,
);

/// Somebody reads the database soon after the former program was stopped.
const SOON: i64 = 60;
const NEW: &str = "a-new-secret-of-the-tests-long-enough-to-be-one";

/// The one link to the booking in a mail, without the address it was then under.
fn link(mail: &Mail) -> String {
    let links = mail.links();
    let mut paths = links.iter().filter_map(|link| link.split_once("/b/")).map(|(_, rest)| rest.split('/').next());
    let token = paths.next().flatten().expect("a link to the booking");
    assert!(paths.all(|other| other == Some(token)), "one booking: {links:?}");
    format!("/b/{token}")
}

/// Where staff see a booking on its day.
fn panel(booking: &KeptBooking) -> String {
    let day = DateTime::from_timestamp(booking.starts_at, 0).expect("an instant") + TimeDelta::hours(9);
    format!("/staff?date={}&booking={}", day.date_naive(), booking.id)
}

/// A time by video that can still be had, ten days ahead.
async fn far(client: Client, kept: &Kept) -> Slot {
    let slots = client.slots("video").await;
    let far = slots.into_iter().filter(|slot| slot.starts_at.timestamp() > kept.ended_at + 10 * 86_400);
    far.max_by_key(|slot| slot.free).expect("a free time")
}

/// Who has a link looks at her booking and her calendar.
async fn opens(client: Client, booking: &KeptBooking) {
    let Some(token) = &booking.token else { return };
    let read = client.read(token).await.expect(200).booking();
    assert_eq!((read.reference.replace('-', ""), read.status), (booking.reference.clone(), booking.status.clone()));
    assert_eq!((read.starts_at.timestamp(), read.sequence), (booking.starts_at, booking.sequence));
    let file = client.get(&format!("/b/{token}/calendar.ics")).await.expect(200).text();
    assert_eq!(property(&file, "UID").as_ref(), Some(&booking.uid));
    assert_eq!(property(&file, "SEQUENCE"), Some(booking.sequence.to_string()));
}

async fn links_in_old_mails_open_their_bookings(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(kept.after(SOON)).await;
    assert_eq!((kept.bookings.len(), kept.mails.len()), (154, 7));
    for booking in &kept.bookings {
        opens(server.client, booking).await;
    }
    for mail in &kept.mails {
        let hers = kept.bookings.iter().find(|booking| mail.to.contains(&email(booking.n))).expect("her booking");
        let page = server.client.get(&link(mail)).await.expect(200).text();
        assert!(page.contains(&hers.grouped()), "{}: {page}", hers.grouped());
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking").await, 304);
    home.db.check().await;
}

/// Uses the form of her page as it stands there.
async fn hers(client: Client, action: &str, typed: &[(&str, &str)]) {
    let done = Browser::new(client).fill(action, action, typed).await.expect(303);
    assert!(done.location().contains("?said="), "{}", done.location());
}

async fn from_an_old_mail_a_booking_is_moved_and_called_off_and_its_calendar_goes_on(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(kept.after(SOON)).await;
    let client = server.client;
    let slot = far(client, &kept).await;
    // The first was moved once before; so it has been told of SEQUENCE 1.
    for (n, before) in [(0, 1), (45, 0)] {
        let mails = kept.mails_to(&email(n));
        let last = mails.last().expect("a mail");
        let old = last.calendars[0].file.clone();
        assert_eq!(property(&old, "SEQUENCE"), Some(before.to_string()));
        hers(client, &format!("{}/move", link(mails[0])), &[("slot_id", &slot.id), ("mode", "video")]).await;
        let sent = home.db.message(&email(n), "change", before + 1, "sent").await;
        let new = home.mails_to(&email(n)).into_iter().find(|mail| mail.id == sent.id).expect("the mail");
        for name in ["UID", "ORGANIZER"] {
            assert_eq!(property(&new.calendars[0].file, name), property(&old, name), "the same event");
        }
        assert_eq!(property(&new.calendars[0].file, "SEQUENCE"), Some((before + 1).to_string()));
        assert_eq!(link(&new), link(last), "the same link in the next mail");

        hers(client, &format!("{}/cancel", link(mails[0])), &[]).await;
        let sent = home.db.message(&email(n), "cancellation", before + 2, "sent").await;
        let gone = home.mails_to(&email(n)).into_iter().find(|mail| mail.id == sent.id).expect("the mail");
        assert_eq!(property(&gone.calendars[0].file, "UID"), property(&old, "UID"));
        assert_eq!(property(&gone.calendars[0].file, "METHOD").as_deref(), Some("CANCEL"));
    }
    // What was called off then stays so, and opens.
    let cancelled = link(kept.mails_to(&email(25)).last().expect("its mail"));
    client.get(&cancelled).await.expect(200);
    assert_eq!(client.free(&slot, "video").await, slot.free, "what was taken is given back");
    home.db.check().await;
}

/// The desk's answer to what somebody types.
async fn found(desk: &Browser, typed: &str) -> String {
    desk.post("/staff/desk/search", &[("q", typed)]).await.expect(303);
    desk.get("/staff/desk").await.expect(200).text()
}

async fn enters(client: Client, login: &str, password: &str) -> bool {
    let answer = Browser::new(client).post("/staff/sign-in", &[("login", login), ("password", password)]).await;
    answer.status == 303 && answer.location() == "/staff"
}

async fn staff_sign_in_find_open_mark_and_undo(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(kept.after(SOON)).await;
    let client = server.client;
    let [sato, capital, kamei] = kept.staff.as_slice() else { panic!("three accounts") };
    for (login, account, right) in [
        ("sato", sato, true),
        ("Sato", capital, true),
        ("Sato", sato, false),
        ("SATO", sato, true),
        ("kamei", kamei, true),
        ("ＫＡＭＥＩ", kamei, true),
    ] {
        assert_eq!(enters(client, login, &account.password).await, right, "{login}");
    }
    // She has signed in before the change; her search is still there, and finds.
    let desk = kept.desk.browser(client);
    let page = desk.get("/staff/desk").await.expect(200).text();
    assert_eq!(hidden(&page, "q"), kept.desk.q);

    let hers = kept.of(33);
    let (half, number) = (&hers.reference[..4], phone(33));
    for typed in
        ["しけん 花子", "シケンハナコ", "shiken hanako", &number, &number[9..], half, &hers.reference, &email(33)]
    {
        assert!(found(&desk, typed).await.contains("試験 花子"), "{typed}");
    }
    for typed in ["試高", "恵美", "ためしだか"] {
        assert!(found(&desk, typed).await.contains("試髙 惠美"), "{typed}");
    }
    assert!(found(&desk, &kept.of(302).reference).await.contains(&phone(302)), "a booking of the desk");
    // What was sealed as it was then.
    let nurse = Browser::new(client);
    nurse.sign_in("hokenshi").await;
    for (n, words) in [
        (33, "予定日 2031年12月2日"),
        (201, "予定日"),
        (201, "車いす"),
        (200, "架空の相談 200"),
        (22, "架空の都合 22"),
        (42, "架空の電話"),
    ] {
        let page = nurse.get(&panel(kept.of(n))).await.expect(200).text();
        assert!(page.contains(words), "{n}, {words}: {page}");
    }
    // A booking is moved by the desk, and that is undone.
    let (other, slot) = (kept.of(201), far(client, &kept).await);
    let base = format!("/staff/bookings/{}", other.id);
    let place = format!("/staff/desk?b={}", other.id);
    let done =
        desk.fill(&place, &format!("{base}/move"), &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    assert!(done.location().contains("said=moved"), "{}", done.location());
    desk.fill(done.location(), &format!("{base}/undo"), &[]).await.expect(303);
    let read = client.read(other.token.as_deref().expect("a link")).await.expect(200).booking();
    assert_eq!((read.starts_at.timestamp(), read.sequence), (other.starts_at, other.sequence + 2));
    server.kill();

    // On the morning of its day one is marked, and the mark taken back.
    let server = home.serve_with(kept.after(hers.starts_at - 600 - kept.ended_at)).await;
    let nurse = Browser::new(server.client);
    nurse.sign_in("hokenshi").await;
    let base = format!("/staff/bookings/{}", hers.id);
    let status = async || {
        home.db.rows::<(String,)>(&format!("SELECT status FROM booking WHERE id = {}", hers.id)).await.remove(0).0
    };
    let done = nurse.fill(&panel(hers), &format!("{base}/mark"), &[("status", "arrived")]).await.expect(303);
    assert_eq!(status().await, "arrived");
    nurse.fill(done.location(), &format!("{base}/undo"), &[]).await.expect(303);
    assert_eq!(status().await, "booked");
    home.db.check().await;
}

async fn the_city_is_set_up_as_it_was_and_publishing_again_changes_nothing(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(kept.after(SOON)).await;
    let client = server.client;
    // Signed in before the change.
    let kanri = kept.kanri.browser(client);
    for month in ["2031-06", "2031-07"] {
        let page = kanri.get(&format!("/staff/setup/publish?month={month}")).await.expect(200).text();
        assert!(page.contains("変わるところはありません") && !page.contains("name=\"digest\""), "{month}: {page}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM slot").await, kept.slots);
    for (page, words) in [
        ("/staff/setup/closures", "架空の点検"),
        ("/staff/setup/holidays?year=2031", "架空の記念日"),
        ("/staff/setup/keys", "架空 アプリ"),
        ("/staff/setup/staff", "仮名 大文字"),
    ] {
        assert!(kanri.get(page).await.expect(200).text().contains(words), "{page}");
    }
    let kind = home.db.count("SELECT id FROM interview_kind WHERE slug = 'eighth-month'").await;
    let page = kanri.get(&format!("/staff/setup/kinds/{kind}")).await.expect(200).text();
    assert_eq!((hidden(&page, "quota_web"), hidden(&page, "horizon_days")), ("40".into(), "45".into()));
    let leaflet = home.db.count("SELECT id FROM leaflet").await;
    assert!(client.get(&format!("/leaflets/{leaflet}")).await.expect(200).body.starts_with(b"%PDF-1.7"));

    // What was published then can be booked, and what was closed then cannot.
    let slot = far(client, &kept).await;
    let booked = client.booked(9_000, &slot, "video").await;
    assert!(booked.is_at(&slot) && booked.manage_url.starts_with(&home.public_url()));
    home.db.message(&email(9_000), "confirmation", 0, "sent").await;
    let closed = |slot: &Slot| {
        let at = slot.starts_at.format("%m-%d %H").to_string();
        (slot.office == "north" && at.as_str() >= "06-20 13" && at.as_str() < "06-20 17") || at.starts_with("07-11")
    };
    assert!(!client.slots("video").await.iter().any(closed), "closed days stay closed");
    home.db.check().await;
}

async fn what_waited_in_the_outbox_leaves_and_who_was_refused_is_called(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let was = home
        .db
        .rows::<(String, String)>(
            "SELECT message_id, recipient FROM outbox WHERE state = 'pending' AND kind <> 'reminder_1d'",
        )
        .await;
    assert_eq!(was.len(), 3, "two confirmations and a cancellation that the relay put off");
    let server = home.serve_with(kept.after(180)).await;
    for (kind, n, version) in [("confirmation", 400, 0), ("confirmation", 401, 0), ("cancellation", 402, 1)] {
        let sent = home.db.message(&email(n), kind, version, "sent").await;
        assert!(was.contains(&(sent.id.clone(), email(n))), "with the Message-ID it had");
        let mails = home.mails_to(&email(n));
        assert_eq!(mails.len(), 1, "{n}");
        let path = link(&mails[0]);
        assert_eq!(path.strip_prefix("/b/"), kept.of(n).token.as_deref());
        server.client.get(&path).await.expect(200);
    }
    // Nothing that was sent then is sent again.
    assert_eq!(home.mails().len(), 3);
    let desk = kept.desk.browser(server.client);
    let page = desk.get("/staff/mail").await.expect(200).text();
    assert!(page.contains(&kept.of(403).grouped()) && page.contains("550 5.1.1"), "{page}");
    let called =
        "SELECT COUNT(*) FROM call AS c JOIN booking AS b ON b.id = c.booking_id WHERE c.reason = 'mail_refused'";
    until_true("her to be on the call list", async || {
        home.db.count(&format!("{called} AND b.email = '{}'", email(403))).await == 1
    })
    .await;
    server.kill();

    // A reminder of then leaves the day before, once.
    let hers = kept.of(33);
    let reminder = home.db.message(&email(33), "reminder_1d", 0, "pending").await;
    let _server = home.serve_with(kept.after(reminder.due_at + 1 - kept.ended_at)).await;
    home.db.message(&email(33), "reminder_1d", 0, "sent").await;
    let mails = home.mails_to(&email(33));
    assert_eq!((mails.len(), &mails[0].id), (1, &reminder.id));
    assert_eq!(link(&mails[0]).strip_prefix("/b/"), hers.token.as_deref());
    home.db.check().await;
}

async fn what_was_under_way_in_a_browser_goes_on(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(kept.after(SOON)).await;
    let browser = kept.typing.browser(server.client);
    let page = browser.get("/details").await.expect(200).text();
    assert_eq!(hidden(&page, "family_name"), "架空谷", "what she had typed");
    assert!(page.contains("架空の書きかけ"));
    let (number, address) = (phone(9_001), email(9_001));
    let typed = [
        ("given_name", "月子"),
        ("family_name_kana", "カクウダニ"),
        ("given_name_kana", "ツキコ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", &number),
        ("email", &address),
        ("consent", "true"),
    ];
    let done = browser.fill("/details", "/confirm", &typed).await.expect(303);
    assert!(done.location().starts_with("/b/") && done.location().ends_with("?new=1"), "{}", done.location());
    home.db.message(&address, "confirmation", 0, "sent").await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 0, "its time went over");
    // A form that was sent then leads where it led.
    for sent in kept.bookings.iter().filter(|booking| booking.by == "pages") {
        let fields: Vec<(&str, &str)> = sent.form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let again = Browser::new(server.client).post("/confirm", &fields).await.expect(303);
        assert_eq!(again.location(), sent.place);
    }
    home.db.check().await;
}

async fn programs_keep_their_key_and_their_first_answers(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(kept.after(SOON)).await;
    let client = server.client;
    let question = format!("/api/v1/slots/why?kind={KIND}&office=central&at=2031-06-20T10:00:00Z");
    client.get(&question).await.expect(401);
    get_as(client, &kept.partner_key, &question).await.expect(200);
    let before = home.db.count("SELECT COUNT(*) FROM booking").await;
    let by_api: Vec<&KeptBooking> = kept.bookings.iter().filter(|booking| booking.by == "api").collect();
    assert_eq!(by_api.len(), 124);
    for booking in by_api {
        let headers = [("idempotency-key", booking.key.as_str())];
        let again = client.post("/api/v1/bookings", &headers, &booking.body).await.expect(201);
        assert_eq!(again.text(), booking.answer, "the first answer, also of what was moved or called off since");
        let mut other = booking.body.clone();
        other["given_name"] = json!("月子");
        client.post("/api/v1/bookings", &headers, &other).await.expect(422);
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking").await, before);
}

fn under(kept: &Kept, secrets: &[&str]) -> Setup {
    Setup { more: vec![("MENDAN_SECRET", secrets.join("\n"))], ..kept.after(SOON) }
}

async fn rotate(home: &Home, kept: &Kept) -> String {
    let mut command = home.command(&under(kept, &[NEW, SECRET]), &["secret", "rotate"]);
    let output = tokio::task::spawn_blocking(move || command.output().expect("the binary runs")).await.expect("an end");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    said
}

async fn what_was_sealed_then_is_sealed_anew_and_links_go_on_without_the_old_secret(engine: Engine) {
    let (home, kept) = restored(engine).await;
    let server = home.serve_with(under(&kept, &[NEW, SECRET])).await;
    let said = rotate(&home, &kept).await;
    for (purpose, rows) in [("private", 304), ("reason", 11), ("answer", 154), ("draft", 1), ("desk", 2), ("link", 304)]
    {
        let line = said.lines().find(|line| line.starts_with(&format!("{purpose}: "))).expect(purpose);
        assert_eq!(line, format!("{purpose}: {rows}"), "{said}");
    }
    server.kill();
    let server = home.serve_with(under(&kept, &[NEW])).await;
    for booking in &kept.bookings {
        opens(server.client, booking).await;
    }
    let desk = kept.desk.browser(server.client);
    assert_eq!(hidden(&desk.get("/staff/desk").await.expect(200).text(), "q"), kept.desk.q);
    assert!(desk.get(&panel(kept.of(33))).await.expect(200).text().contains("予定日 2031年12月2日"));
    let page = kept.typing.browser(server.client).get("/details").await.expect(200).text();
    assert_eq!(hidden(&page, "family_name"), "架空谷");
    // The mail that leaves now has the link of the one that left then.
    let slot = far(server.client, &kept).await;
    let mail = kept.mails_to(&email(45))[0];
    hers(server.client, &format!("{}/move", link(mail)), &[("slot_id", &slot.id), ("mode", "video")]).await;
    home.db.message(&email(45), "change", 1, "sent").await;
    assert_eq!(link(&home.mails_to(&email(45))[0]), link(mail));
    assert!(!home.log().contains("a sealed value cannot be used"));
    home.db.check().await;
}
