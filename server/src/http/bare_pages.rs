//! The last resort: what would reach a person as an empty answer or as a problem for programs becomes a few words in
//! Japanese and English. Here is no city and no store: it must work when nothing else does.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

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
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.extend(page.headers().clone());
    Response::from_parts(parts, page.into_body())
}

fn page(status: StatusCode) -> String {
    let [title, japanese, english] = said(status);
    format!(
        "<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{japanese}</p><p lang=\"en\">{english}</p>\
         <p><a href=\"/\">予約のページへ</a></p></main></body></html>"
    )
}

/// Title, what to do, and the same in English.
fn said(status: StatusCode) -> [&'static str; 3] {
    match status {
        StatusCode::NOT_FOUND => [
            "このアドレスのページはありません",
            "アドレスをたしかめて、もう一度開いてください。",
            "There is no page at this address. Please check the address.",
        ],
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => [
            "いま、こみ合っています",
            "30秒ほど待って、もう一度開いてください。",
            "The service is busy. Please try again in half a minute.",
        ],
        StatusCode::PAYLOAD_TOO_LARGE => [
            "送られた内容が大きすぎます",
            "前のページに戻り、短くするか、小さいファイルを選んで、もう一度お試しください。",
            "What was sent is too large. Please go back and shorten it, or choose a smaller file.",
        ],
        status if status.is_server_error() => [
            "うまくいきませんでした",
            "こちらの不具合です。少し待って、もう一度お試しください。",
            "Something went wrong on our side. Please wait a little and try again.",
        ],
        _ => [
            "送られた内容が読めませんでした",
            "前のページに戻って、もう一度お試しください。",
            "What was sent could not be read. Please go back and try again.",
        ],
    }
}
