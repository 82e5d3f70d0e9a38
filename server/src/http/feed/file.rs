//! `GET /calendar/{token}/mendan.ics`: a member's interviews, for her calendar program. It is read at the public address, whichever network
//! her telephone is in; its secret is all that it asks. Reading changes nothing.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LAST_MODIFIED};
use http::{HeaderMap, StatusCode};
use mendan_service::secret::sha256;

use crate::calendar;
use crate::http::city::City;
use crate::http::problem::Problem;
use crate::state::AppState;

/// Octets of a digest that name a state of the file.
const NAMED_BY: usize = 16;

/// Answers with the file, or that it is the one she has.
pub async fn file(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let content = state.services.feed_content(city.0.municipality.id, &token).await?;
    let file = calendar::feed(&content);
    let digest = sha256(file.as_bytes());
    // Weak: on the way it may be compressed, and is the same all the same.
    let etag = format!("W/\"{}\"", base16ct::lower::encode_string(digest.get(..NAMED_BY).unwrap_or_default()));
    let about = [
        // Kept by her program and by nobody between, and asked for each time whether it is still so.
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (LAST_MODIFIED, content.modified_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        (ETAG, etag.clone()),
    ];
    if has(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let of_file = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
        (CONTENT_DISPOSITION, "inline; filename=\"mendan.ics\""),
    ];
    Ok((about, of_file, file).into_response())
}

/// Whether that state is among those she has (RFC 9110 13.1.2: compared weakly).
fn has(headers: &HeaderMap, etag: &str) -> bool {
    let weakly = |etag: &str| etag.trim().trim_start_matches("W/").to_owned();
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).any(|one| one.trim() == "*" || weakly(one) == weakly(etag))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn she_has_it_if_it_is_among_what_she_names() {
        let has = |named: &'static str| {
            let headers = HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_static(named))]);
            super::has(&headers, "W/\"abc\"")
        };
        assert!(has("W/\"abc\"") && has("\"abc\"") && has("\"x\", W/\"abc\"") && has("*"));
        assert!(!has("\"ab\"") && !has("abc") && !has(""));
        assert!(!super::has(&HeaderMap::new(), "W/\"abc\""));
    }
}
