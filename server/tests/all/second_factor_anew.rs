//! The second factor, pressed twice, gone back to, or begun anew: what was scanned and typed is still good.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{App, STEP, by_password, codes, with_app};
use crate::support::client::{Browser, hidden};
use crate::support::server::Home;

/// Where an app is registered by whoever is signed in.
const REGISTER: &str = "/staff/account/factor";
/// Where by whoever is not.
const NEW: &str = "/staff/sign-in/factor/new";

on_both_engines!(a_picture_that_was_scanned_is_good_when_it_begins_anew, whoever_presses_twice_or_goes_back_goes_on,);

async fn a_picture_that_was_scanned_is_good_when_it_begins_anew(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    // Whoever is signed in and is asked again in the midst of it.
    let hers = Browser::new(client);
    hers.sign_in("kanri").await;
    let page = hers.get(REGISTER).await.expect(200).text();
    let (mut app, offered) = (App::of_page(&page), hidden(&page, "offered"));
    let code = app.code(client).await;
    home.db.execute("UPDATE session SET proven_at = proven_at - 1000").await;
    let asked = hers.post(REGISTER, &[("offered", &offered), ("code", &code)]).await.expect(401).text();
    assert!(asked.contains("action=\"/staff/again\"") && !asked.contains("入力した内容は残っています"), "{asked}");
    let proof = [("password", "mendan-demo-kanri".to_owned()), ("kept", hidden(&asked, "kept"))];
    let on = hers.post("/staff/again", &proof.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let page = hers.get(on.expect(303).location()).await.expect(200).text();
    assert!(hidden(&page, "offered") == offered && page.contains("そのまま使えます"), "{page}");
    hers.post(REGISTER, &[("offered", &offered), ("code", &code)]).await.expect(200);
    let place = "/staff/setup/city/factor";
    hers.fill(place, place, &[("factor_required", "true")]).await.expect(303);

    // Whoever has no session yet, and has to begin with her password again.
    let browser = Browser::new(client);
    let step = by_password(&browser, "uketsuke").await.expect(303);
    let page = browser.get(step.location()).await.expect(200).text();
    let (mut app, offered, login) = (App::of_page(&page), hidden(&page, "offered"), hidden(&page, "login"));
    assert_eq!(login, "uketsuke");
    browser.cookies.lock().unwrap().remove("mendan_step");
    let code = app.code(client).await;
    let typed = [("offered", offered.as_str()), ("code", code.as_str()), ("login", "uketsuke")];
    let anew = browser.post(NEW, &typed).await.expect(401).text();
    assert_eq!((hidden(&anew, "offered"), hidden(&anew, "login")), (offered.clone(), login));
    let entering = [("login", "uketsuke"), ("password", "mendan-demo-uketsuke"), ("offered", offered.as_str())];
    let page = browser.post("/staff/sign-in", &entering).await.expect(200).text();
    assert_eq!(hidden(&page, "offered"), offered, "the same picture");
    assert_eq!(codes(&browser.post(NEW, &typed).await.expect(200).text()).len(), 10);
}

async fn whoever_presses_twice_or_goes_back_goes_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (hers, browser) = (Browser::new(client), Browser::new(client));
    let (mut app, _) = with_app(&hers, client, "kanri").await;
    let place = "/staff/setup/city/factor";
    hers.fill(place, place, &[("factor_required", "true")]).await.expect(303);
    hers.post("/staff/sign-out", &[]).await.expect(303);
    by_password(&hers, "kanri").await.expect(303);
    let code = app.code(client).await;
    let shown = [("code", code.as_str()), ("next", "/staff/calls")];
    for _ in 0..2 {
        assert_eq!(hers.post(STEP, &shown).await.expect(303).location(), "/staff/calls");
    }
    assert_eq!(hers.get(STEP).await.expect(303).location(), "/staff");
    let leading_on = format!("{STEP}?next=%2Fstaff%2Fcalls");
    assert_eq!(hers.get(&leading_on).await.expect(303).location(), "/staff/calls");
    hers.get("/staff").await.expect(200);
    // A first app: her codes may not have been seen.
    let step = by_password(&browser, "uketsuke").await.expect(303);
    let page = browser.get(step.location()).await.expect(200).text();
    let (code, offered) = (App::of_page(&page).code(client).await, hidden(&page, "offered"));
    let typed = [("offered", offered.as_str()), ("code", code.as_str()), ("next", "/staff/calls")];
    browser.post(NEW, &typed).await.expect(200);
    let twice = browser.post(NEW, &typed).await.expect(303);
    assert_eq!(twice.location(), "/staff/account?said=unseen&next=%2Fstaff%2Fcalls");
    let page = browser.get(twice.location()).await.expect(200).text();
    assert!(page.contains("作りなおして印刷") && page.contains("href=\"/staff/calls\""), "{page}");
    // Nobody else gets anything by it.
    let stranger = Browser::new(client);
    stranger.post(STEP, &shown).await.expect(401);
    assert_eq!(stranger.get(STEP).await.expect(303).location(), "/staff/sign-in?said=step");
    let on = stranger.get(&leading_on).await.expect(303);
    assert_eq!(on.location(), "/staff/sign-in?said=step&next=%2Fstaff%2Fcalls");
}
