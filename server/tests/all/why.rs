//! Why a time is not offered, until when residents may book, change and cancel, and what a refused booking is told.

use chrono::{DateTime, Datelike as _, Duration, FixedOffset, NaiveTime, Weekday};
use serde_json::Value;

use super::partner_keys::{demo_key, get_as};
use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot};
use crate::support::clock::{holiday_ahead, now};
use crate::support::people::{KIND, email, wish};
use crate::support::server::{Home, Setup};

on_both_engines!(
    why_agrees_with_the_list_and_with_booking,
    what_cannot_be_read_is_named,
    residents_book_until_the_deadline_and_the_desk_longer,
    changes_and_cancels_close_on_time_and_the_telephone_stays,
    what_the_desk_moves_counts_for_the_desk,
    what_nobody_published_is_explained_by_the_templates,
    a_refused_booking_says_why_and_names_nobody_to_strangers,
    a_program_reads_why_in_the_language_it_asks_for,
);

/// What is asked about that slot and mode.
fn about(slot: &Slot, mode: &str) -> String {
    format!("kind={KIND}&office={}&mode={mode}&at={}", slot.office, slot.starts_at.to_utc().format("%FT%TZ"))
}

async fn why(client: Client, key: &str, query: &str) -> Value {
    let answer = get_as(client, key, &format!("/api/v1/slots/why?{query}")).await.expect(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer.json()
}

/// The codes of an answer's reasons; each has its words.
fn codes(answer: &Value) -> Vec<&str> {
    let reasons = answer["reasons"].as_array().expect("reasons");
    for reason in reasons {
        assert!(reason["text"].as_str().is_some_and(|text| text.ends_with('。')), "{reason}");
        assert!(reason["rule"].as_str().is_some_and(|rule| !rule.is_empty()), "{reason}");
    }
    reasons.iter().filter_map(|reason| reason["code"].as_str()).collect()
}

/// A video slot at that local time, at least three days ahead, on a working day: Saturdays have mornings only.
async fn slot_at(client: Client, hour: u32, minute: u32) -> Slot {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    let working = |slot: &Slot| slot.starts_at.weekday() != Weekday::Sat && slot.starts_at.time() == time;
    let late = |slot: &Slot| slot.starts_at.timestamp() > now() + 3 * 86_400 && working(slot);
    client.slots("video").await.into_iter().find(late).expect("a slot")
}

/// That time of the slot's day.
fn on_the_day(slot: &Slot, hour: u32, minute: u32) -> DateTime<FixedOffset> {
    slot.starts_at.with_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()).unwrap()
}

/// Sets the rules of the usual kind; the server is off meanwhile.
async fn rule(home: &Home, rules: &str) {
    let sql = format!(
        "UPDATE interview_kind SET rules = '{rules}' WHERE slug = '{KIND}'; \
         UPDATE municipality SET setup_version = setup_version + 1"
    );
    home.db.execute(&sql).await;
}

async fn why_agrees_with_the_list_and_with_booking(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (client, key) = (server.client, demo_key(&home));
    let slot = slot_at(client, 10, 40).await;
    let answer = why(client, &key, &about(&slot, "video")).await;
    assert_eq!((&answer["offered"], &answer["free"]), (&Value::from(true), &Value::from(slot.free)));
    assert_eq!(codes(&answer), Vec::<&str>::new());
    // Any offset, escaped or not; any mode.
    let (local, base) = (slot.starts_at.to_rfc3339(), format!("kind={KIND}&office={}", slot.office));
    for at in [local.replace('+', "%2B"), local] {
        assert_eq!(why(client, &key, &format!("{base}&at={at}")).await["offered"], true, "{at}");
    }

    for n in 0..slot.free {
        client.booked(n, &slot, "video").await;
    }
    let full = why(client, &key, &about(&slot, "video")).await;
    assert_eq!((&full["offered"], &full["free"]), (&Value::from(false), &Value::from(0)));
    assert!(codes(&full).contains(&"nurse_busy"), "{full}");
    let refused = client.book(90, &slot, "video").await.expect(409);
    assert_eq!(refused.code(), "slot_taken");
    assert_eq!(codes(&refused.json())[0], codes(&full)[0]);

    let night = format!("{base}&at={}", on_the_day(&slot, 3, 0).to_utc().format("%FT%TZ"));
    assert_eq!(codes(&why(client, &key, &night).await), ["not_published"]);
    assert_eq!(codes(&why(client, &key, &about(&slot, "phone")).await)[0], "mode_not_offered");
    let past = format!("{base}&at=2020-01-06T01:00:00Z");
    assert_eq!(codes(&why(client, &key, &past).await)[0], "past");
}

