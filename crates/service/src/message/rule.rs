//! What is said of a kind of messages, as data: what it is written for, its rule (when it is due, how long it is of use, of which
//! booking it is true, what it waits for), and what its mail carries. Each kind says it once, in its folder (`kinds/<kind>`);
//! nobody else tells kinds apart. A rule can be read and written as JSON, so that a city may have one of its own.

use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use serde::{Deserialize, Serialize};

/// Everything about a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What it is written for.
    pub written: Occasion,
    /// Its rule, where a city has none of its own.
    pub rule: Rule,
    /// What its mail carries.
    pub carries: Carries,
    /// How its mail is made up.
    pub mail: Mail,
}

/// What a message is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The booking was made.
    Booked,
    /// Time, place, mode or link changed.
    Changed,
    /// It was called off.
    Cancelled,
    /// It stands, as it was made or as it is since a change or for another address: what the city's schedule has around the interview.
    Standing,
    /// A use case asks for it by name.
    Asked,
}

/// When it is due, how long it is of use, of which booking it is true, what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Not before.
    pub due: Due,
    /// Not after.
    pub useful: Useful,
    /// Of which bookings it is true.
    pub of: Bookings,
    /// Whether it speaks of one SEQUENCE, and is untrue of any other.
    pub same_sequence: bool,
    /// Whether it minds the quiet hours, and hers.
    pub quiet: Quiet,
    /// Whether it waits while the day is closed: nobody is sent to a closed door.
    pub waits_while_closed: bool,
    /// What staff do when her address is refused.
    pub if_refused: IfRefused,
    /// For which mode alone the ready schedule has it; none: for all.
    pub ready_for: Option<Mode>,
}

impl Rule {
    /// Whether a city's schedule says when it is due.
    pub const fn is_scheduled(&self) -> bool {
        matches!(self.due, Due::BeforeStart(_) | Due::AfterEnd(_))
    }

    /// How far from the interview it is due, and until how far from it it is of use, in minutes. `None` of what no schedule knows.
    pub const fn distances(&self) -> Option<(u32, u32)> {
        match (self.due, self.useful) {
            (Due::BeforeStart(due) | Due::AfterEnd(due), Useful::BeforeStart(useful) | Useful::AfterEnd(useful)) => {
                Some((due, useful))
            }
            _ => None,
        }
    }

    /// Whether there is a time at which it is due and of use.
    pub const fn is_of_use(&self) -> bool {
        match (self.due, self.useful) {
            (Due::BeforeStart(due), Useful::BeforeStart(useful)) => useful < due,
            (Due::AfterEnd(due), Useful::AfterEnd(useful)) => useful > due,
            (Due::AfterEnd(_), Useful::BeforeStart(_)) => false,
            (Due::AtOnce | Due::BeforeStart(_) | Due::AfterEnd(_), _) => true,
        }
    }

    /// The same at other distances, in minutes. What no schedule knows stays as it is.
    #[must_use]
    pub const fn at(self, due: u32, useful: u32) -> Self {
        let due = match self.due {
            Due::AtOnce => Due::AtOnce,
            Due::BeforeStart(_) => Due::BeforeStart(due),
            Due::AfterEnd(_) => Due::AfterEnd(due),
        };
        let useful = match self.useful {
            Useful::HoursSinceDue(hours) => Useful::HoursSinceDue(hours),
            Useful::BeforeStart(_) => Useful::BeforeStart(useful),
            Useful::AfterEnd(_) => Useful::AfterEnd(useful),
        };
        Self { due, useful, ..self }
    }
}

/// When a message is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// With what it tells: at once, or of what staff did once it can no longer be undone.
    AtOnce,
    /// So many minutes before the start. It is not written when that has passed.
    BeforeStart(u32),
    /// So many minutes after the end.
    AfterEnd(u32),
}

/// Whether a message minds the hours in which nobody is disturbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quiet {
    /// It leaves at once.
    Never,
    /// It waits, unless it answers to what she did herself or her time is near; it is never dropped.
    UnlessNear,
    /// It waits, and is dropped where it would be too late.
    Always,
}

/// Until when a message is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Useful {
    /// So many hours from when it was due: it tells what was done. Sent anew it has them again, and what the relay kept from
    /// her is of use until the appointment.
    HoursSinceDue(u32),
    /// Until so many minutes before the start: it reminds or prepares.
    BeforeStart(u32),
    /// Until so many minutes after the end.
    AfterEnd(u32),
}

/// Of which bookings a message is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bookings {
    /// Of those to come.
    Booked,
    /// Of all that were not called off.
    NotCancelled,
    /// Of those that were.
    Cancelled,
}

impl Bookings {
    /// Whether one in that state is among them.
    pub const fn include(self, status: Status) -> bool {
        match self {
            Self::Booked => matches!(status, Status::Booked),
            Self::NotCancelled => !matches!(status, Status::Cancelled),
            Self::Cancelled => matches!(status, Status::Cancelled),
        }
    }
}

/// What staff do when her address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfRefused {
    /// They call her.
    Call,
    /// Nothing: her appointment is as it was.
    Nothing,
}

/// What the mail of a kind carries besides its sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a mail has or has not, whatever the others")]
pub struct Carries {
    /// The calendar file, which enters, changes or takes away the appointment.
    pub calendar: bool,
    /// The start she was told before, if that is another one.
    pub former_start: bool,
    /// The times that she is offered instead of hers, and until when.
    pub offers: bool,
    /// The office as the sender and its telephone. Without it the city writes, and tells nothing of where.
    pub office: bool,
}

/// Templates of a mail: how it is made up, the same for all languages. Its sentences stand in `locales/<language>/message.ftl`;
/// the service hands the templates through and reads nothing in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: &'static str,
    /// Plain text.
    pub text: &'static str,
    /// HTML.
    pub html: &'static str,
}
