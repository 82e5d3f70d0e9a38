//! The last resort: what would reach a person as an empty answer or as a problem for programs becomes a few words in
//! every language. Here is no city and no store: it must work when nothing else does.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use mendan_domain::language::Language;
use mendan_words::words as words_of;

use super::dead_ends::reads_pages;

/// Puts words in the place of errors that say nothing to people.
pub async fn words(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let programs = path.starts_with("/api/") || matches!(path, "/healthz" | "/readyz" | "/metrics");
    let person = reads_pages(request.headers()) && !programs;
    let response = next.run(request).await;
    let (status, headers) = (response.status(), response.headers());
    let mute = headers.get(CONTENT_TYPE).is_none_or(|kind| {
        let kind = kind.as_bytes();
        kind == b"application/problem+json" || kind.starts_with(b"text/plain")
    });
    if !(person && mute && (status.is_client_error() || status.is_server_error())) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let page = Html(page(status)).into_response();
    // What stood there may have been packed already; a browser would unpack these words, and show nothing.
    parts.headers.remove(CONTENT_ENCODING);
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.extend(page.headers().clone());
    Response::from_parts(parts, page.into_body())
}

fn page(status: StatusCode) -> String {
    let [first, others @ ..] = Language::ALL;
    let (title, text) = said(first, status);
    let others: String = others.into_iter().map(|language| translated(language, status)).collect();
    let (tag, to_start) = (first.tag(), words_of(first).kit.to_start);
    format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{text}</p>{others}<p><a href=\"/\">{to_start}</a></p></main></body></html>"
    )
}

/// The same in another language, in one paragraph.
fn translated(language: Language, status: StatusCode) -> String {
    let (title, text) = said(language, status);
    format!("<p lang=\"{}\">{title}. {text}</p>", language.tag())
}

/// Title, and what to do.
fn said(language: Language, status: StatusCode) -> (&'static str, &'static str) {
    let t = &words_of(language).outcome;
    match status {
        StatusCode::NOT_FOUND => (t.bare_not_found_title, t.bare_not_found_text),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
            (t.bare_busy_title, t.bare_busy_text)
        }
        StatusCode::PAYLOAD_TOO_LARGE => (t.bare_too_large_title, t.bare_too_large_text),
        status if status.is_server_error() => (t.bare_fault_title, t.bare_fault_text),
        _ => (t.bare_invalid_title, t.bare_invalid_text),
    }
}
