//! Renders a page that is no route of a city, and answers refusals where there is none.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use http::{Extensions, HeaderMap, StatusCode};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use leptos_axum::render_app_async_with_context;
use mendan_app::Alone;
use mendan_domain::ids::MunicipalityId;
use mendan_service::Refusal;

use crate::http::city::City;
use crate::http::cookies::{self, ByTls, Name};
use crate::http::doors::door_of;
use crate::http::problem::Problem;
use crate::http::security::CspNonce;
use crate::state::AppState;

/// The page, with its status.
pub async fn alone(state: &AppState, extensions: &Extensions, status: StatusCode, page: Alone) -> Response {
    let nonce = extensions.get::<CspNonce>().map(|nonce| nonce.0.clone());
    let provide = move || {
        if let Some(nonce) = &nonce {
            provide_context(Nonce::from_value(nonce.clone()));
        }
    };
    let options = state.leptos.clone();
    let render = render_app_async_with_context(provide, move || mendan_app::alone(options.clone(), page.clone()));
    let mut response = render(Request::new(Body::empty())).await;
    *response.status_mut() = status;
    response
}

/// The browser's cookie of what it has begun.
pub fn session(state: &AppState, headers: &HeaderMap, extensions: &Extensions) -> Option<String> {
    cookies::read(&reached(state, extensions), headers, Name::Founding)
}

/// Whose that cookie is: the installation's, whether there is a city or not.
pub fn reached(state: &AppState, extensions: &Extensions) -> ByTls {
    ByTls::of_none(&state.config, door_of(extensions))
}

/// The city at whose address the request came, if there is one.
pub fn here(extensions: &Extensions) -> Option<MunicipalityId> {
    extensions.get::<City>().map(|city| city.0.municipality.id)
}

/// On to the next page.
pub fn on(place: &str) -> Response {
    Redirect::to(place).into_response()
}

/// What is refused here has a page of its own where the browser has nothing begun; everything else is said in a few words.
pub async fn refused(state: &AppState, extensions: &Extensions, refusal: Refusal) -> Response {
    match refusal {
        // Nothing was begun here.
        Refusal::NotFound => alone(state, extensions, StatusCode::NOT_FOUND, Alone::Lost).await,
        // What was begun is over.
        Refusal::Changed => alone(state, extensions, StatusCode::GONE, Alone::Lost).await,
        other => Problem::from(other).into_response(),
    }
}
