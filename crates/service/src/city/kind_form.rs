//! An interview kind as typed, and what we read out of it.

use std::collections::BTreeMap;

use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::fault::Fault;
use mendan_domain::offer::Buffers;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::{DueDate, Quota, Rules};
use mendan_domain::staff::Profession;

use crate::city::catalogue::{Kind, KindTexts, Link, Texts};
use crate::error::Refusal;
use crate::forms::{Checks, Fields};

/// Rows for links.
pub const LINKS: usize = 3;
/// The fields of what is said of each mode, without their language.
pub const NOTES: [(Mode, &str); 4] = [
    (Mode::InPerson, "note_in_person"),
    (Mode::Video, "note_video"),
    (Mode::Phone, "note_phone"),
    (Mode::HomeVisit, "note_home_visit"),
];
/// Things to bring.
const MOST_THINGS: usize = 20;
const MINUTES: (i64, i64) = (5, 480);
const BUFFER: (i64, i64) = (0, 120);
const WEEKS: (i64, i64) = (0, 45);
const DAYS: (i64, i64) = (0, 400);
const BOOKINGS: (i64, i64) = (1, 1000);

/// A kind as typed: the fields of its form.
#[derive(Debug, Clone, Copy)]
pub struct KindForm<'a>(pub &'a Fields);

