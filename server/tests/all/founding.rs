//! From an empty database to an administrator who is signed in: the link that a start prints, and who may do what with it.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::STEP;
use crate::support::client::Browser;
use crate::support::founding::{ADMINISTRATOR, begun, city, entered, link, link_in, pairs, printed, real, said};
use crate::support::server::Home;

on_both_engines!(
    while_there_is_no_city_strangers_read_that_it_is_being_prepared,
    whoever_has_the_link_founds_a_city_and_is_signed_in,
    one_browser_uses_the_link_and_no_other,
    looking_at_the_link_changes_nothing,
    a_link_ends_by_the_clock_and_a_new_one_replaces_it,
    what_was_typed_stands_again_beside_what_is_wrong_with_it,
    after_a_restart_in_the_middle_it_goes_on_where_it_was,
    of_two_who_found_at_once_one_wins,
);

async fn while_there_is_no_city_strangers_read_that_it_is_being_prepared(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let client = server.client;
    for path in ["/", "/book/notification", "/staff", "/staff/sign-in", "/b/token", "/setup"] {
        let answer = client.get(path).await.expect(503);
        assert!(answer.text().contains("準備をしています") && answer.text().contains("lang=\"ja\""), "{path}");
        assert_eq!(answer.header("retry-after"), Some("120"), "{path}");
        assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{path}");
        client.ask("HEAD", path, &[], b"").await.expect(503);
    }
    for (path, wanted) in [("/en", ""), ("/en/book/notification", "ja"), ("/", "en-GB,en;q=0.9,ja;q=0.1")] {
        let answer = client.ask("GET", path, &[("accept-language", wanted)], b"").await.expect(503);
        assert!(answer.text().contains("being prepared") && answer.text().contains("lang=\"en\""), "{path}");
    }
    for (method, path) in [("GET", "/api/v1/kinds"), ("POST", "/api/v1/bookings"), ("GET", "/api/v1/slots?kind=x")] {
        let answer = client.ask(method, path, &[], b"").await.expect(503);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!((answer.code().as_str(), answer.header("retry-after")), ("busy", Some("120")));
    }
    client.ask("POST", "/hold", &[], b"").await.expect(503);
    client.get("/healthz").await.expect(200);
    let ready = client.get("/readyz").await.expect(200).text();
    assert!(ready.contains("writes: ok") && ready.contains("city: none"), "{ready}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM municipality").await, 0);
    // One line, to whoever started it, and nowhere else.
    assert_eq!(printed(&home).matches("setup_url=").count(), 1, "{}", printed(&home));
    let word = link(&home).replace("/setup/", "");
    client.get(&link(&home)).await.expect(200);
    client.get(&format!("/setup/{word}x")).await.expect(404);
    assert!(!home.log().contains(&word[..20]), "the word stands in the log");
    let word_in_rows = format!("SELECT COUNT(*) FROM founding_link WHERE CAST(word_hash AS TEXT) LIKE '%{word}%'");
    assert_eq!(home.db.count(&word_in_rows).await, 0);
}

async fn whoever_has_the_link_founds_a_city_and_is_signed_in(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let link = link(&home);
    let browser = Browser::new(server.client);
    let page = browser.get(&link).await.expect(200);
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(page.text().contains("はじめる"), "{}", page.text());
    let begun = browser.post(&link, &[]).await.expect(303);
    let cookie = begun.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert_eq!(browser.get(&link).await.expect(303).location(), "/setup/city", "her own browser goes on");
    assert_eq!(browser.get("/setup/administrator").await.expect(303).location(), "/setup/city");
    let form = browser.get("/setup/city").await.expect(200).text();
    assert!(form.contains(&format!("value=\"{}\"", home.public_url())), "the address stands there already");
    browser.post("/setup/city", &pairs(&city(&home))).await.expect(303);
    assert_eq!(browser.post("/setup/city", &pairs(&city(&home))).await.expect(303).location(), "/setup/administrator");
    assert!(browser.get("/setup/administrator").await.expect(200).text().contains("みのり市"));
    let mut app = entered(&browser, server.client).await;
    let begin = browser.get("/staff/setup/begin").await.expect(200).text();
    assert!(begin.contains("場所と担当者を決める") && begin.contains("想定 係長"), "{begin}");
    assert!(browser.get("/staff/setup").await.expect(200).text().contains("予約を受けられるまで、あと4つです"));
    // The link has done its work, and she comes back as everybody does.
    for (path, status) in [(link.as_str(), 410), ("/setup/city", 404), ("/setup/administrator", 404)] {
        browser.get(path).await.expect(status);
        browser.post(path, &ADMINISTRATOR).await.expect(status);
    }
    let again = Browser::new(server.client);
    let [_, login, password, _] = ADMINISTRATOR;
    let step = again.post("/staff/sign-in", &[login, password]).await.expect(303);
    assert_eq!(step.location(), STEP, "her password alone is not enough");
    assert!(again.get("/staff/setup/begin").await.expect(303).location().starts_with("/staff/sign-in"));
    let code = app.code(server.client).await;
    assert_eq!(again.post(STEP, &[("code", &code)]).await.expect(303).location(), "/staff");
    again.get("/staff/setup/begin").await.expect(200);
    let wrong = Browser::new(server.client);
    let [.., demo] = [("login", "kanri"), ("password", "mendan-demo-kanri")];
    assert_ne!(wrong.post("/staff/sign-in", &[login, demo]).await.status, 303, "a demo's password opens nothing");
    server.client.get("/").await.expect(200);
    let english = server.client.get("/en").await.expect(200).text();
    assert!(english.contains("Minori City") && english.contains("Weekdays 8:30–17:15"), "{english}");
    assert!(!server.client.get("/readyz").await.expect(200).text().contains("city:"));
    let log = home.log();
    for private in [&link["/setup/".len()..][..20], "想定", "kumo-ga-takai"] {
        assert!(!log.contains(private), "{private} stands in the log");
    }
}

