//! Who may do what: foreign pages, other cities, strangers, old cookies, floods.

use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::people::{KIND, wish};
use crate::support::routes;
use crate::support::server::{Home, Setup};

/// Method, path, headers, body.
type Asked<'a> = (&'a str, String, &'a [(&'a str, &'a str)], &'a [u8]);

on_both_engines!(
    writes_that_a_foreign_page_sends_are_refused,
    two_cities_share_nothing_and_an_unknown_host_is_nobody,
    every_answer_carries_its_headers,
    staff_pages_want_a_sign_in_and_an_old_cookie_is_dead,
    guessing_is_slowed_down,
);

/// Every address that takes a POST, as the router itself has them.
async fn writes(home: &Home, token: &str) -> Vec<String> {
    let booking = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;
    let mut paths = Vec::new();
    for (_, pattern, _) in routes::rules().iter().filter(|(method, ..)| *method == "POST") {
        paths.push(routes::path(home, pattern, booking, token).await);
    }
    assert!(paths.len() > 60, "{paths:?}");
    paths
}

async fn writes_that_a_foreign_page_sends_are_refused(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let token = client.booked(1, &slots[3], "video").await.token;
    home.db.message(&crate::support::people::email(1), "confirmation", 0, "sent").await;
    let browser = Browser::new(client);
    browser.sign_in("uketsuke").await;
    let cookies = browser.cookie_line();
    let own = home.public_url();
    let before = home.db.fingerprint().await;

    let near = format!("{own}0");
    let foreign: [&[(&str, &str)]; 8] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", &near)],
        &[("origin", "")],
        &[("origin", "http://127.0.0.1")],
        &[("sec-fetch-site", "cross-site")],
        &[("origin", &own), ("sec-fetch-site", "cross-site")],
        &[("origin", &own), ("origin", "https://evil.example")],
    ];
    for path in writes(&home, &token).await {
        for headers in foreign {
            let kind = if path.starts_with("/api") { "application/json" } else { "application/x-www-form-urlencoded" };
            let headers = [&[("content-type", kind), ("cookie", cookies.as_str())], headers].concat();
            let answer = client.ask("POST", &path, &headers, b"{}").await;
            assert_eq!(answer.status, 403, "{path} with {headers:?}: {}", answer.text());
            assert_eq!(answer.header("set-cookie"), None, "{path}");
        }
    }
    assert_eq!(home.db.fingerprint().await, before);
    browser.get("/staff").await.expect(200);

    // Programs without these headers, and our own pages, pass.
    let reason = br#"{"reason":"x"}"#;
    for headers in [
        &[][..],
        &[("origin", own.as_str())],
        &[("origin", &own), ("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
    ] {
        let headers = [&[("content-type", "application/json")], headers].concat();
        client.ask("POST", &format!("/api/v1/bookings/{token}/cancel"), &headers, reason).await.expect(200);
    }
}

/// Another city beside the demo's, with the same slugs.
pub(crate) async fn found_beta(home: &Home) {
    let texts = r#"{"ja":{"name":"ベータ市"}}"#;
    home.db
        .execute(&format!(
            "INSERT INTO municipality (id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts) \
             VALUES (7, 'beta', 'http://beta.example:8080', 'Asia/Tokyo', 'post@beta.example', '042-000-0999', NULL, '1', '{texts}'); \
             INSERT INTO office (id, municipality_id, slug, kind, mailbox, phone, position, texts) \
             VALUES (8, 7, 'central', 'other', 'central@beta.example', '042-000-0998', 1, '{texts}'); \
             INSERT INTO interview_kind (id, municipality_id, slug, minutes, buffer_before, buffer_after, modes, professions, position, active, texts) \
             SELECT 9, 7, slug, minutes, buffer_before, buffer_after, modes, professions, position, active, texts \
             FROM interview_kind WHERE slug = '{KIND}'"
        ))
        .await;
}

async fn two_cities_share_nothing_and_an_unknown_host_is_nobody(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    // One city: every Host is served.
    client.ask("GET", "/api/v1/offices", &[("host", "whatever.example")], b"").await.expect(200);
    let slots = client.slots("video").await;
    let booked = client.booked(1, &slots[3], "video").await;
    let staff = Browser::new(client);
    staff.sign_in("kanri").await;
    let cookies = staff.cookie_line();
    home.db.message(&crate::support::people::email(1), "confirmation", 0, "sent").await;
    server.kill();
    found_beta(&home).await;
    let server = home.serve().await;
    let client = server.client;
    let before = home.db.fingerprint().await;

    for host in
        ["whatever.example", "beta.example", "beta.example:80", "127.0.0.1", "", "beta.example:8080.evil.example"]
    {
        for path in [
            "/",
            "/api/v1/offices",
            &format!("/b/{}", booked.token),
            &format!("/api/v1/bookings/{}", booked.token),
            "/staff",
        ] {
            let answer = client.ask("GET", path, &[("host", host)], b"").await;
            assert!(
                answer.status == 404 || (host.is_empty() && answer.status == 400),
                "{host} {path}: {}",
                answer.status
            );
            assert!(!answer.text().contains("架空") && !answer.text().contains("ベータ"), "{}", answer.text());
        }
    }
    let beta = [("host", "beta.example:8080"), ("content-type", "application/json")];
    let offices = client.ask("GET", "/api/v1/offices", &beta, b"").await.expect(200).json();
    assert_eq!(offices, json!({ "offices": [{ "id": "central", "name": "ベータ市" }] }));
    client.get("/api/v1/offices").await.expect(200);
    let theirs = client.ask("GET", &format!("/api/v1/slots?kind={KIND}"), &beta, b"").await.expect(200).json();
    assert_eq!(theirs, json!({ "slots": [] }));

    // A token, a slot and a session of the first city are nothing in the second.
    let api = format!("/api/v1/bookings/{}", booked.token);
    let unknown = client.ask("GET", "/api/v1/bookings/unknown", &beta, b"").await.expect(404);
    let mut answers = vec![client.ask("GET", &api, &beta, b"").await];
    for (end, body) in
        [("move", json!({ "slot_id": slots[9].id })), ("mode", json!({ "mode": "in_person" })), ("cancel", json!({}))]
    {
        answers.push(client.ask("POST", &format!("{api}/{end}"), &beta, body.to_string().as_bytes()).await);
    }
    for answer in answers {
        assert_eq!((answer.status, answer.body), (404, unknown.body.clone()), "as an unknown one");
    }
    for end in ["", "/calendar.ics"] {
        let answer = client.ask("GET", &format!("/b/{}{end}", booked.token), &beta, b"").await.expect(404);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    let wish = wish(2, &slots[9].id, "video").to_string();
    let refused = client.ask("POST", "/api/v1/bookings", &beta, wish.as_bytes()).await.expect(422);
    assert_eq!(refused.json()["fields"]["slot_id"], "invalid");
    let host_and_cookie = [("host", "beta.example:8080"), ("cookie", cookies.as_str())];
    for path in ["/staff", "/staff/desk"] {
        let answer = client.ask("GET", path, &host_and_cookie, b"").await.expect(303);
        assert!(answer.location().starts_with("/staff/sign-in"), "{path}");
    }
    client.ask("GET", "/staff", &[("cookie", cookies.as_str())], b"").await.expect(200);
    assert_eq!(home.db.fingerprint().await, before);
    // Nor does a forwarded host count without a trusted proxy.
    let forged = [("host", "whatever.example"), ("x-forwarded-host", "beta.example:8080")];
    client.ask("GET", "/api/v1/offices", &forged, b"").await.expect(404);
}

async fn every_answer_carries_its_headers(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let token = client.booked(1, &client.slots("video").await[3], "video").await.token;
    let large = vec![b'x'; 70_000];
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let asked: Vec<Asked<'_>> = vec![
        ("GET", "/".into(), &[], b""),
        ("GET", "/en".into(), &[], b""),
        ("GET", format!("/b/{token}"), &[], b""),
        ("HEAD", format!("/b/{token}"), &[], b""),
        ("GET", format!("/b/{token}/calendar.ics"), &[], b""),
        ("GET", format!("/b/{token}x"), &[], b""),
        ("GET", "/b/".into(), &[], b""),
        ("GET", "/b/unknown/calendar.ics".into(), &[], b""),
        ("DELETE", format!("/b/{token}"), &[], b""),
        ("POST", format!("/b/{token}/move"), &form, b"slot_id=nonsense"),
        ("POST", format!("/b/{token}/move"), &[("content-type", "text/plain")], b"x"),
        ("POST", format!("/b/{token}/cancel"), &[("origin", "null")], b"x"),
        ("POST", format!("/b/{token}/cancel"), &form, &large),
        ("GET", "/staff".into(), &[], b""),
        ("GET", "/staff/sign-in".into(), &[], b""),
        ("GET", "/nowhere".into(), &[], b""),
        ("GET", "/api/v1/nowhere".into(), &[], b""),
        ("GET", "/api/v1/offices".into(), &[], b""),
        ("GET", format!("/api/v1/bookings/{token}"), &[], b""),
        ("POST", "/api/v1/bookings".into(), &[], b"x"),
        ("GET", "/healthz".into(), &[], b""),
        ("GET", "/metrics".into(), &[], b""),
        ("GET", "/pkg/nothing.js".into(), &[], b""),
        ("TRACE", "/".into(), &[], b""),
        // An id that comes along is not taken over: nobody writes in our log.
        ("GET", "/healthz".into(), &[("x-request-id", "0123456789abcdef")], b""),
        ("GET", "/healthz".into(), &[("x-request-id", "0123456789abcdef")], b""),
    ];
    let mut ids = std::collections::BTreeSet::new();
    for (method, path, headers, body) in &asked {
        let answer = client.ask(method, path, headers, body).await;
        let named = format!("{method} {path}: {} {:?}", answer.status, answer.headers);
        assert!(answer.status < 500, "{named}");
        let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("x-content-type-options"), "nosniff", "{named}");
        assert_eq!(header("referrer-policy"), "same-origin", "{named}");
        assert_eq!(header("cache-control"), "no-store", "{named}");
        assert!(ids.insert(header("x-request-id")) && header("x-request-id").len() >= 16, "{named}");
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{named}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval' "), "{named}");
        if header("content-type").starts_with("text/html") && *method == "GET" {
            let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
            let page = answer.text();
            let bare = page
                .split("<script")
                .skip(1)
                .filter(|tag| !tag.split('>').next().unwrap_or_default().contains(&format!("nonce=\"{nonce}\"")));
            assert_eq!(bare.count(), 0, "{path}: a script that may not run");
            assert!(!page.contains(" style=\""), "{path}: a style that does not work");
        }
    }
    // The same page twice: two nonces.
    let policy = async || client.get("/").await.header("content-security-policy").map(str::to_owned);
    assert_ne!(policy().await, policy().await);
}

