//! Our cookies, each of the host that set it. Where the city is reached by https they are `__Host-` cookies; on http (the demo) they
//! have plain names.

use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use http::header::{COOKIE, SET_COOKIE};
use http::{Extensions, HeaderMap, HeaderValue};
use mendan_service::city::address::Door;
use url::Url;

use super::authority::leads_to;
use super::city::City;
use super::pages::Visit;
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
    /// Whoever has shown her password and not yet her second factor; as long as the browser runs.
    Step,
    /// A browser that was sent to the identity provider, and then that somebody came back from it; as long as the browser runs.
    OpenId,
    /// Whoever founds a city by the one-time link; as long as the browser runs.
    Founding,
    /// A browser in which staff have signed in before; half a year. Says nothing but that, and for which sign-in names.
    Device,
    /// A computer that several use; half a year from the last sign-in there. Says nothing else.
    Shared,
    /// A browser in which nobody wants keys of one letter; half a year. Says nothing else.
    KeysOff,
}

/// Whose cookies they are: each city is reached in its own way.
pub trait Reached {
    /// Whether by https.
    fn by_tls(&self) -> bool;
}

/// How the city of a request is reached. It has an address of https, and that is where it was asked, or where the whole installation
/// is; somebody who tries it out at another address would lose what is sent by https alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByTls(bool);

impl ByTls {
    /// Of a city asked at a door under that host.
    pub fn of(City(city, _): &City, door: Door, host: &str, config: &Config) -> Self {
        let addresses = door.addresses(&city.municipality);
        let mut safe =
            addresses.into_iter().filter_map(|url| Url::parse(url).ok()).filter(|url| url.scheme() == "https");
        Self(safe.any(|url| config.by_tls(door) || leads_to(host, &url)))
    }

    /// While there is no city.
    pub fn of_none(config: &Config, door: Door) -> Self {
        Self(config.by_tls(door))
    }

    /// Of this request.
    pub fn at(extensions: &Extensions) -> Self {
        extensions.get::<Self>().copied().unwrap_or_default()
    }
}

impl Reached for ByTls {
    fn by_tls(&self) -> bool {
        self.0
    }
}

impl Reached for Visit {
    fn by_tls(&self) -> bool {
        self.by_tls.by_tls()
    }
}

fn word(of: &impl Reached, name: Name) -> String {
    let plain = match name {
        Name::Hold => "mendan_hold",
        Name::Session => "mendan_session",
        Name::Step => "mendan_step",
        Name::OpenId => "mendan_openid",
        Name::Founding => "mendan_founding",
        Name::Device => "mendan_device",
        Name::Shared => "mendan_shared",
        Name::KeysOff => "mendan_keys_off",
    };
    if of.by_tls() { format!("__Host-{plain}") } else { plain.to_owned() }
}

/// The cookie's value, if the browser sent one.
pub fn read(of: &impl Reached, headers: &HeaderMap, name: Name) -> Option<String> {
    let wanted = word(of, name);
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut all = lines.flat_map(Cookie::split_parse).flatten();
    let ours = |cookie: &Cookie<'_>| cookie.name() == wanted && (1..LONGEST).contains(&cookie.value().len());
    all.find(ours).map(|cookie| cookie.value().to_owned())
}

/// Sets the cookie, or clears it.
pub fn write(of: &impl Reached, headers: &mut HeaderMap, name: Name, value: Option<&str>) {
    let mut cookie = Cookie::new(word(of, name), value.unwrap_or_default());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(of.by_tls());
    match (value, name) {
        (None, _) => cookie.set_max_age(Duration::ZERO),
        (Some(_), Name::Device | Name::Shared | Name::KeysOff) => cookie.set_max_age(Duration::days(DEVICE_DAYS)),
        (Some(_), Name::Hold | Name::Session | Name::Step | Name::OpenId | Name::Founding) => {}
    }
    if let Ok(line) = HeaderValue::from_str(&cookie.to_string()) {
        headers.append(SET_COOKIE, line);
    }
}
