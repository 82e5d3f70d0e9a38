//! The strip of days: what each holds, and where the strip begins. It moves in steps of five from today, so that the
//! same day always stands at the same place; wide screens show two more.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::OfficeId;
use mendan_domain::offer::rules::Group;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::offer::list::OfferQuery;
use mendan_service::{Refusal, Services};

use super::known::{Known, later};

/// Days of a step, and of the strip on a phone.
pub(super) const STEP: u64 = 5;
/// Days of the strip on a wide screen.
pub(super) const WIDE: u64 = 7;
/// A day with no more than so many bookings left is nearly full.
const FEW: i64 = 2;

/// What a day holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// ○
    Free,
    /// △
    Few,
    /// × : there were times, all are taken.
    Full,
    /// － : no times at all.
    Closed,
    /// － : today, and its last time has begun.
    Over,
}

impl Mark {
    /// Whether something can be booked.
    pub const fn is_free(self) -> bool {
        matches!(self, Self::Free | Self::Few)
    }

    /// Its sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Free => "○",
            Self::Few => "△",
            Self::Full => "×",
            Self::Closed | Self::Over => "－",
        }
    }
}

/// A day of the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StripDay {
    /// Which.
    pub date: NaiveDate,
    /// What it holds.
    pub mark: Mark,
}

/// The first day of the strip that holds `day`.
pub(super) fn start_of(today: NaiveDate, day: NaiveDate) -> NaiveDate {
    let passed = u64::try_from((day - today).num_days()).unwrap_or(0);
    later(today, passed - passed % STEP)
}

/// Marks the days from `start` to `last`, at most a strip of them.
pub(super) async fn mark(
    services: &Services,
    catalogue: &Catalogue,
    kind: &Kind,
    known: &Known<'_>,
    (mode, office): (Mode, Option<OfficeId>),
    (start, last): (NaiveDate, NaiveDate),
) -> Result<Vec<StripDay>, Refusal> {
    let days: Vec<NaiveDate> = (0..WIDE).map(|n| later(start, n)).filter(|day| *day <= last).collect();
    let left: Vec<i64> =
        days.iter().map(|day| known.on(*day, mode, office).map(|slot| slot.free_in(Some(mode))).sum()).collect();
    let today = catalogue.municipality.local_date(services.now());
    let starts =
        if left.contains(&0) { full(services, catalogue, kind, (mode, office), &days).await? } else { Vec::new() };
    let on = |day: NaiveDate| starts.iter().filter(move |at| catalogue.municipality.local_date(**at) == day);
    // A working day whose times have begun, or can no longer be reached, is over; nothing was closed.
    let over = days.iter().zip(&left).any(|(day, left)| *day == today && *left == 0 && on(*day).next().is_none())
        && had_times(services, catalogue, kind, (mode, office), today).await?;
    let mark = |day: NaiveDate, left: i64| match left {
        0 if over && day == today => Mark::Over,
        0 if on(day).next().is_none() => Mark::Closed,
        0 if day == today && on(day).all(|at| *at <= services.now()) => Mark::Over,
        0 => Mark::Full,
        1..=FEW => Mark::Few,
        _ => Mark::Free,
    };
    Ok(days.into_iter().zip(left).map(|(date, left)| StripDay { date, mark: mark(date, left) }).collect())
}

/// Whether times of that day were published and nothing closed them.
async fn had_times(
    services: &Services,
    catalogue: &Catalogue,
    kind: &Kind,
    (mode, office): (Mode, Option<OfficeId>),
    day: NaiveDate,
) -> Result<bool, Refusal> {
    let city = &catalogue.municipality;
    let (from, until) = (city.start_of_day(day), city.start_of_day(later(day, 1)));
    let offices = catalogue.open_offices().filter(|place| office.is_none_or(|id| id == place.id)).collect();
    let query = OfferQuery { kind, offices, mode: Some(mode), group: Group::Web, only: None, from, until };
    services.had_times(catalogue, &query).await
}

/// Starts that are full: they tell full from closed.
async fn full(
    services: &Services,
    catalogue: &Catalogue,
    kind: &Kind,
    (mode, office): (Mode, Option<OfficeId>),
    days: &[NaiveDate],
) -> Result<Vec<DateTime<Utc>>, Refusal> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    let city = &catalogue.municipality;
    let (from, until) = (city.start_of_day(*first), city.start_of_day(later(*last, 1)));
    let offices = catalogue.open_offices().filter(|place| office.is_none_or(|id| id == place.id)).collect();
    let query = OfferQuery { kind, offices, mode: Some(mode), group: Group::Web, from, until, only: None };
    services.full_starts(catalogue, &query).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_begins_at_a_step_from_today() {
        let today = NaiveDate::from_ymd_opt(2025, 12, 1).expect("a day");
        assert_eq!(start_of(today, today), today);
        assert_eq!(start_of(today, later(today, 4)), today);
        assert_eq!(start_of(today, later(today, 12)), later(today, 10));
    }
}