async fn what_cannot_be_read_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (client, key) = (server.client, demo_key(&home));
    let fields = async |query: &str| {
        let answer = get_as(client, &key, &format!("/api/v1/slots/why?{query}")).await.expect(422);
        assert_eq!(answer.code(), "invalid");
        answer.json()["fields"].clone()
    };
    let all = fields("").await;
    for field in ["kind", "office", "at"] {
        assert_eq!(all[field], "required");
    }
    let wrong = fields("kind=x&office=x&mode=x&at=tomorrow&channel=api").await;
    for field in ["kind", "office", "mode", "at", "channel"] {
        assert_eq!(wrong[field], "invalid", "{field}");
    }
    for at in ["2026-12-01", "2026-12-01T10:00:00", "2026-02-30T10:00:00Z", "99999-01-01T00:00:00Z"] {
        assert_eq!(fields(&format!("kind={KIND}&office=central&at={at}")).await["at"], "invalid", "{at}");
    }
    for at in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        let answer = why(client, &key, &format!("kind={KIND}&office=central&at={at}")).await;
        assert_eq!(answer["offered"], false, "{at}");
    }
}

async fn residents_book_until_the_deadline_and_the_desk_longer(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = slot_at(server.client, 10, 40).await;
    server.kill();
    rule(&home, r#"{"book":{"minutes":1440}}"#).await;
    let closes = slot.starts_at - Duration::hours(24);

    let server = home.serve_with(Setup::at(&(closes - Duration::minutes(3)))).await;
    let key = demo_key(&home);
    assert_eq!(why(server.client, &key, &about(&slot, "video")).await["offered"], true);
    server.client.booked(1, &slot, "video").await;
    server.kill();

    let server = home.serve_with(Setup::at(&closes)).await;
    let client = server.client;
    let web = why(client, &key, &about(&slot, "video")).await;
    assert_eq!(codes(&web)[0], "lead_time", "{web}");
    assert!(web["reasons"][0]["rule"].as_str().is_some_and(|rule| rule.contains("24時間前")), "{web}");
    for channel in ["phone", "counter"] {
        let staff = why(client, &key, &format!("{}&channel={channel}", about(&slot, "video"))).await;
        assert_eq!(staff["offered"], true, "{channel}: {staff}");
    }
    let refused = client.book(2, &slot, "video").await.expect(409);
    assert_eq!(refused.code(), "too_late");
    assert!(client.slots("video").await.iter().all(|listed| listed.starts_at > slot.starts_at));
}

async fn changes_and_cancels_close_on_time_and_the_telephone_stays(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = slot_at(server.client, 14, 20).await;
    let later = slot_at(server.client, 15, 10).await;
    let token = server.client.booked(1, &slot, "video").await.token;
    let page = format!("/b/{token}");
    let plain = server.client.get(&page).await.expect(200).text();
    assert!(!plain.contains("まで、ここでできます"), "until the start: nothing to say");
    server.kill();
    rule(&home, r#"{"change":{"business_days":0,"at":540},"cancel":{"minutes":60}}"#).await;
    let links = |text: &str| ["/move", "/mode", "/cancel"].map(|end| text.contains(&format!("href=\"{page}{end}")));

    let server = home.serve_with(Setup::at(&(on_the_day(&slot, 9, 0) - Duration::minutes(3)))).await;
    let text = server.client.get(&page).await.expect(200).text();
    assert_eq!(links(&text), [true, true, true]);
    assert!(text.contains(" 9:00 まで、取り消しは ") && text.contains(" 13:20 まで、ここでできます。"), "{text}");
    let english = server.client.get(&format!("{page}?lang=en")).await.expect(200).text();
    assert!(english.contains("You can change the time here until "), "{english}");
    server.client.get(&format!("{page}/move")).await.expect(200);
    server.kill();

    let server = home.serve_with(Setup::at(&on_the_day(&slot, 9, 0))).await;
    let (client, browser) = (server.client, Browser::new(server.client));
    let text = client.get(&page).await.expect(200).text();
    assert_eq!(links(&text), [false, false, true]);
    assert!(text.contains("変更の受付は終わりました") && text.contains("042-000-01") && text.contains("平日"));
    assert_eq!(text.matches("phone-number").count(), 1);
    assert!(text.contains(" 13:20 まで、ここでできます。"));
    for end in ["/move", "/mode"] {
        let closed = client.get(&format!("{page}{end}")).await.expect(200).text();
        assert!(closed.contains("ここでの受付は終わりました") && !closed.contains("<form"), "{end}");
    }
    let ask = client.get(&format!("{page}/cancel")).await.expect(200).text();
    assert_eq!(links(&ask)[..2], [false, false]);
    assert_eq!(client.move_to(&token, &later).await.expect(409).code(), "too_late");
    assert_eq!(client.change_mode(&token, "in_person").await.expect(409).code(), "too_late");
    browser.post(&format!("{page}/move"), &[("slot_id", &later.id)]).await.expect(409);
    server.kill();

    let server = home.serve_with(Setup::at(&on_the_day(&slot, 13, 20))).await;
    let (client, browser) = (server.client, Browser::new(server.client));
    let text = client.get(&page).await.expect(200).text();
    assert_eq!(links(&text), [false, false, false]);
    assert!(text.contains("変更と取り消しの受付は終わりました") && text.contains("042-000-01"));
    let closed = client.get(&format!("{page}/cancel")).await.expect(200).text();
    assert!(closed.contains("ここでの受付は終わりました") && !closed.contains("<form"));
    assert_eq!(client.cancel(&token).await.expect(409).code(), "too_late");
    browser.post(&format!("{page}/cancel"), &[("version", "0")]).await.expect(409);
    let booking = client.read(&token).await.expect(200).booking();
    assert_eq!((booking.status.as_str(), booking.sequence), ("booked", 0));

    // The telephone answers: staff may, until the end.
    let desk = Browser::new(client);
    desk.sign_in("uketsuke").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let cancel = format!("/staff/bookings/{id}/cancel");
    desk.fill(&format!("/staff/desk?b={id}&ask=cancel"), &cancel, &[]).await.expect(303);
    assert_eq!(client.read(&token).await.expect(200).booking().status, "cancelled");
}

async fn what_the_desk_moves_counts_for_the_desk(engine: Engine) {
    let home = Home::new(engine).await;
    home.serve().await.kill();
    rule(&home, r#"{"quota":{"web":1}}"#).await;
    let server = home.serve().await;
    let (client, key) = (server.client, demo_key(&home));
    let slots = client.slots("video").await;
    let free = |slot: &&Slot| slot.starts_at.timestamp() > now() + 3 * 86_400;
    let first = slots.iter().find(free).expect("a slot");
    let same_day = |slot: &&Slot| {
        slot.office == first.office
            && slot.starts_at.date_naive() == first.starts_at.date_naive()
            && slot.id != first.id
    };
    let second = slots.iter().find(same_day).expect("another slot of that day and office");
    client.booked(1, first, "video").await;
    let full = why(client, &key, &about(second, "video")).await;
    assert_eq!(codes(&full), ["quota"], "{full}");

    let desk = Browser::new(client);
    desk.sign_in("uketsuke").await;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
    desk.post(&format!("/staff/bookings/{id}/move"), &[("slot_id", &second.id), ("version", "0")]).await.expect(303);
    let counted = home.db.rows::<(String,)>(&format!("SELECT counted FROM booking WHERE id = {id}")).await;
    assert_eq!(counted[0].0, "phone");
    // Until the move can no longer be undone, the time it left is kept and counts.
    assert_eq!(codes(&why(client, &key, &about(first, "video")).await)[0], "quota");
    server.kill();
    let server = home.serve_with(Setup::ahead(21)).await;
    let client = server.client;
    assert_eq!(why(client, &key, &about(first, "video")).await["offered"], true, "the web has its one again");
    client.booked(2, first, "video").await;
    // The panel says why this nurse has it after the move: she had it already, or she was chosen now.
    let moves = format!("SELECT detail FROM audit WHERE action = 'move' AND subject_id = {id}");
    let moved: Value = serde_json::from_str(&home.db.rows::<(String,)>(&moves).await[0].0).expect("JSON");
    let day = first.starts_at.date_naive();
    let panel = desk.get(&format!("/staff?date={day}&booking={id}")).await.expect(200).text();
    let why = match moved["assigned"]["by"].as_str() {
        Some("kept") => "変更の前から担当しているため",
        Some("only") => "この時間に担当できる人がほかにいないため",
        Some("fewest_bookings") => "この週の予約がいちばん少ないため",
        other => panic!("{other:?} in {moved}"),
    };
    assert!(panel.contains("担当: ") && panel.contains(why), "{why}: {panel}");
}

/// A week of the demo is in its templates and not published yet: half a year from now.
async fn what_nobody_published_is_explained_by_the_templates(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (client, key) = (server.client, demo_key(&home));
    let slot = slot_at(client, 10, 40).await;
    let base = format!("kind={KIND}&office={}", slot.office);
    let ask = async |at: DateTime<FixedOffset>| {
        let answer = why(client, &key, &format!("{base}&at={}", at.to_utc().format("%FT%TZ"))).await;
        assert_eq!(codes(&answer), ["not_published"], "{answer}");
        let word = |name: &str| answer["reasons"][0][name].as_str().map(str::to_owned).unwrap_or_default();
        (word("text"), word("rule"))
    };
    let (text, rule) = ask(on_the_day(&slot, 12, 20)).await;
    assert!(text.contains("休憩(") && rule.contains("休憩 "), "{text} {rule}");
    let (text, _) = ask(on_the_day(&slot, 10, 41)).await;
    assert!(text.contains("前は 10:40、次は 11:30"), "{text}");
    let (text, rule) = ask(on_the_day(&slot, 20, 0)).await;
    assert!(text.contains("の外です。") && rule.contains("時間 "), "{text} {rule}");
    // A holiday is told once, as the reason why it is closed.
    let (holiday, name) = holiday_ahead(60);
    let answer = why(client, &key, &format!("{base}&at={holiday}T01:40:00Z")).await;
    let texts: Vec<_> = answer["reasons"].as_array().expect("reasons").iter().map(|reason| &reason["text"]).collect();
    assert_eq!(texts.iter().filter(|text| text.to_string().contains(name)).count(), 1, "{answer}");
    let later = slot.starts_at + Duration::weeks(26);
    let (text, rule) = ask(later).await;
    assert!(text.contains("まだ公開していません") && rule == "公開", "{text} {rule}");
}

async fn a_refused_booking_says_why_and_names_nobody_to_strangers(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (client, key) = (server.client, demo_key(&home));
    let slot = slot_at(client, 10, 40).await;
    let (other, start) = (slot_at(client, 14, 20).await, slot.starts_at.timestamp());
    let token = client.booked(1, &other, "video").await.token;
    home.db.execute(&format!("UPDATE slot SET open = FALSE WHERE starts_at = {start}")).await;

    let stranger = client.book(2, &slot, "video").await.expect(409).json();
    assert_eq!(stranger["code"], "slot_taken");
    assert_eq!(codes(&stranger), ["closed_by_hand"], "said once: {stranger}");
    assert!(!stranger["reasons"].to_string().contains("さん"), "{stranger}");
    assert!(stranger["alternatives"].as_array().is_some_and(|free| !free.is_empty()));

    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", "partner")];
    let partner = client.post("/api/v1/bookings", &headers, &wish(3, &slot.id, "video")).await.expect(409).json();
    assert_eq!(codes(&partner)[0], "closed_by_hand");
    assert!(partner["reasons"][0]["text"].as_str().is_some_and(|text| text.contains("さん")), "{partner}");
    let moved = client.move_to(&token, &slot).await.expect(409).json();
    assert_eq!(codes(&moved), ["closed_by_hand"]);

    // Staff see why that nurse has the booking.
    let browser = Browser::new(client);
    browser.sign_in("uketsuke").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let day = other.starts_at.date_naive();
    let panel = browser.get(&format!("/staff?date={day}&booking={id}")).await.expect(200).text();
    assert!(panel.contains("担当: ") && panel.contains("さん("), "{panel}");
}

async fn a_program_reads_why_in_the_language_it_asks_for(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (client, bearer) = (server.client, format!("Bearer {}", demo_key(&home)));
    let slot = slot_at(client, 10, 40).await;
    home.db.execute(&format!("UPDATE slot SET open = FALSE WHERE starts_at = {}", slot.starts_at.timestamp())).await;
    let path = format!("/api/v1/slots/why?{}", about(&slot, "video"));
    let asked = async |language: &str| {
        let headers = [("authorization", bearer.as_str()), ("accept-language", language)];
        client.ask("GET", &path, &headers, b"").await.expect(200).json()["reasons"][0].clone()
    };
    let (ja, en) = (asked("fr, ja").await, asked("en-GB, ja;q=0.5").await);
    assert_eq!((&ja["code"], &en["code"]), (&"closed_by_hand".into(), &"closed_by_hand".into()));
    assert!(ja["text"].as_str().is_some_and(|text| text.ends_with("さんの枠は、職員が閉じています。")), "{ja}");
    assert!(en["text"].as_str().is_some_and(|text| text.starts_with("Staff closed that time of ")), "{en}");
    assert_eq!((&ja["rule"], &en["rule"]), (&"枠を閉じる".into(), &"closed by hand".into()));

    // The same of a booking that is refused.
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", "en"), ("accept-language", "en")];
    let refused = client.post("/api/v1/bookings", &headers, &wish(3, &slot.id, "video")).await.expect(409).json();
    assert_eq!(refused["reasons"][0], en, "{refused}");
}
