//! Keys of partner systems: made on the command line and on a page, shown once, revoked at once.

use std::fs;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::people::KIND;
use crate::support::server::{Home, Setup};

on_both_engines!(
    the_command_makes_and_revokes_a_key_beside_a_running_server,
    an_administrator_sees_a_new_key_once,
    the_demo_prints_the_same_key_at_every_start,
    a_key_has_limits_of_its_own,
);

/// The key in a text that prints it.
pub fn key_in(text: &str) -> String {
    let key = text.split("api_key=").nth(1).and_then(|rest| rest.split_whitespace().next());
    key.unwrap_or_else(|| panic!("no key in {text}")).to_owned()
}

/// The key the demo printed at its last start.
pub fn demo_key(home: &Home) -> String {
    let out = fs::read_to_string(home.folder.join("out")).unwrap();
    key_in(&out[out.rfind("api_key=").expect("a key")..])
}

/// GET with a key.
pub async fn get_as(client: Client, key: &str, path: &str) -> Answer {
    client.ask("GET", path, &[("authorization", &format!("Bearer {key}"))], b"").await
}

/// Something only partners may ask.
fn question() -> String {
    format!("/api/v1/slots/why?kind={KIND}&office=central&at=2030-01-07T10:00:00Z")
}

async fn refused(client: Client, key: &str) {
    for path in [question().as_str(), "/api/v1/kinds"] {
        let answer = get_as(client, key, path).await.expect(401);
        assert_eq!(answer.code(), "unauthorized");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        assert!(answer.header("www-authenticate").is_some_and(|line| line.starts_with("Bearer")));
    }
}

async fn the_command_makes_and_revokes_a_key_beside_a_running_server(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let said = |arguments: &[&str]| {
        let output = home.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let key = key_in(&said(&["key", "add", "架空 アプリ"]));
    assert!(key.starts_with("mk_") && key.len() == 46, "{key}");
    get_as(client, &key, &question()).await.expect(200);
    get_as(client, &key, "/api/v1/kinds").await.expect(200);
    let list = said(&["key", "list"]);
    assert!(list.contains("架空 アプリ") && list.contains("見本の連携") && !list.contains("mk_"), "{list}");

    // Without a key everything else is as it was; a proxy's own scheme is none of ours.
    client.get(&question()).await.expect(401);
    client.get("/api/v1/kinds").await.expect(200);
    client.ask("GET", "/api/v1/kinds", &[("authorization", "Basic bWs6YQ==")], b"").await.expect(200);
    refused(client, "mk_unknown").await;
    refused(client, "").await;
    assert!(!home.run(&["key", "add", " "]).status.success());
    assert!(!home.run(&["key", "revoke", "1"]).status.success());

    let id = list.lines().find(|line| line.contains("架空")).and_then(|line| line.split(['=', ' ']).nth(1));
    let revoked = said(&["key", "revoke", id.expect("an id")]);
    assert!(revoked.contains("revoked="), "{revoked}");
    refused(client, &key).await;
}

async fn an_administrator_sees_a_new_key_once(engine: Engine) {
    const PAGE: &str = "/staff/setup/keys";
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = Browser::new(server.client);
    kanri.sign_in("kanri").await;
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains("見本の連携") && !page.contains("mk_"));

    let made = kanri.post(PAGE, &[("name", "架空 アプリ")]).await.expect(200);
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let text = made.text();
    let at = text.find("mk_").expect("the key");
    let key = &text[at..at + 46];
    get_as(server.client, key, &question()).await.expect(200);
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains("架空 アプリ") && !page.contains("mk_"));

    // What is refused stands in its field, with its sentence; a posted key is not shown as one of ours.
    let long = "あ".repeat(80);
    let again = kanri.post(PAGE, &[("name", &long), ("made", "x"), ("key", "mk_foreign")]).await.expect(422).text();
    assert!(again.contains(&long) && again.contains("name-error") && !again.contains("mk_foreign"));

    let id = home.db.count("SELECT id FROM partner_key WHERE name = '架空 アプリ'").await;
    let done = kanri.fill(PAGE, &format!("{PAGE}/{id}/revoke"), &[]).await.expect(303);
    assert!(kanri.get(done.location()).await.expect(200).text().contains("鍵を止めました"));
    refused(server.client, key).await;

    for login in ["uketsuke", "hokenshi"] {
        let browser = Browser::new(server.client);
        browser.sign_in(login).await;
        browser.get(PAGE).await.expect(403);
        browser.post(PAGE, &[("name", "架空 アプリ")]).await.expect(404);
        browser.post(&format!("{PAGE}/{id}/revoke"), &[]).await.expect(404);
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM partner_key").await, 2);
}

async fn the_demo_prints_the_same_key_at_every_start(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let key = demo_key(&home);
    get_as(server.client, &key, &question()).await.expect(200);
    server.kill();
    home.db.execute("UPDATE partner_key SET revoked_at = created_at").await;

    let server = home.serve().await;
    assert_eq!(demo_key(&home), key);
    get_as(server.client, &key, &question()).await.expect(200);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM partner_key").await, 1);
}

async fn a_key_has_limits_of_its_own(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(Setup { shield: true, ..Setup::default() }).await;
    let (client, key) = (server.client, demo_key(&home));
    let unknown = "/api/v1/bookings/unknown";
    let mut tries = 0;
    while client.get(unknown).await.status == 404 {
        tries += 1;
        assert!(tries < 100, "nobody is slowed down");
    }
    // The network has guessed too often, with keys as with links; the partner has not.
    let guess = client.ask("GET", "/api/v1/kinds", &[("authorization", "Bearer mk_guess")], b"").await;
    assert_eq!(guess.status, 429);
    for _ in 0..40 {
        get_as(client, &key, unknown).await.expect(404);
    }
}
