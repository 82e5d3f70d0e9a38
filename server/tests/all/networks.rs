//! The product on real networks: cookies off, restored tabs, other addresses, mail programs, HEAD. Each time a page or a
//! redirect that leads on, never an empty one.

use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::forms::form_of;
use crate::support::http::Answer;
use crate::support::people::{KIND, wish};
use crate::support::pooler;
use crate::support::server::{Home, Setup};
use crate::support::wait::until;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PAGES: (&str, &str) = ("accept", "text/html,application/xhtml+xml");
const PUBLIC: &str = "https://yoyaku.kaku.example";

on_both_engines!(
    a_browser_without_cookies_holds_nothing_and_reads_why,
    a_posted_address_that_is_opened_by_itself_leads_on,
    a_method_that_nobody_has_is_answered_in_words,
    a_page_at_another_address_names_the_right_one,
    a_form_from_another_address_of_ours_reads_a_page,
    what_is_stuck_to_a_mailed_link_falls_off,
    head_tells_no_other_length_than_get,
    nobody_reads_a_problem_that_is_for_programs,
    a_link_that_has_died_says_so_in_its_own_language,
);

/// Method, path, headers, body, and the status of the answer.
type Asked<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a [u8], u16);

/// Sends a form as it stands, without any cookie.
async fn send(client: Client, path: &str, slot: &str, headers: &[(&str, &str)]) -> Answer {
    let body = format!("slot_id={slot}&mode=video");
    client.ask("POST", path, &[&[FORM], headers].concat(), body.as_bytes()).await
}

