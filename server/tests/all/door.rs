//! The door: every route of the real router, in every way of writing its path, by somebody who is not signed in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days};
use futures::stream::{StreamExt as _, iter};
use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::people::{email, wish};
use crate::support::routes;
use crate::support::server::{Home, Server, Setup};

on_both_engines!(
    no_way_of_writing_a_path_shows_a_stranger_anything_personal,
    her_link_opens_her_booking_in_its_plain_form_only,
    a_longer_path_leads_to_its_plain_form_and_to_no_other_host,
    what_is_not_there_is_said_in_the_language_of_the_reader,
    whoever_may_not_is_told_so_and_shown_a_way_on,
    a_fault_before_the_page_is_read_in_words_by_a_browser_that_takes_packed_answers,
);

/// Requests at once.
const AT_ONCE: usize = 12;

/// A booking of which everything is known, and a way to the routes.
struct Known {
    token: String,
    booking: i64,
    day: String,
    /// What only she, and the staff, may read.
    secrets: Vec<String>,
}

impl Known {
    async fn new(home: &Home, client: Client) -> Self {
        let slot = client.slots("in_person").await.remove(3);
        let born = slot.starts_at.date_naive();
        let due = born + Days::new(60);
        let mut wish = wish(1, &slot.id, "in_person");
        wish["due_date"] = json!(due.to_string());
        let booked = client.post("/api/v1/bookings", &[], &wish).await.expect(201).booking();
        let year_month_day = |y: i32, m: u32, d: u32| format!("{y}年{m}月{d}日");
        let mut secrets = ["試験", "花子", "シケン", "しけん", "ハナコ", "はなこ", "1995-04-03", "1995/4/3"]
            .map(str::to_owned)
            .to_vec();
        secrets.extend([
            year_month_day(1995, 4, 3),
            due.to_string(),
            year_month_day(due.year(), due.month(), due.day()),
        ]);
        secrets.extend(["080-7000-0001", "08070000001", "+818070000001", &email(1)].map(str::to_owned));
        secrets.extend([booked.reference.replace('-', ""), booked.reference, booked.token.clone()]);
        // And those whom the demo invented for the days around.
        let columns =
            "phone_typed, phone_e164, family_name || ' ' || given_name, family_kana || ' ' || given_kana, reference";
        let near = format!("ABS(starts_at - {}), id LIMIT 12", slot.starts_at.timestamp());
        let sql = format!("SELECT {columns} FROM booking ORDER BY {near}");
        let rows = home.db.rows::<(String, String, String, String, String)>(&sql).await;
        secrets.extend(rows.into_iter().flat_map(|(a, b, c, d, e)| [a, b, c, d, e]));
        secrets.sort();
        secrets.dedup();
        let booking = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
        Self { token: booked.token, booking, day: born.to_string(), secrets }
    }

    /// What of it came out.
    fn told(&self, answer: &Answer) -> Vec<&str> {
        let headers = answer.headers.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\n");
        let text = answer.text() + &headers;
        self.secrets.iter().map(String::as_str).filter(|secret| text.contains(secret)).collect()
    }

    /// A path of that route, to the booking.
    async fn path(&self, home: &Home, pattern: &str, token: &str) -> String {
        routes::path(home, pattern, self.booking, token).await
    }

    /// What makes the staff's pages show most.
    fn query(&self) -> String {
        format!("?date={}&view=list&booking={}&b={}", self.day, self.booking, self.booking)
    }
}

/// A server without a folder of mails, whose pages show the demo's mails to everybody.
async fn serve(home: &Home) -> Server {
    home.serve_with(Setup::default().mail("smtp://127.0.0.1:9".to_owned())).await
}

/// Every pattern of the router itself, and what stands beside it.
fn patterns() -> BTreeSet<String> {
    let mut patterns = routes::patterns();
    patterns
        .extend(["/healthz", "/readyz", "/metrics", "/dev/clock", "/favicon.svg", "/pkg/mendan.js"].map(str::to_owned));
    patterns
}

