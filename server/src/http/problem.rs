//! `application/problem+json` (RFC 9457) with our stable `code`; the sources go to the log, once.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use mendan_service::Refusal;
use mendan_service::booking::answer::BookingAnswer;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::api::openapi::BookingBody;
use super::api::reasons::ReasonJson;
use super::api::slots::SlotJson;

/// What went wrong, for programs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// Stable word.
    pub code: &'static str,
    /// A sentence in English.
    pub title: &'static str,
    /// Field names and what is wrong with each (`required`, `invalid`, `too_long` …).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub fields: Option<Map<String, Value>>,
    /// Nearest free slots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<Vec<SlotJson>>,
    /// Why the time cannot be had, the decisive reason first; empty when somebody was faster in this very moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<ReasonJson>>)]
    pub reasons: Option<Box<[ReasonJson]>>,
    /// With `changed`: the booking as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BookingBody>)]
    pub booking: Option<Box<BookingAnswer>>,
}

/// On an answer that says somebody has a booking already.
#[derive(Debug, Clone, Copy)]
pub struct AlreadyBooked;

impl Problem {
    const fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self { status: status.as_u16(), code, title, fields: None, alternatives: None, reasons: None, booking: None }
    }

    /// 503.
    pub const fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "Busy. Please try again in a moment.")
    }

    /// 503: there is no city yet.
    pub const fn preparing() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "This service is being prepared. Please come back later.")
    }

    /// 500.
    pub const fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side.")
    }

    /// 401.
    pub const fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "A valid bearer key is needed for that.")
    }

    /// 403.
    pub const fn foreign_origin() -> Self {
        Self::new(StatusCode::FORBIDDEN, "foreign_origin", "Writes from other sites are refused.")
    }

    /// 429.
    pub const fn too_many() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many requests. Please wait a little.")
    }

    /// 404.
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is no such thing here.")
    }

    /// Any other 4xx.
    pub const fn plain(status: StatusCode) -> Self {
        Self::new(status, "invalid", "The request cannot be accepted.")
    }

    /// 422 about one field.
    pub fn field(field: &str, code: &str) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Some fields cannot be accepted.");
        problem.fields = Some(Map::from_iter([(field.to_owned(), Value::from(code))]));
        problem
    }
}

/// The status a refusal is told with.
pub const fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::SlotTaken { .. }
        | Refusal::AlreadyBooked
        | Refusal::TooLate
        | Refusal::NotPossible
        | Refusal::Changed => StatusCode::CONFLICT,
        Refusal::Invalid(_) | Refusal::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Writes the inner face of a fault to the log.
pub fn log_fault(refusal: &Refusal) {
    if let Refusal::Busy(source) | Refusal::Internal(source) = refusal {
        let mut chain = source.to_string();
        let mut cause = std::error::Error::source(source);
        while let Some(inner) = cause {
            chain.push_str(": ");
            chain.push_str(&inner.to_string());
            cause = inner.source();
        }
        tracing::error!(code = refusal.code(), cause = chain, "a request could not be done");
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        log_fault(&refusal);
        let title = match &refusal {
            Refusal::SlotTaken { .. } => "Somebody else has this time.",
            Refusal::AlreadyBooked => {
                "There is an open booking already. If it has an e-mail address, its link was sent there; if not, please call."
            }
            Refusal::TooLate => "It is too late for that.",
            Refusal::NotPossible => "The booking's state does not allow it.",
            Refusal::Changed => "It has changed since you read it. Nothing was done.",
            Refusal::Invalid(_) => "Some fields cannot be accepted.",
            Refusal::IdempotencyMismatch => "This key was used for another request.",
            Refusal::NotFound => "There is no such thing here.",
            Refusal::TooManyRequests => "Too many requests. Please wait a little.",
            Refusal::Busy(_) => "Busy. Please try again in a moment.",
            Refusal::Internal(_) => "Something went wrong on our side.",
        };
        let mut problem = Self::new(status_of(&refusal), refusal.code(), title);
        if let Refusal::Invalid(fields) = &refusal {
            problem.fields = Some(fields.iter().map(|e| (e.field.to_owned(), Value::from(e.code.as_str()))).collect());
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let wait = match status {
            StatusCode::SERVICE_UNAVAILABLE => Some("2"),
            StatusCode::TOO_MANY_REQUESTS => Some("30"),
            _ => None,
        };
        let code = self.code;
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if code == Refusal::AlreadyBooked.code() {
            response.extensions_mut().insert(AlreadyBooked);
        }
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110 11.6.1: a 401 says how to ask.
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"mendan\""));
        }
        if let Some(wait) = wait {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(wait));
        }
        response
    }
}
