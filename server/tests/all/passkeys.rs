//! Passkeys through the front door: what pages ask for, what they answer, what waits, and where there are none.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{STEP, by_password, codes, cookie, hidden_or_none};
use crate::support::client::{Browser, hidden};
use crate::support::passkey::{REGISTER, at_a_name, new, options, register, send};
use crate::support::server::Home;

/// What she calls it.
const NAME: &str = "仕事のスマートフォン";

on_both_engines!(
    a_passkey_is_registered_and_asked_for_from_then_on,
    whoever_is_asked_again_shows_her_passkey_and_what_she_typed_stays,
    a_first_passkey_is_registered_where_the_city_wants_a_factor,
    whoever_has_lost_her_passkey_comes_in_by_her_paper_and_removes_it,
    where_the_address_is_a_bare_number_a_page_says_that_there_are_none,
);

async fn a_passkey_is_registered_and_asked_for_from_then_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(at_a_name()).await;
    let client = server.client;
    let (hers, elsewhere) = (Browser::new(client), Browser::new(client));
    elsewhere.sign_in("hokenshi").await;
    hers.sign_in("hokenshi").await;
    let page = hers.get("/staff/account").await.expect(200).text();
    assert!(page.contains("href=\"/staff/account/passkey\""), "{page}");
    let page = hers.get(REGISTER).await.expect(200).text();
    assert!(
        page.contains("スクリプト(JavaScript)が動くブラウザー") && page.contains("data-passkey=\"make\""),
        "{page}"
    );
    let script = page.split("src=\"").find(|rest| rest.starts_with("/passkey.js?")).expect("its script");
    let script = client.get(script.split('"').next().unwrap()).await.expect(200);
    assert!(script.header("content-type").unwrap().starts_with("text/javascript"));
    assert!(
        script.header("cache-control").unwrap().contains("max-age") && script.text().contains("navigator.credentials")
    );

    let mut key = new();
    let nameless =
        send(&hers, REGISTER, (&page, key.made(&options(&page))), &[("passkey_name", " ")]).await.expect(422);
    assert!(nameless.text().contains("パスキーの名前を入れてください"), "{}", nameless.text());
    let wrong = send(&hers, REGISTER, (&page, "{}".into()), &[("passkey_name", NAME)]).await.expect(422).text();
    assert!(
        wrong.contains("パスキーで確かめられませんでした") && wrong.contains(&format!("value=\"{NAME}\"")),
        "{wrong}"
    );
    let before = cookie(&hers, "mendan_session");
    let shown = register(&hers, &key, NAME).await.expect(200).text();
    assert_eq!(codes(&shown).len(), 10, "{shown}");
    assert_ne!(cookie(&hers, "mendan_session"), before, "another cookie after each step");
    assert!(elsewhere.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    // Where she was going stays.
    let page = hers.get(&format!("{REGISTER}?next=%2Fstaff%2Fcalls")).await.expect(200).text();
    let next = hidden(&page, "next");
    let more = [("passkey_name", "受付の鍵"), ("next", next.as_str())];
    let second = send(&hers, REGISTER, (&page, new().made(&options(&page))), &more).await.expect(303);
    assert_eq!(second.location(), "/staff/account?said=passkey&next=%2Fstaff%2Fcalls");
    let page = hers.get(second.location()).await.expect(200).text();
    assert!(page.contains(NAME) && page.contains("受付の鍵") && page.contains("パスキーを登録しました"), "{page}");

    let browser = Browser::new(client);
    assert_eq!(by_password(&browser, "hokenshi").await.expect(303).location(), STEP);
    let page = browser.get(STEP).await.expect(200).text();
    assert!(page.contains("data-passkey=\"show\"") && page.contains("パスキーや認証アプリが使えないとき"), "{page}");
    assert!(!page.contains("one-time-code") && !page.contains(NAME), "she has no app: {page}");
    let asked = options(&page);
    let other = send(&browser, STEP, (&page, new().shows(&asked)), &[]).await.expect(401).text();
    assert!(other.contains("パスキーで確かめられませんでした") && options(&other) != asked, "{other}");
    let said = key.shows(&asked);
    assert_eq!(
        send(&browser, STEP, (&page, said.clone()), &[("next", "/staff/calls")]).await.location(),
        "/staff/calls"
    );
    browser.get("/staff").await.expect(200);
    // Once more, in another browser that has her password.
    let copied = Browser::new(client);
    by_password(&copied, "hokenshi").await.expect(303);
    send(&copied, STEP, (&page, said), &[]).await.expect(401);
    assert!(copied.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    let log = home.log();
    assert!(!log.contains(NAME) && !log.contains("public-key"), "{log}");
    let lines = "SELECT COUNT(*) FROM audit WHERE action = 'factor_failed' AND detail LIKE '%\"passkey\"%'";
    assert_eq!(home.db.count(lines).await, 2);
}

async fn whoever_is_asked_again_shows_her_passkey_and_what_she_typed_stays(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(at_a_name()).await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let mut key = new();
    register(&browser, &key, NAME).await.expect(200);
    home.db.execute("UPDATE session SET proven_at = proven_at - 960").await;
    let asked = browser.post("/staff/setup/keys", &[("name", "架空アプリ")]).await.expect(401).text();
    let kept = hidden(&asked, "kept");
    let wrong = send(&browser, "/staff/again", (&asked, "{}".into()), &[("kept", &kept)]).await.expect(422).text();
    assert!(hidden(&wrong, "kept") == kept && wrong.contains("パスキーで確かめられませんでした"), "{wrong}");
    let shown = key.shows(&options(&wrong));
    let on = send(&browser, "/staff/again", (&wrong, shown), &[("kept", &kept)]).await.expect(303);
    let page = browser.get(on.location()).await.expect(200).text();
    assert!(page.contains("value=\"架空アプリ\""), "{page}");
    // In the midst of registering another: what was asked then is over, what she calls it stays.
    let page = browser.get(REGISTER).await.expect(200).text();
    home.db.execute("UPDATE session SET proven_at = proven_at - 960").await;
    let second = new();
    let more = [("passkey_name", "受付の鍵")];
    let asked = send(&browser, REGISTER, (&page, second.made(&options(&page))), &more).await.expect(401).text();
    let shown = key.shows(&options(&asked));
    let on = send(&browser, "/staff/again", (&asked, shown), &[("kept", &hidden(&asked, "kept"))]).await.expect(303);
    assert_eq!(on.location(), "/staff/account/passkey?said=again");
    let page = browser.get(on.location()).await.expect(200).text();
    assert!(page.contains("value=\"受付の鍵\"") && page.contains("まだ何も変わっていません"), "{page}");
    send(&browser, REGISTER, (&page, second.made(&options(&page))), &more).await.expect(303);
}

async fn a_first_passkey_is_registered_where_the_city_wants_a_factor(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(at_a_name()).await;
    let client = server.client;
    let kanri = Browser::new(client);
    kanri.sign_in("kanri").await;
    register(&kanri, &new(), NAME).await.expect(200);
    let place = "/staff/setup/city/factor";
    kanri.fill(place, place, &[("factor_required", "true")]).await.expect(303);
    let nurse = Browser::new(client);
    let login = [("login", "hokenshi"), ("password", "mendan-demo-hokenshi"), ("next", "/staff/calls")];
    let step = nurse.post("/staff/sign-in", &login).await.expect(303);
    let page = nurse.get(step.location()).await.expect(200).text();
    assert!(page.contains("認証アプリの代わりに、パスキーを登録する") && page.contains("register-key"), "{page}");
    let mut key = new();
    let (first, next) = (format!("{STEP}/new"), hidden_or_none(&page, "next"));
    let more = [("passkey_name", ""), ("next", next.as_str())];
    let nameless = send(&nurse, &first, (&page, key.made(&options(&page))), &more).await.expect(422).text();
    assert!(nameless.contains("パスキーの名前を入れてください") && nameless.contains("<details open"), "{nameless}");
    let more = [("passkey_name", NAME), ("next", next.as_str())];
    let shown = send(&nurse, &first, (&nameless, key.made(&options(&nameless))), &more).await.expect(200).text();
    assert_eq!(codes(&shown).len(), 10);
    let on = nurse.post("/staff/account/go-on", &[("next", &hidden(&shown, "next"))]).await.expect(303);
    assert_eq!(on.location(), "/staff/calls");
    let page = nurse.get("/staff/account").await.expect(200).text();
    assert!(page.contains(NAME) && page.contains("最後の一つは外せません") && !page.contains("/remove\""), "{page}");
    nurse.post("/staff/sign-out", &[]).await.expect(303);
    by_password(&nurse, "hokenshi").await.expect(303);
    let page = nurse.get(STEP).await.expect(200).text();
    assert_eq!(send(&nurse, STEP, (&page, key.shows(&options(&page))), &[]).await.location(), "/staff");
}

async fn whoever_has_lost_her_passkey_comes_in_by_her_paper_and_removes_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(at_a_name()).await;
    let client = server.client;
    let hers = Browser::new(client);
    hers.sign_in("uketsuke").await;
    let shown = register(&hers, &new(), NAME).await.expect(200).text();
    let codes = codes(&shown);
    let browser = Browser::new(client);
    by_password(&browser, "uketsuke").await.expect(303);
    let on = browser.post(STEP, &[("recovery", &codes[0])]).await.expect(303);
    assert_eq!(on.location(), "/staff/account?said=recovered&next=%2Fstaff");
    let page = browser.get(on.location()).await.expect(200).text();
    assert!(page.contains("なくしたパスキーは外してください"), "{page}");
    let remove = page.split("action=\"").find(|rest| rest.contains("/remove\"")).unwrap().split('"').next().unwrap();
    browser.post(remove, &[]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM staff_factor").await, 0);
    assert!(hers.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"), "her other sessions ended");
    // Taken away by whoever manages the staff: passkeys go with everything.
    browser.post("/staff/account/go-on", &[]).await.expect(303);
    register(&browser, &new(), NAME).await.expect(200);
    let kanri = Browser::new(client);
    kanri.sign_in("kanri").await;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'uketsuke'").await;
    let place = format!("/staff/setup/staff/{id}");
    kanri.fill(&place, &format!("{place}/factors"), &[]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM staff_factor").await, 0);
}

async fn where_the_address_is_a_bare_number_a_page_says_that_there_are_none(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("hokenshi").await;
    let page = browser.get("/staff/account").await.expect(200).text();
    assert!(page.contains("パスキーを使えません") && !page.contains("href=\"/staff/account/passkey\""), "{page}");
    let page = browser.get(REGISTER).await.expect(200).text();
    assert!(page.contains("ここでは、パスキーを登録できません") && !page.contains("passkey.js"), "{page}");
    let fields = [("asked", "AAAA"), ("passkey", "{}"), ("passkey_name", NAME)];
    let refused = browser.post(REGISTER, &fields).await.expect(422).text();
    assert!(refused.contains("ここでは、パスキーを登録できません"), "{refused}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM staff_factor").await, 0);
}
