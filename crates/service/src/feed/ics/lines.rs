//! The lines of a file that speak of time. All others are thrown away before anything is made of them: titles, places and people of
//! somebody's private calendar are none of our business.

use icalendar::parser::Property;

use super::{MOST_EVENTS, MOST_OCTETS};
use crate::feed::port::Trouble;

/// How deep components stand in each other; calendars have three.
const DEEPEST: usize = 8;
/// Longest line of those that are kept, octets: a series without a thousand of its days.
const LONGEST: usize = 32 * 1024;

/// What is kept of an event.
const OF_EVENT: [&str; 11] = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "UID",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
];

/// A line: what it is of, what it says, and the parameters that we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) zone: Option<String>,
}

/// The lines of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry(Vec<Line>);

impl Entry {
    /// The first of that name.
    pub(super) fn first(&self, name: &str) -> Option<&Line> {
        self.0.iter().find(|line| line.name == name)
    }

    /// What it says, in capitals.
    pub(super) fn word(&self, name: &str) -> String {
        self.first(name).map(|line| line.value.trim().to_ascii_uppercase()).unwrap_or_default()
    }

    /// Each value of all lines of that name.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Line, &'a str)> {
        self.0
            .iter()
            .filter(move |line| line.name == name)
            .flat_map(|line| line.value.split(',').map(move |value| (line, value.trim())))
    }
}

/// A zone as a file describes it: its name, and the offsets that it ever has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ZoneEntry {
    pub(super) name: String,
    pub(super) location: Option<String>,
    pub(super) offsets: Vec<String>,
}

/// A file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct File {
    pub(super) events: Vec<Entry>,
    pub(super) zones: Vec<ZoneEntry>,
    /// The zone of times without one, where the file says so.
    pub(super) zone: Option<String>,
}

/// Reads a file.
pub(super) fn read(octets: &[u8]) -> Result<File, Trouble> {
    if octets.len() > MOST_OCTETS {
        return Err(Trouble::TooLarge);
    }
    let whole = unfolded(octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets));
    let text = String::from_utf8_lossy(&whole);
    let (mut file, mut open, mut calendars) = (File::default(), Vec::<String>::new(), 0_usize);
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(name) = behind(line, "BEGIN:") {
            calendars += usize::from(open.is_empty() && name == "VCALENDAR");
            // What does not begin as a calendar is none, whatever is in it.
            if open.len() == DEEPEST || calendars == 0 {
                return Err(Trouble::NotCalendar);
            }
            match name.as_str() {
                "VEVENT" => file.events.push(Entry::default()),
                "VTIMEZONE" => file.zones.push(ZoneEntry::default()),
                _ => {}
            }
            if file.events.len() + file.zones.len() > MOST_EVENTS {
                return Err(Trouble::TooMuch);
            }
            open.push(name);
        } else if let Some(name) = behind(line, "END:") {
            if open.pop() != Some(name) {
                return Err(Trouble::NotCalendar);
            }
        } else {
            let inside: Vec<&str> = open.iter().map(String::as_str).collect();
            file.take(&inside, line);
        }
    }
    if open.is_empty() && calendars > 0 { Ok(file) } else { Err(Trouble::NotCalendar) }
}

impl File {
    fn take(&mut self, inside: &[&str], line: &str) {
        let name: String =
            line.chars().take_while(|c| !matches!(c, ':' | ';')).collect::<String>().to_ascii_uppercase();
        match (inside, name.as_str()) {
            (["VCALENDAR", "VEVENT"], name) if OF_EVENT.contains(&name) => {
                if let Some((line, event)) = parsed(line).zip(self.events.last_mut()) {
                    event.0.push(line);
                }
            }
            (["VCALENDAR"], "X-WR-TIMEZONE") => self.zone = parsed(line).map(|line| line.value),
            (["VCALENDAR", "VTIMEZONE", ..], name) => {
                if let Some((line, zone)) = parsed(line).zip(self.zones.last_mut()) {
                    match name {
                        "TZID" => zone.name = line.value,
                        "X-LIC-LOCATION" => zone.location = Some(line.value),
                        "TZOFFSETTO" => zone.offsets.push(line.value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// A line, read by the library's parser; none: it is not one.
fn parsed(line: &str) -> Option<Line> {
    if line.len() > LONGEST {
        return None;
    }
    let property = Property::try_from(line).ok()?;
    let zone = property.params.iter().find(|known| known.key.as_str().eq_ignore_ascii_case("TZID"));
    let zone = zone.and_then(|known| known.val.as_ref()).map(|value| value.as_str().trim_matches('"').to_owned());
    let name = property.name.as_str().to_ascii_uppercase();
    Some(Line { name, value: property.val.as_str().trim().to_owned(), zone })
}

/// What stands behind that word, in capitals.
fn behind(line: &str, word: &str) -> Option<String> {
    let (head, rest) = line.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then(|| rest.trim().to_ascii_uppercase())
}

/// The octets with folding undone: some programs fold in the midst of a character.
fn unfolded(octets: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(octets.len());
    let mut rest = octets.iter().copied().peekable();
    while let Some(octet) = rest.next() {
        if octet == b'\n' && matches!(rest.peek(), Some(b' ' | b'\t')) {
            rest.next();
            if whole.last() == Some(&b'\r') {
                whole.pop();
            }
        } else {
            whole.push(octet);
        }
    }
    whole
}
