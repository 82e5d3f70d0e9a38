//! Names from a hundred networks, and codes behind a password that somebody has: whoever sprays gets nowhere and is seen, and the
//! office notices nothing of it.

use futures::future::join_all;
use futures::{StreamExt as _, stream};

use crate::on_both_engines;
use crate::sign_ins::{behind_a_proxy, enter, is_in};
use crate::support::Engine;
use crate::support::app::{STEP, by_password, cookie, with_app};
use crate::support::client::Browser;
use crate::support::server::Home;

on_both_engines!(
    whoever_sprays_names_from_many_networks_gets_nowhere_and_is_seen,
    whoever_sprays_codes_gets_nowhere_and_is_seen,
    a_browser_that_knows_her_password_alone_counts_for_no_code,
);

/// Names that are tried, real ones among them.
const NAMES: usize = 400;
/// Networks that they are tried from.
const NETWORKS: usize = 100;
/// Tries at once.
const AT_ONCE: usize = 16;

async fn whoever_sprays_names_from_many_networks_gets_nowhere_and_is_seen(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let office = "203.0.113.9";
    assert!(is_in(&enter(client, office, "kanri", "mendan-demo-kanri", "").await));

    let real = ["kanri", "uketsuke", "hokenshi", "josanshi"];
    let tries = (0..NAMES).map(|n| async move {
        let name =
            real.get(n / NETWORKS).filter(|_| n % 50 == 0).map_or_else(|| format!("name{n}"), ToString::to_string);
        enter(client, &format!("198.18.{}.7", n % NETWORKS), &name, "Spring-2031-Spring", "").await
    });
    let answers: Vec<_> = stream::iter(tries).buffer_unordered(AT_ONCE).collect().await;
    assert!(answers.iter().all(|answer| matches!(answer.status, 401 | 429)), "nobody is in, and nobody met a fault");
    let waiting = answers.iter().filter(|answer| answer.status == 429).count();
    assert!(waiting > NAMES / 2, "{waiting} of {NAMES} were told to wait");

    for name in ["uketsuke", "hokenshi"] {
        enter(client, office, name, "mistyped", "").await.expect(401);
        assert!(is_in(&enter(client, office, name, &format!("mendan-demo-{name}"), "").await), "{name} in the office");
    }
    let elsewhere = enter(client, "192.0.2.33", "uketsuke", "mendan-demo-uketsuke", "").await;
    assert!(is_in(&elsewhere), "and at her first try anywhere");

    let metrics = client.get("/metrics").await.expect(200).text();
    assert!(metrics.contains("mendan_alarms{code=\"sign_in_spray\"} 1"), "{metrics}");
    let browser = Browser::new(client);
    browser.sign_in("kanri").await;
    let page = browser.get("/staff/setup").await.expect(200).text();
    assert!(page.contains("多くのネットワークから、ログインが試されています"), "{page}");
    let page = browser.get("/staff/audit/patterns").await.expect(200).text();
    assert!(page.contains("合わせて101か所から"), "{page}");
}

async fn whoever_sprays_codes_gets_nowhere_and_is_seen(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let hers = Browser::new(client);
    let (mut app, paper) = with_app(&hers, client, "kanri").await;
    let post = async |path: &str, from: &str, fields: &[(&str, &str)], cookie: &str| {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        client.ask("POST", path, &[kind, ("x-forwarded-for", from), ("cookie", cookie)], body.as_bytes()).await
    };
    let step = async |from: &str| {
        let login = [("login", "kanri"), ("password", "mendan-demo-kanri")];
        let answer = post("/staff/sign-in", from, &login, "").await.expect(303);
        let set = answer.headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("mendan_step="));
        set.map(|(_, value)| value.split(';').next().unwrap_or_default().to_owned()).expect("a step")
    };
    // Somebody knows the password, and tries codes from forty networks.
    let froms: Vec<String> = (1..=40).map(|n| format!("198.51.{n}.7")).collect();
    let steps = join_all(froms.iter().map(|from| step(from))).await;
    let mut statuses = Vec::new();
    for (from, cookie) in froms.iter().zip(&steps) {
        for code in ["000000", "111111"] {
            statuses.push(post(STEP, from, &[("code", code)], cookie).await.status);
        }
    }
    let slowed = statuses.iter().filter(|status| **status == 429).count();
    assert!(slowed > 50, "{slowed} of {}: {statuses:?}", statuses.len());
    let failed = "SELECT COUNT(*) FROM audit WHERE action = 'factor_failed' AND network LIKE '198.51.%'";
    assert_eq!(home.db.count(failed).await, i64::try_from(statuses.len() - slowed).unwrap(), "each that was looked at");
    // Her password is not slowed by it, and her own browser lets her in.
    hers.post("/staff/sign-out", &[]).await.expect(303);
    assert_eq!(by_password(&hers, "kanri").await.expect(303).location(), STEP);
    let code = app.code(client).await;
    assert_eq!(hers.post(STEP, &[("code", &code)]).await.expect(303).location(), "/staff");
    // Elsewhere a code waits; its turn may just have come, and the next one is twice as far.
    let elsewhere = "203.0.113.9";
    let mut waits = None;
    for _ in 0..8 {
        let strange = step(elsewhere).await;
        let answer = post(STEP, elsewhere, &[("code", "000000")], &strange).await;
        if answer.status == 429 {
            waits = Some((answer, strange));
            break;
        }
        answer.expect(401);
    }
    let (waits, strange) = waits.expect("a code that waits");
    assert!(waits.header("retry-after").is_some() && waits.text().contains("少し待ってから"), "{}", waits.text());
    // Her paper lets her in from anywhere, whatever strangers do.
    post(STEP, elsewhere, &[("recovery", &paper[0])], &strange).await.expect(303);
}

async fn a_browser_that_knows_her_password_alone_counts_for_no_code(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    // Whoever has her password collects browsers before she registers her app.
    let stolen: Vec<Browser> = (0..12).map(|_| Browser::new(client)).collect();
    for browser in &stolen {
        by_password(browser, "kanri").await.expect(303);
        assert!(cookie(browser, "mendan_device").is_some());
    }
    with_app(&Browser::new(client), client, "kanri").await;
    let mut statuses = Vec::new();
    for browser in &stolen {
        by_password(browser, "kanri").await.expect(303);
        for code in ["000000", "111111"] {
            statuses.push(browser.post(STEP, &[("code", code)]).await.status);
        }
    }
    let slowed = statuses.iter().filter(|status| **status == 429).count();
    assert!(slowed > 8, "{slowed}: {statuses:?}");
}
