//! What a demo has published ends with the demo, and is back with it.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::server::{Home, Setup};

on_both_engines!(published_passwords_and_the_partner_key_open_nothing_without_the_demo);

async fn published_passwords_and_the_partner_key_open_nothing_without_the_demo(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let out = std::fs::read_to_string(home.folder.join("out")).unwrap();
    let key = out.lines().find_map(|line| line.strip_prefix("api_key=")).expect("the demo's key").to_owned();
    let bearer = format!("Bearer {key}");
    let asked = [("authorization", bearer.as_str())];
    client.ask("GET", "/api/v1/offices", &asked, b"").await.expect(200);
    let earlier = Browser::new(client);
    earlier.sign_in("kanri").await;
    let cookies = earlier.cookie_line();
    server.kill();

    let real = [("MENDAN_DEMO", "0".to_owned()), ("MENDAN_CLOCK_OFFSET", "0s".to_owned())];
    let server = home.serve_with(Setup { more: real.to_vec(), ..Setup::default() }).await;
    let client = server.client;
    for login in ["kanri", "hokenshi", "uketsuke"] {
        let password = format!("mendan-demo-{login}");
        let typed = [("login", login), ("password", password.as_str())];
        let answer = Browser::new(client).post("/staff/sign-in", &typed).await.expect(401);
        assert!(answer.text().contains("合いません"), "{login}");
    }
    client.ask("GET", "/staff", &[("cookie", &cookies)], b"").await.expect(303);
    client.ask("GET", "/api/v1/offices", &asked, b"").await.expect(401);
    assert!(home.log().contains("kanri, hokenshi, uketsuke") || home.log().contains("published passwords"));
    server.kill();

    let server = home.serve().await;
    Browser::new(server.client).sign_in("kanri").await;
    server.client.ask("GET", "/api/v1/offices", &asked, b"").await.expect(200);
}
