//! Our cookies. With https they are `__Host-` cookies; on http (the demo) they have plain names.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

use crate::config::Config;

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A browser's hold; as long as the browser runs.
    Hold,
    /// A signed-in member of staff; as long as the browser runs.
    Session,
    /// A browser in which staff have signed in before; half a year. Says nothing but that, and for which sign-in names.
    Device,
}

fn word(config: &Config, name: Name) -> String {
    let plain = match name {
        Name::Hold => "mendan_hold",
        Name::Session => "mendan_session",
        Name::Device => "mendan_device",
    };
    if secure(config) { format!("__Host-{plain}") } else { plain.to_owned() }
}

fn secure(config: &Config) -> bool {
    config.public_url.scheme() == "https"
}

/// The cookie's value, if the browser sent one.
pub fn read(config: &Config, headers: &HeaderMap, name: Name) -> Option<String> {
    let wanted = word(config, name);
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == wanted && !value.is_empty() && value.len() < 200)
        .map(|(_, value)| value.to_owned())
}

/// Sets the cookie, or clears it.
pub fn write(config: &Config, headers: &mut HeaderMap, name: Name, value: Option<&str>) {
    let secure = if secure(config) { "; Secure" } else { "" };
    let life = match (value, name) {
        (None, _) => "; Max-Age=0",
        (Some(_), Name::Device) => "; Max-Age=15552000",
        (Some(_), Name::Hold | Name::Session) => "",
    };
    let line =
        format!("{}={}; Path=/; HttpOnly; SameSite=Lax{secure}{life}", word(config, name), value.unwrap_or_default());
    if let Ok(line) = HeaderValue::from_str(&line) {
        headers.append(SET_COOKIE, line);
    }
}
