//! Pages that are open are told what others change: at once, where it is hers, and nothing that names anybody.

use std::time::{Duration, Instant};

use chrono::Duration as Span;

use crate::on_both_engines;
use crate::support::client::{Browser, Client, Slot};
use crate::support::events::{Event, Events};
use crate::support::forms::{attribute, forms_of, pairs};
use crate::support::people::{email, wish};
use crate::support::screen::Screen;
use crate::support::server::{Home, Server, Setup};
use crate::support::two_cities::{City, found, slots};
use crate::support::wait::until_true;
use crate::support::{Engine, run};

on_both_engines!(
    what_others_do_is_told_at_once_and_names_nobody,
    a_page_is_told_of_its_days_and_its_office,
    nothing_of_one_city_is_told_at_the_other,
    who_was_away_learns_that_she_missed_something,
    whoever_is_not_signed_in_is_told_nothing_and_whoever_signs_out_no_longer,
    rights_that_are_taken_away_end_a_stream,
    a_session_has_so_many_streams,
    watching_keeps_no_session_alive,
    a_server_that_stops_waits_for_nobody_who_watches,
    whoever_takes_over_sees_the_rescue_and_the_call_list_go_on,
    the_desk_is_told_of_the_booking_that_is_open_and_of_no_other,
);

/// Two people at one server, each signed in.
async fn two(home: &Home) -> (Server, Browser, Browser) {
    let server = home.serve().await;
    let (one, other) = (Browser::new(server.client), Browser::new(server.client));
    one.sign_in("kanri").await;
    other.sign_in("hokenshi").await;
    (server, one, other)
}

/// Somebody who listens, greeted.
async fn listens(browser: &Browser, client: Client, query: &str) -> Events {
    let mut events = Events::of(browser, client, &format!("/staff/events{query}")).await;
    let hello = events.named("hello").await;
    assert!(!hello.id.is_empty());
    events
}

async fn what_others_do_is_told_at_once_and_names_nobody(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, one, other) = two(&home).await;
    let mut events = listens(&other, server.client, "").await;
    let slots = server.client.slots("video").await;
    let begun = Instant::now();
    let booked = server.client.booked(1, &slots[20], "video").await;
    let told = events.change("booking").await;
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let id = home
        .db
        .count(&format!("SELECT id FROM booking WHERE reference = '{}'", booked.reference.replace('-', "")))
        .await;
    assert_eq!((told.said("id"), told.said("office")), (id.to_string(), booked.office.clone()));
    let day = booked.starts_at.date_naive().to_string();
    assert_eq!(told.data["days"], serde_json::json!([day]));
    let mut fields: Vec<&String> = told.data.as_object().expect("an object").keys().collect();
    fields.sort();
    assert_eq!(fields, ["days", "id", "office", "what"], "nothing else is told");

    // Moved by its owner: where it was, and where it is.
    server.client.move_to(&booked.token, &slots[60]).await.expect(200);
    let both = [events.change("booking").await.data, events.change("booking").await.data];
    let days = both.map(|data| data["days"].clone());
    let there = slots[60].starts_at.date_naive().to_string();
    assert_eq!(days, [serde_json::json!([day]), serde_json::json!([there])]);

    // Called off, held, and closed by staff.
    server.client.cancel(&booked.token).await.expect(200);
    events.change("booking").await;
    let held = one.post("/hold", &[("slot_id", &slots[80].id), ("mode", "video")]).await.expect(303);
    assert!(held.location().starts_with("/details"), "{}", held.location());
    assert_eq!(events.change("hold").await.said("office"), slots[80].office);
    let slot = home.db.count("SELECT MAX(id) FROM slot WHERE open").await;
    one.post(&format!("/staff/slots/{slot}"), &[("was", "open"), ("open", "false")]).await.expect(303);
    let closed = events.change("time").await;
    assert!(closed.data["id"].is_null() && !closed.said("office").is_empty(), "{closed:?}");
}

async fn a_page_is_told_of_its_days_and_its_office(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, _one, other) = two(&home).await;
    let slots = server.client.slots("video").await;
    let first = slots[10].clone();
    let far =
        slots.iter().find(|slot| slot.starts_at.date_naive() > first.starts_at.date_naive()).expect("a later day");
    let elsewhere = slots.iter().find(|slot| slot.office != first.office).expect("another office");
    let day = far.starts_at.date_naive();
    let mut of_day = listens(&other, server.client, &format!("?from={day}&until={day}")).await;
    let mut of_office = listens(&other, server.client, &format!("?office={}", elsewhere.office)).await;
    server.client.booked(1, &first, "video").await;
    server.client.booked(2, far, "video").await;
    server.client.booked(3, elsewhere, "video").await;
    // The first that each hears of is its own.
    assert_eq!(of_day.change("booking").await.data["days"], serde_json::json!([day.to_string()]));
    assert_eq!(of_office.change("booking").await.said("office"), elsewhere.office);
}

