//! The form of the schedule: fields of numbered rows, and of the quiet hours.

use std::collections::HashMap;
use std::sync::LazyLock;

use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::ids::KindId;
use mendan_domain::message::quiet::Quiet;
use mendan_domain::offer::hours::Hours;

use super::{Reminder, Row};
use crate::city::settings::part::Shown;
use crate::forms::{Checks, Fields};
use crate::model::MessageKind;

/// Rows that a page offers at most.
pub const MOST_OFFERED: usize = 20;
/// Rows that are read: with those that are added for kinds of which none speaks.
const MOST: usize = MOST_OFFERED + MessageKind::ALL.len();

/// What a distance is counted in: the word of the field, and its minutes; the longest first.
pub const UNITS: [(&str, u32); 3] = [("d", 24 * 60), ("h", 60), ("m", 1)];
/// Minutes from the interview at which something can be due, least and most: two months.
const DISTANCES: (u32, u32) = (10, 60 * 24 * 60);

/// The cells of a row.
const CELLS: [&str; 8] = ["message", "interview", "mode", "before", "before_unit", "latest", "latest_unit", "on"];

/// The names of fields: as many as rows times cells, each made once.
static NAMES: LazyLock<HashMap<(usize, &'static str), &'static str>> = LazyLock::new(|| {
    let all = (0..MOST).flat_map(|row| CELLS.map(|cell| (row, cell)));
    all.map(|(row, cell)| ((row, cell), &*format!("row_{row}_{cell}").leak())).collect()
});

/// The field of a cell in the row of that number, the first of which is 0.
pub fn cell(row: usize, cell: &'static str) -> &'static str {
    NAMES.get(&(row, cell)).copied().unwrap_or(cell)
}

/// The row and the cell of such a field. `None` of any other.
pub fn cell_of(field: &str) -> Option<(usize, &'static str)> {
    if !field.starts_with("row_") {
        return None;
    }
    NAMES.iter().find(|(_, known)| **known == field).map(|(of, _)| *of)
}

/// Minutes as a number of the longest unit that counts them whole, and that unit.
pub fn in_units(minutes: u32) -> (u32, &'static str) {
    let whole = |(_, unit): &&(&str, u32)| minutes >= *unit && minutes.is_multiple_of(*unit);
    UNITS.iter().find(whole).map_or((minutes, "m"), |(word, unit)| (minutes / unit, *word))
}

/// The quiet hours as they were typed.
pub(super) fn quiet(fields: &Fields, stands: Quiet, checks: &mut Checks) -> Quiet {
    if !fields.has("quiet_from") {
        return stands;
    }
    let usual = Quiet::default();
    let mut time = |name: &'static str, fits: &dyn Fn(i64) -> bool| {
        let minutes = Hours::parse_time(fields.text(name));
        checks.require(minutes.is_some(), name, Fault::NotATime);
        checks.require(minutes.is_none_or(fits), name, Fault::OutOfRange);
        minutes
    };
    let from = time("quiet_from", &|from| Quiet::new(from, usual.ends()).is_some());
    let until = time("quiet_until", &|until| Quiet::new(usual.begins(), until).is_some());
    from.zip(until).and_then(|(from, until)| Quiet::new(from, until)).unwrap_or(stands)
}

/// The rows as they were typed; `None` where the form has none. One without a message is none.
pub(super) fn rows(fields: &Fields, checks: &mut Checks) -> Option<Vec<Row>> {
    if !fields.has(cell(0, "message")) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    for number in 0..MOST {
        let Some(row) = row(fields, number, checks) else { continue };
        checks.fail_if(rows.iter().any(|other| other.is_of_same(&row)), cell(number, "message"), Fault::Taken);
        rows.push(row);
    }
    Some(rows)
}

fn row(fields: &Fields, number: usize, checks: &mut Checks) -> Option<Row> {
    let at = |name| cell(number, name);
    let known = |word: &str| MessageKind::parse(word).filter(|kind| kind.rule().is_scheduled());
    let message = checks.optional(at("message"), fields.some(at("message")), known)?;
    let interview =
        checks.optional(at("interview"), fields.some(at("interview")), |typed| typed.parse::<KindId>().ok());
    let mode = checks.optional(at("mode"), fields.some(at("mode")), Mode::parse);
    let (before, latest) = (
        distance(fields, (at("before"), at("before_unit")), DISTANCES, checks),
        distance(fields, (at("latest"), at("latest_unit")), (0, DISTANCES.1), checks),
    );
    let row = Row {
        message,
        interview,
        mode,
        before: before.unwrap_or_default(),
        latest: latest.unwrap_or_default(),
        on: fields.ticked(at("on")),
    };
    let in_order = before.is_none() || latest.is_none() || row.is_in_order();
    checks.require(in_order, at("latest"), Fault::TooLate);
    Some(row)
}

/// A number and its unit, in minutes.
fn distance(
    fields: &Fields,
    (name, unit): (&'static str, &'static str),
    (least, most): (u32, u32),
    checks: &mut Checks,
) -> Option<u32> {
    let typed = fields.text(name);
    checks.fail_if(typed.trim().is_empty(), name, Fault::Required);
    let number = checks.maybe_number(name, typed, (0, most.into()))?;
    let counted = |word: &str| UNITS.into_iter().find(|(known, _)| *known == word).map(|(_, minutes)| minutes);
    let unit = checks.required(unit, fields.some(unit), counted)?;
    let minutes = u32::try_from(number).ok()?.checked_mul(unit).filter(|minutes| (least..=most).contains(minutes));
    checks.require(minutes.is_some(), name, Fault::OutOfRange);
    minutes
}

/// As the form shows it.
pub(super) fn shown(reminder: &Reminder) -> Shown {
    let ticked = |on: bool| if on { "true".to_owned() } else { String::new() };
    let quiet = reminder.quiet;
    let mut shown = vec![
        ("reminder", ticked(!reminder.silent)),
        ("quiet_from", Hours::text(quiet.begins())),
        ("quiet_until", Hours::text(quiet.ends())),
    ];
    for (number, row) in reminder.rows.iter().enumerate() {
        let (before, latest) = (in_units(row.before), in_units(row.latest));
        let values = [
            ("message", row.message.as_str().to_owned()),
            ("interview", row.interview.map(|id| id.to_string()).unwrap_or_default()),
            ("mode", row.mode.map(|mode| mode.as_str().to_owned()).unwrap_or_default()),
            ("before", before.0.to_string()),
            ("before_unit", before.1.to_owned()),
            ("latest", latest.0.to_string()),
            ("latest_unit", latest.1.to_owned()),
            ("on", ticked(row.on)),
        ];
        shown.extend(values.map(|(name, value)| (cell(number, name), value)));
    }
    shown
}
