//! `GET /api/v1/slots`.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Datelike as _, Duration, FixedOffset, NaiveDate, SecondsFormat};
use http::header::CONTENT_TYPE;
use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::Group;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::forms::Checks;
use mendan_service::offer::list::OfferQuery;
use mendan_service::{Refusal, Services};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};

use super::asked::Asked;
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

/// Which slots.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SlotsQuery {
    /// Slug of the kind
    #[param(value_type = String)]
    kind: Option<String>,
    /// `in_person`, `video`, `phone`, `home_visit`
    mode: Option<String>,
    /// Slug of the office; all of them when left out
    office: Option<String>,
    /// Local date, YYYY-MM-DD; today when left out
    from: Option<String>,
    /// Days from then on; 28 when left out
    #[param(value_type = Option<i64>, minimum = 1, maximum = 62)]
    days: Option<String>,
}

impl SlotsQuery {
    /// What is asked for, and the mode it is asked of.
    fn read<'a>(&self, catalogue: &'a Catalogue, today: NaiveDate, most_days: i64) -> Result<OfferQuery<'a>, Refusal> {
        let mut checks = Checks::default();
        let kind = checks.required("kind", self.kind.as_deref(), |slug| catalogue.kind_by_slug(slug));
        let mode = checks.optional("mode", self.mode.as_deref(), Mode::parse);
        let office = checks.optional("office", self.office.as_deref(), |slug| catalogue.office_by_slug(slug));
        let from = checks.optional("from", self.from.as_deref(), |text| text.parse::<NaiveDate>().ok());
        let days = checks.optional("days", self.days.as_deref(), |text| text.parse::<i64>().ok());
        let (from, days) = (from.unwrap_or(today), days.unwrap_or(DEFAULT_DAYS));
        let days_fit = (1..=most_days).contains(&days);
        if !days_fit {
            checks.fail("days", Fault::OutOfRange);
        }
        // Four digits of year and no more: RFC 3339 has no others.
        let last = from.checked_add_signed(Duration::days(if days_fit { days } else { 1 }));
        let last = last.filter(|last| (1..=9999).contains(&last.year()));
        if last.is_none() {
            checks.fail("from", Fault::OutOfRange);
        }
        let offices = office.map_or_else(|| catalogue.open_offices().collect(), |office| vec![office]);
        let start = |day| catalogue.municipality.start_of_day(day);
        checks.read(kind.zip(last).map(|(kind, last)| OfferQuery {
            kind,
            offices,
            mode,
            group: Group::Web,
            from: start(from),
            until: start(last),
            only: None,
        }))
    }
}

/// Free slots of a kind.
#[utoipa::path(get, path = "/api/v1/slots", params(SlotsQuery),
    responses((status = 200, body = Slots), (status = 422, body = Problem)))]
pub async fn list(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    Asked(asked): Asked<SlotsQuery>,
) -> Result<Response, Problem> {
    let catalogue = &city.0;
    let today = catalogue.municipality.local_date(services.now());
    let query = asked.read(catalogue, today, services.settings().listing_days)?;
    let mode = query.mode;
    let slots = services.offer(catalogue, &query).await?;
    Slots { slots: slots.iter().map(|slot| slot_json(catalogue, slot, mode)).collect() }.respond()
}
