//! API v1, one file an area. Its description is made from these handlers.

pub mod asked;
pub mod bookings;
pub mod catalogue;
pub mod openapi;
pub mod reasons;
pub mod slots;
pub mod spoken;
pub mod why;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use axum::middleware::map_response;
use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use utoipa::OpenApi;

use self::openapi::PartnerKeys;
use super::problem::Problem;

/// What is described of it: each handler says the rest beside itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mendan",
        description = "Appointment booking for public services",
        license(name = "AGPL-3.0-only", identifier = "AGPL-3.0-only")
    ),
    paths(
        catalogue::offices,
        catalogue::kinds,
        slots::list,
        why::why,
        bookings::book,
        bookings::read,
        bookings::move_to,
        bookings::mode,
        bookings::cancel
    ),
    components(schemas(openapi::BookingBody, Problem)),
    modifiers(&PartnerKeys)
)]
struct Api;

/// `/api/v1/…`.
pub fn router() -> Routes {
    Routes::new()
        .get("/api/v1/openapi.json", Rule::Anyone, openapi::serve)
        .get("/api/v1/offices", Rule::Anyone, catalogue::offices)
        .get("/api/v1/kinds", Rule::Anyone, catalogue::kinds)
        .get("/api/v1/slots", Rule::Anyone, slots::list)
        .get("/api/v1/slots/why", Rule::Partner, why::why)
        .post("/api/v1/bookings", Rule::Anyone, bookings::book)
        .get("/api/v1/bookings/{token}", Rule::Anyone, bookings::read)
        .post("/api/v1/bookings/{token}/move", Rule::Anyone, bookings::move_to)
        .post("/api/v1/bookings/{token}/mode", Rule::Anyone, bookings::mode)
        .post("/api/v1/bookings/{token}/cancel", Rule::Anyone, bookings::cancel)
        .around(|router| router.layer(map_response(as_problem)))
}

/// What the framework refuses by itself (too large, another method) is told like everything else.
async fn as_problem(response: Response) -> Response {
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().ends_with(b"json"));
    if response.status().is_client_error() && !ours {
        Problem::plain(response.status()).into_response()
    } else {
        response
    }
}
