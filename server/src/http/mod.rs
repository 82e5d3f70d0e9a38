//! HTTP: the router and its layers, from the outside in: request id and log, metrics, security headers, city, origin,
//! limits, handler.

pub mod api;
pub mod assets;
pub mod city;
pub mod cookies;
pub mod forms;
pub mod health;
pub mod limits;
pub mod log;
pub mod mailbox;
pub mod metrics;
pub mod origin;
pub mod pages;
pub mod problem;
pub mod security;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use crate::state::AppState;

/// Forms and API bodies are small; nobody needs more than 64 KiB.
const BODY_LIMIT: usize = 64 * 1024;

/// The whole application.
pub fn router(state: AppState) -> Router {
    let in_city = Router::new()
        .merge(api::router())
        .merge(forms::router())
        .merge(mailbox::router())
        .merge(pages::router(&state))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), limits::writes))
        .layer(from_fn(origin::writes))
        .layer(from_fn_with_state(state.clone(), city::find));
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::render))
        .merge(in_city)
        .layer(CompressionLayer::new())
        .merge(assets::router(&state))
        .layer(from_fn(security::headers))
        .layer(from_fn(log::requests))
        .with_state(state)
}
