//! The browser's files and the icon: built once, named by their hash, kept for a year, compressed beforehand.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use mendan_app::{passkeys, scripts};
use tower_http::services::{ServeDir, ServeFile};

use crate::state::AppState;

/// `/pkg/…`, `/favicon.svg`, the script of passkeys, and those of the staff's pages.
pub fn router(state: &AppState) -> Router<AppState> {
    let files = ServeDir::new(state.config.site_root.join("pkg")).precompressed_br().precompressed_gzip();
    let icon = ServeFile::new(state.config.site_root.join("favicon.svg"));
    // Its address does not change with its content.
    let icon = Router::new().route_service("/favicon.svg", icon).layer(from_fn(keep_a_day));
    let of_staff = scripts::ALL.into_iter().fold(Router::new(), |router, script| {
        router.route(script.path, get(move || async move { javascript(script.text) }))
    });
    let script = of_staff.route(passkeys::PATH, get(passkey_script)).layer(from_fn(keep_a_day));
    Router::new().nest_service("/pkg", files).layer(from_fn(keep)).merge(icon).merge(script)
}

/// It is in the program itself: pages and script are of one release, and its address has its digest.
async fn passkey_script() -> impl IntoResponse {
    javascript(passkeys::SCRIPT)
}

fn javascript(script: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"))], script)
}

async fn keep_a_day(request: Request, next: Next) -> Response {
    kept(next.run(request).await, "public, max-age=86400")
}

async fn keep(request: Request, next: Next) -> Response {
    kept(next.run(request).await, "public, max-age=31536000, immutable")
}

fn kept(mut response: Response, how: &'static str) -> Response {
    let value =
        if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED { how } else { "no-store" };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(value));
    response
}
