//! The second factor, through the front door: what is between password and session, what waits, what a paper does, and what
//! the city wants.

use std::process::Stdio;

use futures::future::join_all;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{App, STEP, by_password, codes, cookie, hidden_or_none, register, with_app};
use crate::support::client::{Browser, hidden};
use crate::support::server::{Home, Setup};

on_both_engines!(
    an_app_is_registered_and_asked_for_from_then_on,
    between_password_and_session_nothing_opens,
    a_form_that_waited_goes_through_the_second_step,
    a_code_of_her_paper_lets_in_says_how_many_are_left_and_leads_to_a_new_app,
    a_city_that_begins_to_want_a_factor_asks_everybody_at_her_next_action,
    whoever_goes_away_before_the_second_step_leaves_nothing_open,
    an_administrator_takes_a_lost_factor_away,
    the_machine_lets_in_again_who_has_lost_everything,
    of_many_who_show_one_code_at_once_one_is_in,
);

async fn an_app_is_registered_and_asked_for_from_then_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (hers, elsewhere) = (Browser::new(client), Browser::new(client));
    elsewhere.sign_in("hokenshi").await;
    hers.sign_in("hokenshi").await;
    let page = hers.get("/staff/account").await.expect(200).text();
    assert!(page.contains("まだ登録していません") && page.contains("href=\"/staff/account/factor\""), "{page}");
    let page = hers.get("/staff/account/factor").await.expect(200).text();
    assert!(page.contains("<svg") && page.contains("class=\"register-key\"") && !page.contains("otpauth"), "{page}");
    let offered = hidden(&page, "offered");
    let wrong =
        hers.post("/staff/account/factor", &[("offered", &offered), ("code", "000000")]).await.expect(422).text();
    assert!(wrong.contains("数字が合いません") && hidden(&wrong, "offered") == offered, "the same app is shown again");
    let before = cookie(&hers, "mendan_session");
    let (mut app, codes) = with_app(&hers, client, "hokenshi").await;
    assert_eq!(codes.len(), 10);
    assert_ne!(cookie(&hers, "mendan_session"), before, "another cookie after each step");
    let page = hers.get("/staff/account").await.expect(200).text();
    assert!(page.contains("残り10個") && page.contains("認証アプリ") && !page.contains(&codes[0]), "{page}");
    assert!(
        elsewhere.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"),
        "her other sessions ended"
    );

    // A cookie that somebody brought along is taken for nothing at either step.
    let browser = Browser::new(client);
    for name in ["mendan_session", "mendan_step"] {
        browser.cookies.lock().unwrap().insert(name.into(), "fixed-by-somebody-else".into());
    }
    assert_eq!(by_password(&browser, "hokenshi").await.expect(303).location(), STEP);
    let step = cookie(&browser, "mendan_step").expect("a cookie for the step");
    assert!(!step.contains("fixed") && cookie(&browser, "mendan_session").is_none_or(|old| old.contains("fixed")));
    let page = browser.get(STEP).await.expect(200).text();
    assert!(page.contains("autocomplete=\"one-time-code\"") && page.contains("inputmode=\"numeric\""), "{page}");
    assert!(!page.contains("<svg") && !page.contains("offered"), "no other app for whoever has the password");
    let wrong = browser.post(STEP, &[("code", "000000")]).await.expect(401).text();
    assert!(wrong.contains("数字が合いません"), "{wrong}");
    let used = browser.post(STEP, &[("code", &app.again())]).await.expect(401).text();
    assert!(used.contains("一度使った数字は使えません"), "{used}");
    for steps in [-3, 3] {
        browser.post(STEP, &[("code", &app.differing(client, steps).await)]).await.expect(401);
    }
    let code = app.code(client).await;
    assert_eq!(browser.post(STEP, &[("code", &code)]).await.expect(303).location(), "/staff");
    let session = cookie(&browser, "mendan_session").expect("a session");
    assert!(session != step && !session.contains("fixed") && cookie(&browser, "mendan_step").is_none());
    browser.get("/staff").await.expect(200);
    // The step is over with it.
    let old = [("cookie", format!("mendan_step={step}"))];
    let old = old.each_ref().map(|(name, value)| (*name, value.as_str()));
    let again = client.ask("GET", STEP, &old, b"").await.expect(303);
    assert_eq!(again.location(), "/staff/sign-in?said=step");
    let lines = "SELECT COUNT(*) FROM audit WHERE action = 'factor_failed' AND actor_id IS NOT NULL";
    assert_eq!(home.db.count(lines).await, 4);
    assert_eq!(
        home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'factor_failed' AND detail LIKE '%000000%'").await,
        0
    );
    // Others sign in as ever.
    Browser::new(client).sign_in("uketsuke").await;
}

