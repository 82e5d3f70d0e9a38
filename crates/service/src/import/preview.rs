//! What would come of a file: what each row becomes, what is wrong or doubtful about it, and how many there are of each.

use chrono::{DateTime, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::import::field::Field;
use serde::{Deserialize, Serialize};

use crate::import::repository::ImportRunId;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Something new.
    New,
    /// What it speaks of is changed.
    Changed,
    /// It is there already, as the row says.
    Same,
    /// It is there, and was changed by people since: it stays as it is.
    Kept,
    /// Somebody left it out.
    Out,
    /// It cannot be brought in as it is.
    Wrong,
}

/// What is wrong or doubtful about a row.
#[derive(Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Which field, if one alone.
    pub field: Option<Field>,
    /// What.
    pub what: What,
}

/// What it is. Those that are only doubtful are brought in once somebody has looked.
#[derive(Clone, PartialEq, Eq)]
pub enum What {
    /// Nothing stands where something must.
    Missing,
    /// The word means nothing to us yet.
    Unknown(String),
    /// No day or no time of day.
    NoMoment(String),
    /// A field of a form, wrong in its own way; with what was typed.
    Field(&'static str, Fault, String),
    /// Another row has the same number, or is the same person, kind and time.
    Twice(usize),
    /// The nurse has another row at that time.
    NurseTwice(usize),
    /// The nurse has a booking at that time, of that reference.
    NurseBusy(String),
    /// Nobody who may hold it is free.
    NobodyFree,
    /// Nobody is free to hold it with her.
    NoPartner,
    /// Another row is her booking of that kind, too.
    OpenTwice(usize),
    /// She has a booking of that kind, which begins then.
    OpenAlready(DateTime<Utc>),
    /// The kind is not held so.
    ModeNotOffered,
    /// It is still to come, and said to be over.
    NotOverYet,
    /// More cells than columns: something has slipped.
    Longer,
    /// The number that a spreadsheet took the 0 from.
    LostZero(String),
    /// A name with kanji and without its reading.
    NoKana,
    /// The address looks like a slip.
    DidYouMean(String),
    /// The city or the place is closed then; why.
    Closed(String),
    /// The nurse is away then.
    Absent,
    /// The nurse does not work there.
    NotHere,
    /// The nurse is not of a profession that holds it.
    NotHers,
    /// The account is not in use.
    Disabled,
    /// No room is free; it is brought in without one.
    NoRoom,
    /// The booking that the row made before is of another kind: an interview becomes no other one.
    OtherKind,
    /// Somebody changed the booking in the product since.
    ChangedHere,
}

impl What {
    /// Whether the row cannot be brought in because of it.
    pub const fn blocks(&self) -> bool {
        !matches!(
            self,
            Self::Longer
                | Self::LostZero(_)
                | Self::NoKana
                | Self::DidYouMean(_)
                | Self::Closed(_)
                | Self::Absent
                | Self::NotHere
                | Self::NotHers
                | Self::Disabled
                | Self::NoRoom
                | Self::ChangedHere
        )
    }

    /// Another line it speaks of.
    pub const fn other_line(&self) -> Option<usize> {
        match self {
            Self::Twice(line) | Self::NurseTwice(line) | Self::OpenTwice(line) => Some(*line),
            _ => None,
        }
    }

    /// Its word, without anything personal: the digest is made of it.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown(_) => "unknown",
            Self::NoMoment(_) => "no_moment",
            Self::Field(..) => "field",
            Self::Twice(_) => "twice",
            Self::NurseTwice(_) => "nurse_twice",
            Self::NurseBusy(_) => "nurse_busy",
            Self::NobodyFree => "nobody_free",
            Self::NoPartner => "no_partner",
            Self::OpenTwice(_) => "open_twice",
            Self::OpenAlready(_) => "open_already",
            Self::ModeNotOffered => "mode_not_offered",
            Self::NotOverYet => "not_over_yet",
            Self::OtherKind => "other_kind",
            Self::Longer => "longer",
            Self::LostZero(_) => "lost_zero",
            Self::NoKana => "no_kana",
            Self::DidYouMean(_) => "did_you_mean",
            Self::Closed(_) => "closed",
            Self::Absent => "absent",
            Self::NotHere => "not_here",
            Self::NotHers => "not_hers",
            Self::Disabled => "disabled",
            Self::NoRoom => "no_room",
            Self::ChangedHere => "changed_here",
        }
    }
}

/// A row of the preview.
#[derive(Clone, PartialEq, Eq)]
pub struct Judged {
    /// The line of the file.
    pub line: usize,
    /// Whom or what it is about, to be recognised.
    pub who: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What is wrong or doubtful.
    pub troubles: Vec<Trouble>,
}

crate::masked_debug!(Trouble { field });
crate::masked_debug!(Judged { line, outcome, troubles });

impl std::fmt::Debug for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Judged {
    /// Whether it would be written if somebody says that the doubtful is right.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.outcome, Outcome::New | Outcome::Changed) && !self.troubles.is_empty()
    }
}

/// How many rows there are of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Something new.
    pub new: usize,
    /// Changed.
    pub changed: usize,
    /// As they are.
    pub same: usize,
    /// Changed by people since, and left alone.
    pub kept: usize,
    /// Left out.
    pub out: usize,
    /// Doubtful, of those that are new or changed.
    pub doubtful: usize,
    /// Wrong.
    pub wrong: usize,
    /// Bookings that begin at a time that nobody published.
    pub unpublished: usize,
    /// Past bookings whose state no cell says: they are taken for held.
    pub past: usize,
    /// Bookings for which somebody was found who has time.
    pub found: usize,
    /// Bookings to come with a mail address.
    pub mails: usize,
    /// New members of staff who can sign in once they have a password.
    pub passwords: usize,
}

impl Counts {
    /// Counts what becomes of the rows.
    pub(crate) fn of(rows: &[Judged]) -> Self {
        let count = |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome).count();
        Self {
            new: count(Outcome::New),
            changed: count(Outcome::Changed),
            same: count(Outcome::Same),
            kept: count(Outcome::Kept),
            out: count(Outcome::Out),
            wrong: count(Outcome::Wrong),
            doubtful: rows.iter().filter(|row| row.is_doubtful()).count(),
            ..Self::default()
        }
    }
}

/// What would come of the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Preview {
    /// How many.
    pub counts: Counts,
    /// Every row, in the order of the file.
    pub rows: Vec<Judged>,
    /// SHA-256 of the file, of what was decided about it, and of what would come of it.
    pub digest: String,
}

crate::masked_debug!(Preview { counts });

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Which import.
    pub run: ImportRunId,
    /// When.
    pub at: DateTime<Utc>,
    /// How many.
    pub counts: Counts,
    /// Confirmations were written.
    pub told: bool,
    /// How many bookings it took back afterwards, and how many stayed.
    pub back: Option<(u64, u64)>,
}