async fn a_browser_without_cookies_holds_nothing_and_reads_why(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("video").await[6].clone();
    let holds = async || home.db.count("SELECT COUNT(*) FROM hold").await;
    for (prefix, word) in [("", "クッキー"), ("/en", "cookie")] {
        let page = client.get(&format!("{prefix}/book/{KIND}?mode=video")).await.expect(200);
        let action = format!("{prefix}/hold?cookies=expected");
        assert_eq!(form_of(&page.text(), &action)[0], ("mode".to_owned(), "video".to_owned()));
        let round = send(client, &action, &slot.id, &[]).await.expect(307);
        assert!(round.header("set-cookie").is_some());
        let told = send(client, round.location(), &slot.id, &[]).await.expect(400).text();
        assert!(told.contains(word) && told.contains("042-"), "what to do, and the telephone: {told}");
        let details = client.get(&format!("{prefix}/details")).await.text();
        assert!(details.contains(word), "{details}");
    }
    assert_eq!(holds().await, 0);

    // One that keeps them goes on, also when it had lost the one of the page.
    let browser = Browser::new(client);
    let round = browser.post("/hold?cookies=expected", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(307);
    let kept = browser.post(round.location(), &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    assert_eq!((kept.location(), holds().await), ("/details", 1));
    // A program that posts to the plain address is not sent round.
    let program = Browser::new(client);
    program.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    assert_eq!(holds().await, 2);
}

async fn a_posted_address_that_is_opened_by_itself_leads_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("video").await[6].clone();
    let posted = ["/hold", "/hold/extend", "/hold/release", "/confirm"];
    for path in posted {
        assert_eq!(client.get(path).await.expect(303).location(), "/");
        assert_eq!(client.get(&format!("/en{path}")).await.expect(303).location(), "/en");
        client.ask("HEAD", path, &[], b"").await.expect(303);
    }
    let holder = Browser::new(client);
    holder.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    for path in posted {
        assert_eq!(holder.get(path).await.expect(303).location(), "/details", "{path}");
    }
    holder.get("/details").await.expect(200);

    let staff = Browser::new(client);
    staff.sign_in("kanri").await;
    let ways = [
        ("/staff/bookings/1/mark", "/staff?booking=1#panel"),
        ("/staff/slots/1", "/staff"),
        ("/staff/ranges/undo", "/staff/ranges"),
        ("/staff/desk/search", "/staff/desk"),
        ("/staff/desk/book", "/staff/desk"),
        ("/staff/sign-out", "/staff"),
        ("/staff/setup/kinds/set", "/staff/setup/kinds"),
        ("/staff/setup/kinds/1/active", "/staff/setup/kinds/1"),
        ("/staff/setup/order/kinds/1", "/staff/setup/kinds"),
        ("/staff/setup/holidays/year-end", "/staff/setup/holidays"),
        ("/staff/setup/keys/1/revoke", "/staff/setup/keys"),
    ];
    for (path, place) in ways {
        assert_eq!(staff.get(path).await.expect(303).location(), place, "{path}");
    }
}

async fn a_method_that_nobody_has_is_answered_in_words(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    for path in ["/", "/details", "/confirm", "/nowhere"] {
        let page = client.ask("PUT", path, &[PAGES], b"").await.expect(405).text();
        assert!(page.contains("そのままでは開けません") && page.contains("042-"), "{path}: {page}");
        let problem = client.ask("PUT", path, &[], b"").await.expect(405);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"), "{path}");
    }
    assert_eq!(client.get("/api/v1/bookings").await.expect(405).code(), "invalid");
}

async fn a_page_at_another_address_names_the_right_one(engine: Engine) {
    let home = Home::new(engine).await;
    let setup = Setup { more: vec![("MENDAN_PUBLIC_URL", PUBLIC.to_owned())], ..Setup::default() };
    let server = home.serve_with(setup).await;
    let client = server.client;
    let times = format!("/book/{KIND}");
    let english = format!("/en/book/{KIND}");
    for path in ["/", "/staff/sign-in", times.as_str(), english.as_str()] {
        let link = format!("href=\"{PUBLIC}{path}\"");
        let page = client.get(path).await.expect(200).text();
        assert!(page.contains(&link), "{path}: {page}");
        let behind = [("host", "yoyaku.kaku.example"), ("x-forwarded-proto", "https")];
        let right = client.ask("GET", path, &behind, b"").await.expect(200).text();
        assert!(!right.contains("正しいアドレス") && !right.contains("right address"), "{path}: {right}");
    }
    // Signing in there says why it does not work: its cookie would not come back.
    let typed = b"login=uketsuke&password=mendan-demo-uketsuke";
    let round = client.ask("POST", "/staff/sign-in?cookies=expected", &[FORM], typed).await.expect(307);
    assert!(round.header("set-cookie").is_some_and(|line| line.starts_with("__Host-") && line.contains("Secure")));
    let told = client.ask("POST", round.location(), &[FORM], typed).await.expect(303);
    assert_eq!(told.location(), "/staff/sign-in?said=cookies");
    let page = client.get(told.location()).await.expect(200).text();
    assert!(page.contains("クッキー") && page.contains(&format!("{PUBLIC}/staff/sign-in")), "{page}");
}

async fn a_form_from_another_address_of_ours_reads_a_page(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("video").await[6].clone();
    let own = home.public_url();
    let mistaken = [PAGES, ("origin", "http://mendan.kaku.example:8080")];
    for (path, word, place) in [
        ("/hold", "残っていません", "/"),
        ("/en/hold", "has not been kept", "/en"),
        ("/staff/desk/search", "残っていません", "/staff"),
    ] {
        let told = send(client, path, &slot.id, &mistaken).await.expect(403);
        assert!(told.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{path}");
        assert_eq!(told.header("set-cookie"), None);
        let page = told.text();
        assert!(page.contains(word) && page.contains(&format!("href=\"{own}{place}\"")), "{path}: {page}");
    }
    let program = send(client, "/hold", &slot.id, &[mistaken[1]]).await.expect(403);
    assert_eq!(program.code(), "foreign_origin");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 0);

    // The same address, written in another way, is no foreign one.
    let mut free = client.slots("video").await.into_iter().skip(6).step_by(9);
    for (host, origin) in [
        ("[::1]:3000", "http://[::1]:3000"),
        ("[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
        ("Yoyaku.kaku.example:80", "http://yoyaku.kaku.example"),
        ("yoyaku.kaku.example:443", "https://Yoyaku.kaku.example"),
    ] {
        let slot = free.next().expect("another time").id;
        send(client, "/hold", &slot, &[("host", host), ("origin", origin)]).await.expect(303);
    }
    send(client, "/hold", &slot.id, &[("host", "[::1]:3000"), ("origin", "http://[::1]:3001")]).await.expect(403);
}

async fn what_is_stuck_to_a_mailed_link_falls_off(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let token = client.booked(1, &slots[6], "video").await.token;
    for stuck in [".", ",", ")", "%E3%80%82", "%E3%80%81", "%E3%80%8D", "%EF%BC%89", "%3E", "%22", ".)"] {
        for (method, page) in [("GET", ""), ("HEAD", ""), ("GET", "/move")] {
            let asked = format!("/b/{token}{page}{stuck}");
            let led = client.ask(method, &asked, &[], b"").await.expect(303);
            assert_eq!(led.location(), format!("/b/{token}{page}"), "{asked}");
        }
    }
    assert_eq!(client.get(&format!("/b/{token}.?lang=en")).await.location(), format!("/b/{token}?lang=en"));
    client.get(&format!("/b/{token}/calendar.ics")).await.expect(200);
    // Nothing is led to what is no link of ours, and a posted form keeps its address.
    client.get("/b/unknown.").await.expect(404);
    client.ask("POST", &format!("/b/{token}./cancel"), &[FORM], b"").await.expect(404);
}

async fn head_tells_no_other_length_than_get(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let token = client.booked(1, &slots[6], "video").await.token;
    let mut paths = ["/", "/healthz", "/api/v1/offices", "/nowhere"].map(str::to_owned).to_vec();
    paths.extend([format!("/book/{KIND}"), format!("/b/{token}"), format!("/b/{token}/calendar.ics")]);
    for path in paths {
        let (get, head) = (client.get(&path).await, client.ask("HEAD", &path, &[], b"").await);
        assert_eq!(head.status, get.status, "{path}");
        let length = get.body.len().to_string();
        let told = head.header("content-length");
        assert!(told.is_none_or(|told| told == length), "{path}: {told:?}, GET has {length}");
    }
}

async fn a_link_that_has_died_says_so_in_its_own_language(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await[6].clone();
    let mut tokens = Vec::new();
    for (n, language) in [(1, "ja"), (2, "en")] {
        let mut wish = wish(n, &slot.id, "video");
        wish["language"] = json!(language);
        let slot = server.client.slots("video").await[5 + n].clone();
        wish["slot_id"] = json!(slot.id);
        let key = format!("key-{n}");
        let booked = server.client.post("/api/v1/bookings", &[("idempotency-key", &key)], &wish).await.expect(201);
        tokens.push(booked.booking().token);
    }
    server.kill();
    let server = home.serve_with(Setup::ahead(120 * 24 * 3600)).await;
    for (token, word) in tokens.iter().zip(["このご予約は終わりました", "This booking is over"]) {
        for page in ["", "/move", "/cancel"] {
            let told = server.client.get(&format!("/b/{token}{page}")).await.expect(404).text();
            assert!(told.contains(word) && !told.contains("途中で切れて"), "{told}");
            assert!(
                !told.contains("試験") && !told.contains("2026") && !told.contains("2025年"),
                "nothing of hers: {told}"
            );
        }
    }
    let unknown = "x".repeat(43);
    let told = server.client.get(&format!("/b/{unknown}")).await.expect(404).text();
    assert!(told.contains("途中で切れて"), "{told}");
    assert_eq!(server.client.read(&tokens[0]).await.expect(404).code(), "not_found");
}

async fn nobody_reads_a_problem_that_is_for_programs(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let large = vec![b'x'; 100_000];
    let asked: [Asked<'_>; 4] = [
        ("GET", "/leaflets/1", &[], b"", 404),
        ("POST", "/hold", &[("content-type", "text/plain")], b"slot_id=x", 415),
        ("POST", "/hold", &[FORM], &large, 413),
        ("GET", "/dev/mailbox/nothing/html", &[], b"", 404),
    ];
    for (method, path, headers, body, status) in asked {
        let page = client.ask(method, path, &[headers, &[PAGES]].concat(), body).await.expect(status);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert!(page.text().contains("<h1>") && page.text().contains("lang=\"en\""), "{path}: {}", page.text());
        let program = client.ask(method, path, headers, body).await.expect(status);
        assert!(!program.text().contains("<h1>"), "{path}");
    }
}

/// A pooler that gives our connection to another after each transaction is named, instead of failing now and then.
#[test]
fn a_pooler_in_transaction_mode_is_named() {
    crate::support::run(behind_a_pooler());
}

async fn behind_a_pooler() {
    let home = Home::new(Engine::Postgres).await;
    let pooled = Home::on(Engine::Postgres, &pooler::before(&home.url).await);
    let server = pooled.serve_unready(&Setup::default());
    let told = until("the pooler to be named", async || {
        let answer = server.client.send("GET", "/readyz", &[], b"").await.ok()?;
        (answer.status == 503 && answer.text().contains("PgBouncer")).then(|| answer.text())
    });
    assert!(told.await.contains("pool_mode = session"));
    assert!(pooled.log().contains("PgBouncer"), "{}", pooled.log());
}
