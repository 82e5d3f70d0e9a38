//! A notice: something of a city is different, at an office, on some days. Ids and sorts of change, nothing personal.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use mendan_domain::ids::{MunicipalityId, OfficeId};
use serde::{Deserialize, Serialize};

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Bookings.
    Booking,
    /// Times that are kept for somebody.
    Hold,
    /// Published times, open or closed.
    Time,
    /// Closed days, absences, holidays.
    Closure,
    /// Whom staff have to telephone.
    Call,
    /// What the city decides about itself.
    Setup,
    /// Perhaps anything: somebody has written past this process, or more than is counted.
    All,
    /// A session has ended ([`Notice::id`] is a member's or [`session_key`]): whoever watches is asked again who she is.
    Session,
    /// What members of a city may: the same.
    Rights,
}

impl What {
    /// As it is told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Booking => "booking",
            Self::Hold => "hold",
            Self::Time => "time",
            Self::Closure => "closure",
            Self::Call => "call",
            Self::Setup => "setup",
            Self::All => "all",
            Self::Session => "session",
            Self::Rights => "rights",
        }
    }

    /// Reads what pages are told.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Booking, Self::Hold, Self::Time, Self::Closure, Self::Call, Self::Setup, Self::All]
            .into_iter()
            .find(|what| what.as_str() == word)
    }

    /// Whether pages are told of it.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Session | Self::Rights)
    }

    /// Whether whoever watches has to be asked again whether she may.
    pub const fn asks_again(self) -> bool {
        matches!(self, Self::Session | Self::Rights | Self::All)
    }

    /// Whether what a process keeps of its cities may be of before.
    pub const fn ages_catalogue(self) -> bool {
        !matches!(self, Self::Booking | Self::Hold | Self::Call | Self::Session)
    }
}

/// On which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// On any.
    Any,
    /// From the day of the first instant to that of the last.
    Instants(DateTime<Utc>, DateTime<Utc>),
    /// From the first local day to the last.
    Days(NaiveDate, NaiveDate),
}

impl When {
    /// At that instant.
    pub const fn at(instant: DateTime<Utc>) -> Self {
        Self::Instants(instant, instant)
    }

    /// First and last local day; none: any.
    pub fn days(self, timezone: Tz) -> Option<(NaiveDate, NaiveDate)> {
        let local = |instant: DateTime<Utc>| instant.with_timezone(&timezone).date_naive();
        match self {
            Self::Any => None,
            Self::Instants(from, until) => Some((local(from), local(until))),
            Self::Days(from, until) => Some((from, until)),
        }
    }

    /// Both, and what lies between.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Instants(from, until), Self::Instants(first, last)) => {
                Self::Instants(from.min(first), until.max(last))
            }
            (Self::Days(from, until), Self::Days(first, last)) => Self::Days(from.min(first), until.max(last)),
            _ => Self::Any,
        }
    }
}

/// Something is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Of that city; none: perhaps of any.
    pub city: Option<MunicipalityId>,
    /// What.
    pub what: What,
    /// At that office; none: perhaps at any.
    pub office: Option<OfficeId>,
    /// The row's id; 0: of several, or of none that is told.
    pub id: i64,
    /// On which days.
    pub when: When,
}

impl Notice {
    /// Perhaps anything.
    pub const ALL: Self = Self { city: None, what: What::All, office: None, id: 0, when: When::Any };

    /// Something of that sort, wherever and whenever.
    pub const fn somewhere(city: MunicipalityId, what: What) -> Self {
        Self { city: Some(city), what, office: None, id: 0, when: When::Any }
    }

    /// Whether it may be of that city.
    pub fn is_of(&self, city: MunicipalityId) -> bool {
        self.city.is_none_or(|own| own == city)
    }

    /// Whether whoever watches in that session has to be asked again whether she may.
    pub fn asks_again(&self, city: MunicipalityId, (member, session): (i64, i64)) -> bool {
        let meant = self.what != What::Session || [0, member, session].contains(&self.id);
        self.what.asks_again() && meant && self.is_of(city)
    }
}

/// What a session is called in a notice: a part of what is kept of its cookie, which opens nothing.
pub fn session_key(token_hash: &[u8]) -> i64 {
    let start = token_hash.first_chunk::<8>().copied().unwrap_or_default();
    i64::from_be_bytes(start)
}

/// The same in at most so many: what there is more of becomes one for each city, sort and office, and that which is still too much is
/// [`Notice::ALL`].
pub fn gathered(notices: Vec<Notice>, most: usize) -> Vec<Notice> {
    let mut once: Vec<Notice> = Vec::new();
    if notices.len() <= most {
        for notice in notices {
            if !once.contains(&notice) {
                once.push(notice);
            }
        }
        return once;
    }
    let mut merged: BTreeMap<(Option<MunicipalityId>, What, Option<OfficeId>), Notice> = BTreeMap::new();
    for notice in notices {
        let both = |kept: &mut Notice| {
            kept.when = kept.when.with(notice.when);
            if kept.id != notice.id {
                kept.id = 0;
            }
        };
        merged.entry((notice.city, notice.what, notice.office)).and_modify(both).or_insert(notice);
    }
    if merged.len() > most { vec![Notice::ALL] } else { merged.into_values().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn booking(id: i64, office: i64, seconds: i64) -> Notice {
        let (city, office) = (Some(MunicipalityId(1)), Some(OfficeId(office)));
        Notice { city, what: What::Booking, office, id, when: When::at(at(seconds)) }
    }

    #[test]
    fn few_are_told_once_each() {
        let (one, other) = (booking(7, 1, 0), booking(8, 1, 60));
        assert_eq!(gathered(vec![one, other, one], 3), [one, other]);
    }

    #[test]
    fn many_become_one_for_each_office_and_too_many_are_all() {
        let many: Vec<Notice> = (0..10).map(|n| booking(n, n % 2, n * 60)).collect();
        let when = |from, until| When::Instants(at(from), at(until));
        let of = |office, when| Notice { id: 0, when, ..booking(0, office, 0) };
        assert_eq!(gathered(many.clone(), 4), [of(0, when(0, 480)), of(1, when(60, 540))]);
        assert_eq!(gathered(many, 1), [Notice::ALL]);
    }

    #[test]
    fn a_day_is_the_citys_own() {
        // 1 January 1970, 23:00 UTC: the next day in Tokyo.
        let day = NaiveDate::from_ymd_opt(1970, 1, 2).unwrap();
        assert_eq!(When::at(at(23 * 3600)).days(Tz::Asia__Tokyo), Some((day, day)));
        assert_eq!(When::Days(day, day).with(When::at(at(0))), When::Any, "what cannot be compared may be any day");
    }

    #[test]
    fn whose_session_has_ended_is_asked_again_and_nobody_else() {
        let city = MunicipalityId(1);
        let ended = |id| Notice { city: None, what: What::Session, office: None, id, when: When::Any };
        let asks = |notice: Notice| notice.asks_again(city, (5, 6));
        assert!(asks(ended(5)) && asks(ended(6)) && asks(ended(0)) && asks(Notice::ALL));
        assert!(!asks(ended(7)) && !asks(booking(5, 1, 0)));
        assert!(asks(Notice::somewhere(city, What::Rights)));
        assert!(!asks(Notice::somewhere(MunicipalityId(2), What::Rights)));
    }
}
