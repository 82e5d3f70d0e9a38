//! When somebody wants to hear from us: hers, within the hours that are not quiet.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use crate::offer::hours::{Hours, hour};

/// Her own hours for mails that can wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ContactWindow {
    /// Whenever it is not quiet.
    #[default]
    Any,
    /// Monday to Friday from 9:00 until 17:00, holidays among them.
    Weekdays,
    /// Every day from 17:00.
    Evenings,
    /// Saturday and Sunday.
    Weekends,
}

impl ContactWindow {
    /// All of them, in the order people see them.
    pub const ALL: [Self; 4] = [Self::Any, Self::Weekdays, Self::Evenings, Self::Weekends];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Weekdays => "weekdays",
            Self::Evenings => "evenings",
            Self::Weekends => "weekends",
        }
    }

    /// Reads the word. `None` when there is no such window.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|window| window.as_str() == word)
    }

    /// Her hours on such a day; none: not on that day.
    pub const fn on(self, day: Weekday) -> Option<Hours> {
        let weekend = matches!(day, Weekday::Sat | Weekday::Sun);
        match self {
            Self::Any => Some(Hours::WHOLE_DAY),
            Self::Weekdays if weekend => None,
            Self::Weekdays => Some(Hours { from: hour(9), until: hour(17) }),
            Self::Evenings => Some(Hours { from: hour(17), until: hour(24) }),
            Self::Weekends if weekend => Some(Hours::WHOLE_DAY),
            Self::Weekends => None,
        }
    }
}

impl Serialize for ContactWindow {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A word of another release is read as any time: what else stands beside it must not be lost.
impl<'de> Deserialize<'de> for ContactWindow {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Ok(Self::parse(&word).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_kept_by_its_word_and_one_nobody_knows_is_any_time() {
        for window in ContactWindow::ALL {
            let written = serde_json::to_string(&window).unwrap();
            assert_eq!(written, format!("\"{}\"", window.as_str()));
            assert_eq!(serde_json::from_str::<ContactWindow>(&written).unwrap(), window);
        }
        assert_eq!(serde_json::from_str::<ContactWindow>("\"full_moon\"").unwrap(), ContactWindow::Any);
    }

    #[test]
    fn working_days_and_the_days_between_them_share_nothing() {
        for day in [Weekday::Mon, Weekday::Fri, Weekday::Sat, Weekday::Sun] {
            assert_ne!(ContactWindow::Weekdays.on(day).is_some(), ContactWindow::Weekends.on(day).is_some(), "{day}");
            assert_eq!(ContactWindow::Any.on(day), Some(Hours::WHOLE_DAY));
        }
    }
}
