//! A computer that several use by turns: who is signed in stands on every page, the next one comes quickly, nothing half-filled
//! goes to the wrong one, and it closes soon.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{STEP, by_password, cookie, with_app};
use crate::support::client::{Browser, hidden};
use crate::support::forms::{form_of, pairs, set};
use crate::support::server::Home;

on_both_engines!(
    the_computer_changes_hands_with_a_form_half_filled,
    what_waited_for_one_is_not_shown_to_the_next,
    every_form_of_the_staff_says_whose_it_is,
    a_shared_computer_closes_soon_and_is_nobodys_own,
);

const KEYS: &str = "/staff/setup/keys";

async fn the_computer_changes_hands_with_a_form_half_filled(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let page = browser.get(KEYS).await.expect(200).text();
    assert!(page.contains("action=\"/staff/hand-over\"") && page.contains("交代"), "{page}");
    let mut half_filled = form_of(&page, KEYS);
    set(&mut half_filled, "name", "架空の連携");
    let on = browser.post("/staff/hand-over", &[]).await.expect(303);
    assert_eq!(on.location(), "/staff/hand-over");
    assert!(cookie(&browser, "mendan_session").is_none());
    let page = browser.get("/staff/hand-over").await.expect(200).text();
    assert!(page.contains("前の人の画面は閉じました") && page.contains("name=\"password\""), "{page}");
    assert!(browser.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    browser.sign_in("uketsuke").await;
    // The former's page is open still, and somebody presses its button: whose it is, and who is here.
    let before = home.db.count("SELECT COUNT(*) FROM partner_key").await;
    let page = browser.post(KEYS, &pairs(&half_filled)).await.expect(409).text();
    let name = async |login: &str| {
        let rows = home.db.rows::<(String,)>(&format!("SELECT display_name FROM staff WHERE login = '{login}'")).await;
        rows[0].0.clone()
    };
    let (former, now) = (name("kanri").await, name("uketsuke").await);
    assert!(page.contains(&format!("この画面は、{former}さんのもの")), "{page}");
    assert!(page.contains(&format!("いまは {now}さん")) && page.contains("まだ何も変わっていません"), "{page}");
    assert!(!page.contains("架空の連携"), "what she typed is not shown: {page}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM partner_key").await, before);
    browser.get("/staff").await.expect(200);
    // It waits for her whose it is, and for nobody else.
    let kept = hidden(&page, "kept");
    let typed = [("login", "hokenshi"), ("password", "mendan-demo-hokenshi"), ("kept", kept.as_str())];
    let other = browser.post("/staff/sign-in", &typed).await.expect(303);
    assert_eq!(other.location(), "/staff?said=anothers");
    let page = browser.get(other.location()).await.expect(200).text();
    assert!(page.contains("前の人が入力していた内容は") && !page.contains("架空の連携"), "{page}");
    let typed = [("login", "kanri"), ("password", "mendan-demo-kanri"), ("kept", kept.as_str())];
    let hers = browser.post("/staff/sign-in", &typed).await.expect(303);
    assert_eq!(hers.location(), "/staff/setup/keys?said=again");
    let page = browser.get(hers.location()).await.expect(200).text();
    assert!(page.contains("value=\"架空の連携\"") && page.contains("まだ何も変わっていません"), "{page}");
    browser.post(KEYS, &pairs(&half_filled)).await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM partner_key").await, before + 1, "hers again");
    // A file, too: whose it is stands before it.
    let page = browser.get("/staff/setup/import/bookings").await.expect(200).text();
    let whose = hidden(&page, "whose_page");
    browser.sign_in("uketsuke").await;
    let file: [(&str, Option<&str>, &[u8]); 2] =
        [("whose_page", None, whose.as_bytes()), ("file", Some("a.csv"), b"name\nx\n")];
    browser.upload("/staff/setup/import/bookings", &file).await.expect(409);
    // Of other tools, which do not say whose it is, it is of whoever is signed in.
    browser.post("/staff/desk/search", &[("q", "かくう")]).await.expect(303);
    browser.post("/staff/desk/search", &[("q", "かくう"), ("whose_page", "x")]).await.expect(303);
}