async fn nothing_of_one_city_is_told_at_the_other(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, one, other) = found(&home).await;
    let (client, browser) = (server.client, other.staff(server.client, "kanri").await);
    let headers = [("cookie", browser.cookie_line()), ("host", other.host.clone())];
    let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut events = Events::open(client.address, "/staff/events", &headers).await;
    events.named("hello").await;
    let book = async |city: &City, n: usize| {
        let slot = slots(client, city).await[20].clone();
        let body = wish(n, &slot.id, "video").to_string();
        let key = format!("told-{n}");
        let headers = [("content-type", "application/json"), ("idempotency-key", &key), ("host", city.host.as_str())];
        client.ask("POST", "/api/v1/bookings", &headers, body.as_bytes()).await.expect(201).booking()
    };
    book(&one, 901).await;
    let hers = book(&other, 902).await;
    let id =
        home.db.count(&format!("SELECT id FROM booking WHERE reference = '{}'", hers.reference.replace('-', ""))).await;
    assert_eq!(events.change("booking").await.said("id"), id.to_string(), "the first that is told is its own");
}

async fn who_was_away_learns_that_she_missed_something(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, _one, other) = two(&home).await;
    let slots = server.client.slots("video").await;
    let mut events = listens(&other, server.client, "").await;
    server.client.booked(1, &slots[20], "video").await;
    let last = events.change("booking").await.id;
    drop(events);
    let cookies = other.cookie_line();
    let again = async |last: &str| {
        let headers = [("cookie", cookies.as_str()), ("last-event-id", last)];
        Events::open(server.client.address, "/staff/events", &headers).await
    };
    // Nothing happened: the next thing that is told is what happens then.
    let mut events = again(&last).await;
    events.named("hello").await;
    server.client.booked(2, &slots[30], "video").await;
    assert_eq!(events.next().await.expect("an event").name, "change");
    drop(events);
    let mut events = again(&last).await;
    events.named("hello").await;
    events.named("catch_up").await;
    // A page says where it was rendered at.
    let page = other.get("/staff").await.expect(200).text();
    let since = page.split("since=").nth(1).and_then(|rest| rest.split('"').next()).expect("a position").to_owned();
    let hello = Events::of(&other, server.client, "/staff/events").await.named("hello").await;
    assert_eq!(hello.id, since);
}

async fn whoever_is_not_signed_in_is_told_nothing_and_whoever_signs_out_no_longer(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, one, other) = two(&home).await;
    let answer = server.client.get("/staff/events").await.expect(303);
    assert!(answer.location().starts_with("/staff/sign-in"), "{}", answer.location());
    let (mut hers, mut anothers) = (listens(&other, server.client, "").await, listens(&one, server.client, "").await);
    other.post("/staff/sign-out", &[]).await.expect(303);
    hers.named("bye").await;
    assert_eq!(hers.next().await, None);
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[20], "video").await;
    anothers.change("booking").await;
}

async fn rights_that_are_taken_away_end_a_stream(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, _one, other) = two(&home).await;
    let mut events = listens(&other, server.client, "").await;
    // By the command line: another process.
    let done = home.run(&["staff", "disable", "hokenshi"]);
    assert!(done.status.success(), "{done:?}");
    let mut last = Event::default();
    while let Some(event) = events.next().await {
        last = event;
    }
    assert_eq!(last.name, "bye");
}

async fn a_session_has_so_many_streams(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, one, other) = two(&home).await;
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(listens(&other, server.client, "").await);
    }
    let refused = other.get("/staff/events").await.expect(503);
    assert!(refused.header("retry-after").is_some());
    listens(&one, server.client, "").await;
    let metrics = server.client.get("/metrics").await.expect(200).text();
    assert!(metrics.lines().any(|line| line.starts_with("mendan_open_pages ")), "{metrics}");
    held.pop();
    until_true("a place", async || other.get("/staff/events").await.status == 200).await;
}

async fn watching_keeps_no_session_alive(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, _one, other) = two(&home).await;
    let seen = async || home.db.count("SELECT MAX(seen_at) FROM session").await;
    home.db.execute("UPDATE session SET seen_at = seen_at - 1000").await;
    let rested = seen().await;
    let mut events = listens(&other, server.client, "").await;
    let cookies = other.cookie_line();
    let by_itself = [("cookie", cookies.as_str()), ("mendan-refresh", "1")];
    server.client.ask("GET", "/staff", &by_itself, b"").await.expect(200);
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[20], "video").await;
    events.change("booking").await;
    assert_eq!(seen().await, rested);
    other.get("/staff").await.expect(200);
    until_true("she is seen", async || seen().await > rested).await;
}

