//! How an interview is held, and sets of such modes.

use serde::{Deserialize, Serialize};

/// How an interview is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 来所: at the office; the only mode that takes a room.
    InPerson,
    /// オンライン: by a video link.
    Video,
    /// 電話: the nurse calls.
    Phone,
    /// 訪問: at her home.
    HomeVisit,
}

impl Mode {
    /// All modes, in the order people see them.
    pub const ALL: [Self; 4] = [Self::InPerson, Self::Video, Self::Phone, Self::HomeVisit];

    /// The word used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Video => "video",
            Self::Phone => "phone",
            Self::HomeVisit => "home_visit",
        }
    }

    /// Reads the word. `None` when there is no such mode.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == word)
    }

    const fn bit(self) -> i64 {
        match self {
            Self::InPerson => 1,
            Self::Video => 2,
            Self::Phone => 4,
            Self::HomeVisit => 8,
        }
    }
}

/// A set of modes, stored as a bit mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Modes(i64);

impl Modes {
    /// The mask as stored; unknown bits are dropped.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits & 15)
    }

    /// The mask to store.
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// Whether the set holds the mode.
    pub const fn has(self, mode: Mode) -> bool {
        self.0 & mode.bit() != 0
    }

    /// What both sets hold.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The modes of the set, in the order people see them.
    pub fn iter(self) -> impl Iterator<Item = Mode> {
        Mode::ALL.into_iter().filter(move |mode| self.has(*mode))
    }
}

impl FromIterator<Mode> for Modes {
    fn from_iter<I: IntoIterator<Item = Mode>>(modes: I) -> Self {
        Self(modes.into_iter().fold(0, |bits, mode| bits | mode.bit()))
    }
}
