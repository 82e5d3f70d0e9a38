//! `GET /api/v1/slots/why`: why a time is offered or not, for partners.

use axum::extract::State;
use axum::{Extension, Json};
use chrono::{DateTime, Utc};
use http::HeaderMap;
use mendan_app::why::Speaker;
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::forms::Checks;
use mendan_service::offer::why::WhyQuery;
use mendan_service::{Refusal, Services};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::asked::Asked;
use super::reasons::ReasonJson;
use super::spoken::wanted;
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

/// Which time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhyAsked {
    /// Slug of the kind
    #[param(value_type = String)]
    kind: Option<String>,
    /// `in_person`, `video`, `phone`, `home_visit`
    mode: Option<String>,
    /// Slug of the office
    #[param(value_type = String)]
    office: Option<String>,
    /// Start, RFC 3339 with any offset
    #[param(value_type = String)]
    at: Option<String>,
    /// Who would book: `web` (when left out), `phone`, `counter`
    channel: Option<String>,
}

impl WhyAsked {
    fn read(&self, catalogue: &Catalogue) -> Result<WhyQuery, Refusal> {
        let mut checks = Checks::default();
        let kind = checks.required("kind", self.kind.as_deref(), |slug| catalogue.kind_by_slug(slug));
        let office = checks.required("office", self.office.as_deref(), |slug| catalogue.office_by_slug(slug));
        let at = checks.required("at", self.at.as_deref(), instant);
        let mode = checks.optional("mode", self.mode.as_deref(), Mode::parse);
        let channel = checks.optional("channel", self.channel.as_deref(), channel).unwrap_or(Channel::Web);
        checks.read(kind.zip(office).zip(at).map(|((kind, office), at)| WhyQuery {
            kind: kind.id,
            mode,
            office: office.id,
            at,
            staff: None,
            channel,
        }))
    }
}

/// Judges a time by the rules that listing and booking follow, and explains it.
#[utoipa::path(get, path = "/api/v1/slots/why", security(("partner_key" = [])), params(WhyAsked, ("Accept-Language" = Option<String>, Header, description = "The language of sentences: `ja`, `en`")),
    responses((status = 200, body = Why), (status = 401, body = Problem), (status = 422, body = Problem),
              (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn why(
    partner: Partner,
    State(services): State<Services>,
    Extension(city): Extension<City>,
    headers: HeaderMap,
    Asked(asked): Asked<WhyAsked>,
) -> Result<Json<Why>, Problem> {
    let query = asked.read(&city.0)?;
    let answer = services.why(&city.partner(partner), &query).await?;
    let speaker = city.0.kind(query.kind).map(|kind| Speaker::new(wanted(&headers), &city.0, kind));
    let reasons = speaker.map(|speaker| answer.reasons.iter().map(|reason| ReasonJson::of(speaker, reason)).collect());
    let reasons = reasons.unwrap_or_default();
    Ok(Json(Why { offered: answer.offered, free: answer.free, reasons }))
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
