//! Cities at the command line, and from there to the first booking: at an instant, in a city that is no demo.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{make_her_own, register};
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs, set};
use crate::support::founding::{PASSWORD, entered, link_in, real, said};
use crate::support::server::{Home, Setup};

on_both_engines!(
    a_city_is_added_and_invited_at_the_command_line,
    several_cities_are_named,
    a_city_keeps_the_address_it_was_given,
    the_steps_lead_from_nothing_to_a_booking,
    a_step_shows_what_is_wrong_and_keeps_what_was_typed,
);

fn run(home: &Home, arguments: &[&str]) -> (bool, String) {
    said(&home.command(&real(), arguments).output().expect("the binary runs"))
}

fn add<'a>(name: &'a str, url: &'a str, mail: &'a str, phone: &'a str) -> [&'a str; 10] {
    ["city", "add", "--name", name, "--url", url, "--mail-from", mail, "--phone", phone]
}

async fn a_city_is_added_and_invited_at_the_command_line(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let (ok, text) = run(&home, &["staff", "add", "kanri", "--role", "administrator", "--name", "想定"]);
    assert!(!ok && text.contains("mendan city add") && text.contains("mendan city invite"), "{text}");
    let (ok, text) = run(&home, &["city", "list"]);
    assert!(ok && text.contains("no city yet"), "{text}");
    let (ok, text) = run(&home, &add(" ", "minori.example", "boshi", "12"));
    assert!(!ok, "{text}");
    for option in ["--name: ", "--url: ", "--mail-from: ", "--phone: "] {
        assert!(text.contains(option), "{option} is not spoken of:\n{text}");
    }
    let url = home.public_url();
    let (ok, text) = run(&home, &add("みのり市", &url, "boshi@minori.example", "042-000-0100"));
    assert!(ok && text.contains("city=city") && text.contains("mendan city invite"), "{text}");
    let (ok, text) = run(&home, &add("みのり市", &url, "boshi@minori.example", "042-000-0100"));
    assert!(!ok && text.contains("--url: another city"), "{text}");
    let (ok, text) = run(&home, &["city", "list"]);
    assert!(ok && text.contains("みのり市") && text.contains(&url) && text.contains("waits"), "{text}");
    // It is served at once, and beside the running server its link is printed.
    let page = server.client.get("/").await.expect(200).text();
    assert!(page.contains("みのり市") && page.contains("042-000-0100"), "{page}");
    let (ok, text) = run(&home, &["city", "invite"]);
    assert!(ok, "{text}");
    let browser = Browser::new(server.client);
    browser.post(&link_in(&text, &home), &[]).await.expect(303);
    assert_eq!(browser.get("/setup/city").await.expect(303).location(), "/setup/administrator");
    entered(&browser, server.client).await;
    browser.get("/staff/setup/begin").await.expect(200);
    let (ok, text) = run(&home, &["city", "invite"]);
    assert!(!ok && text.contains("has an administrator") && text.contains("mendan staff reset"), "{text}");
    let (ok, text) = run(&home, &["city", "list"]);
    assert!(ok && !text.contains("waits"), "{text}");
}

async fn several_cities_are_named(engine: Engine) {
    let home = Home::new(engine).await;
    let (url, other) = (home.public_url(), "https://sakae.example");
    let named =
        |name, url, slug| [add(name, url, "a@minori.example", "042-000-0100").as_slice(), &["--slug", slug]].concat();
    assert!(run(&home, &named("みのり市", &url, "minori")).0);
    assert!(run(&home, &named("さかえ市", other, "sakae")).0);
    let (ok, text) = run(&home, &named("もう市", "https://mo.example", "sakae"));
    assert!(!ok && text.contains("--slug: another city"), "{text}");
    let (ok, text) = run(&home, &["city", "list"]);
    assert!(ok && text.contains("minori\t") && text.contains("sakae\thttps://sakae.example\tさかえ市"), "{text}");
    let (ok, text) = run(&home, &["city", "invite"]);
    assert!(!ok && text.contains("--municipality"), "{text}");
    let (ok, text) = run(&home, &["city", "invite", "--municipality", "nowhere"]);
    assert!(!ok && text.contains("mendan city list"), "{text}");
    let (ok, theirs) = run(&home, &["city", "invite", "--municipality", "sakae"]);
    assert!(ok && theirs.contains("setup_url=https://sakae.example/setup/"), "{theirs}");
    let (ok, ours) = run(&home, &["city", "invite", "--municipality", "minori"]);
    assert!(ok, "{ours}");
    let server = home.serve_with(real()).await;
    let path = theirs.lines().find_map(|line| line.strip_prefix("setup_url=https://sakae.example")).expect("a path");
    let there = [("host", "sakae.example")];
    server.client.ask("GET", path, &there, b"").await.expect(200);
    server.client.get(path).await.expect(404);
    server.client.ask("GET", &link_in(&ours, &home), &there, b"").await.expect(404);
    server.client.ask("GET", path, &[("host", "nowhere.example")], b"").await.expect(404);
    assert!(
        !crate::support::founding::printed(&home).contains("setup_url="),
        "of several cities a start invites nobody"
    );
}

