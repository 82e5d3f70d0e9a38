//! The browser's files and the icon: built once, named by their hash, kept for a year, compressed beforehand.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use tower_http::services::{ServeDir, ServeFile};

use crate::state::AppState;

/// `/pkg/…` and `/favicon.svg`.
pub fn router(state: &AppState) -> Router<AppState> {
    let files = ServeDir::new(state.config.site_root.join("pkg")).precompressed_br().precompressed_gzip();
    let icon = ServeFile::new(state.config.site_root.join("favicon.svg"));
    Router::new().nest_service("/pkg", files).layer(from_fn(keep)).route_service("/favicon.svg", icon)
}

async fn keep(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let value = if response.status().is_success() { "public, max-age=31536000, immutable" } else { "no-store" };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(value));
    response
}
