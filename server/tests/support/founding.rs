//! A real city: no demo, its link, its forms.

use std::process::Output;

use super::app::{App, register};
use super::client::{Browser, Client};
use super::server::{Home, Server, Setup};

/// Long enough, and nobody tries it first.
pub const PASSWORD: &str = "kumo-ga-takai-yama-41";

/// A server that is no demo; so it has the clock of its machine.
pub fn real() -> Setup {
    let more = [("MENDAN_DEMO", "0"), ("MENDAN_CLOCK_OFFSET", "0s")];
    Setup { more: more.map(|(name, value)| (name, value.to_owned())).into(), ..Setup::default() }
}

/// Everything that was printed so far.
pub fn printed(home: &Home) -> String {
    std::fs::read_to_string(home.folder.join("out")).unwrap_or_default()
}

/// The path of the last link that was printed by a start.
pub fn link(home: &Home) -> String {
    link_in(&printed(home), home)
}

/// The path of the last link in what a command or a start printed.
#[track_caller]
pub fn link_in(said: &str, home: &Home) -> String {
    let line = said.lines().rev().find_map(|line| line.strip_prefix("setup_url="));
    let url = line.unwrap_or_else(|| panic!("no link was printed:\n{said}"));
    let path = url.strip_prefix(&home.public_url()).unwrap_or_else(|| panic!("{url} is not at {}", home.public_url()));
    assert!(path.starts_with("/setup/") && path.len() > 40, "{path}");
    path.to_owned()
}

/// What a command said, and whether it was content.
pub fn said(output: &Output) -> (bool, String) {
    let text = [&output.stdout, &output.stderr].map(|octets| String::from_utf8_lossy(octets).into_owned()).concat();
    (output.status.success(), text)
}

/// The first form.
pub fn city(home: &Home) -> Vec<(&'static str, String)> {
    vec![
        ("name_ja", "みのり市".into()),
        ("name_en", "Minori City".into()),
        ("public_url", home.public_url()),
        ("department", "健康課 母子保健係".into()),
        ("phone", "042-000-0100".into()),
        ("phone_hours", "平日 8時30分〜17時15分".into()),
        ("mail_from", "boshi@minori.example".into()),
    ]
}

/// The second form.
pub const ADMINISTRATOR: [(&str, &str); 4] =
    [("display_name", "想定 係長"), ("login", "kanri"), ("password", PASSWORD), ("password_again", PASSWORD)];

/// The second form, and the first administrator's app, which a new city wants: she is in, before what is still to be done.
pub async fn entered(browser: &Browser, client: Client) -> App {
    let answer = browser.post("/setup/administrator", &ADMINISTRATOR).await.expect(303);
    let (on, app, _) = register(browser, client, answer.location()).await;
    assert_eq!(on.expect(303).location(), "/staff/setup/begin");
    app
}

/// Fields as a browser sends them.
pub fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Somebody who has come from a link to the second form.
pub async fn begun(home: &Home, server: &Server, link: &str) -> Browser {
    let browser = Browser::new(server.client);
    assert_eq!(browser.post(link, &[]).await.expect(303).location(), "/setup/city");
    let answer = browser.post("/setup/city", &pairs(&city(home))).await.expect(303);
    assert_eq!(answer.location(), "/setup/administrator");
    browser
}
