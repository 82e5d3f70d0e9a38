//! Somebody's authenticator app, and coming in with it.

use chrono::DateTime;
use totp_rs::{Builder, Secret, Totp};

use super::client::{Browser, Client, hidden};
use super::http::Answer;

/// Where the second step is asked.
pub const STEP: &str = "/staff/sign-in/factor";
/// Seconds for which a code is shown.
const SHOWN: i64 = 30;

/// It knows the key of a page, and which codes of it were used.
#[derive(Debug)]
pub struct App {
    totp: Totp,
    used: i64,
}

impl App {
    /// With the key that a page shows, as people type it.
    pub fn of_page(page: &str) -> Self {
        let key = page.split("class=\"register-key\">").nth(1).and_then(|rest| rest.split('<').next());
        let key = key.unwrap_or_else(|| panic!("the page shows no key: {page}")).replace(' ', "");
        let totp = Builder::new().with_secret(Secret::try_from_base32(key).expect("a key")).build().expect("an app");
        Self { totp, used: 0 }
    }

    /// The next code that can be used: codes of the moment before and after are good, too, so that nobody need wait for the clock.
    pub async fn code(&mut self, client: Client) -> String {
        let now = now(client).await / SHOWN;
        self.used = (now - 1).max(self.used + 1);
        assert!(self.used <= now + 1, "there is no code that was not used: somebody has to wait");
        self.at_step(self.used)
    }

    /// The last one once more.
    pub fn again(&self) -> String {
        self.at_step(self.used)
    }

    /// What it shows so many steps from now.
    pub async fn differing(&self, client: Client, steps: i64) -> String {
        self.at_step(now(client).await / SHOWN + steps)
    }

    fn at_step(&self, step: i64) -> String {
        self.totp.generate(u64::try_from(step * SHOWN).expect("after 1970")).to_string()
    }
}

/// The server's second: a demo tells it, and of another every answer has it in its head.
async fn now(client: Client) -> i64 {
    let told = client.get("/dev/clock").await;
    if told.status == 200 {
        return DateTime::parse_from_rfc3339(told.text().trim()).expect("an instant").timestamp();
    }
    let date = told.header("date").expect("an answer has a date");
    DateTime::parse_from_rfc2822(date).expect("a date").timestamp()
}

/// She is before registering her first app, at that place: registers it, has her codes, and goes on. Where she comes to, her app, her
/// codes.
pub async fn register(browser: &Browser, client: Client, place: &str) -> (Answer, App, Vec<String>) {
    assert!(place.starts_with(STEP), "no factor is asked: {place}");
    let page = browser.get(place).await.expect(200).text();
    let mut app = App::of_page(&page);
    let code = app.code(client).await;
    let (offered, next) = (hidden(&page, "offered"), hidden_or_none(&page, "next"));
    let typed = [("offered", offered.as_str()), ("code", code.as_str()), ("next", next.as_str())];
    let shown = browser.post(&format!("{STEP}/new"), &typed).await.expect(200).text();
    let codes = codes(&shown);
    assert_eq!(codes.len(), 10, "{shown}");
    (browser.post("/staff/account/go-on", &[("next", &hidden_or_none(&shown, "next"))]).await, app, codes)
}

/// A page without the key of an app, which is nobody's text.
pub fn without_key(page: &str) -> String {
    let Some((before, rest)) = page.split_once("class=\"register-key\">") else { return page.to_owned() };
    let after = rest.split_once('<').map_or("", |(_, after)| after);
    format!("{before}class=\"register-key\"><{after}")
}

/// Codes of a page that shows them.
pub fn codes(page: &str) -> Vec<String> {
    let list = page.split("class=\"codes\"").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap_or_default();
    list.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap_or_default().to_owned()).collect()
}

/// A hidden field's value; empty where there is none.
pub fn hidden_or_none(page: &str, name: &str) -> String {
    if page.contains(&format!("name=\"{name}\"")) { hidden(page, name) } else { String::new() }
}

/// Of the demo's passwords, before the name.
const PASSWORD: &str = "mendan-demo-";

/// She is in and has registered an app; her codes.
pub async fn with_app(browser: &Browser, client: Client, login: &str) -> (App, Vec<String>) {
    browser.sign_in(login).await;
    let page = browser.get("/staff/account/factor").await.expect(200).text();
    let mut app = App::of_page(&page);
    let code = app.code(client).await;
    let typed = [("offered", hidden(&page, "offered")), ("code", code)];
    let typed = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
    let shown = browser.post("/staff/account/factor", &typed).await.expect(200).text();
    assert!(shown.contains("この一度きり"), "{shown}");
    (app, codes(&shown))
}

/// The first step.
pub async fn by_password(browser: &Browser, login: &str) -> Answer {
    browser.post("/staff/sign-in", &[("login", login), ("password", &format!("{PASSWORD}{login}"))]).await
}

/// Somebody else made her password: she makes her own, and may go on.
pub async fn make_her_own(browser: &Browser, old: &str, new: &str) {
    assert_eq!(browser.get("/staff").await.expect(303).location(), "/staff/password?said=first");
    let typed = [("old_password", old), ("password", new), ("password_again", new)];
    let on = browser.fill("/staff/password?said=first", "/staff/password", &typed).await.expect(303);
    assert_eq!(on.location(), "/staff/password?said=own");
}

/// What the browser has under that name.
pub fn cookie(browser: &Browser, name: &str) -> Option<String> {
    browser.cookies.lock().unwrap().get(name).cloned().filter(|value| !value.is_empty())
}