/// Every other way to write a path that somebody has ever resolved to it.
fn writings(plain: &str, host: &str) -> Vec<String> {
    let (first, rest) = plain[1..].split_once('/').map_or((&plain[1..], None), |(first, rest)| (first, Some(rest)));
    let behind = |end: &str| rest.map_or_else(|| format!("/{first}{end}"), |rest| format!("/{first}{end}/{rest}"));
    let fronts = ["/.", "/x/..", "/%2e", "/%2E%2e", "/x/%2e%2e", "/x/.%2e", "/", "/%2f", "/en/..", "/en/%2e%2e", "/EN"];
    let more = ["/x/%252e%252e", "/;x", "/pkg/..", "/healthz/..", "/b/..", "/staff/sign-in/../..", "/%00", "/x%5c.."];
    let mut all: Vec<String> = fronts.iter().chain(&more).map(|front| format!("{front}{plain}")).collect();
    let ends = ["/", "//", "/.", "/x/..", ";x", "%3bx", "%00", "%0a", "%20", "%2f", "%5c", "%2f.."];
    all.extend(ends.map(|end| format!("{plain}{end}")));
    all.extend([behind("/"), behind("/x/.."), behind(";x"), behind("%00")]);
    if let Some(rest) = rest {
        all.extend(["%2f", "%5c", "%252f", "%2f..%2f"].map(|between| format!("/{first}{between}{rest}")));
    }
    if let Some(letter) = first.bytes().next().filter(u8::is_ascii_lowercase) {
        all.extend([format!("/%{letter:02x}{}", &plain[2..]), format!("/%25{letter:02x}{}", &plain[2..])]);
        all.push(format!("/{}{}", char::from(letter).to_uppercase(), &plain[2..]));
    }
    all.extend([plain.to_ascii_uppercase(), format!("{plain}\\..\\x"), format!("/\\{}", &plain[1..])]);
    let absolute: Vec<String> = ["", "/.", "/x/..", "/"].map(|front| format!("http://{host}{front}{plain}")).to_vec();
    all.extend(absolute);
    all.retain(|writing| writing != plain);
    all
}

async fn no_way_of_writing_a_path_shows_a_stranger_anything_personal(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let client = server.client;
    let known = Known::new(&home, client).await;

    // The pages do say it to those who may read it, so the silence below means something.
    let staff = Browser::new(client);
    staff.sign_in("uketsuke").await;
    let query = known.query();
    for path in ["/staff".to_owned(), "/staff/desk".to_owned(), format!("/staff/bookings/{}/slip", known.booking)] {
        let answer = staff.get(&format!("{path}{query}")).await.expect(200);
        assert!(!known.told(&answer).is_empty(), "{path} says nothing of her");
    }

    let before = stored(&home).await;

    let host = client.address.to_string();
    let wrong = known.token.chars().rev().collect::<String>();
    let mut asked: Vec<(String, bool, String)> = Vec::new();
    for pattern in patterns() {
        let plain = known.path(&home, &pattern, &wrong).await;
        let staffs = pattern.starts_with("/staff")
            && !["/staff/sign-in", "/staff/hand-over", "/staff/forgotten"].contains(&pattern.as_str());
        asked.push((plain.clone(), staffs, plain.clone()));
        asked.push((format!("/en{plain}"), staffs, format!("/en{plain}")));
        asked.extend(writings(&plain, &host).into_iter().map(|writing| (writing, staffs, plain.clone())));
    }
    assert!(asked.len() > 3000, "{}", asked.len());
    let (known, query) = (&known, &query);
    iter(asked)
        .for_each_concurrent(AT_ONCE, |(path, staffs, plain)| async move {
            let answer = client.ask("GET", &format!("{path}{query}"), &[], b"").await;
            assert_eq!(known.told(&answer), Vec::<&str>::new(), "GET {path}: {}", answer.status);
            assert!(
                matches!(answer.status, 200 | 303 | 308 | 400 | 401 | 404 | 405 | 422),
                "{path}: {}",
                answer.status
            );
            let written_plainly = path == plain || path == format!("http://{}{plain}", client.address);
            assert!(answer.status != 200 || written_plainly && !staffs, "GET {path} is answered");
            let to = answer.location();
            assert!(
                to.is_empty() || to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'),
                "{path} → {to}"
            );
            if staffs && path == format!("/en{plain}") {
                assert_eq!(answer.status, 404, "{path}");
            }
        })
        .await;
    assert_eq!(stored(&home).await, before);
}

/// Everything but the outbox, which tries to send, and alarms, which say when they were last raised.
async fn stored(home: &Home) -> BTreeMap<String, String> {
    let mut tables = home.db.fingerprint().await;
    tables.remove("outbox");
    tables.remove("alarm");
    tables
}

async fn her_link_opens_her_booking_in_its_plain_form_only(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let client = server.client;
    let known = Known::new(&home, client).await;
    let host = client.address.to_string();
    for pattern in patterns().into_iter().filter(|pattern| pattern.contains("{token}")) {
        let plain = known.path(&home, &pattern, &known.token).await;
        for path in writings(&plain, &host).into_iter().filter(|path| *path != format!("http://{host}{plain}")) {
            let answer = client.ask("GET", &path, &[], b"").await;
            // Where it leads to is what she wrote, without its length.
            let answer = Answer { headers: Vec::new(), ..answer };
            assert!(
                answer.status != 200 && known.told(&answer).is_empty(),
                "{path}: {} {}",
                answer.status,
                answer.text()
            );
        }
    }
    client.get(&format!("/b/{}", known.token)).await.expect(200);
    client.read(&known.token).await.expect(200);
}

