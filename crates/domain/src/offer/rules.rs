//! What a city decides about one kind of interview. Data, never code: every city sets it on the set-up pages.

use serde::{Deserialize, Serialize};

use crate::booking::Channel;
use crate::offer::deadline::Deadline;

/// The rules of a kind. The default binds nobody: bookable until the start, without limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Residents may book it themselves; otherwise staff do.
    pub web: bool,
    /// Until when residents may book. Staff may until the start.
    pub book: Deadline,
    /// Until when residents may move it or change its mode.
    pub change: Deadline,
    /// Until when residents may cancel it.
    pub cancel: Deadline,
    /// Days ahead that residents can book, counted from today; none: as far as times are published.
    pub horizon_days: Option<i64>,
    /// Bookings at one start time at one office; none: as many as nurses and rooms allow.
    pub capacity: Option<i64>,
    /// Bookings a day at one office, by how they come.
    pub quota: Quota,
    /// One nurse of each of two professions together (保健師 + 助産師).
    pub joint: bool,
    /// Whether the form asks for the due date.
    pub due_date: DueDate,
    /// Weeks of pregnancy on the day of the interview in which it may be booked, inclusive; asked only when the due date
    /// is known.
    pub weeks: Option<(i64, i64)>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            web: true,
            book: Deadline::Start,
            change: Deadline::Start,
            cancel: Deadline::Start,
            horizon_days: None,
            capacity: None,
            quota: Quota::default(),
            joint: false,
            due_date: DueDate::Optional,
            weeks: None,
        }
    }
}

/// Whether the form asks for the due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DueDate {
    /// Not at all: a counter that has nothing to do with births.
    Hidden,
    /// If she knows it.
    #[default]
    Optional,
    /// Always.
    Required,
}

/// Who books: what a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Residents on our pages, and programs.
    Web,
    /// Callers, keyed in at the desk.
    Phone,
    /// At the counter.
    Staff,
}

impl Group {
    /// The group of a channel.
    pub const fn of(channel: Channel) -> Self {
        match channel {
            Channel::Web | Channel::Api => Self::Web,
            Channel::Phone => Self::Phone,
            Channel::Counter => Self::Staff,
        }
    }

    /// All groups.
    pub const ALL: [Self; 3] = [Self::Web, Self::Phone, Self::Staff];

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Phone => "phone",
            Self::Staff => "staff",
        }
    }

    /// Reads the word. `None` when there is no such group.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == word)
    }
}

/// Most bookings a day, per kind and office, by who books; none: no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quota {
    /// By residents and programs.
    pub web: Option<i64>,
    /// By phone.
    pub phone: Option<i64>,
    /// At the counter.
    pub staff: Option<i64>,
    /// From so many days before on, what is left is open to the web (its quota ends); none: never.
    pub release_days: Option<i64>,
}

impl Quota {
    /// The limit of a group so many days before the day.
    pub fn limit(&self, group: Group, days_before: i64) -> Option<i64> {
        match group {
            Group::Web if self.release_days.is_some_and(|release| days_before <= release) => None,
            Group::Web => self.web,
            Group::Phone => self.phone,
            Group::Staff => self.staff,
        }
    }

    /// Whether anything is limited.
    pub const fn any(&self) -> bool {
        self.web.is_some() || self.phone.is_some() || self.staff.is_some()
    }
}