async fn one_browser_uses_the_link_and_no_other(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let link = link(&home);
    let (first, second) = (Browser::new(server.client), Browser::new(server.client));
    first.post(&link, &[]).await.expect(303);
    for answer in [second.get(&link).await, second.post(&link, &[]).await] {
        let text = answer.expect(410).text();
        assert!(text.contains("別のブラウザーで使っています") && text.contains("mendan city invite"), "{text}");
    }
    let lost = second.post("/setup/city", &pairs(&city(&home))).await.expect(404).text();
    assert!(lost.contains("mendan city invite"), "{lost}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM municipality").await, 0);
    // Of many who press at once one begins.
    let (ok, printed) = said(&home.command(&real(), &["city", "invite"]).output().expect("the binary runs"));
    assert!(ok, "{printed}");
    let newer = link_in(&printed, &home);
    let browsers: Vec<Browser> = (0..8).map(|_| Browser::new(server.client)).collect();
    let answers = futures::future::join_all(browsers.iter().map(|browser| browser.post(&newer, &[]))).await;
    let begun = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(begun, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    first.get("/setup/city").await.expect(410);
}

async fn looking_at_the_link_changes_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let link = link(&home);
    let before = home.db.fingerprint().await;
    for method in ["GET", "HEAD", "GET"] {
        let headers = [("user-agent", "LinkScanner/1.0"), ("referer", "https://mail.example/")];
        let answer = server.client.ask(method, &link, &headers, b"").await.expect(200);
        assert_eq!(answer.header("set-cookie"), None);
    }
    server.client.ask("POST", &link, &[("origin", "https://evil.example")], b"").await.expect(403);
    server.client.ask("POST", &link, &[("sec-fetch-site", "cross-site")], b"").await.expect(403);
    for method in ["PUT", "DELETE", "OPTIONS"] {
        assert!(server.client.ask(method, &link, &[], b"").await.status >= 400, "{method}");
    }
    assert_eq!(home.db.fingerprint().await, before);
    begun(&home, &server, &link).await;
}

async fn a_link_ends_by_the_clock_and_a_new_one_replaces_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let old = link(&home);
    home.db.execute("UPDATE founding_link SET expires_at = created_at").await;
    for answer in [server.client.get(&old).await, Browser::new(server.client).post(&old, &[]).await] {
        let text = answer.expect(410).text();
        assert!(text.contains("このリンクは終わりました") && text.contains("mendan city invite"), "{text}");
    }
    let (ok, printed) = said(&home.command(&real(), &["city", "invite"]).output().expect("the binary runs"));
    assert!(ok && printed.lines().filter(|line| line.starts_with("setup_url=")).count() == 1, "{printed}");
    let new = link_in(&printed, &home);
    let text = server.client.get(&old).await.expect(404).text();
    assert!(text.contains("mendan city invite"), "{text}");
    let browser = Browser::new(server.client);
    browser.post(&new, &[]).await.expect(303);
    browser.get("/setup/city").await.expect(200);
    // What was begun is over with its hour, too.
    home.db.execute("UPDATE founding_link SET expires_at = created_at").await;
    browser.get("/setup/city").await.expect(410);
    browser.post("/setup/city", &pairs(&city(&home))).await.expect(410);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM municipality").await, 0);
}