async fn what_waited_for_one_is_not_shown_to_the_next(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let mut typed = form_of(&browser.get(KEYS).await.expect(200).text(), KEYS);
    set(&mut typed, "name", "架空の連携");
    // Her session ends without leaving a trace of whose it was; her page says it.
    home.db.execute("DELETE FROM session").await;
    let entrance = browser.post(KEYS, &pairs(&typed)).await.expect(401).text();
    let kept = hidden(&entrance, "kept");
    for (login, place) in [("uketsuke", "/staff?said=anothers"), ("kanri", "/staff/setup/keys?said=again")] {
        let password = format!("mendan-demo-{login}");
        let fields = [("login", login), ("password", password.as_str()), ("kept", kept.as_str())];
        assert_eq!(browser.post("/staff/sign-in", &fields).await.expect(303).location(), place, "{login}");
        let page = browser.get(place).await.expect(200).text();
        assert_eq!(page.contains("架空の連携"), login == "kanri", "{login}");
    }
}

async fn every_form_of_the_staff_says_whose_it_is(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'kanri'").await;
    let field = format!("<input type=\"hidden\" name=\"whose_page\" value=\"{id}\">");
    let rules = crate::support::routes::rules();
    let mut seen = 0;
    for (_, pattern, _) in rules.iter().filter(|(how, at, _)| *how == "GET" && at.starts_with("/staff")) {
        // Where people come in nobody's page is shown.
        let entrances = ["/staff/sign-in", "/staff/hand-over", "/staff/forgotten", "/staff/link"];
        if entrances.iter().any(|entrance| pattern.starts_with(entrance)) {
            continue;
        }
        let page = browser.get(&crate::support::routes::path(&home, pattern, 0, "").await).await.text();
        let forms = page.split("<form").skip(1).filter(|form| form.split('>').next().unwrap().contains("\"post\""));
        for form in forms {
            assert!(form.split_once('>').unwrap().1.starts_with(&field), "{pattern}: <form{form}");
            seen += 1;
        }
        // Who is here, and where she works, stands in the bar.
        if page.contains("class=\"bar\"") {
            assert!(page.contains("bar-who") && page.contains("action=\"/staff/hand-over\""), "{pattern}: {page}");
        }
    }
    assert!(seen > 100, "{seen}");
    // Residents' forms say nothing of it.
    let page = browser.get("/book/notification").await.expect(200).text();
    assert!(!page.contains("name=\"whose_page\""));
}

async fn a_shared_computer_closes_soon_and_is_nobodys_own(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let rests = async |minutes: i64| {
        home.db.execute(&format!("UPDATE session SET seen_at = seen_at - {}", minutes * 60)).await;
    };
    let browser = Browser::new(client);
    let page = browser.get("/staff/sign-in").await.expect(200).text();
    assert!(page.contains("この端末は共用です") && page.contains("name=\"shared\""), "{page}");
    let typed = [("login", "uketsuke"), ("password", "mendan-demo-uketsuke"), ("shared", "true")];
    browser.post("/staff/sign-in", &typed).await.expect(303);
    rests(14).await;
    browser.get("/staff").await.expect(200);
    rests(15).await;
    assert!(browser.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    // The next one finds it marked, whether she says so or not.
    assert!(!browser.get("/staff/sign-in").await.expect(200).text().contains("name=\"shared\""));
    browser.sign_in("hokenshi").await;
    rests(16).await;
    browser.get("/staff").await.expect(303);
    // Nobody's own: it is not known by a factor that was shown in it.
    let (mut app, _) = with_app(&browser, client, "hokenshi").await;
    browser.post("/staff/hand-over", &[]).await.expect(303);
    assert_eq!(by_password(&browser, "hokenshi").await.expect(303).location(), STEP);
    let code = app.code(client).await;
    browser.post(STEP, &[("code", &code)]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM session WHERE shared AND proven_by = 'totp'").await, 1);
    let page = browser.get("/staff/account").await.expect(200).text();
    assert!(page.contains("この端末は共用です") && page.contains("action=\"/staff/account/not-shared\""), "{page}");
    // Hers alone again: that is asked, because it rests longer then.
    home.db.execute("UPDATE session SET proven_at = proven_at - 3600").await;
    browser.post("/staff/account/not-shared", &[]).await.expect(401);
    home.db.execute("UPDATE session SET proven_at = proven_at + 3600").await;
    let on = browser.post("/staff/account/not-shared", &[]).await.expect(303);
    assert_eq!(on.location(), "/staff/account?said=not_shared");
    assert!(cookie(&browser, "mendan_shared").is_none());
    rests(60).await;
    assert!(browser.get("/staff/account").await.expect(200).text().contains("action=\"/staff/account/shared\""));
    browser.post("/staff/account/shared", &[]).await.expect(303);
    assert!(cookie(&browser, "mendan_shared").is_some());
    rests(16).await;
    browser.get("/staff").await.expect(303);
}