impl KindForm<'_> {
    /// The slug as typed.
    pub(crate) fn slug(self) -> String {
        self.0.owned("slug")
    }

    /// The English name as typed.
    pub(crate) fn english_name(self) -> String {
        self.0.owned("name_en")
    }

    /// The kind with everything but its id, slug and state taken from the form.
    pub(crate) fn read(self, kind: &Kind, mut checks: Checks) -> Result<Kind, Refusal> {
        let fields = self.0;
        let minutes = checks.number("minutes", fields.text("minutes"), MINUTES);
        checks.require(minutes % 5 == 0, "minutes", Fault::StepsOfFive);
        let before = checks.number("before", &or_zero(fields.text("before")), BUFFER);
        let after = checks.number("after", &or_zero(fields.text("after")), BUFFER);
        let modes: Modes = fields.all("modes").filter_map(Mode::parse).collect();
        checks.require(!modes.is_empty(), "modes", Fault::Required);
        let professions: Vec<Profession> = fields.all("professions").filter_map(Profession::parse).collect();
        checks.require(!professions.is_empty(), "professions", Fault::Required);
        let rules = self.rules(&mut checks);
        // One of each of two professions, or two of one.
        checks.require(!rules.joint || professions.len() <= 2, "professions", Fault::Joint);
        let texts = self.texts(&mut checks);
        checks.done()?;
        Ok(Kind { minutes, buffers: Buffers { before, after }, modes, professions, rules, texts, ..kind.clone() })
    }

    fn rules(self, checks: &mut Checks) -> Rules {
        let fields = self.0;
        let due_date = due_date(fields.text("due_date"));
        checks.require(due_date.is_some(), "due_date", Fault::Invalid);
        let due_date = due_date.unwrap_or_default();
        let mut number = |field, limits| checks.maybe_number(field, fields.text(field), limits);
        let horizon_days = number("horizon_days", DAYS);
        let capacity = number("capacity", BOOKINGS);
        let quota = Quota {
            web: number("quota_web", BOOKINGS),
            phone: number("quota_phone", BOOKINGS),
            staff: number("quota_staff", BOOKINGS),
            release_days: number("release_days", DAYS),
        };
        let weeks = (number("weeks_from", WEEKS), number("weeks_until", WEEKS));
        let weeks = match weeks {
            (Some(first), Some(last)) => {
                checks.require(first <= last, "weeks_from", Fault::OutOfRange);
                Some((first, last))
            }
            (None, None) => None,
            _ => {
                checks.fail("weeks_from", Fault::BothOrNone);
                None
            }
        };
        Rules {
            web: fields.text("web") != "false",
            book: self.deadline("book", checks),
            change: self.deadline("change", checks),
            cancel: self.deadline("cancel", checks),
            horizon_days,
            capacity,
            quota,
            joint: fields.ticked("joint"),
            due_date,
            // Weeks are counted from the due date: who is not asked for it has none.
            weeks: weeks.filter(|_| due_date != DueDate::Hidden),
        }
    }

    fn deadline(self, name: &'static str, checks: &mut Checks) -> Deadline {
        let part = |part: &str| self.0.owned(&format!("{name}_{part}"));
        let read = Deadline::parse(&part("kind"), &part("days"), &part("at"), &part("hours"));
        checks.require(read.is_some(), name, Fault::Deadline);
        read.unwrap_or_default()
    }

    fn texts(self, checks: &mut Checks) -> Texts<KindTexts> {
        let fields = self.0;
        let links = self.links(checks);
        let japanese = KindTexts {
            name: checks.line("name_ja", fields.text("name_ja")),
            audience: checks.maybe_line("audience_ja", fields.text("audience_ja")),
            purpose: checks.maybe_line("purpose_ja", fields.text("purpose_ja")),
            bring: things("bring_ja", fields.text("bring_ja"), checks),
            ready: things("ready_ja", fields.text("ready_ja"), checks),
            notes: self.notes("ja", checks),
            links: links.iter().map(|(ja, _)| ja.clone()).collect(),
        };
        let bring = things("bring_en", fields.text("bring_en"), checks);
        let ready = things("ready_en", fields.text("ready_en"), checks);
        let mut notes = self.notes("en", checks);
        for (mode, note) in &japanese.notes {
            notes.entry(mode.clone()).or_insert_with(|| note.clone());
        }
        let english = KindTexts {
            name: or(checks.maybe_line("name_en", fields.text("name_en")), &japanese.name),
            audience: or(checks.maybe_line("audience_en", fields.text("audience_en")), &japanese.audience),
            purpose: or(checks.maybe_line("purpose_en", fields.text("purpose_en")), &japanese.purpose),
            bring: if bring.is_empty() { japanese.bring.clone() } else { bring },
            ready: if ready.is_empty() { japanese.ready.clone() } else { ready },
            notes,
            links: links.into_iter().map(|(_, en)| en).collect(),
        };
        Texts::of(japanese, english)
    }

    /// What is said of each mode; modes of which nothing is said are left out.
    fn notes(self, tag: &str, checks: &mut Checks) -> BTreeMap<String, String> {
        let note = |(mode, field): (Mode, &'static str)| {
            let note = checks.maybe_line(field, self.0.text(&format!("{field}_{tag}")));
            (!note.is_empty()).then(|| (mode.as_str().to_owned(), note))
        };
        NOTES.into_iter().filter_map(note).collect()
    }

    /// Each link in both languages; a row without address and words is none.
    fn links(self, checks: &mut Checks) -> Vec<(Link, Link)> {
        let rows = |name: &'static str| self.0.all(name).chain(std::iter::repeat(""));
        let rows = rows("link_ja").zip(rows("link_en")).zip(rows("link_url")).take(LINKS);
        let mut links = Vec::new();
        for ((ja, en), url) in rows.filter(|((ja, en), url)| ![ja, en, url].iter().all(|text| text.trim().is_empty())) {
            let (label, url) = (checks.line("links", ja), checks.https("links", url));
            let english = or(checks.maybe_line("links", en), &label);
            links.push((Link { label, url: url.clone() }, Link { label: english, url }));
        }
        links
    }
}

fn or_zero(typed: &str) -> String {
    or(typed.to_owned(), "0")
}

/// The first, or the second where it is empty.
fn or(first: String, second: &str) -> String {
    if first.trim().is_empty() { second.to_owned() } else { first }
}

/// One thing a line.
fn things(field: &'static str, typed: &str, checks: &mut Checks) -> Vec<String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let things: Vec<String> = lines.map(|line| checks.line(field, line)).collect();
    checks.require(things.len() <= MOST_THINGS, field, Fault::TooLong);
    things
}

fn due_date(word: &str) -> Option<DueDate> {
    match word {
        "hidden" => Some(DueDate::Hidden),
        "optional" => Some(DueDate::Optional),
        "required" => Some(DueDate::Required),
        _ => None,
    }
}
