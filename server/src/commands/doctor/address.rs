//! The public addresses: what stands in mails must be what residents can open, over TLS.

use async_trait::async_trait;
use mendan_words::Doctor;
use url::{Host, Url};

use super::around::Around;
use super::check::{Check, Finding};

/// See the file's head.
pub struct Address;

#[async_trait]
impl Check for Address {
    fn name(&self) -> &'static str {
        "public_address"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.address
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        let shown: Vec<&str> = around.outside.iter().map(|outside| outside.url.as_str()).collect();
        let good = || Finding::good(t.address_good(shown.join(" ")));
        if !around.is_real() {
            return good();
        }
        let wrong = around.outside.iter().filter_map(|outside| wrong(t, &outside.url));
        Finding::of(wrong, good)
    }
}

fn wrong(t: &Doctor, url: &Url) -> Option<Finding> {
    if is_of_the_inside(url) {
        return Some(Finding::mend(t.address_inside(url), t.address_do));
    }
    (url.scheme() != "https").then(|| Finding::mend(t.address_http(url), t.address_http_do))
}

/// An address that only this machine, or only this house, can open.
fn is_of_the_inside(url: &Url) -> bool {
    match url.host() {
        None => true,
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost") || !name.contains('.'),
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_unspecified() || ip.is_link_local(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unspecified(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_this_machine_opens_is_no_public_address() {
        let inside = |url: &str| is_of_the_inside(&Url::parse(url).unwrap());
        for url in ["http://127.0.0.1:3000", "https://localhost", "https://[::1]/", "http://0.0.0.0", "https://mendan/"]
        {
            assert!(inside(url), "{url}");
        }
        // A closed network's own addresses may be what residents of it open.
        for url in ["https://yoyaku.city.example.jp", "https://10.1.2.3", "http://192.0.2.1:8080"] {
            assert!(!inside(url), "{url}");
        }
    }
}