async fn staff_pages_want_a_sign_in_and_an_old_cookie_is_dead(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let stranger = Browser::new(client);
    let before = home.db.fingerprint().await;
    let id = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;
    let slot = home.db.count("SELECT MIN(id) FROM slot").await;
    for path in ["/staff", "/staff/desk", "/staff/desk?q=x", &format!("/staff/bookings/{id}/slip")] {
        let answer = stranger.get(path).await;
        assert!(
            answer.status == 303 && answer.location().starts_with("/staff/sign-in"),
            "{path}: {} {}",
            answer.status,
            answer.location()
        );
    }
    let posts = [
        (format!("/staff/bookings/{id}/cancel"), ("reason", "x")),
        (format!("/staff/bookings/{id}/mark"), ("status", "arrived")),
        (format!("/staff/bookings/{id}/mode"), ("mode", "video")),
        (format!("/staff/bookings/{id}/move"), ("slot_id", "x")),
        (format!("/staff/slots/{slot}"), ("open", "false")),
        ("/staff/desk/search".to_owned(), ("q", "かくう")),
        ("/staff/desk/book".to_owned(), ("kind", KIND)),
    ];
    for (path, field) in &posts {
        let answer = stranger.post(path, &[*field]).await.expect(401);
        assert!(answer.text().contains("action=\"/staff/sign-in?"), "{path}");
    }
    // One answer for every failure.
    for (login, password) in
        [("kanri", "wrong"), ("nobody", "wrong"), ("hokenshi3", "-"), ("", ""), ("kanri' OR 1=1 --", "x")]
    {
        let answer = stranger.post("/staff/sign-in", &[("login", login), ("password", password)]).await.expect(401);
        assert!(answer.header("set-cookie").is_none() && answer.text().contains("合いません"));
    }
    assert_eq!(home.db.fingerprint().await, before);

    // A cookie brought along is not taken over.
    let browser = Browser::new(client);
    browser.cookies.lock().unwrap().insert("mendan_session".into(), "fixed-by-somebody-else".into());
    browser.sign_in("uketsuke").await;
    let cookies = browser.cookie_line();
    assert!(!cookies.contains("fixed"));
    let day = browser.get("/staff").await.expect(200);
    assert_eq!(day.header("cache-control"), Some("no-store"));
    browser.get("/staff/desk").await.expect(200);
    // Reception does not shape the offer.
    let refused = browser.post(&format!("/staff/slots/{slot}"), &[("open", "false")]).await.expect(404);
    assert!(refused.text().contains("権限がありません"), "{}", refused.text());
    assert_eq!(home.db.count(&format!("SELECT COUNT(*) FROM slot WHERE id = {slot} AND open")).await, 1);
    browser.post("/staff/sign-out", &[]).await.expect(303);
    assert!(!browser.cookie_line().contains("mendan_session"));
    let old = client.ask("GET", "/staff", &[("cookie", &cookies)], b"").await.expect(303);
    assert_eq!(old.location(), "/staff/sign-in");

    // Disabled by the command line while signed in.
    let browser = Browser::new(client);
    browser.sign_in("uketsuke").await;
    assert!(home.run(&["staff", "disable", "uketsuke"]).status.success());
    browser.get("/staff").await.expect(303);
    let again = browser
        .post("/staff/sign-in", &[("login", "uketsuke"), ("password", "mendan-demo-uketsuke")])
        .await
        .expect(401);
    assert!(again.text().contains("合いません"));

    // Nine hours without a request.
    let browser = Browser::new(client);
    browser.sign_in("hokenshi").await;
    let cookies = browser.cookie_line();
    server.kill();
    let server = home.serve_with(Setup::ahead(9 * 3600 + 60)).await;
    server.client.ask("GET", "/staff", &[("cookie", &cookies)], b"").await.expect(303);
}

