//! What is dangerous asks again who it is.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{cookie, with_app};
use crate::support::client::{Browser, Client, hidden};
use crate::support::routes::{path, rules};
use crate::support::server::{Home, Setup};

/// Hers, who does it all.
const PASSWORD: &str = "mendan-demo-kanri";

on_both_engines!(
    what_is_dangerous_asks_again_keeps_the_form_and_does_it_only_then,
    whoever_was_asked_again_comes_back_to_a_page_wherever_she_was,
    a_page_with_a_secret_asks_before_she_types,
    what_is_said_to_be_there_again_is,
    a_session_that_ends_while_it_is_asked_again_loses_no_way,
    a_code_of_her_paper_never_waits,
    two_tabs_that_prove_it_at_once_both_go_on,
    of_two_tabs_with_one_code_the_second_goes_on_without_another,
);

/// Lets sixteen minutes pass for everybody who has proven who she is.
async fn later(home: &Home) {
    home.db.execute("UPDATE session SET proven_at = proven_at - 960").await;
}

/// What she posted is not done: she is asked who she is, and proves it. What she was told, and where she is led.
async fn proves(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> (String, String) {
    let asked = browser.post(path, fields).await.expect(401).text();
    assert!(asked.contains("action=\"/staff/again\"") && asked.contains("まだ何も変わっていません"), "{path}: {asked}");
    let on = browser.post("/staff/again", &[("password", PASSWORD), ("kept", &hidden(&asked, "kept"))]).await;
    (asked, on.expect(303).location().to_owned())
}

async fn what_is_dangerous_asks_again_keeps_the_form_and_does_it_only_then(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    // At once it is not asked.
    browser.post("/staff/setup/keys", &[("name", "架空アプリ")]).await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM partner_key WHERE name = '架空アプリ'").await, 1);
    let cookies = browser.cookies.lock().unwrap().clone();
    server.kill();
    let server = home.serve_with(Setup::ahead(16 * 60)).await;
    let client = server.client;
    let browser = Browser::new(client);
    *browser.cookies.lock().unwrap() = cookies;
    let before = cookie(&browser, "mendan_session");
    browser.get("/staff").await.expect(200);
    let asked = browser.post("/staff/setup/keys", &[("name", "もう一つのアプリ")]).await.expect(401).text();
    assert!(asked.contains("action=\"/staff/again\"") && asked.contains("入力した内容は残っています"), "{asked}");
    let kept = hidden(&asked, "kept");
    let made = "SELECT COUNT(*) FROM partner_key WHERE name = 'もう一つのアプリ'";
    assert_eq!(home.db.count(made).await, 0);
    let wrong = browser.post("/staff/again", &[("password", "wrong"), ("kept", &kept)]).await.expect(422).text();
    assert!(
        wrong.contains("パスワードが合いません")
            && hidden(&wrong, "kept") == kept
            && !wrong.contains("value=\"wrong\"")
    );
    let typed = [("password", "mendan-demo-kanri"), ("kept", kept.as_str())];
    let on = browser.post("/staff/again", &typed).await.expect(303);
    assert_eq!(on.location(), "/staff/setup/keys?said=again");
    assert_ne!(cookie(&browser, "mendan_session"), before, "another cookie");
    // Pressed twice, whatever stands there.
    let twice = browser.post("/staff/again", &[("password", "wrong"), ("kept", &kept)]).await.expect(303);
    assert_eq!(twice.location(), on.location());
    let page = browser.get(on.location()).await.expect(200).text();
    assert!(page.contains("value=\"もう一つのアプリ\"") && page.contains("まだ何も変わっていません"), "{page}");
    assert_eq!(home.db.count(made).await, 0, "she presses the button herself");
    browser.post("/staff/setup/keys", &[("name", "もう一つのアプリ")]).await;
    assert_eq!(home.db.count(made).await, 1);
    // A session that ends in the midst of it takes nothing along.
    let out = Browser::new(client).post("/staff/again", &[("password", "x"), ("kept", &kept)]).await.expect(401).text();
    assert!(out.contains("action=\"/staff/sign-in?") && hidden(&out, "kept") == kept, "{out}");
    // Nobody else gets to see what waited.
    let reception = Browser::new(client);
    reception.sign_in("uketsuke").await;
    let theirs = [("password", "mendan-demo-uketsuke"), ("kept", kept.as_str())];
    assert_eq!(reception.post("/staff/again", &theirs).await.expect(303).location(), "/staff?said=anothers");
    // What is done every day asks nothing.
    browser.get("/staff/setup/keys").await.expect(200);
}

async fn whoever_was_asked_again_comes_back_to_a_page_wherever_she_was(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let table = rules();
    let posted: Vec<&str> = table.proven_lately().filter(|(how, _)| *how == "POST").map(|(_, at)| at).collect();
    assert!(posted.len() > 15, "{posted:?}");
    // A file that is on its way in: without one there is no page to come back to.
    let import = "/staff/setup/import/bookings";
    let file = browser.get(&format!("{import}/template.csv")).await.expect(200);
    browser.upload(import, &[("file", Some("a.csv"), &file.body)]).await.expect(303);
    let kind = home.db.count("SELECT MIN(id) FROM interview_kind").await;
    let role = [("name", "架空の役割"), ("permissions", "keep_calls")];
    browser.post("/staff/setup/roles/new", &role).await.expect(303);
    let role = home.db.count("SELECT id FROM role").await;
    for pattern in posted {
        let path = path(&home, pattern, 0, "").await.replace("/kinds/1", &format!("/kinds/{kind}"));
        let path = path.replace("/roles/1", &format!("/roles/{role}"));
        later(&home).await;
        let (_, mut place) = proves(&browser, &path, &[("version", "1")]).await;
        // Where there is nothing yet a page may lead on to the one before it.
        for _ in 0..3 {
            let page = browser.get(place.split('#').next().unwrap()).await;
            if page.status == 303 {
                page.location().clone_into(&mut place);
                continue;
            }
            assert_eq!(page.status, 200, "{pattern} leads to {place}: {}", page.text());
            let said = match pattern {
                // She has scanned a picture that nothing came of: its page says so in its own words.
                "/staff/account/factor" => "もう一度読み取って",
                _ => "まだ何も変わっていません",
            };
            assert!(page.text().contains(said), "{pattern} leads to {place}: {}", page.text());
            break;
        }
    }
}

async fn a_page_with_a_secret_asks_before_she_types(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let table = rules();
    let read: Vec<&str> = table.proven_lately().filter(|(how, _)| *how == "GET").map(|(_, at)| at).collect();
    for pattern in &read {
        let path = path(&home, pattern, 0, "").await;
        browser.get(&path).await.expect(200);
        later(&home).await;
        let led = browser.get(&path).await.expect(303).location().to_owned();
        assert!(led.starts_with("/staff/again?next="), "{led}");
        let page = browser.get(&led).await.expect(200).text();
        assert_eq!(hidden(&page, "next"), path);
        let on = browser.post("/staff/again", &[("password", PASSWORD), ("next", &path)]).await.expect(303);
        assert_eq!(on.location(), path);
        browser.get(&path).await.expect(200);
    }
    // No other page of the staff's has a field for a password, or a picture to scan.
    for (_, pattern, _) in table.iter().filter(|(how, at, _)| *how == "GET" && at.starts_with("/staff")) {
        let page = browser.get(&path(&home, pattern, 0, "").await).await.text();
        let secret = page.contains("type=\"password\"") || page.contains("class=\"register-key\"");
        let entrance = pattern.starts_with("/staff/sign-in") || matches!(pattern, "/staff/again" | "/staff/hand-over");
        assert!(!secret || read.contains(&pattern) || entrance, "{pattern}");
    }
}

async fn what_is_said_to_be_there_again_is(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let all = "入力した内容は残っています";
    // What was typed, without its password.
    let typed = [("display_name", "架空 新子"), ("login", "kakuu-shinko"), ("password", "kumo-ga-takai-yama-41")];
    browser.get("/staff/setup/staff/new").await.expect(200);
    later(&home).await;
    let (asked, place) = proves(&browser, "/staff/setup/staff/new", &typed).await;
    assert!(asked.contains("パスワードは残していません") && !asked.contains(all), "{asked}");
    let page = browser.get(&place).await.expect(200).text();
    assert!(page.contains("パスワードは残していません") && page.contains("value=\"架空 新子\""), "{page}");
    assert!(!page.contains("kumo-ga-takai"), "{page}");
    // A button beside which nothing is typed.
    let key = home.db.count("SELECT MIN(id) FROM partner_key").await;
    later(&home).await;
    let (asked, place) = proves(&browser, &format!("/staff/setup/keys/{key}/revoke"), &[("version", "1")]).await;
    assert!(!asked.contains("残って") && place == "/staff/setup/keys?said=again_nothing", "{place}: {asked}");
    // A part of the log.
    later(&home).await;
    let part = [("from", "2026-11-02"), ("until", ""), ("group", "sign-ins")];
    let (_, place) = proves(&browser, "/staff/audit/export", &part).await;
    assert!(place.starts_with("/staff/audit?from=2026-11-02&") && place.contains("group="), "{place}");
    browser.get(&place).await.expect(200);
    // What is taken back is on the page of what came of it.
    later(&home).await;
    let (_, place) = proves(&browser, "/staff/setup/import/bookings/undo", &[]).await;
    assert_eq!(place, "/staff/setup/import/bookings/result?said=again_nothing");
}

async fn a_session_that_ends_while_it_is_asked_again_loses_no_way(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    home.db.execute("DELETE FROM session").await;
    let step = [("password", PASSWORD), ("next", "/staff/setup/mailbox")];
    // It may be that another tab was first: the browser sends it once more, with the cookie that it has then.
    let more = browser.post("/staff/again", &step).await.expect(307).location().to_owned();
    let entrance = browser.post(&more, &step).await.expect(401).text();
    assert_eq!(hidden(&entrance, "next"), "/staff/setup/mailbox");
    let typed = [("login", "kanri"), ("password", PASSWORD), ("next", "/staff/setup/mailbox")];
    assert_eq!(browser.post("/staff/sign-in", &typed).await.expect(303).location(), "/staff/setup/mailbox");
}

async fn a_code_of_her_paper_never_waits(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(Setup { shield: true, ..Setup::default() }).await;
    let browser = Browser::new(server.client);
    let (_, codes) = with_app(&browser, server.client, "kanri").await;
    later(&home).await;
    let next = ("next", "/staff/setup/mailbox");
    let mut answers = Vec::new();
    while !answers.contains(&429) && answers.len() < 20 {
        answers.push(browser.post("/staff/again", &[("code", "000000"), next]).await.status);
    }
    assert!(answers.len() > 5 && answers.contains(&429), "{answers:?}");
    let on = browser.post("/staff/again", &[("recovery", &codes[0]), next]).await.expect(303);
    assert_eq!(on.location(), "/staff/setup/mailbox");
}

/// The same browser in another tab, which sends what it knew at that moment.
fn tab(browser: &Browser, client: Client) -> Browser {
    let tab = Browser::new(client);
    browser.cookies.lock().unwrap().clone_into(&mut tab.cookies.lock().unwrap());
    tab
}

async fn two_tabs_that_prove_it_at_once_both_go_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    later(&home).await;
    // Two of the same page, and one of another.
    let keys = "/staff/setup/keys";
    let waiting = [(keys, "架空アプリ一"), (keys, "架空アプリ二"), ("/staff/setup/roles/new", "架空の役割")];
    let mut kept = Vec::new();
    for (path, name) in waiting {
        kept.push(hidden(&browser.post(path, &[("name", name)]).await.expect(401).text(), "kept"));
    }
    let tabs = [tab(&browser, server.client), tab(&browser, server.client), tab(&browser, server.client)];
    let typed = |n: usize| [("password", PASSWORD), ("kept", kept[n].as_str())];
    let (forms, [one, two, three]) = ([typed(0), typed(1), typed(2)], &tabs);
    let answers = tokio::join!(
        one.post("/staff/again", &forms[0]),
        two.post("/staff/again", &forms[1]),
        three.post("/staff/again", &forms[2])
    );
    let answers = [answers.0, answers.1, answers.2];
    let first = answers.iter().position(|answer| answer.status == 303).expect("one was first");
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1, "its cookie is another now");
    // The browser has the cookie of whichever was first, and sends the others once more.
    let browser = &tabs[first];
    let mut places = Vec::new();
    for (n, answer) in answers.iter().enumerate() {
        if n == first {
            places.push(answer.location().to_owned());
            continue;
        }
        assert_eq!((answer.status, answer.location()), (307, "/staff/again?met=1"));
        places.push(browser.post(answer.location(), &forms[n]).await.expect(303).location().to_owned());
    }
    for ((path, name), place) in waiting.iter().zip(&places) {
        let page = browser.get(place).await.expect(200).text();
        assert!(place.starts_with(path) && page.contains(&format!("value=\"{name}\"")), "{place}: {page}");
    }
    assert_ne!(places[0], places[1], "each of the same page is its own");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'proven_again'").await, 1);
    // Whoever knew the former cookie alone has nothing of it.
    let former = &tabs[(first + 1) % 3];
    former.post("/staff/again?met=1", &forms[(first + 1) % 3]).await.expect(401);
}

async fn of_two_tabs_with_one_code_the_second_goes_on_without_another(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    let (mut app, _) = with_app(&browser, server.client, "kanri").await;
    later(&home).await;
    let (one, two) = (tab(&browser, server.client), tab(&browser, server.client));
    let code = app.code(server.client).await;
    let first = [("code", code.as_str()), ("next", "/staff/setup/mailbox")];
    let second = [("code", code.as_str()), ("next", "/staff/setup/staff/new")];
    let (first, second) = tokio::join!(one.post("/staff/again", &first), two.post("/staff/again", &second));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 307], "{} {}", first.text(), second.text());
    let (browser, waits, next) = if first.status == 303 {
        (one, second, "/staff/setup/staff/new")
    } else {
        (two, first, "/staff/setup/mailbox")
    };
    let more = browser.post(waits.location(), &[("code", code.as_str()), ("next", next)]).await.expect(303);
    assert_eq!(more.location(), next);
    browser.get(next).await.expect(200);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'factor_failed'").await, 0);
}
