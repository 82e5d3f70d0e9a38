//! What somebody signs in with: a coarse name for her list, made of what the browser says of itself, and whether several use it.

use std::net::IpAddr;

use axum::response::Response;
use http::HeaderMap;
use http::header::USER_AGENT;
use mendan_service::staff::arrival::At;

use crate::http::cookies::{self, Name, Reached};
use crate::http::forms::fields::Posted;
use crate::http::limits::neighbourhood;
use crate::http::pages::Visit;

/// Longer ones are read up to here.
const LONGEST: usize = 400;
/// What the cookie of a shared computer says.
const SHARED: &str = "1";

/// Programs, each behind those that it says to be as well.
const PROGRAMS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Trident/", "Internet Explorer"),
];
/// Systems, likewise.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// Where somebody signs in.
pub(super) struct Arrival {
    network: String,
    browser: String,
    shared: bool,
}

impl Arrival {
    /// From where she posts; that several use the computer she may have said just now.
    pub(super) fn of(peer: IpAddr, headers: &HeaderMap, form: &Posted) -> Self {
        let arrival = Self::back(peer, headers, &form.visit);
        Self { shared: arrival.shared || form.ticked("shared"), ..arrival }
    }

    /// From where she comes back to.
    pub(super) fn back(peer: IpAddr, headers: &HeaderMap, visit: &Visit) -> Self {
        Self { network: neighbourhood(peer), browser: name(headers), shared: visit.shared }
    }

    /// The same for the use case.
    pub(super) fn at(&self) -> At<'_> {
        At { network: &self.network, browser: &self.browser, shared: self.shared }
    }

    /// Whoever comes next to that computer finds it marked.
    pub(super) fn remembered(&self, of: &impl Reached, response: &mut Response) {
        if self.shared {
            share(of, response, true);
        }
    }
}

/// Marks it, or takes the mark away.
pub(super) fn share(of: &impl Reached, response: &mut Response, shared: bool) {
    cookies::write(of, response.headers_mut(), Name::Shared, shared.then_some(SHARED));
}

/// `Chrome (Windows)`; what is not known of it is left out.
fn name(headers: &HeaderMap) -> String {
    let said = headers.get(USER_AGENT).and_then(|said| said.to_str().ok()).unwrap_or_default();
    let said = said.get(..LONGEST).unwrap_or(said);
    let found =
        |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name);
    match (found(&PROGRAMS), found(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} ({system})"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn named(said: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_str(said).expect("a header"));
        name(&headers)
    }

    #[test]
    fn a_browser_is_named_as_its_owner_calls_it() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";
        for (said, told) in [
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Safari/537.36"), "Chrome (Windows)"),
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Safari/537.36 Edg/140.0"), "Edge (Windows)"),
            (format!("Mozilla/5.0 (Linux; Android 10; K) {chrome} Mobile Safari/537.36"), "Chrome (Android)"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(), "Firefox (Linux)"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
                    .into(),
                "Safari (iPhone)",
            ),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15".into(), "Safari (Mac)"),
            ("curl/8.5.0".into(), ""),
            (String::new(), ""),
        ] {
            assert_eq!(named(&said), told, "{said}");
        }
        assert_eq!(named(&"Windows ".repeat(200)), "Windows");
    }
}
