//! A passkey in somebody's browser: what a page asks it, and the forms that go back.

use super::authenticator::Authenticator;
use super::client::{Browser, hidden};
use super::http::Answer;
use super::server::Setup;

/// Where she registers one.
pub const REGISTER: &str = "/staff/account/passkey";
/// The address of a city whose staff may have passkeys: a browser takes this one for its own machine.
pub const ADDRESS: &str = "http://localhost:4711";

/// A server at that address.
pub fn at_a_name() -> Setup {
    Setup { more: vec![("MENDAN_PUBLIC_URL", ADDRESS.to_owned())], ..Setup::default() }
}

/// A passkey of a browser that is there.
pub fn new() -> Authenticator {
    Authenticator::new(ADDRESS)
}

/// What a page asks of a passkey.
pub fn options(page: &str) -> String {
    let value = page.split("data-options=\"").nth(1).and_then(|rest| rest.split('"').next());
    let value = value.unwrap_or_else(|| panic!("the page asks for no passkey: {page}"));
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The form that a page sends, with what the passkey says, and more.
pub async fn send(browser: &Browser, place: &str, (page, said): (&str, String), more: &[(&str, &str)]) -> Answer {
    let asked = hidden(page, "asked");
    let fields = [&[("asked", asked.as_str()), ("passkey", said.as_str())], more].concat();
    browser.post(place, &fields).await
}

/// She is in and registers a passkey of that name.
pub async fn register(browser: &Browser, key: &Authenticator, name: &str) -> Answer {
    let page = browser.get(REGISTER).await.expect(200).text();
    send(browser, REGISTER, (&page, key.made(&options(&page))), &[("passkey_name", name)]).await
}
