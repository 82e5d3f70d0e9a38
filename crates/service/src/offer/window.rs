//! Which time is looked at when a time is judged.

use chrono::{DateTime, Duration, Timelike as _, Utc};
use mendan_domain::offer::NurseTime;
use mendan_domain::offer::hours::Hours;

use crate::city::catalogue::Catalogue;

/// The time that is looked at: what the interview would touch, or the whole day when something is counted.
pub(crate) fn window(
    catalogue: &Catalogue,
    starts_at: DateTime<Utc>,
    times: &[NurseTime],
    counted: bool,
) -> (DateTime<Utc>, DateTime<Utc>) {
    let city = &catalogue.municipality;
    let latest = times.iter().map(|time| time.ends_at).max().unwrap_or(starts_at);
    // Wider than any buffer, rounded to whole ticks.
    let (from, until) = (starts_at - Duration::hours(3), latest + Duration::hours(3));
    if !counted {
        return (from, until);
    }
    let date = city.local_date(starts_at);
    (from.min(city.start_of_day(date)), until.max(city.start_of_day(date + Duration::days(1))))
}

/// An interview as hours of its local day.
pub(crate) fn hours_of(catalogue: &Catalogue, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Hours {
    let local = starts_at.with_timezone(&catalogue.municipality.timezone);
    let from = i64::from(local.hour() * 60 + local.minute());
    Hours { from, until: from + (ends_at - starts_at).num_minutes().max(1) }
}
