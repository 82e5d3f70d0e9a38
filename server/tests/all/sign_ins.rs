//! Guessing passwords: the guesser is slowed, the colleague signs in, the memory stays as it was, and all of it is noted.

use futures::future::join_all;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::server::{Home, Server, Setup};

on_both_engines!(
    two_hundred_sign_ins_at_once_are_hashed_few_at_a_time,
    an_office_comes_and_goes_by_the_hundred,
    who_is_not_signed_in_does_not_post_to_staff_pages_for_ever,
    only_failures_count_and_a_right_password_always_passes,
    one_name_from_many_networks_is_slowed_and_a_known_browser_is_not,
    failures_and_refused_rights_are_noted_without_what_was_typed,
    signing_in_again_ends_the_former_session_of_the_browser,
);

/// Behind a proxy, so that tests may come from anywhere.
pub async fn behind_a_proxy(home: &Home) -> Server {
    let trusted = ("MENDAN_TRUSTED_PROXIES", "127.0.0.0/8".to_owned());
    home.serve_with(Setup { shield: true, more: vec![trusted], ..Setup::default() }).await
}

pub async fn enter(client: Client, from: &str, login: &str, password: &str, cookies: &str) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("login", login), ("password", password)])
        .finish();
    let mut headers = vec![("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", from)];
    if !cookies.is_empty() {
        headers.push(("cookie", cookies));
    }
    client.ask("POST", "/staff/sign-in", &headers, body.as_bytes()).await
}

pub fn is_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.location() == "/staff"
}

/// Told to wait, with the name as it was typed.
fn told_to_wait(answer: &Answer, login: &str) -> bool {
    let page = answer.text();
    assert!(answer.header("retry-after").is_some() && page.contains(&format!("value=\"{login}\"")), "{page}");
    page.contains("少し待ってから")
}

async fn two_hundred_sign_ins_at_once_are_hashed_few_at_a_time(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    enter(client, "203.0.113.250", "kanri", "a first one", "").await.expect(401);
    let before = server.memory();
    let froms: Vec<String> = (1..=200).map(|n| format!("203.0.113.{n}")).collect();
    let answers = join_all(froms.iter().map(|from| enter(client, from, "nobody-here", "wrong", ""))).await;
    let grown = server.memory() - before;
    // Two hundred hashes at once would be 3,800; most of what is left are two hundred pages rendered by a debug build.
    assert!(grown < 300, "{grown} MiB more");
    let crowded = answers.iter().filter(|answer| answer.status == 503).count();
    let page = answers.iter().find(|answer| answer.status == 503).expect("some were told that it is crowded");
    assert!(page.text().contains("いま混み合っています") && told_to_wait(page, "nobody-here"));
    assert!(answers.iter().all(|answer| matches!(answer.status, 401 | 429 | 503)), "nobody met a fault");
    println!("{crowded} of 200 were told that it is crowded");
    assert!(is_in(&enter(client, "198.51.100.1", "kanri", "mendan-demo-kanri", "").await), "and then it goes on");
}

async fn an_office_comes_and_goes_by_the_hundred(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", "198.51.100.7")];
    for n in 0..600 {
        let left = client.ask("POST", "/staff/sign-out", &headers, b"").await;
        assert_eq!(left.status, 303, "{n}");
    }
    assert!(is_in(&enter(client, "198.51.100.7", "kanri", "mendan-demo-kanri", "").await));
}

async fn who_is_not_signed_in_does_not_post_to_staff_pages_for_ever(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let cookies = |answer: &Answer| answer.header("set-cookie").map(str::to_owned);
    let colleague = enter(client, "198.51.100.9", "kanri", "mendan-demo-kanri", "").await;
    let post = async |from: &str, cookie: &str| {
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", from), ("cookie", cookie)];
        client.ask("POST", "/staff/setup/keys", &headers, b"name=").await.status
    };
    let mut told = None;
    for turn in 0..40 {
        let statuses = join_all((0..100).map(|_| post("198.51.100.9", ""))).await;
        assert!(statuses.iter().all(|status| [401, 429].contains(status)), "{statuses:?}");
        if statuses.contains(&429) {
            told = Some(turn);
            break;
        }
    }
    assert!(told.is_some_and(|turn| turn >= 14), "after some fifteen hundred: {told:?}");
    // Whoever is signed in at that office goes on, and so do others elsewhere.
    let session =
        cookies(&colleague).and_then(|cookie| cookie.split(';').next().map(str::to_owned)).expect("a session");
    assert_eq!(post("198.51.100.9", &session).await, 422);
    assert_eq!(post("198.51.100.10", "").await, 401);
}

