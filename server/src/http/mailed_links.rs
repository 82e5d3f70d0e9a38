//! Mail programs take the full stop or bracket behind a link for a part of it: the clean link is opened instead.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::Method;
use percent_encoding::percent_decode_str;

/// What stands before the secret of a link that is mailed.
const OURS: [&str; 2] = ["/b/", "/staff/link/"];
/// Letters of a link's secret: 256 bits in base64url.
const LETTERS: usize = 43;

/// Leads `/b/{token}.` to `/b/{token}`, and the same of `/staff/link/{word}`.
pub async fn clean(request: Request, next: Next) -> Response {
    let clean =
        matches!(*request.method(), Method::GET | Method::HEAD).then(|| cleaned(request.uri().path())).flatten();
    match clean {
        Some(path) => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            Redirect::to(&format!("{path}{query}")).into_response()
        }
        None => next.run(request).await,
    }
}

/// The path without what is stuck to its end; none if nothing is.
fn cleaned(path: &str) -> Option<String> {
    let (place, rest) = OURS.into_iter().find_map(|place| Some((place, path.strip_prefix(place)?)))?;
    let rest = percent_decode_str(rest).decode_utf8().ok()?;
    let (token, behind) = rest.split_at_checked(LETTERS)?;
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !token.chars().all(letter) {
        return None;
    }
    let page = behind.trim_end_matches(|c: char| !letter(c));
    let ours =
        page.is_empty() || page.strip_prefix('/').is_some_and(|name| name.chars().all(|c| letter(c) || c == '.'));
    let stuck = page != behind && behind != "/";
    (stuck && ours).then(|| format!("{place}{token}{page}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stuck_to_a_link_falls_off() {
        let token = "aZ-_".repeat(10) + "xy_";
        let link = format!("/b/{token}");
        for stuck in [".", "。", "%E3%80%82", "、", ",", ")", "」", ">", "%3E", "%22", ".)", "%20", "&gt;", "/."] {
            let page = if stuck == "&gt;" { None } else { Some(link.clone()) };
            assert_eq!(cleaned(&format!("{link}{stuck}")), page, "{stuck}");
        }
        assert_eq!(cleaned(&format!("{link}/move。")), Some(format!("{link}/move")));
        assert_eq!(cleaned(&format!("/staff/link/{token}。")), Some(format!("/staff/link/{token}")));
        for right in [link.clone(), format!("{link}/"), format!("{link}/move"), format!("{link}/calendar.ics")] {
            assert_eq!(cleaned(&right), None, "{right}");
        }
        for none in ["/b/short.", "/b/", "/book/x."] {
            assert_eq!(cleaned(none), None);
        }
    }
}
