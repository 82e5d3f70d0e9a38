//! Names and ports of addresses, compared as browsers do: without case, with the port that a scheme has by default, and
//! with one way of writing a bare address.

use http::HeaderMap;
use url::{Host, Url};

/// Whether `host[:port]`, as a client wrote it, is where `url` leads.
pub fn leads_to(host: &str, url: &Url) -> bool {
    if host.is_empty() || host.contains(['/', '@', '?', '#', '\\']) {
        return false;
    }
    let Ok(asked) = Url::parse(&format!("{}://{host}", url.scheme())) else { return false };
    asked.host() == url.host() && asked.port_or_known_default() == url.port_or_known_default()
}

/// The city's address when the page was opened at another one. What proxies say of the client's side is believed here
/// from anybody: it decides about a hint to that very client, and the hint shows nothing of it.
pub fn elsewhere(headers: &HeaderMap, host: &str, public_url: &str) -> Option<String> {
    let public = Url::parse(public_url).ok()?;
    let forwarded = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok())?;
        value.split(',').next().map(|first| first.trim().to_ascii_lowercase()).filter(|first| !first.is_empty())
    };
    let host = forwarded("x-forwarded-host").unwrap_or_else(|| host.to_owned());
    let by_proxy = ["x-forwarded-for", "forwarded", "via", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
    // A proxy that does not say how it was asked is taken to have been asked rightly.
    let scheme =
        forwarded("x-forwarded-proto").unwrap_or_else(|| if by_proxy { public.scheme() } else { "http" }.to_owned());
    let there = scheme == public.scheme() && (leads_to(&host, &public) || both_here(&host, &public));
    (!host.is_empty() && !there).then(|| public_url.trim_end_matches('/').to_owned())
}

/// Two names of the same machine: somebody tries it out.
fn both_here(host: &str, public: &Url) -> bool {
    let here = |url: &Url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let asked = Url::parse(&format!("{}://{host}", public.scheme()));
    asked.is_ok_and(|asked| here(&asked) && here(public))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn leads(host: &str, url: &str) -> bool {
        leads_to(host, &Url::parse(url).expect("an address"))
    }

    #[test]
    fn case_default_ports_and_brackets_make_no_difference() {
        assert!(leads("Yoyaku.City.example:443", "https://yoyaku.city.example"));
        assert!(leads("yoyaku.city.example", "https://yoyaku.city.example:443"));
        assert!(leads("yoyaku.city.example:80", "http://YOYAKU.city.example"));
        assert!(leads("[::1]:3000", "http://[0:0:0:0:0:0:0:1]:3000"));
        for (host, url) in [
            ("yoyaku.city.example:80", "https://yoyaku.city.example"),
            ("yoyaku.city.example:30000", "http://yoyaku.city.example:3000"),
            ("x@yoyaku.city.example", "http://yoyaku.city.example"),
            ("yoyaku.city.example/x", "http://yoyaku.city.example"),
            ("", "http://yoyaku.city.example"),
        ] {
            assert!(!leads(host, url), "{host} {url}");
        }
    }

    #[test]
    fn a_page_opened_at_another_address_knows_the_right_one() {
        let seen = |pairs: &[(&'static str, &'static str)], host: &str| {
            let headers =
                pairs.iter().map(|(name, value)| ((*name).parse().expect("a name"), HeaderValue::from_static(value)));
            elsewhere(&headers.collect(), host, "https://yoyaku.city.example/")
        };
        let right = Some("https://yoyaku.city.example".to_owned());
        assert_eq!(seen(&[], "10.0.0.5:3000"), right, "another name");
        assert_eq!(seen(&[], "yoyaku.city.example"), right, "without TLS");
        assert_eq!(seen(&[("x-forwarded-proto", "http")], "yoyaku.city.example"), right);
        assert_eq!(seen(&[("x-forwarded-proto", "https")], "yoyaku.city.example"), None);
        assert_eq!(
            seen(&[("x-forwarded-for", "192.0.2.1")], "Yoyaku.city.example:443"),
            None,
            "the proxy says nothing"
        );
        let hidden = [("x-forwarded-proto", "https"), ("x-forwarded-host", "yoyaku.city.example")];
        assert_eq!(seen(&hidden, "backend:3000"), None);
        let local = elsewhere(&HeaderMap::new(), "localhost:3000", "http://127.0.0.1:3000");
        assert_eq!(local, None, "trying it out");
    }
}
