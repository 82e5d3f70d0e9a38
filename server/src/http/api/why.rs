//! `GET /api/v1/slots/why`: why a time is offered or not, for partners.

use axum::extract::{RawQuery, State};
use axum::{Extension, Json};
use chrono::{DateTime, Utc};
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::error::FieldError;
use mendan_service::offer::why::WhyQuery;
use mendan_service::{Actor, Refusal, Services};
use serde::Serialize;
use utoipa::ToSchema;

use super::reasons::ReasonJson;
use crate::http::city::City;
use crate::http::partner::Partner;
use crate::http::problem::Problem;

/// Whether a time can be booked, and why not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Why {
    /// It can be booked.
    pub offered: bool,
    /// Bookings it can still take (in the asked mode, else in its best one).
    pub free: i64,
    /// Why it cannot, the decisive reason first; empty when it can.
    pub reasons: Vec<ReasonJson>,
}

/// Judges a time by the rules that listing and booking follow, and explains it.
#[utoipa::path(get, path = "/api/v1/slots/why", security(("partner_key" = [])),
    params(("kind" = String, Query, description = "slug"), ("mode" = Option<String>, Query), ("office" = String, Query, description = "slug"),
           ("at" = String, Query, description = "start, RFC 3339 with any offset"),
           ("channel" = Option<String>, Query, description = "who would book: web (default), phone, counter")),
    responses((status = 200, body = Why), (status = 401, body = Problem), (status = 422, body = Problem),
              (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn why(
    _: Partner,
    State(services): State<Services>,
    Extension(city): Extension<City>,
    RawQuery(query): RawQuery,
) -> Result<Json<Why>, Problem> {
    let query = asked(&city.0, &query.unwrap_or_default()).map_err(Refusal::Invalid)?;
    let answer = services.why(&city.context(Actor::Api), &query).await?;
    let reasons = answer.reasons.into_iter().map(ReasonJson::from).collect();
    Ok(Json(Why { offered: answer.offered, free: answer.free, reasons }))
}

fn asked(catalogue: &Catalogue, query: &str) -> Result<WhyQuery, Vec<FieldError>> {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let get = |name: &str| {
        pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    };
    let mut errors = Vec::new();
    let kind = required("kind", get("kind"), |slug| catalogue.kind_by_slug(slug)).map_err(|e| errors.push(e));
    let office = required("office", get("office"), |slug| catalogue.office_by_slug(slug)).map_err(|e| errors.push(e));
    let at = required("at", get("at"), instant).map_err(|e| errors.push(e));
    let mode = get("mode").map(|word| required("mode", Some(word), Mode::parse)).transpose();
    let mode = mode.map_err(|e| errors.push(e));
    let channel = required("channel", Some(get("channel").unwrap_or("web")), channel).map_err(|e| errors.push(e));
    match (kind, office, at, mode, channel) {
        (Ok(kind), Ok(office), Ok(at), Ok(mode), Ok(channel)) => {
            Ok(WhyQuery { kind: kind.id, mode, office: office.id, at, staff: None, channel })
        }
        _ => Err(errors),
    }
}

fn required<'a, T>(
    field: &'static str,
    text: Option<&'a str>,
    read: impl FnOnce(&'a str) -> Option<T>,
) -> Result<T, FieldError> {
    let text = text.ok_or(FieldError::new(field, "required"))?;
    read(text).ok_or(FieldError::new(field, "invalid"))
}

/// Programs book as the web does.
fn channel(word: &str) -> Option<Channel> {
    Channel::parse(word).filter(|channel| *channel != Channel::Api)
}

/// RFC 3339, whole seconds. A `+` that was not escaped arrives as a space.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let mended = match text.rsplit_once(' ') {
        Some((time, offset)) if time.len() > "2026-12-01".len() => format!("{time}+{offset}"),
        _ => text.to_owned(),
    };
    let at = DateTime::parse_from_rfc3339(&mended).ok()?;
    DateTime::from_timestamp(at.timestamp(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_any_offset_escaped_or_not() {
        let wanted = "2026-12-01T01:00:00Z".parse().ok();
        for text in [
            "2026-12-01T10:00:00+09:00",
            "2026-12-01T10:00:00 09:00",
            "2026-12-01 01:00:00Z",
            "2026-11-30T20:00:00.5-05:00",
        ] {
            assert_eq!(instant(text), wanted, "{text}");
        }
        for text in ["", "2026-12-01", "2026-12-01T10:00:00", "10:00", "2026-13-01T10:00:00Z"] {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
