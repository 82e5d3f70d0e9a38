//! A VTIMEZONE for any zone of the time-zone database, with the observances around one event.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::write::Writer;

/// An offset that holds from an instant on.
struct Observance {
    /// Local time of the old offset at which it begins.
    begins: String,
    from: i32,
    to: i32,
    daylight: bool,
    name: Option<String>,
}

/// Writes the zone: the offset at the turn of the event's year and every change until that year is over everywhere.
/// A zone that keeps its offset, like Asia/Tokyo, has one STANDARD.
pub(super) fn write(writer: &mut Writer, zone: Tz, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) {
    writer.block("VTIMEZONE", |writer| {
        writer.pair("TZID", zone.name());
        for observance in observances(zone, starts_at, ends_at) {
            let kind = if observance.daylight { "DAYLIGHT" } else { "STANDARD" };
            writer.block(kind, |writer| {
                writer.pair("DTSTART", observance.begins.as_str());
                writer.pair("TZOFFSETFROM", offset_text(observance.from));
                writer.pair("TZOFFSETTO", offset_text(observance.to));
                if let Some(name) = &observance.name {
                    writer.pair("TZNAME", name.as_str());
                }
            });
        }
    });
}

fn observances(zone: Tz, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Vec<Observance> {
    let begin = year_begins(starts_at.year(), starts_at);
    let end = year_begins(ends_at.year() + 1, ends_at) + Duration::days(3);
    let first = seconds(zone, begin);
    let mut found = vec![observance(zone, begin, "19700101T000000".to_owned(), first)];
    let mut day = begin;
    while day < end {
        let next = (day + Duration::days(1)).min(end);
        if offset(zone, day) != offset(zone, next) {
            let at = change_between(zone, day, next);
            let from = seconds(zone, at - Duration::seconds(1));
            let local = (at + Duration::seconds(i64::from(from))).format("%Y%m%dT%H%M%S").to_string();
            found.push(observance(zone, at, local, from));
        }
        day = next;
    }
    found
}

/// The turn of the year, a day early: no zone is in that year yet.
fn year_begins(year: i32, fallback: DateTime<Utc>) -> DateTime<Utc> {
    let midnight = NaiveDate::from_ymd_opt(year, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
    midnight.map_or(fallback, |midnight| midnight.and_utc() - Duration::days(1))
}

/// The first second with the offset of `late`, by halving.
fn change_between(zone: Tz, early: DateTime<Utc>, late: DateTime<Utc>) -> DateTime<Utc> {
    let (mut early, mut late) = (early, late);
    let old = offset(zone, early);
    while late - early > Duration::seconds(1) {
        let middle = early + Duration::seconds((late - early).num_seconds() / 2);
        if offset(zone, middle) == old { early = middle } else { late = middle }
    }
    late
}

fn observance(zone: Tz, at: DateTime<Utc>, begins: String, from: i32) -> Observance {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    let daylight = offset.dst_offset() > Duration::zero();
    let name = offset.abbreviation().map(str::to_owned);
    Observance { begins, from, to: offset.fix().local_minus_utc(), daylight, name }
}

fn offset(zone: Tz, at: DateTime<Utc>) -> (i32, Duration) {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    (offset.fix().local_minus_utc(), offset.dst_offset())
}

fn seconds(zone: Tz, at: DateTime<Utc>) -> i32 {
    offset(zone, at).0
}

/// `+0900`, with seconds where there are any.
fn offset_text(seconds: i32) -> String {
    let (sign, rest) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    let text = format!("{sign}{hours:02}{minutes:02}");
    if seconds == 0 { text } else { format!("{text}{seconds:02}") }
}
