//! `GET /staff/bookings/{id}/places?from=…&date=…`, or `&week=…` (any day of it): where a booking can be put, and why not elsewhere, for
//! the page on which it is carried.
//! Numbers, times and sentences about the city's own nurses and rules; nothing of the person.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, FixedOffset, Timelike as _};
use mendan_app::components::dates;
use mendan_app::i18n::{staff_language, staff_words};
use mendan_app::why::Speaker;
use mendan_domain::date::parse_date;
use mendan_domain::ids::{BookingId, OfficeId, StaffId};
use mendan_service::booking::answer::local;
use mendan_service::calendar::places::{Place, Places, PlacesQuery, Way};
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::permit::Permit;
use mendan_service::permit::asked::BookForOthers;
use mendan_service::{Context, Refusal};
use serde::Serialize;

use crate::http::forms::fields::asked_for;
use crate::http::pages::{Visit, refused};
use crate::http::problem::Problem;
use crate::state::AppState;

/// The places. Ids are texts: scripts know no whole numbers of that size.
#[derive(Debug, Serialize)]
struct PlacesJson {
    version: String,
    from: String,
    /// Its own day, and where it stands in the grid of that.
    day: String,
    grid: Grid,
    places: Vec<PlaceJson>,
}

#[derive(Debug, Serialize)]
struct PlaceJson {
    nurse: String,
    office: String,
    /// `2031-06-17`.
    day: String,
    /// The same in words, where several are asked for.
    on: String,
    /// `10:40`.
    at: String,
    /// Where it stands in the grid of the day, as its entries say it.
    grid: Grid,
    can: bool,
    /// What it is called, to be heard: time and nurse.
    name: String,
    /// Whose it is, and where if it is another place than now.
    who: String,
    /// What would happen, or why it cannot.
    says: String,
    /// What is posted: the act, and its fields.
    act: &'static str,
    fields: Vec<(&'static str, String)>,
}

/// Hour and minute, length in whole hours and minutes; in steps of five.
#[derive(Debug, Serialize)]
struct Grid {
    h: u32,
    m: u32,
    long: i64,
    len: i64,
}

/// Reads them.
pub async fn read(State(state): State<AppState>, Path(id): Path<i64>, request: Request) -> Response {
    let visit = match Visit::of(request.uri(), request.headers(), request.extensions()) {
        Ok(visit) => visit,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    let asked = asked_for(request.uri());
    let week = asked.some("week").and_then(parse_date);
    let query = PlacesQuery {
        booking: BookingId(id),
        from: asked.some("from").and_then(|id| id.parse().ok()).map(StaffId),
        date: week.or_else(|| asked.some("date").and_then(parse_date)),
        week: week.is_some(),
    };
    match places(&state, &visit.context(), query).await {
        Ok(places) => Json(places).into_response(),
        Err(refusal) => refused(&state, &visit, refusal).await,
    }
}

async fn places(state: &AppState, context: &Context, query: PlacesQuery) -> Result<PlacesJson, Refusal> {
    let permit: Permit<BookForOthers> = context.permit()?;
    let Places { version, kind, from, office, starts_at, places } = state.services.places(&permit, query).await?;
    let catalogue = &permit.catalogue;
    let kind = catalogue.kind(kind).ok_or(Refusal::NotFound)?;
    let told = Told { catalogue, kind, from, office, several: query.week };
    let places = places.iter().map(|place| told.place(place)).collect();
    let own = local(catalogue, starts_at);
    let (day, grid) = (own.date_naive().to_string(), grid(own, 0));
    Ok(PlacesJson { version: version.to_string(), from: from.to_string(), day, grid, places })
}

/// Who is told, and of what.
struct Told<'a> {
    catalogue: &'a Catalogue,
    kind: &'a Kind,
    from: StaffId,
    /// Where the booking is now.
    office: OfficeId,
    /// Whether several days were asked for.
    several: bool,
}

impl Told<'_> {
    fn place(&self, place: &Place) -> PlaceJson {
        let (t, between) = (&staff_words().hands, staff_words().kit.between);
        let start = local(self.catalogue, place.starts_at);
        let nurse = self.catalogue.staff(place.staff).map(|member| member.display_name.clone()).unwrap_or_default();
        let at = dates::time(start);
        let on = if self.several { dates::day(staff_language(), start.date_naive()) } else { String::new() };
        let when = if self.several { format!("{on} {at}") } else { at.clone() };
        let elsewhere = self.catalogue.office(place.office).filter(|office| office.id != self.office).map(short);
        let (says, act, fields) = match &place.way {
            Way::Move(slot) => {
                let fields = vec![("slot_id", slot.to_string()), ("nurse", place.staff.to_string())];
                let says = match &elsewhere {
                    Some(office) => t.moves_there(&when, &nurse, office),
                    None => t.moves(&when, &nurse),
                };
                (says, "move", fields)
            }
            Way::TakeOver => {
                let fields = vec![("from", self.from.to_string()), ("to", place.staff.to_string())];
                (t.takes_over(&nurse), "reassign", fields)
            }
            Way::No(why) => (Speaker::new(staff_language(), self.catalogue, self.kind).say(why).text, "", Vec::new()),
        };
        PlaceJson {
            nurse: place.staff.to_string(),
            office: place.office.to_string(),
            day: start.date_naive().to_string(),
            on,
            name: t.place_name(&at, &nurse),
            who: [Some(t.place_whose(&nurse)), elsewhere].into_iter().flatten().collect::<Vec<_>>().join(between),
            at,
            grid: grid(start, (place.ends_at - place.starts_at).num_minutes()),
            can: !matches!(place.way, Way::No(_)),
            says,
            act,
            fields,
        }
    }
}

/// What an office is called where there is little room.
fn short(office: &Office) -> String {
    let words = office.words(staff_language());
    if words.short.is_empty() { words.name } else { words.short }
}

fn grid(start: DateTime<FixedOffset>, minutes: i64) -> Grid {
    let minutes = (minutes + 4).div_euclid(5) * 5;
    Grid { h: start.hour(), m: start.minute() / 5 * 5, long: minutes / 60, len: minutes % 60 }
}