async fn a_city_keeps_the_address_it_was_given(engine: Engine) {
    let home = Home::new(engine).await;
    let address = async || home.db.rows::<(String,)>("SELECT public_url FROM municipality").await[0].0.clone();
    assert!(run(&home, &add("みのり市", "https://yoyaku.minori.example", "a@minori.example", "042-000-0100")).0);
    home.serve_with(real()).await.kill();
    assert_eq!(address().await, "https://yoyaku.minori.example", "a start does not take it away");
    let (ok, text) = run(&home, &["city", "address", "city", "minori.example"]);
    assert!(!ok && text.contains("--url: "), "{text}");
    let (ok, text) = run(&home, &["city", "address", "city", "https://new.minori.example/"]);
    assert!(ok && text.contains("https://new.minori.example"), "{text}");
    home.serve_with(real()).await.kill();
    assert_eq!(address().await, "https://new.minori.example");
}

/// A city without anything, at the suite's instant, and its administrator.
async fn at_an_instant(home: &Home) -> (crate::support::server::Server, Browser) {
    assert!(run(home, &add("みのり市", &home.public_url(), "boshi@minori.example", "042-000-0100")).0);
    let server = home.serve_with(Setup { more: vec![("MENDAN_JOBS_POLL", "1s".into())], ..Setup::default() }).await;
    let (ok, text) = said(&home.command(&Setup::default(), &["city", "invite"]).output().expect("the binary runs"));
    assert!(ok, "{text}");
    let browser = Browser::new(server.client);
    browser.post(&link_in(&text, home), &[]).await.expect(303);
    entered(&browser, server.client).await;
    (server, browser)
}

const PLACE: [(&str, &str); 8] = [
    ("office_name", "中央保健センター"),
    ("office_address", "みのり市中央1-2-3"),
    ("room_name", "相談室"),
    ("nurse_name", "見本 ひとみ"),
    ("profession", "public_health_nurse"),
    ("login", "hitomi"),
    ("password", PASSWORD),
    ("password_again", PASSWORD),
];

async fn the_steps_lead_from_nothing_to_a_booking(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, browser) = at_an_instant(&home).await;
    let left = async |n: usize| {
        let page = browser.get("/staff/setup/begin").await.expect(200).text();
        assert_eq!(page.matches("まだです").count(), n, "{page}");
    };
    left(4).await;
    // Each step can be opened before its turn, and says what it needs.
    assert!(
        browser.get("/staff/setup/begin/times").await.expect(200).text().contains("場所と担当者、面談の種類がいります")
    );
    let place = "/staff/setup/begin/place";
    assert_eq!(browser.fill(place, place, &PLACE).await.expect(303).location(), "/staff/setup/begin?said=saved");
    left(3).await;
    let kinds = "/staff/setup/begin/kinds";
    browser.post(kinds, &[("set", "mothers")]).await.expect(303);
    left(2).await;
    let times = "/staff/setup/begin/times";
    let mut week = form_of(&browser.get(times).await.expect(200).text(), times);
    assert!(week.iter().filter(|(name, _)| name == "weekdays").count() == 5, "{week:?}");
    browser.post(times, &pairs(&week)).await.expect(303);
    left(2).await;
    // Left and taken up again: the days are changed, then published as they were shown.
    week = form_of(&browser.get(&format!("{times}?change=1")).await.expect(200).text(), times);
    set(&mut week, "hours_until", "15:00");
    browser.post(times, &pairs(&week)).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM template").await, 1);
    let preview = form_of(&browser.get(times).await.expect(200).text(), times);
    let stale = browser.post(times, &[("digest", "1")]).await.expect(422).text();
    assert!(stale.contains("内容が変わりました"), "{stale}");
    assert_eq!(browser.post(times, &pairs(&preview)).await.expect(303).location(), "/staff/setup/begin?said=published");
    left(1).await;
    let slots = server.client.slots("in_person").await;
    assert!(slots.len() > 20, "{slots:?}");
    browser.get("/staff/setup/begin/trial").await.expect(200);
    server.client.booked(1, &slots[0], "in_person").await;
    left(0).await;
    assert!(!browser.get("/staff/setup").await.expect(200).text().contains("あと"), "nothing is left");
    // What is done can be looked at and is not done twice.
    assert!(browser.get(place).await.expect(200).text().contains("できました"));
    browser.get(times).await.expect(200);
    home.db.check().await;
}

async fn a_step_shows_what_is_wrong_and_keeps_what_was_typed(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, browser) = at_an_instant(&home).await;
    let place = "/staff/setup/begin/place";
    let page =
        browser.fill(place, place, &[PLACE[0], ("room_name", ""), ("nurse_name", "見本 ひとみ")]).await.expect(422);
    let page = page.text();
    assert!(page.contains("value=\"中央保健センター\"") && page.contains("value=\"見本 ひとみ\""), "{page}");
    for field in ["office_address", "room_name", "login", "password"] {
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}: {page}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM office").await, 0, "neither or both");
    // A nurse shapes her own times and founds nothing.
    browser.fill(place, place, &PLACE).await.expect(303);
    let nurse = Browser::new(server.client);
    let step = nurse.post("/staff/sign-in", &[("login", "hitomi"), ("password", PASSWORD)]).await.expect(303);
    let (on, ..) = register(&nurse, server.client, step.location()).await;
    assert_eq!(on.expect(303).location(), "/staff", "she, too, has a factor before she is in");
    make_her_own(&nurse, PASSWORD, "willow thunder 52 copper basin").await;
    nurse.get("/staff/setup/begin").await.expect(403);
    nurse.post("/staff/setup/begin/kinds", &[("set", "mothers")]).await.expect(404);
    assert!(!nurse.get("/staff/setup").await.expect(200).text().contains("あと"));
}
