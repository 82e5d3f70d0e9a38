//! `GET /api/v1/slots`.

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Datelike as _, Duration, FixedOffset, NaiveDate, SecondsFormat};
use http::header::CONTENT_TYPE;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::Group;
use mendan_service::Services;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::offer::list::OfferQuery;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::http::city::City;
use crate::http::problem::Problem;

/// Days listed when nothing else is asked.
const DEFAULT_DAYS: i64 = 28;

/// Free slots.
#[derive(Debug, Serialize, ToSchema)]
pub struct Slots {
    /// By start, then in the order of the offices.
    pub slots: Vec<SlotJson>,
}

/// A start time at an office that can be booked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SlotJson {
    /// Opaque, the same for ever.
    pub id: String,
    /// Office slug.
    pub office: String,
    /// RFC 3339 with the office's offset.
    #[serde(serialize_with = "rfc3339")]
    pub starts_at: DateTime<FixedOffset>,
    /// RFC 3339 with the office's offset.
    #[serde(serialize_with = "rfc3339")]
    pub ends_at: DateTime<FixedOffset>,
    /// Modes it can still be booked in.
    #[schema(value_type = Vec<String>)]
    pub modes: Vec<Mode>,
    /// Bookings it can still take (in the asked mode, else in its best one).
    pub free: i64,
}

/// As chrono writes it itself, but whole: letter by letter into the serializer, two thousand slots cost twice as much.
fn rfc3339<S: Serializer>(at: &DateTime<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// Octets a slot takes in the answer, more or less.
const SLOT_OCTETS: usize = 160;

impl Slots {
    /// The answer, written into one buffer that need not grow.
    fn respond(&self) -> Result<Response, Problem> {
        let mut body = Vec::with_capacity(SLOT_OCTETS * (self.slots.len() + 1));
        serde_json::to_writer(&mut body, self).map_err(|_| Problem::fault())?;
        Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
    }
}

/// A slot for the API.
pub fn slot_json(catalogue: &Catalogue, slot: &PublicSlot, mode: Option<Mode>) -> SlotJson {
    SlotJson {
        id: slot.id.to_string(),
        office: catalogue.office(slot.id.office).map(|office| office.slug.clone()).unwrap_or_default(),
        starts_at: local(catalogue, slot.starts_at),
        ends_at: local(catalogue, slot.ends_at),
        modes: slot.modes().iter().collect(),
        free: slot.free_in(mode),
    }
}

/// Free slots of a kind.
#[utoipa::path(get, path = "/api/v1/slots",
    params(("kind" = String, Query), ("mode" = Option<String>, Query), ("office" = Option<String>, Query),
           ("from" = Option<String>, Query, description = "local date, YYYY-MM-DD"), ("days" = Option<i64>, Query, description = "1 to 62")),
    responses((status = 200, body = Slots), (status = 422, body = Problem)))]
pub async fn list(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let catalogue = &city.0;
    let query = query.unwrap_or_default();
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let get = |name: &str| {
        pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    };
    let kind = get("kind").ok_or_else(|| Problem::field("kind", "required"))?;
    let kind = catalogue.kind_by_slug(kind).ok_or_else(|| Problem::field("kind", "invalid"))?;
    let mode =
        get("mode").map(|word| Mode::parse(word).ok_or_else(|| Problem::field("mode", "invalid"))).transpose()?;
    let offices = match get("office") {
        Some(slug) => vec![catalogue.office_by_slug(slug).ok_or_else(|| Problem::field("office", "invalid"))?],
        None => catalogue.open_offices().collect(),
    };
    let today = catalogue.municipality.local_date(services.now());
    let from = get("from")
        .map(|text| text.parse::<NaiveDate>().map_err(|_| Problem::field("from", "invalid")))
        .transpose()?
        .unwrap_or(today);
    let days = get("days")
        .map(|text| text.parse::<i64>().map_err(|_| Problem::field("days", "invalid")))
        .transpose()?
        .unwrap_or(DEFAULT_DAYS);
    if !(1..=services.settings().listing_days).contains(&days) {
        return Err(Problem::field("days", "out_of_range"));
    }
    // Four digits of year and no more: RFC 3339 has no others.
    let last = from.checked_add_signed(Duration::days(days)).filter(|last| (1..=9999).contains(&last.year()));
    let last = last.ok_or_else(|| Problem::field("from", "out_of_range"))?;
    let (from, until) = (catalogue.municipality.start_of_day(from), catalogue.municipality.start_of_day(last));
    let slots = services
        .offer(catalogue, &OfferQuery { kind, offices, mode, group: Group::Web, from, until, only: None })
        .await?;
    Slots { slots: slots.iter().map(|slot| slot_json(catalogue, slot, mode)).collect() }.respond()
}