/// Limits on: tokens, passwords and writes of one network, whatever it says of itself.
async fn guessing_is_slowed_down(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(Setup { shield: true, ..Setup::default() }).await;
    let client = server.client;
    let token = client.booked(1, &client.slots("video").await[3], "video").await.token;
    let browser = Browser::new(client);
    let mut statuses = Vec::new();
    for _ in 0..14 {
        statuses.push(browser.post("/staff/sign-in", &[("login", "kanri"), ("password", "wrong")]).await.status);
    }
    assert_eq!(statuses[..10], [401; 10], "{statuses:?}");
    assert_eq!(statuses[13], 429, "{statuses:?}");

    let mut statuses = Vec::new();
    for n in 0..45 {
        let forged = format!("198.51.100.{n}");
        let answer =
            client.ask("GET", &format!("/api/v1/bookings/guess{n}"), &[("x-forwarded-for", &forged)], b"").await;
        statuses.push(answer.status);
    }
    assert_eq!(statuses[..25], [404; 25]);
    let last = client.get("/b/guess").await.expect(429);
    assert!(last.header("retry-after").is_some() && last.header("cache-control") == Some("no-store"));
    assert_eq!(statuses[44], 429);
    client.read(&token).await.expect(200);

    let mut refused = 0;
    for _ in 0..300 {
        let answer = client.post("/api/v1/bookings", &[], &json!({})).await;
        assert!(matches!(answer.status, 422 | 429), "{}", answer.status);
        refused += usize::from(answer.status == 429);
    }
    assert!(refused > 10, "{refused}");
    client.read(&token).await.expect(200);
    server.kill();

    // Behind a trusted proxy each network counts for itself, and what it forges in front does not.
    let trusted = ("MENDAN_TRUSTED_PROXIES", "127.0.0.0/8".to_owned());
    let server = home.serve_with(Setup { shield: true, more: vec![trusted], ..Setup::default() }).await;
    let guess = async |n: usize, forwarded: &str| {
        let answer = server
            .client
            .ask("GET", &format!("/api/v1/bookings/guess{n}"), &[("x-forwarded-for", forwarded)], b"")
            .await;
        answer.status
    };
    for n in 0..45 {
        guess(n, &format!("203.0.113.{n}, 198.51.100.1")).await;
    }
    assert_eq!(guess(90, "198.51.100.1").await, 429);
    assert_eq!(guess(91, "198.51.100.2").await, 404);
}
