//! The address of a calendar as typed.

use mendan_domain::fault::Fault;
use mendan_domain::text;
use url::Url;

use crate::staff::openid::form::is_safe;

/// Longest address, octets.
const LONGEST: usize = 2_000;

/// The address it means: by https, on this very machine without; `webcal:` is what programs write for it.
pub(super) fn typed(typed: &str) -> Result<String, Fault> {
    let typed = text::without_marks(typed).trim().to_owned();
    match typed.as_str() {
        "" => return Err(Fault::Required),
        _ if typed.len() > LONGEST => return Err(Fault::TooLong),
        _ if typed.chars().any(|c| c.is_control() || c.is_whitespace()) => return Err(Fault::NotHttps),
        _ => {}
    }
    let plain = ["webcal://", "webcals://"].into_iter().find_map(|scheme| {
        let head = typed.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| typed.get(scheme.len()..)).flatten()
    });
    let address = plain.map_or(typed.clone(), |rest| format!("https://{rest}"));
    let mut url = Url::parse(&address).map_err(|_| Fault::NotHttps)?;
    url.set_fragment(None);
    if is_safe(&url) { Ok(url.into()) } else { Err(Fault::NotHttps) }
}

/// What of an address may be shown: where it is, never what opens it.
pub(super) fn shown(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_https_however_programs_write_it() {
        for (written, read) in [
            ("https://cal.example/private-abc/basic.ics", "https://cal.example/private-abc/basic.ics"),
            (" WebCal://cal.example/a.ics ", "https://cal.example/a.ics"),
            ("webcals://cal.example/a.ics#x", "https://cal.example/a.ics"),
            ("https://hanako:himitsu@cal.example/a", "https://hanako:himitsu@cal.example/a"),
            ("http://127.0.0.1:4000/a.ics", "http://127.0.0.1:4000/a.ics"),
        ] {
            assert_eq!(typed(written).as_deref(), Ok(read));
        }
        assert_eq!(typed(" "), Err(Fault::Required));
        assert_eq!(typed(&format!("https://cal.example/{}", "a".repeat(2_000))), Err(Fault::TooLong));
        for wrong in
            ["http://cal.example/a", "http://10.0.0.7/a", "cal.example/a", "file:///etc/passwd", "https://a b/"]
        {
            assert_eq!(typed(wrong), Err(Fault::NotHttps), "{wrong}");
        }
    }

    #[test]
    fn only_the_place_of_an_address_is_shown() {
        assert_eq!(shown("https://hanako:himitsu@cal.example/private-abc/basic.ics?key=1"), "cal.example");
    }
}