async fn only_failures_count_and_a_right_password_always_passes(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    for n in 0..40 {
        assert!(is_in(&enter(client, "198.51.100.7", "kanri", "mendan-demo-kanri", "").await), "right sign-in {n}");
    }
    // Somebody in the same office tries names and passwords.
    for n in 0..25 {
        enter(client, "198.51.100.7", &format!("guess{n}"), "wrong", "").await;
    }
    // One try a second is looked at: of five at once most are told to wait.
    let at_once = join_all((0..5).map(|_| enter(client, "198.51.100.7", "guess99", "wrong", ""))).await;
    let slowed = at_once.iter().find(|answer| answer.status == 429).expect("one that waits");
    assert!(told_to_wait(slowed, "guess99"));
    assert!(is_in(&enter(client, "198.51.100.7", "uketsuke", "mendan-demo-uketsuke", "").await), "a colleague");
    for _ in 0..12 {
        enter(client, "198.51.100.8", "hokenshi", "wrong", "").await;
    }
    assert!(is_in(&enter(client, "198.51.100.8", "hokenshi", "mendan-demo-hokenshi", "").await), "herself");
}

async fn one_name_from_many_networks_is_slowed_and_a_known_browser_is_not(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let first = enter(client, "192.0.2.1", "kanri", "mendan-demo-kanri", "").await;
    assert!(is_in(&first));
    let device = first.headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("mendan_device="));
    let (_, device) = device.expect("the browser is known from now on");
    assert!(device.contains("HttpOnly") && device.contains("Max-Age=") && !device.contains("kanri"), "{device}");
    let device = device.split(';').next().unwrap_or_default().to_owned();

    let mut slowed = 0;
    for n in 0..120 {
        let answer = enter(client, &format!("203.0.113.{n}"), "kanri", "wrong", "").await;
        slowed += usize::from(answer.status == 429);
    }
    assert!(slowed > 60, "{slowed} of 120 were slowed");
    assert!(is_in(&enter(client, "198.51.100.77", "kanri", "mendan-demo-kanri", &device).await), "from her browser");
    assert!(is_in(&enter(client, "192.0.2.1", "kanri", "mendan-demo-kanri", "").await), "from her usual place");
    let other = enter(client, "198.51.100.79", "uketsuke", "mendan-demo-uketsuke", "").await;
    assert!(is_in(&other), "nobody else is slowed");
}

async fn failures_and_refused_rights_are_noted_without_what_was_typed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    enter(client, "203.0.113.77", "kanri", "wrong-Secret-1", "").await.expect(401);
    enter(client, "2001:db8:7:9::1", "my-Password-2", "wrong-Secret-1", "").await.expect(401);
    let failed = home
        .db
        .rows::<(String, i64, String)>(
            "SELECT network, subject_id, detail FROM audit WHERE action = 'sign_in_failed' ORDER BY id",
        )
        .await;
    let kanri = home.db.count("SELECT id FROM staff WHERE login = 'kanri'").await;
    assert_eq!((failed.len(), failed[0].1, failed[1].1), (2, kanri, 0), "{failed:?}");
    assert_eq!((failed[0].0.as_str(), failed[1].0.as_str()), ("203.0.113.0/24", "2001:db8:7::/48"));
    let text = format!("{failed:?}{}", home.log()).to_lowercase();
    assert!(!text.contains("secret-1") && !text.contains("my-password-2") && !text.contains("203.0.113.77"), "{text}");

    let browser = Browser::new(client);
    browser.sign_in("uketsuke").await;
    browser.get("/staff/setup/staff").await;
    browser.post("/staff/setup/keys", &[("name", "x")]).await;
    let refused = home.db.rows::<(i64, String)>("SELECT actor_id, detail FROM audit WHERE action = 'refused'").await;
    let uketsuke = home.db.count("SELECT id FROM staff WHERE login = 'uketsuke'").await;
    assert!(refused.len() == 2 && refused.iter().all(|(who, _)| *who == uketsuke), "{refused:?}");
    let metrics = client.get("/metrics").await.expect(200).text();
    assert!(metrics.contains("mendan_sign_ins_total{outcome=\"wrong\"} 2"), "{metrics}");
    assert!(metrics.contains("mendan_refused_rights_total 2"), "{metrics}");
}

async fn signing_in_again_ends_the_former_session_of_the_browser(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let former = browser.cookie_line();
    browser.sign_in("uketsuke").await;
    let old = server.client.ask("GET", "/staff", &[("cookie", &former)], b"").await;
    assert_eq!(old.status, 303, "the former session is over");
    browser.get("/staff").await.expect(200);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM session").await, 1);
}