async fn between_password_and_session_nothing_opens(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    with_app(&Browser::new(client), client, "kanri").await;
    let browser = Browser::new(client);
    by_password(&browser, "kanri").await.expect(303);
    let before = home.db.fingerprint().await;
    for path in
        ["/staff", "/staff/desk", "/staff/account", "/staff/account/factor", "/staff/again", "/staff/setup/staff"]
    {
        let answer = browser.get(path).await.expect(303);
        assert!(answer.location().starts_with("/staff/sign-in"), "{path}: {}", answer.location());
    }
    let kanri = home.db.count("SELECT id FROM staff WHERE login = 'kanri'").await;
    for (path, field) in [
        ("/staff/desk/search".to_owned(), ("q", "かくう")),
        ("/staff/password".to_owned(), ("password", "x")),
        ("/staff/account/factor".to_owned(), ("code", "000000")),
        ("/staff/account/codes".to_owned(), ("x", "")),
        ("/staff/account/go-on".to_owned(), ("next", "/staff")),
        ("/staff/again".to_owned(), ("password", "mendan-demo-kanri")),
        (format!("/staff/setup/staff/{kanri}/factors"), ("version", "1")),
    ] {
        let answer = browser.post(&path, &[field]).await.expect(401);
        assert!(answer.text().contains("action=\"/staff/sign-in?"), "{path}");
    }
    // The step's word is no session's, and a first app is for those who have none.
    let word = cookie(&browser, "mendan_step").expect("the step's word");
    let forged = format!("mendan_session={word}");
    assert_eq!(client.ask("GET", "/staff", &[("cookie", &forged)], b"").await.status, 303);
    let other = browser.post("/staff/sign-in/factor/new", &[("offered", "AAAA"), ("code", "000000")]).await.expect(401);
    assert!(other.text().contains("はじめからログイン"), "{}", other.text());
    assert_eq!(home.db.fingerprint().await, before);
    // Ten minutes.
    let browser = Browser::new(client);
    by_password(&browser, "kanri").await.expect(303);
    let word = cookie(&browser, "mendan_step").expect("the step's word");
    server.kill();
    let server = home.serve_with(Setup::ahead(11 * 60)).await;
    let late = server.client.ask("GET", STEP, &[("cookie", &format!("mendan_step={word}"))], b"").await.expect(303);
    assert_eq!(late.location(), "/staff/sign-in?said=step");
}

async fn a_form_that_waited_goes_through_the_second_step(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let browser = Browser::new(client);
    let (mut app, _) = with_app(&browser, client, "uketsuke").await;
    browser.post("/staff/sign-out", &[]).await.expect(303);
    let entrance = browser.post("/staff/desk/search", &[("q", "かくう はなこ")]).await.expect(401).text();
    let kept = hidden(&entrance, "kept");
    let login = [("login", "uketsuke"), ("password", "mendan-demo-uketsuke"), ("kept", kept.as_str())];
    let page = browser.post("/staff/sign-in", &login).await.expect(200).text();
    assert!(page.contains("one-time-code") && hidden(&page, "kept") == kept, "the step is the answer itself");
    let name = hidden(&page, "login");
    let wrong_one = [("code", "000000"), ("kept", kept.as_str()), ("login", name.as_str())];
    let wrong = browser.post(STEP, &wrong_one).await.expect(401).text();
    assert_eq!(hidden(&wrong, "kept"), kept, "also when the code was wrong");
    assert!(wrong.contains("スマートフォンの時計"), "{wrong}");
    // Five wrong ones: it begins anew, and still nothing is lost.
    for _ in 0..3 {
        browser.post(STEP, &wrong_one).await.expect(401);
    }
    let anew = browser.post(STEP, &wrong_one).await.expect(401).text();
    assert!(anew.contains("action=\"/staff/sign-in?") && hidden(&anew, "kept") == kept, "{anew}");
    assert_eq!(hidden(&anew, "login"), "uketsuke", "nor her name");
    browser.post("/staff/sign-in", &login).await.expect(200);
    let code = app.code(client).await;
    let on = browser.post(STEP, &[("code", &code), ("kept", &kept)]).await.expect(303);
    assert_eq!(on.location(), "/staff/desk?said=again");
    assert!(browser.get(on.location()).await.expect(200).text().contains("かくう はなこ"));
    // And the page that was asked for.
    browser.post("/staff/sign-out", &[]).await.expect(303);
    let login = [("login", "uketsuke"), ("password", "mendan-demo-uketsuke"), ("next", "/staff/calls")];
    let step = browser.post("/staff/sign-in", &login).await.expect(303);
    let page = browser.get(step.location()).await.expect(200).text();
    assert_eq!((hidden(&page, "next"), hidden(&page, "login")), ("/staff/calls".into(), "uketsuke".into()));
    let code = app.code(client).await;
    assert_eq!(browser.post(STEP, &[("code", &code), ("next", "/staff/calls")]).await.location(), "/staff/calls");
    for foreign in ["https://evil.example", "//evil.example", "/staff/../b/x"] {
        let login = [("login", "uketsuke"), ("password", "mendan-demo-uketsuke"), ("next", foreign)];
        let step = Browser::new(client).post("/staff/sign-in", &login).await.expect(303);
        assert_eq!(step.location(), STEP, "{foreign}");
    }
}

