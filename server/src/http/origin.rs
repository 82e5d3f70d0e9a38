//! Refuse writes that another site makes a browser send.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::ORIGIN;
use http::{HeaderMap, Method};
use url::Url;

use super::city::{City, host};
use super::problem::Problem;

/// Lets a write pass when it comes from our own pages or from no browser at all.
pub async fn writes(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || ours(&request) {
        return next.run(request).await;
    }
    tracing::warn!("write from a foreign origin refused");
    Problem::foreign_origin().into_response()
}

fn ours(request: &Request) -> bool {
    let headers = request.headers();
    let cross_site = text(headers, "sec-fetch-site").is_some_and(|site| site == "cross-site");
    let mut origins = headers.get_all(ORIGIN).iter();
    !cross_site && origins.all(|origin| origin.to_str().is_ok_and(|origin| known(request, origin)))
}

/// The city's public address, or the very host that was asked.
fn known(request: &Request, origin: &str) -> bool {
    let Ok(origin) = Url::parse(origin) else { return false };
    let public = request.extensions().get::<City>().and_then(|city| Url::parse(&city.0.municipality.public_url).ok());
    if public.is_some_and(|public| public.origin() == origin.origin()) {
        return true;
    }
    let authority = origin.port().map_or_else(
        || origin.host_str().unwrap_or_default().to_owned(),
        |port| format!("{}:{port}", origin.host_str().unwrap_or_default()),
    );
    !authority.is_empty() && authority.eq_ignore_ascii_case(host(request.headers(), request.uri()))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
