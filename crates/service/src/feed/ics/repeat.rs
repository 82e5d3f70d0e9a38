//! Series: the local times of a rule (RFC 5545 3.3.10). They are counted as the clocks of their place say, so a series at ten begins at
//! ten also after the clocks were set.

use chrono::NaiveDateTime;
use rrule::{RRule, Tz, Unvalidated};

use super::moment::{Moment, last};

/// Longest rule, octets.
const LONGEST: usize = 1_000;
/// How often what one wants to do begins in a day. Finer rules are of machines, and fill a memory.
const MOST_IN_A_DAY: usize = 48;
/// Times of one series from its first on: fifty years of days.
const MOST: usize = 20_000;
/// Rules of those are laid out.
const FREQUENCIES: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

/// The local times at which the series begins, until then. None: it is no rule that we lay out, and only its first time is known.
pub(super) fn starts(rule: &str, start: Moment, until: NaiveDateTime) -> Option<Vec<NaiveDateTime>> {
    if rule.len() > LONGEST || !rule.is_ascii() {
        return None;
    }
    let parts: Vec<(String, &str)> = rule
        .split(';')
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim()))
        .collect();
    let value = |wanted: &str| parts.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    let frequency = value("FREQ")?.to_ascii_uppercase();
    let listed = |name: &str| value(name).map_or(1, |list| list.split(',').count());
    let in_a_day = listed("BYHOUR").saturating_mul(listed("BYMINUTE")).saturating_mul(listed("BYSECOND"));
    if !FREQUENCIES.contains(&frequency.as_str()) || in_a_day > MOST_IN_A_DAY {
        return None;
    }
    // The end is told as an instant; here it is a local time, as all of them.
    let end = match value("UNTIL") {
        Some(text) => last(text, start.zone)?.min(until),
        None => until,
    };
    let rest: Vec<String> =
        parts.iter().filter(|(name, _)| name != "UNTIL").map(|(name, value)| format!("{name}={value}")).collect();
    let rule: RRule<Unvalidated> = rest.join(";").parse().ok()?;
    let series = rule.build(start.at.and_utc().with_timezone(&Tz::UTC)).ok()?.limit();
    let times = series.into_iter().take(MOST).map(|at| at.naive_utc());
    Some(times.take_while(|at| *at <= end).collect())
}