async fn a_server_that_stops_waits_for_nobody_who_watches(engine: Engine) {
    let home = Home::new(engine).await;
    let (mut server, _one, other) = two(&home).await;
    let mut events = listens(&other, server.client, "").await;
    let begun = Instant::now();
    server.terminate();
    while events.next().await.is_some() {}
    assert!(server.ended().await.success());
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

/// That page on the screen of somebody else.
async fn screen(server: &Server, login: &str, path: &str) -> Screen {
    let browser = Browser::new(server.client);
    browser.sign_in(login).await;
    let address = server.client.address;
    Screen::open(browser, address, &address.to_string(), path).await
}

/// Follows until its page says so.
async fn shows(screen: &mut Screen, words: &str) {
    for _ in 0..10 {
        if screen.page.contains(words) {
            return;
        }
        screen.follow(Duration::from_secs(1)).await;
    }
    panic!("{words}: {}", screen.page);
}

/// A time by video in two weeks that more than one nurse could hold.
async fn far(client: Client) -> Slot {
    let slots = client.slots("video").await;
    let far = slots[0].starts_at + Span::days(14);
    slots.into_iter().find(|slot| slot.starts_at > far && slot.free > 1).expect("a time")
}

async fn whoever_takes_over_sees_the_rescue_and_the_call_list_go_on(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, kanri, _) = two(&home).await;
    let slot = far(server.client).await;
    server.client.booked(1, &slot, "video").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let nurse = home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await;
    let mut calls = screen(&server, "uketsuke", "/staff/calls").await;

    let absent = format!("/staff/absent?staff={nurse}&date={}", slot.starts_at.date_naive());
    let done = kanri.fill(&absent, "/staff/absent", &[("span", "day"), ("reason", "架空の熱")]).await.expect(303);
    let place = done.location().split('?').next().expect("a page").to_owned();
    shows(&mut calls, &format!("href=\"{place}\"")).await;

    let mut rescue = screen(&server, "hokenshi", &place).await;
    let post = async |act: &str| {
        let action = format!("{place}/{act}");
        let hers =
            |fields: &[(String, String)]| fields.iter().any(|(name, value)| name == "b" && *value == id.to_string());
        let forms = forms_of(&kanri.get(&place).await.expect(200).text());
        let form = forms.into_iter().find(|form| form.action == action && hers(&form.fields));
        kanri.post(&action, &pairs(&form.unwrap_or_else(|| panic!("no {act}")).fields)).await.expect(303);
    };
    assert!(!rescue.page.contains("返事を待っています"));
    post("offer").await;
    shows(&mut rescue, "返事を待っています").await;
    post("withdraw").await;
    shows(&mut rescue, "案内を取り消しました。電話をかけてください").await;
}

async fn the_desk_is_told_of_the_booking_that_is_open_and_of_no_other(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let (hers, _other) =
        (server.client.booked(1, &slots[20], "video").await, server.client.booked(2, &slots[30], "video").await);
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let mut desk = screen(&server, "uketsuke", &format!("/staff/desk?b={id}")).await;
    // Whom a search finds stands in no address: that page listens to nothing, and another's search is none of an open booking's.
    desk.browser.post("/staff/desk/search", &[("q", "試験")]).await.expect(303);
    let found = desk.browser.get("/staff/desk").await.expect(200).text();
    assert!(found.matches("class=\"result\"").count() > 1 && !found.contains("data-live=\""), "{found}");
    let tag = desk.page.split("<p ").find(|rest| rest.contains("data-live=")).expect("a page that listens");
    let fetched = attribute(&format!(" {tag}"), "data-live-page").expect("what it fetches");
    let only = desk.browser.get(&fetched).await.expect(200).text();
    assert_eq!(only.matches("class=\"result\"").count(), 1, "{only}");
    assert!(only.contains(&format!("data-live-part=\"line-{id}\"")) && only.contains("data-live-part=\"booking\""));

    let stream = attribute(&format!(" {tag}"), "data-live").expect("where it listens");
    let mut events = Events::of(&desk.browser, server.client, &stream).await;
    server.client.booked(3, &slots[40], "video").await;
    server.client.cancel(&hers.token).await.expect(200);
    assert_eq!(events.change("booking").await.said("id"), id.to_string(), "the first that it is told of");
    shows(&mut desk, "取り消し済み").await;
}

#[test]
fn what_is_done_at_one_instance_is_told_at_another() {
    run(async {
        let home = Home::new(Engine::Postgres).await;
        let (server, one, _other) = two(&home).await;
        let second = home.serve_beside(&Setup::default()).await;
        let mut events = listens(&one, second.client, "").await;
        let slots = server.client.slots("video").await;
        let begun = Instant::now();
        server.client.booked(1, &slots[20], "video").await;
        let told = events.change("booking").await;
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        assert!(!told.said("id").is_empty() && !told.data.to_string().contains(&email(1)));
        // Signing out there ends what is open here.
        one.post("/staff/sign-out", &[]).await.expect(303);
        let mut last = Event::default();
        while let Some(event) = events.next().await {
            last = event;
        }
        assert_eq!(last.name, "bye");
    });
}

#[test]
fn what_another_process_writes_into_the_file_is_seen() {
    run(async {
        let home = Home::new(Engine::Sqlite).await;
        let (server, one, _other) = two(&home).await;
        let mut events = listens(&one, server.client, "").await;
        home.db.execute("UPDATE booking SET status = status WHERE id = (SELECT MIN(id) FROM booking)").await;
        events.change("all").await;
    });
}
