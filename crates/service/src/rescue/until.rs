//! How long an answer is awaited, and when somebody telephones all the same.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::offer::hours::instant;

use crate::city::catalogue::Catalogue;
use crate::message::times::awake_from;
use crate::model::Booking;

/// Local hour at which offices stop answering: until then answers of the same day are awaited.
const EVENING: i64 = 17;
/// Local hour until which somebody has time who was written to in the evening or on a day off.
const MORNING: i64 = 10;
/// Hours somebody has at least.
const LEAST: Duration = Duration::hours(2);
/// So long before her time she is called whether or not she has answered: she may be about to leave the house.
const CALLED_BEFORE: Duration = Duration::hours(2);
/// Nearer than that nobody is kept waiting for the morning.
const SOON: Duration = Duration::hours(24);
/// Days in which a morning is looked for on which somebody works.
const DAYS: usize = 14;

/// Until when an answer to what is offered now is awaited: 17:00, or two hours, whichever is later; in the evening and on days off 10:00 of
/// the next working day.
pub fn answer_until(catalogue: &Catalogue, now: DateTime<Utc>) -> DateTime<Utc> {
    let city = &catalogue.municipality;
    let today = city.local_date(now);
    let at = |day, hour: i64| instant(city.timezone, day, hour * 60);
    if let Some(evening) = at(today, EVENING).filter(|evening| now < *evening)
        && catalogue.closed.is_business_day(today)
    {
        return evening.max(now + LEAST);
    }
    let next = today.iter_days().skip(1).take(DAYS).find(|day| catalogue.closed.is_business_day(*day));
    next.and_then(|day| at(day, MORNING)).unwrap_or(now + Duration::days(1))
}

/// When her mail leaves, if she is told then: at night only where her time is near.
pub fn written_at(catalogue: &Catalogue, booking: &Booking, told_at: DateTime<Utc>) -> DateTime<Utc> {
    if booking.starts_at - told_at <= SOON { told_at } else { awake_from(&catalogue.municipality, told_at) }
}

/// When her turn on the call list comes, if an answer is awaited until then.
pub fn called_at(booking: &Booking, until: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    until.min(booking.starts_at - CALLED_BEFORE).max(now)
}
