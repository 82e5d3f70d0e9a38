//! The schedule of what leaves around an interview: rows, each with the message, for which interviews and modes, how long before and until
//! when it is of use; and the quiet hours. Rows are data: a later kind of messages that a schedule knows is a folder in
//! `message/kinds`, and stands here by itself with what it says is ready.
//!
//! A city that has said nothing has the ready schedule: a week, a day and, by video, two hours before. So has a city of an earlier
//! release, which had the one of the day before and keeps the hour it chose for it: the other two come with its new bookings and with those that
//! change. What it has promised nobody is taken away, and one that does without reminders goes on without any.

mod form;

use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::KindId;
use mendan_domain::message::quiet::Quiet;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use form::{MOST_OFFERED, UNITS, cell, cell_of, in_units};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;
use crate::model::MessageKind;

/// Hours before the start that earlier releases knew, least and most.
const FORMER_HOURS: std::ops::RangeInclusive<u32> = 12..=72;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Reminder {
    /// Nothing of it leaves.
    pub silent: bool,
    /// The hours in which nothing leaves that can wait.
    pub quiet: Quiet,
    /// One or more of every kind of messages that a schedule knows.
    pub rows: Vec<Row>,
}

/// A row of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What leaves.
    pub message: MessageKind,
    /// For which kind of interviews; none: for all.
    pub interview: Option<KindId>,
    /// For which mode; none: for all.
    pub mode: Option<Mode>,
    /// How far from the interview it is due, in minutes.
    pub before: u32,
    /// Until how far from it it is of use, in minutes.
    pub latest: u32,
    /// Whether it leaves.
    pub on: bool,
}

impl Reminder {
    /// The row that says when that message leaves about such interviews: what is said of a kind of interviews goes before what is said of a
    /// mode, and both before what is said of all.
    pub fn row_of(&self, message: MessageKind, interview: KindId, mode: Mode) -> Option<&Row> {
        let is_about = |row: &&Row| {
            row.message == message
                && row.interview.is_none_or(|of| of == interview)
                && row.mode.is_none_or(|of| of == mode)
        };
        self.rows.iter().filter(is_about).max_by_key(|row| (row.interview.is_some(), row.mode.is_some()))
    }

    /// A value of the section's history.
    pub fn of_history(value: &Value) -> Self {
        Self::deserialize(value).unwrap_or_default()
    }

    /// With what is ready of those kinds that no row speaks of.
    fn whole(mut self, on: bool) -> Self {
        for ready in ready() {
            if self.rows.iter().all(|row| row.message != ready.message) {
                self.rows.push(Row { on, ..ready });
            }
        }
        self
    }
}

impl Default for Reminder {
    fn default() -> Self {
        Stored::default().into()
    }
}

impl Row {
    /// Whether both say when the same message leaves about the same interviews.
    fn is_of_same(&self, other: &Self) -> bool {
        (self.message, self.interview, self.mode) == (other.message, other.interview, other.mode)
    }

    /// Whether it is of use for some time when it is due.
    fn is_in_order(&self) -> bool {
        self.message.rule().at(self.before, self.latest).is_of_use()
    }
}

/// The ready schedule: what each kind says of itself.
fn ready() -> impl Iterator<Item = Row> {
    MessageKind::scheduled().filter_map(|message| {
        let rule = message.rule();
        let (before, latest) = rule.distances()?;
        Some(Row { message, interview: None, mode: rule.ready_for, before, latest, on: true })
    })
}

/// As it is kept. What an earlier release wrote has no rows, and what is written here it can read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    silent: bool,
    /// Of the one reminder that earlier releases know: hours before the start.
    hours: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quiet: Option<Quiet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<StoredRow>>,
}

/// A row as it is kept: one of a kind that this version does not know is left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredRow {
    message: String,
    #[serde(default)]
    interview: Option<KindId>,
    #[serde(default)]
    mode: Option<Mode>,
    before: u32,
    latest: u32,
    on: bool,
}

impl From<Stored> for Reminder {
    fn from(stored: Stored) -> Self {
        let quiet = stored.quiet.unwrap_or_default();
        let rows = match stored.rows {
            Some(rows) => rows.into_iter().filter_map(Row::known).collect(),
            None => ready().map(|row| row.of_earlier_release(stored.hours)).collect(),
        };
        Self { silent: stored.silent, quiet, rows }.whole(true)
    }
}

impl Row {
    fn known(StoredRow { message, interview, mode, before, latest, on }: StoredRow) -> Option<Self> {
        let message = MessageKind::parse(&message).filter(|kind| kind.rule().is_scheduled())?;
        Some(Self { message, interview, mode, before, latest, on })
    }

    /// The one of the day before at the hour that the city chose for it.
    fn of_earlier_release(self, hours: Option<u32>) -> Self {
        match hours {
            Some(hours) if self.message == MessageKind::ReminderOneDay => Self { before: hours * 60, ..self },
            _ => self,
        }
    }
}

impl From<Reminder> for Stored {
    fn from(reminder: Reminder) -> Self {
        let of_all =
            |row: &&Row| row.message == MessageKind::ReminderOneDay && row.interview.is_none() && row.mode.is_none();
        let one_day = reminder.rows.iter().find(of_all).filter(|row| row.before % 60 == 0);
        let hours = one_day.map(|row| row.before / 60).filter(|hours| FORMER_HOURS.contains(hours));
        let stored = |row: Row| StoredRow {
            message: row.message.as_str().to_owned(),
            interview: row.interview,
            mode: row.mode,
            before: row.before,
            latest: row.latest,
            on: row.on,
        };
        let rows = reminder.rows.into_iter().map(stored).collect();
        Self { silent: reminder.silent, hours, quiet: Some(reminder.quiet), rows: Some(rows) }
    }
}

impl Part for Reminder {
    fn read(city: &Municipality) -> Self {
        city.settings.reminder.clone()
    }

    fn typed(form: &Typed<'_>, stands: Self, checks: &mut Checks) -> Self {
        let silent = !form.fields.ticked("reminder");
        let quiet = form::quiet(form.fields, stands.quiet, checks);
        let rows = form::rows(form.fields, checks).unwrap_or(stands.rows);
        // What no row speaks of any more is not sent.
        Self { silent, quiet, rows }.whole(false)
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.reminder = self;
    }

    fn shown(&self) -> Shown {
        form::shown(self)
    }
}

#[cfg(test)]
mod tests;