async fn a_code_of_her_paper_lets_in_says_how_many_are_left_and_leads_to_a_new_app(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (_, codes) = with_app(&Browser::new(client), client, "hokenshi").await;
    let browser = Browser::new(client);
    by_password(&browser, "hokenshi").await.expect(303);
    let wrong = browser.post(STEP, &[("recovery", "AAAA-AAAA-AAAA-AAAA")]).await.expect(401).text();
    assert!(wrong.contains("そのコードは使えません") && wrong.contains("<details open"), "{wrong}");
    let typed = codes[2].to_lowercase().replace('-', " ");
    let on = browser.post(STEP, &[("recovery", &typed), ("next", "/staff/calls")]).await.expect(303);
    assert_eq!(on.location(), "/staff/account?said=recovered&next=%2Fstaff%2Fcalls");
    let page = browser.get(on.location()).await.expect(200).text();
    assert!(page.contains("回復コードで入りました") && page.contains("残り9個"), "{page}");
    let register = "href=\"/staff/account/factor?next=%2Fstaff%2Fcalls\"";
    assert!(page.contains(register) && page.contains("href=\"/staff/calls\""), "{page}");
    for foreign in ["//evil.example", "https://evil.example", "javascript:alert(1)"] {
        let page = browser.get(&format!("/staff/account?said=recovered&next={foreign}")).await.expect(200).text();
        assert!(!page.contains("evil.example\"") && !page.contains("href=\"javascript"), "{foreign}");
    }
    let again = Browser::new(client);
    by_password(&again, "hokenshi").await.expect(303);
    again.post(STEP, &[("recovery", &codes[2])]).await.expect(401);
    // New ones end the old, and are shown this once.
    let shown = browser.post("/staff/account/codes", &[]).await.expect(200).text();
    let new = self::codes(&shown);
    assert!(new.len() == 10 && new.iter().all(|code| !codes.contains(code)));
    assert!(self::codes(&browser.get("/staff/account/codes").await.expect(200).text()).is_empty());
    again.post(STEP, &[("recovery", &codes[0])]).await.expect(401);
    again.post(STEP, &[("recovery", &new[0])]).await.expect(303);
    let rows = home.db.rows::<(Vec<u8>,)>("SELECT sealed FROM recovery_code").await;
    assert!(
        rows.iter()
            .all(|(sealed,)| new.iter().all(|code| !sealed.windows(4).any(|part| part == &code.as_bytes()[..4])))
    );
    let log = home.log();
    assert!(new.iter().chain(&codes).all(|code| !log.contains(code.as_str())), "codes stand in the log");
}

