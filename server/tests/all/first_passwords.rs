//! Passwords that somebody else made: they open one page, and only for some days.

use std::process::Stdio;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{STEP, make_her_own, register};
use crate::support::client::Browser;
use crate::support::server::{Home, Setup};

on_both_engines!(
    whoever_has_a_first_password_makes_her_own_before_anything_else,
    a_first_password_that_nobody_used_opens_nothing,
    where_a_factor_is_wanted_it_comes_first,
);

const HER_OWN: &str = "willow thunder 52 copper basin";
const FIRST: &str = "/staff/password?said=first";

/// A new member, made at the machine; her password.
fn add(home: &Home) -> String {
    let arguments = ["staff", "add", "shinjin", "--role", "receptionist", "--name", "架空 新人"];
    let said = home.command(&Setup::default(), &arguments).stdin(Stdio::null()).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let told = String::from_utf8(said.stdout).unwrap();
    told.split("password=").nth(1).expect("a password").trim().to_owned()
}

async fn whoever_has_a_first_password_makes_her_own_before_anything_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let password = add(&home);
    let browser = Browser::new(server.client);
    let enter = [("login", "shinjin"), ("password", password.as_str())];
    assert_eq!(browser.post("/staff/sign-in", &enter).await.expect(303).location(), "/staff");
    for page in ["/staff", "/staff/desk", "/staff/account", "/staff/account/factor", "/staff/calls"] {
        assert_eq!(browser.get(page).await.expect(303).location(), FIRST, "{page}");
    }
    let before = home.db.fingerprint().await;
    for (path, field) in [
        ("/staff/desk/search", ("q", "かくう")),
        ("/staff/account/shared", ("x", "")),
        ("/staff/setup/keys", ("name", "x")),
    ] {
        assert_eq!(browser.post(path, &[field]).await.expect(303).location(), FIRST, "{path}");
    }
    assert_eq!(home.db.fingerprint().await, before);
    let page = browser.get(FIRST).await.expect(200).text();
    assert!(page.contains("ほかの人が決めたものです"), "{page}");
    let same = [("old_password", password.as_str()), ("password", &password), ("password_again", &password)];
    browser.post("/staff/password", &same).await.expect(422);
    make_her_own(&browser, &password, HER_OWN).await;
    browser.get("/staff").await.expect(200);
    let again = Browser::new(server.client);
    again.post("/staff/sign-in", &enter).await.expect(401);
    again.post("/staff/sign-in", &[("login", "shinjin"), ("password", HER_OWN)]).await.expect(303);
    again.get("/staff").await.expect(200);
    // What a demo published is nobody's first password.
    browser.sign_in("kanri").await;
    browser.get("/staff").await.expect(200);
}

async fn a_first_password_that_nobody_used_opens_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let password = add(&home);
    server.kill();
    let server = home.serve_with(Setup::ahead(8 * 24 * 60 * 60)).await;
    let browser = Browser::new(server.client);
    let late =
        browser.post("/staff/sign-in", &[("login", "shinjin"), ("password", &password)]).await.expect(401).text();
    assert!(late.contains("7日のあいだ使われなかった") && late.contains("value=\"shinjin\""), "{late}");
    assert!(!late.contains(&password));
    // Whoever does not know it learns nothing.
    let wrong = browser.post("/staff/sign-in", &[("login", "shinjin"), ("password", HER_OWN)]).await.expect(401).text();
    assert!(wrong.contains("合いません") && !wrong.contains("7日"), "{wrong}");
    browser.get("/staff").await.expect(303);
}

async fn where_a_factor_is_wanted_it_comes_first(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = Browser::new(server.client);
    kanri.sign_in("kanri").await;
    let factor = "/staff/setup/city/factor";
    kanri.fill(factor, factor, &[("factor_required", "true")]).await.expect(303);
    let password = add(&home);
    let browser = Browser::new(server.client);
    let step = browser.post("/staff/sign-in", &[("login", "shinjin"), ("password", &password)]).await.expect(303);
    assert!(step.location().starts_with(STEP), "{}", step.location());
    let (on, ..) = register(&browser, server.client, step.location()).await;
    assert_eq!(on.expect(303).location(), "/staff");
    make_her_own(&browser, &password, HER_OWN).await;
    browser.get("/staff").await.expect(200);
}
