//! Which zone a file means by a name. Programs call zones by the database's names, by such a name behind a prefix of theirs, by the
//! names of Windows, or by one of their own that the file describes.

use std::collections::HashMap;

use chrono_tz::Tz;

use super::lines::{File, ZoneEntry};

/// Names of Windows (CLDR, windowsZones), as far as calendars of people here have them.
const OF_WINDOWS: [(&str, Tz); 24] = [
    ("tokyo standard time", Tz::Asia__Tokyo),
    ("korea standard time", Tz::Asia__Seoul),
    ("china standard time", Tz::Asia__Shanghai),
    ("taipei standard time", Tz::Asia__Taipei),
    ("singapore standard time", Tz::Asia__Singapore),
    ("se asia standard time", Tz::Asia__Bangkok),
    ("nepal standard time", Tz::Asia__Kathmandu),
    ("india standard time", Tz::Asia__Kolkata),
    ("russian standard time", Tz::Europe__Moscow),
    ("gmt standard time", Tz::Europe__London),
    ("greenwich standard time", Tz::Atlantic__Reykjavik),
    ("w. europe standard time", Tz::Europe__Berlin),
    ("romance standard time", Tz::Europe__Paris),
    ("central european standard time", Tz::Europe__Warsaw),
    ("fle standard time", Tz::Europe__Kyiv),
    ("utc", Tz::UTC),
    ("coordinated universal time", Tz::UTC),
    ("eastern standard time", Tz::America__New_York),
    ("central standard time", Tz::America__Chicago),
    ("mountain standard time", Tz::America__Denver),
    ("pacific standard time", Tz::America__Los_Angeles),
    ("hawaiian standard time", Tz::Pacific__Honolulu),
    ("aus eastern standard time", Tz::Australia__Sydney),
    ("new zealand standard time", Tz::Pacific__Auckland),
];

/// Longest name, octets.
const LONGEST: usize = 100;

/// The zones of a file.
pub(super) struct Zones {
    /// Of times without a zone.
    usual: Tz,
    /// By the names of the file.
    described: HashMap<String, Tz>,
}

impl Zones {
    /// Of that file, in a city of that zone.
    pub(super) fn of(file: &File, city: Tz) -> Self {
        let usual = file.zone.as_deref().and_then(named).unwrap_or(city);
        let described = file.zones.iter().filter_map(|zone| Some((zone.name.clone(), described(zone)?)));
        Self { usual, described: described.collect() }
    }

    /// The zone of times without one.
    pub(super) const fn usual(&self) -> Tz {
        self.usual
    }

    /// The zone of that name; one that nobody knows is the usual one.
    pub(super) fn called(&self, name: &str) -> Tz {
        named(name).or_else(|| self.described.get(name).copied()).unwrap_or(self.usual)
    }
}

/// A name of the database, also behind a prefix (`/mozilla.org/20050126_1/Asia/Tokyo`), or of Windows.
fn named(name: &str) -> Option<Tz> {
    let name = name.trim();
    if name.len() > LONGEST {
        return None;
    }
    let windows = || {
        let folded = name.to_ascii_lowercase();
        OF_WINDOWS.iter().find(|(known, _)| *known == folded).map(|(_, zone)| *zone)
    };
    let behind = || {
        let parts: Vec<&str> = name.split('/').collect();
        (1..parts.len()).find_map(|skipped| parts.get(skipped..)?.join("/").parse::<Tz>().ok())
    };
    name.parse().ok().or_else(windows).or_else(behind)
}

/// A zone by what the file says of it: where it is, or its offset, if it has but one.
fn described(zone: &ZoneEntry) -> Option<Tz> {
    zone.location.as_deref().and_then(named).or_else(|| fixed(&zone.offsets))
}

/// The zone that always has that offset; whole hours only.
fn fixed(offsets: &[String]) -> Option<Tz> {
    let first = offsets.first().filter(|first| offsets.iter().all(|other| other == *first))?;
    let (sign, digits) = first.split_at_checked(1)?;
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let whole = digits.bytes().all(|b| b.is_ascii_digit()) && digits.bytes().skip(2).all(|b| b == b'0');
    // The database counts westwards.
    let name = match (sign, hours) {
        _ if !whole => return None,
        ("+" | "-", 0) => "Etc/GMT".to_owned(),
        ("+", hours) => format!("Etc/GMT-{hours}"),
        ("-", hours) => format!("Etc/GMT+{hours}"),
        _ => return None,
    };
    name.parse().ok()
}
