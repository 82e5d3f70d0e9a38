//! The second factor, pressed twice, gone back to, or begun anew: what was scanned and typed is still good.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{App, STEP, by_password, codes, with_app};
use crate::support::client::{Browser, hidden};
use crate::support::forms::{form_of, pairs};
use crate::support::server::Home;

/// Where an app is registered by whoever is signed in.
const REGISTER: &str = "/staff/account/factor";
/// Where she has other codes.
const CODES: &str = "/staff/account/codes";
/// Where by whoever is not.
const NEW: &str = "/staff/sign-in/factor/new";

on_both_engines!(
    a_picture_that_was_scanned_is_good_when_it_begins_anew,
    whoever_presses_twice_or_goes_back_goes_on,
    where_she_was_going_stays_while_she_registers_and_prints,
);

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

async fn where_she_was_going_stays_while_she_registers_and_prints(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (mut lost, paper) = with_app(&Browser::new(client), client, "hokenshi").await;
    let hers = Browser::new(client);
    by_password(&hers, "hokenshi").await.expect(303);
    let typed = [("recovery", paper[0].as_str()), ("next", "/staff/calls")];
    let account = hers.post(STEP, &typed).await.expect(303).location().to_owned();
    let (register, go_on) = (format!("{REGISTER}?next=%2Fstaff%2Fcalls"), "href=\"/staff/calls\"");
    let page = hers.get(&account).await.expect(200).text();
    assert!(page.contains(&format!("href=\"{register}\"")) && page.contains(go_on), "{page}");

    // She is asked again who she is, types a wrong code, and registers.
    let later = async || home.db.execute("UPDATE session SET proven_at = proven_at - 1000").await;
    later().await;
    let again = hers.get(&register).await.expect(303).location().to_owned();
    let next = hidden(&hers.get(&again).await.expect(200).text(), "next");
    let code = lost.code(client).await;
    let on = hers.post("/staff/again", &[("code", &code), ("next", &next)]).await.expect(303);
    assert_eq!(on.location(), register);
    let page = hers.get(on.location()).await.expect(200).text();
    assert_eq!(hidden(&page, "next"), "/staff/calls");
    assert!(page.contains("href=\"/staff/account?next=%2Fstaff%2Fcalls\""), "{page}");
    let (mut app, offered) = (App::of_page(&page), hidden(&page, "offered"));
    let shown = |code| [("offered", offered.clone()), ("code", code), ("next", "/staff/calls".to_owned())];
    let wrong = shown(app.differing(client, 9).await);
    let wrong = hers.post(REGISTER, &wrong.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(hidden(&wrong.expect(422).text(), "next"), "/staff/calls");
    let right = shown(app.code(client).await);
    let done = hers.post(REGISTER, &right.each_ref().map(|(name, value)| (*name, value.as_str()))).await.expect(303);
    assert_eq!(done.location(), "/staff/account?said=factor&next=%2Fstaff%2Fcalls");

    // She prints other codes, asked again before.
    let codes_page = form_of(&hers.get(done.location()).await.expect(200).text(), CODES);
    later().await;
    let asked = hers.post(CODES, &pairs(&codes_page)).await.expect(401).text();
    let (code, kept) = (app.code(client).await, hidden(&asked, "kept"));
    let back = hers.post("/staff/again", &[("code", &code), ("kept", &kept)]).await.expect(303).location().to_owned();
    assert_eq!(back, "/staff/account?next=%2Fstaff%2Fcalls&said=again_nothing");
    assert!(hers.get(&back).await.expect(200).text().contains(go_on));
    let printed = hers.fill(&back, CODES, &[]).await.expect(200).text();
    assert_eq!((codes(&printed).len(), hidden(&printed, "next")), (10, "/staff/calls".to_owned()));
    let on = hers.post("/staff/account/go-on", &[("next", &hidden(&printed, "next"))]).await.expect(303);
    assert_eq!(on.location(), "/staff/calls");

    // A place that has parts of its own comes through whole.
    later().await;
    let nested = format!("{REGISTER}?next=%2Fstaff%3Fdate%3D2031-06-10%26view%3Dlist");
    let again = hers.get(&nested).await.expect(303).location().to_owned();
    let next = hidden(&hers.get(&again).await.expect(200).text(), "next");
    assert_eq!(next, nested);
    home.db.execute("UPDATE session SET proven_at = proven_at + 1000").await;
    let page = hers.get(&nested).await.expect(200).text();
    assert_eq!(hidden(&page, "next").replace("&amp;", "&"), "/staff?date=2031-06-10&view=list");

    // Nowhere but to pages of ours.
    for foreign in ["//evil.example", "https://evil.example", "/staff/../b/x"] {
        let printed = hers.post(CODES, &[("next", foreign)]).await.expect(200).text();
        let on = hers.post("/staff/account/go-on", &[("next", &hidden(&printed, "next"))]).await.expect(303);
        assert_eq!(on.location(), "/staff", "{foreign}");
    }
}
