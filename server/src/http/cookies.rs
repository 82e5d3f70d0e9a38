//! Our cookies. With https they are `__Host-` cookies; on http (the demo) they have plain names.

use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

use crate::config::Config;

/// Half a year.
const DEVICE_DAYS: i64 = 180;
/// Longer values are none of ours.
const LONGEST: usize = 200;

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
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut all = lines.flat_map(Cookie::split_parse).flatten();
    let ours = |cookie: &Cookie<'_>| cookie.name() == wanted && (1..LONGEST).contains(&cookie.value().len());
    all.find(ours).map(|cookie| cookie.value().to_owned())
}

/// Sets the cookie, or clears it.
pub fn write(config: &Config, headers: &mut HeaderMap, name: Name, value: Option<&str>) {
    let mut cookie = Cookie::new(word(config, name), value.unwrap_or_default());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(secure(config));
    match (value, name) {
        (None, _) => cookie.set_max_age(Duration::ZERO),
        (Some(_), Name::Device) => cookie.set_max_age(Duration::days(DEVICE_DAYS)),
        (Some(_), Name::Hold | Name::Session) => {}
    }
    if let Ok(line) = HeaderValue::from_str(&cookie.to_string()) {
        headers.append(SET_COOKIE, line);
    }
}
