//! The OpenAPI description, made from the handlers; `mendan openapi` prints the same.

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, FixedOffset};
use http::header::CONTENT_TYPE;
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi as _, ToSchema};

use super::Api;

/// A booking as its owner may know it.
#[derive(Serialize, ToSchema)]
pub struct BookingBody {
    /// 8 characters, grouped 4-4.
    pub reference: String,
    /// The secret of the manage link.
    pub token: String,
    /// The manage page.
    pub manage_url: String,
    /// `booked`, `arrived`, `fulfilled`, `cancelled`, `noshow` (FHIR R5 `AppointmentStatus`).
    pub status: String,
    /// `in_person`, `video`, `phone`, `home_visit`.
    pub mode: String,
    /// Office slug.
    pub office: String,
    /// RFC 3339 with the office's offset.
    pub starts_at: DateTime<FixedOffset>,
    /// RFC 3339 with the office's offset.
    pub ends_at: DateTime<FixedOffset>,
    /// RFC 5545 SEQUENCE.
    pub sequence: i64,
    /// Meeting link, for video.
    pub join_url: Option<String>,
}

mendan_service::masked_debug!(BookingBody { status, mode, office });

/// Partner systems send `Authorization: Bearer mk_…`; everything but `slots/why` works without.
pub struct PartnerKeys;

impl Modify for PartnerKeys {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("The key of a partner system"));
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("partner_key", SecurityScheme::Http(scheme.build()));
    }
}

/// The description as JSON text.
pub fn document() -> String {
    Api::openapi().to_pretty_json().unwrap_or_default()
}

/// `GET /api/v1/openapi.json`.
pub async fn serve() -> Response {
    ([(CONTENT_TYPE, "application/json")], document()).into_response()
}