async fn a_longer_path_leads_to_its_plain_form_and_to_no_other_host(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    for (path, plain) in [
        ("/en/", "/en"),
        ("/staff/", "/staff"),
        ("/staff/?date=2030-01-07&view=list", "/staff?date=2030-01-07&view=list"),
        ("//evil.example", "/evil.example"),
        ("///evil.example//%2Fx", ""),
        ("//evil.example/..", ""),
        ("/%2fevil.example", ""),
        ("/%5cevil.example/", ""),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = client.ask(method, path, &[], b"").await;
            assert_eq!(answer.location(), plain, "{path}");
            assert_eq!(answer.status, if plain.is_empty() { 404 } else { 308 }, "{path}");
        }
        let posted = client.ask("POST", path, &[("content-type", "application/x-www-form-urlencoded")], b"x=1").await;
        assert_eq!((posted.status, posted.location()), (404, ""), "POST {path}");
    }
    for path in ["/staff", "/staff/desk", "/staff/setup", "/staff/nothing"] {
        assert!(client.get(path).await.expect(303).location().starts_with("/staff/sign-in"), "{path}");
    }
}

async fn what_is_not_there_is_said_in_the_language_of_the_reader(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    for path in ["/nothing", "/./staff", "/x/../staff", "/staff;x", "/staff%2fdesk", "/STAFF", "/enough"] {
        let page = client.get(path).await.expect(404).text();
        assert!(page.contains("lang=\"ja\"") && page.contains("href=\"/\""), "{path}: {page}");
    }
    for path in ["/en/nothing", "/en/staff", "/en/staff/desk", "/en/../staff", "/en/%2e%2e/staff", "/en/staff;x"] {
        let page = client.get(path).await.expect(404).text();
        assert!(page.contains("lang=\"en\"") && page.contains("href=\"/en\""), "{path}: {page}");
    }
    for path in [
        "/api/nothing",
        "/api/v1/nothing",
        "/api/v1/offices/",
        "/api/v1//offices",
        "/api/v1/./offices",
        "/api/v1/offices;x",
    ] {
        let answer = client.get(path).await.expect(404);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!(answer.code(), "not_found", "{path}");
    }
}

async fn whoever_may_not_is_told_so_and_shown_a_way_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let reception = Browser::new(server.client);
    reception.sign_in("uketsuke").await;
    let ways_on = |page: &str| page.contains("href=\"/staff\"") && page.contains("href=\"/staff/desk\"");
    for path in ["/staff/setup", "/staff/setup/offices", "/staff/setup/templates", "/staff/setup/keys"] {
        let page = reception.get(path).await.expect(403).text();
        assert!(page.contains("だけがひらけます") && ways_on(&page), "{path}: {page}");
    }
    // The index of the set-up is for each of those who may open some of it.
    let page = reception.get("/staff/setup").await.expect(403).text();
    assert!(page.contains("管理者と面談の担当と管理職と監査の担当だけがひらけます"), "{page}");
    for path in ["/staff/nothing", "/staff/setup/nothing"] {
        let page = reception.get(path).await.expect(404).text();
        assert!(page.contains("権限がありません") && ways_on(&page), "{path}: {page}");
    }
    let page = reception.post("/staff/setup/keys", &[("name", "架空 アプリ")]).await.expect(404).text();
    assert!(page.contains("権限がありません") && ways_on(&page), "{page}");
    reception.get("/staff").await.expect(200);
    reception.get("/staff/desk").await.expect(200);
}

/// What a program is told is packed; the words in its place are not, and do not say that they are: a browser would show nothing.
async fn a_fault_before_the_page_is_read_in_words_by_a_browser_that_takes_packed_answers(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    home.db.execute("ALTER TABLE session RENAME TO away").await;
    let cookies = browser.cookie_line();
    let headers = [("accept", "text/html,*/*;q=0.8"), ("accept-encoding", "gzip, br"), ("cookie", cookies.as_str())];
    let answer = server.client.ask("GET", "/staff", &headers, b"").await.expect(500);
    assert_eq!(answer.header("content-encoding"), None);
    assert!(answer.text().starts_with("<!DOCTYPE html>") && answer.text().contains("<h1>"), "{}", answer.text());
    home.db.execute("ALTER TABLE away RENAME TO session").await;
    assert_eq!(browser.get("/staff").await.status, 200);
}