async fn a_city_that_begins_to_want_a_factor_asks_everybody_at_her_next_action(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (kanri, reception) = (Browser::new(client), Browser::new(client));
    with_app(&kanri, client, "kanri").await;
    reception.sign_in("uketsuke").await;
    let page = "/staff/setup/city/factor";
    assert_eq!(
        kanri.fill(page, page, &[("factor_required", "true")]).await.expect(303).location(),
        format!("{page}?said=saved")
    );
    kanri.get("/staff").await.expect(200);
    let led = reception.get("/staff/calls").await.expect(303);
    assert_eq!(led.location(), "/staff/sign-in?next=%2Fstaff%2Fcalls&said=factor");
    let entrance = reception.get(led.location()).await.expect(200).text();
    assert!(
        entrance.contains("認証アプリかパスキーが必要になりました") && !entrance.contains("残っています"),
        "{entrance}"
    );
    let entrance = reception.post("/staff/desk/search", &[("q", "かくう はなこ")]).await.expect(401).text();
    assert!(entrance.contains("認証アプリかパスキーが必要になりました"), "{entrance}");
    let kept = hidden(&entrance, "kept");
    let login = [("login", "uketsuke"), ("password", "mendan-demo-uketsuke"), ("kept", kept.as_str())];
    let page = reception.post("/staff/sign-in", &login).await.expect(200).text();
    assert!(page.contains("このまちでは、パスワードのほかに") && hidden(&page, "kept") == kept, "{page}");
    // Nowhere else, before she has one.
    assert!(reception.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    let mut app = App::of_page(&page);
    let code = app.code(client).await;
    let typed = [("offered", hidden(&page, "offered")), ("code", code), ("kept", kept)];
    let typed = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
    let shown = reception.post("/staff/sign-in/factor/new", &typed).await.expect(200).text();
    assert_eq!(codes(&shown).len(), 10);
    let on = reception.post("/staff/account/go-on", &[("kept", &hidden_or_none(&shown, "kept"))]).await.expect(303);
    assert_eq!(on.location(), "/staff/desk?said=again", "what she had typed waits there");
    assert!(reception.get(on.location()).await.expect(200).text().contains("かくう はなこ"));
    let page = reception.get("/staff/account").await.expect(200).text();
    assert!(page.contains("外せません"), "{page}");
    let factor = home.db.count("SELECT MAX(id) FROM staff_factor").await;
    reception.post(&format!("/staff/account/factor/{factor}/remove"), &[]).await.expect(409);
    // A new colleague, added at the machine or on the page, comes to it, too.
    let nurse = Browser::new(client);
    let step = by_password(&nurse, "hokenshi").await.expect(303);
    let (on, ..) = register(&nurse, client, step.location()).await;
    assert_eq!(on.expect(303).location(), "/staff");
}

async fn whoever_goes_away_before_the_second_step_leaves_nothing_open(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    with_app(&Browser::new(client), client, "uketsuke").await;
    let browser = Browser::new(client);
    by_password(&browser, "uketsuke").await.expect(303);
    let word = cookie(&browser, "mendan_step").expect("the step's word");
    let page = browser.get(STEP).await.expect(200).text();
    assert!(page.contains("action=\"/staff/sign-out\"") && page.contains("はじめからログイン"), "{page}");
    browser.post("/staff/sign-out", &[]).await.expect(303);
    assert!(cookie(&browser, "mendan_step").is_none());
    let late = client.ask("GET", STEP, &[("cookie", &format!("mendan_step={word}"))], b"").await.expect(303);
    assert_eq!(late.location(), "/staff/sign-in?said=step", "nobody finds it there");
}

async fn an_administrator_takes_a_lost_factor_away(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (kanri, nurse) = (Browser::new(client), Browser::new(client));
    kanri.sign_in("kanri").await;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let (place, action) = (format!("/staff/setup/staff/{id}"), format!("/staff/setup/staff/{id}/factors"));
    assert!(!kanri.get(&place).await.expect(200).text().contains(&action), "she has none");
    with_app(&nurse, client, "hokenshi").await;
    nurse.post(&action, &[("version", "1")]).await.expect(404);
    kanri.post(&action, &[("version", "999")]).await.expect(409);
    let done = kanri.fill(&place, &action, &[]).await.expect(303);
    assert_eq!(done.location(), "/staff/setup/staff?said=factors_taken");
    assert!(kanri.get(done.location()).await.expect(200).text().contains("二段階の確認を外し"));
    assert!(nurse.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM staff_factor").await, 0);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM recovery_code").await, 0);
    assert_eq!(
        home.db
            .count(&format!("SELECT COUNT(*) FROM audit WHERE action = 'factors_taken' AND subject_id = {id}"))
            .await,
        1
    );
    nurse.sign_in("hokenshi").await;
}

async fn the_machine_lets_in_again_who_has_lost_everything(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    with_app(&browser, server.client, "kanri").await;
    let reset = |more: &[&str]| {
        let arguments = [&["staff", "reset", "kanri"], more].concat();
        let said = home.command(&Setup::default(), &arguments).stdin(Stdio::null()).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let told = String::from_utf8(said.stdout).unwrap();
        told.split("password=").nth(1).expect("a password").trim().to_owned()
    };
    let password = reset(&[]);
    let come_in = async |password: &str| {
        browser.post("/staff/sign-in", &[("login", "kanri"), ("password", password)]).await.expect(303)
    };
    assert_eq!(come_in(&password).await.location(), STEP, "a new password takes no factor away");
    let password = reset(&["--factors"]);
    assert_eq!(come_in(&password).await.location(), "/staff");
    let lines = "SELECT COUNT(*) FROM audit WHERE action = 'factors_taken' AND actor_kind = 'system'";
    assert_eq!(home.db.count(lines).await, 1);
}

async fn of_many_who_show_one_code_at_once_one_is_in(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (mut app, _) = with_app(&Browser::new(client), client, "kanri").await;
    // A file has one instance, a server of databases several.
    let beside = match engine {
        Engine::Postgres => Some(home.serve_beside(&Setup::default()).await),
        Engine::Sqlite => None,
    };
    let clients = [client, beside.as_ref().map_or(client, |beside| beside.client)];
    let browsers: Vec<Browser> = (0..6).map(|n| Browser::new(clients[n % 2])).collect();
    for browser in &browsers {
        by_password(browser, "kanri").await.expect(303);
    }
    let code = app.code(client).await;
    let answers =
        join_all(browsers.iter().map(|browser| async { browser.post(STEP, &[("code", &code)]).await.status })).await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 401).count(), 5, "{answers:?}");
}
