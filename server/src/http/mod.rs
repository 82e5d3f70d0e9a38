//! HTTP: the router and its layers, from the outside in: the door the request came to, request id and log, metrics, security headers, carrying on what was
//! posted, city, whether there is one at all, links with something stuck to them, plain paths, partner, origin, cookies, the staff's door, limits, refused
//! rights, what has to last before it is told, the rule of the route, handler.

pub mod alarms;
pub mod api;
pub mod assets;
pub mod audit;
pub mod authority;
pub mod bare_pages;
pub mod booking;
pub mod calendar;
pub mod call;
pub mod carry_on;
pub mod city;
pub mod clock;
pub mod connections;
pub mod cookie_check;
pub mod cookies;
pub mod dead_ends;
pub mod desk;
pub mod doctor;
pub mod door;
pub mod doors;
pub mod draft;
pub mod feed;
pub mod finish;
pub mod forms;
pub mod founding;
pub mod head;
pub mod health;
pub mod import;
pub mod limits;
pub mod listen;
pub mod live;
pub mod log;
pub mod mailed_links;
pub mod message;
pub mod metrics;
pub mod offer;
pub mod origin;
pub mod pages;
pub mod partner;
pub mod problem;
pub mod range;
pub mod refused;
pub mod rescue;
pub mod route;
pub mod routes;
pub mod rule;
pub mod security;
pub mod settled;
pub mod staff;
pub mod told;
pub mod watched;
pub mod way_back;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_request};
use axum::response::IntoResponse as _;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;

use crate::state::AppState;
use mendan_service::city::address::Door;
use routes::Routes;

/// Forms and API bodies are small; nobody needs more than 64 KiB.
const BODY_LIMIT: usize = 64 * 1024;

/// A request that has not been answered by then is given up.
const SLOWEST: Duration = Duration::from_secs(30);

/// Every route of a city with its rule, without what stands in front of them.
pub fn routes() -> Routes {
    Routes::new()
        .merge(api::router())
        .merge(audit::router())
        .merge(booking::router())
        .merge(calendar::router())
        .merge(call::router())
        .merge(city::router())
        .merge(desk::router())
        .merge(draft::router())
        .merge(feed::router())
        .merge(founding::router())
        .merge(import::router())
        .merge(live::router())
        .merge(message::router())
        .merge(offer::router())
        .merge(partner::router())
        .merge(range::router())
        .merge(rescue::router())
        .merge(staff::router())
        .merge(pages::router())
}

/// The whole application, as it answers at one of its doors.
pub fn router(state: AppState, door: Door) -> Router {
    doors::behind(door, state.clone(), whole(state))
}

fn whole(state: AppState) -> Router {
    let (routes, rules) = routes().into_parts();
    let in_city = routes
        .method_not_allowed_fallback(dead_ends::wrong_method)
        .layer(from_fn_with_state((state.clone(), Arc::new(rules)), door::ruled))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), settled::before_answering))
        .layer(from_fn_with_state(state.clone(), refused::note))
        .layer(from_fn_with_state(state.clone(), limits::writes))
        .layer(from_fn_with_state(state.clone(), door::staff))
        .layer(from_fn_with_state(state.clone(), cookie_check::check))
        .layer(from_fn_with_state(state.clone(), origin::writes))
        .layer(from_fn_with_state(state.clone(), partner::find))
        .layer(from_fn_with_state(state.clone(), door::plain))
        .layer(from_fn(mailed_links::clean))
        .layer(from_fn(doors::start))
        .layer(from_fn_with_state(state.clone(), founding::preparing::strangers))
        .layer(from_fn_with_state(state.clone(), city::find))
        .layer(from_fn(carry_on::posted));
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::render))
        .route("/dev/clock", get(clock::read))
        .merge(in_city)
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/pdf"))),
        )
        .layer(TimeoutLayer::with_status_code(http::StatusCode::REQUEST_TIMEOUT, SLOWEST))
        .layer(CatchPanicLayer::custom(|_panic| problem::Problem::fault().into_response()))
        .layer(from_fn(bare_pages::words))
        .merge(assets::router(&state))
        .layer(from_fn_with_state(state.clone(), security::headers))
        .layer(from_fn(log::requests))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(log::RandomIds))
        .layer(map_request(log::ids_are_ours))
        .with_state(state)
}
