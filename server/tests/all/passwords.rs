//! Passwords: what may not be one, and how one changes one's own.

use std::io::Write as _;
use std::process::Stdio;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::server::{Home, Setup};

on_both_engines!(
    what_is_tried_first_is_refused_on_every_way,
    everybody_changes_her_own_and_other_sessions_end,
    an_https_address_is_asked_over_tls_only,
);

const GOOD: &str = "fern lantern gravel 81 orbit";
const WEAK: [&str; 3] = ["passwordpassword", "hokenshihokenshi", "kaku-city-kaku-city"];

async fn what_is_tried_first_is_refused_on_every_way(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let reset = |password: &str| {
        let mut command = home.command(&Setup::default(), &["staff", "reset", "hokenshi"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        child.wait_with_output().unwrap()
    };
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let hers = Browser::new(server.client);
    hers.sign_in("hokenshi").await;
    for weak in WEAK {
        let said = reset(weak);
        assert!(!said.status.success() && String::from_utf8_lossy(&said.stderr).contains("guessable"), "{weak}");
        let typed = [("password", weak), ("password_again", weak)];
        let place = format!("/staff/setup/staff/{id}");
        let page = browser.fill(&place, &format!("{place}/password"), &typed).await.expect(422).text();
        assert!(page.contains("推測されやすい") && !page.contains(weak), "{weak}");
        let typed = [("old_password", "mendan-demo-hokenshi"), ("password", weak), ("password_again", weak)];
        let page = hers.post("/staff/password", &typed).await.expect(422).text();
        assert!(page.contains("推測されやすい") && !page.contains(weak), "{weak}");
    }
    hers.get("/staff").await.expect(200);
    assert!(reset(GOOD).status.success());
}

async fn everybody_changes_her_own_and_other_sessions_end(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (here, there) = (Browser::new(server.client), Browser::new(server.client));
    for (login, password) in [("uketsuke", GOOD), ("hokenshi", "willow thunder 52 copper basin")] {
        here.sign_in(login).await;
        there.sign_in(login).await;
        let old = format!("mendan-demo-{login}");
        assert!(here.get("/staff").await.text().contains("href=\"/staff/account\""), "the way there");
        assert!(here.get("/staff/account").await.text().contains("href=\"/staff/password\""), "and on");
        let page = here.get("/staff/password").await.expect(200).text();
        assert!(page.contains("autocomplete=\"current-password\"") && page.contains("autocomplete=\"new-password\""));
        let change = async |old: &str, new: &str, again: &str| {
            let typed = [("old_password", old), ("password", new), ("password_again", again)];
            here.post("/staff/password", &typed).await
        };
        let wrong = change("not the old one", password, password).await.expect(422).text();
        assert!(wrong.contains("いまのパスワードが合いません"), "{wrong}");
        let differ = change(&old, password, "another one altogether").await.expect(422).text();
        assert!(differ.contains("同じではありません"), "{differ}");
        there.get("/staff").await.expect(200);
        assert_eq!(change(&old, password, password).await.expect(303).location(), "/staff/password?said=own");
        here.get("/staff").await.expect(200);
        there.get("/staff").await.expect(303);
        let again = Browser::new(server.client);
        let refused = again.post("/staff/sign-in", &[("login", login), ("password", &old)]).await.expect(401);
        assert!(refused.text().contains("合いません"));
        let entered = again.post("/staff/sign-in", &[("login", login), ("password", password)]).await.expect(303);
        assert_eq!(entered.location(), "/staff");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'staff_own_password'").await, 2);
    let stranger = Browser::new(server.client);
    stranger.get("/staff/password").await.expect(303);
    stranger.post("/staff/password", &[("old_password", "x")]).await.expect(401);
}

async fn an_https_address_is_asked_over_tls_only(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    assert_eq!(server.client.get("/").await.header("strict-transport-security"), None, "an http address");
    server.kill();
    let url = ("MENDAN_PUBLIC_URL", "https://kaku.example".to_owned());
    let server = home.serve_with(Setup { more: vec![url], ..Setup::default() }).await;
    for path in ["/", "/staff/sign-in", "/api/v1/offices", "/nowhere"] {
        let answer = server.client.get(path).await;
        assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"), "{path}");
    }
}