async fn what_was_typed_stands_again_beside_what_is_wrong_with_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let browser = Browser::new(server.client);
    browser.post(&link(&home), &[]).await.expect(303);
    let mut typed = city(&home);
    for (name, value) in &mut typed {
        match *name {
            "public_url" => *value = "yoyaku.minori.example".into(),
            "phone" => *value = "12".into(),
            "mail_from" => *value = "boshi".into(),
            _ => {}
        }
    }
    let page = browser.post("/setup/city", &pairs(&typed)).await.expect(422).text();
    for (kept, field) in
        [("みのり市", ""), ("yoyaku.minori.example", "public_url"), ("健康課 母子保健係", ""), ("boshi", "mail_from")]
    {
        assert!(page.contains(&format!("value=\"{kept}\"")), "{kept} is gone");
        assert!(field.is_empty() || page.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert!(page.contains("id=\"phone-error\"") && page.contains("「https://」から始まるアドレスだけ"), "{page}");
    browser.post("/setup/city", &pairs(&city(&home))).await.expect(303);
    let weak = [("display_name", "想定 係長"), ("login", "kan ri"), ("password", "short"), ("password_again", "shirt")];
    let page = browser.post("/setup/administrator", &weak).await.expect(422).text();
    assert!(page.contains("value=\"想定 係長\"") && page.contains("value=\"kan ri\""), "{page}");
    for field in ["login", "password", "password_again"] {
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert!(!page.contains("short") && !page.contains("shirt"), "a password came back");
    browser.post("/setup/administrator", &ADMINISTRATOR).await.expect(303);
}

async fn after_a_restart_in_the_middle_it_goes_on_where_it_was(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let first = link(&home);
    let browser = begun(&home, &server, &first).await;
    server.kill();
    let server = home.serve_with(real()).await;
    let second = link(&home);
    assert_ne!(first, second);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM municipality").await, 1, "the city is there");
    let lost = Browser::new(server.client);
    *lost.cookies.lock().unwrap() = browser.cookies.lock().unwrap().clone();
    lost.get("/setup/administrator").await.expect(410);
    let again = Browser::new(server.client);
    again.post(&second, &[]).await.expect(303);
    assert_eq!(again.get("/setup/city").await.expect(303).location(), "/setup/administrator", "nothing is asked twice");
    entered(&again, server.client).await;
    again.get("/staff/setup/begin").await.expect(200);
    server.kill();
    let before = printed(&home).matches("setup_url=").count();
    let server = home.serve_with(real()).await;
    assert_eq!(printed(&home).matches("setup_url=").count(), before, "a city that is set up has no link");
    again.get("/staff/setup/begin").await;
    server.client.get("/").await.expect(200);
}

async fn of_two_who_found_at_once_one_wins(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(real()).await;
    let browser = Browser::new(server.client);
    browser.post(&link(&home), &[]).await.expect(303);
    let fields = city(&home);
    let fields = pairs(&fields);
    // Two windows of one browser, and somebody at the command line in the same moment.
    let command = async {
        let url = format!("{}0", home.public_url());
        let mut add = home.command(
            &real(),
            &[
                "city",
                "add",
                "--name",
                "さかえ市",
                "--url",
                &url,
                "--mail-from",
                "a@sakae.example",
                "--phone",
                "042-000-0200",
            ],
        );
        tokio::task::spawn_blocking(move || add.output().expect("the binary runs")).await.expect("a task")
    };
    let (one, other, _) =
        tokio::join!(browser.post("/setup/city", &fields), browser.post("/setup/city", &fields), command);
    let founded_by_link = home.db.count("SELECT COUNT(*) FROM municipality WHERE slug = 'minori-city'").await;
    assert!(founded_by_link <= 1);
    // Once the command has founded its city, nothing is at any other host: for good, or until ours is known there, too.
    for answer in [&one, &other] {
        assert!(matches!(answer.status, 303 | 404 | 410), "{}: {}", answer.status, answer.text());
    }
    assert!(founded_by_link == 0 || [&one, &other].iter().any(|answer| answer.status == 303), "who founded it goes on");
    if founded_by_link == 1 {
        let (one, other) = tokio::join!(
            browser.post("/setup/administrator", &ADMINISTRATOR),
            browser.post("/setup/administrator", &ADMINISTRATOR),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
        assert_eq!(home.db.count("SELECT COUNT(*) FROM staff").await, 1);
    }
}
