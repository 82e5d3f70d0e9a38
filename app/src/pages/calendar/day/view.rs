//! How the calendar is seen.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use mendan_service::calendar::week::monday_of;
use mendan_words::Words;

use crate::pages::kit::keys;

/// A way to see it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// A day, a column for each nurse.
    #[default]
    Day,
    /// A day, a column for each room.
    Rooms,
    /// A week: hers, or an office's.
    Week,
    /// A month in numbers.
    Month,
    /// A day, as tables.
    List,
}

impl View {
    /// All of them, in the order people see them.
    pub(crate) const ALL: [Self; 5] = [Self::Day, Self::Rooms, Self::Week, Self::Month, Self::List];

    /// The word in an address.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Rooms => "rooms",
            Self::Week => "week",
            Self::Month => "month",
            Self::List => "list",
        }
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == word)
    }

    /// What it is called.
    pub(crate) const fn word(self, words: &Words) -> &'static str {
        let t = &words.calendar;
        match self {
            Self::Day => t.view_day,
            Self::Rooms => t.view_rooms,
            Self::Week => t.view_week,
            Self::Month => t.view_month,
            Self::List => t.view_list,
        }
    }

    /// The key that leads to it.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Day => keys::VIEW_DAY,
            Self::Rooms => keys::VIEW_ROOMS,
            Self::Week => keys::VIEW_WEEK,
            Self::Month => keys::VIEW_MONTH,
            Self::List => keys::VIEW_LIST,
        }
    }

    /// What one step back and one on are called, and what leads to now.
    pub(crate) const fn steps(self, words: &Words) -> [&'static str; 3] {
        let t = &words.calendar;
        match self {
            Self::Day | Self::Rooms | Self::List => [t.day_before, t.today, t.day_after],
            Self::Week => [t.week_before, t.this_week, t.week_after],
            Self::Month => [t.month_before, t.this_month, t.month_after],
        }
    }

    /// The first and the last day that are seen with that one.
    pub(crate) fn span(self, date: NaiveDate) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Day | Self::Rooms | Self::List => (date, date),
            Self::Week => {
                let monday = monday_of(date);
                (monday, monday.checked_add_days(Days::new(6)).unwrap_or(date))
            }
            Self::Month => {
                let first = date.with_day(1).unwrap_or(date);
                let next = first.checked_add_months(Months::new(1));
                (first, next.and_then(|next| next.pred_opt()).unwrap_or(date))
            }
        }
    }

    /// The day that one step back leads to. At the end of the calendar it stays.
    pub(crate) fn before(self, date: NaiveDate) -> NaiveDate {
        let back = match self {
            Self::Day | Self::Rooms | Self::List => date.checked_sub_days(Days::new(1)),
            Self::Week => date.checked_sub_days(Days::new(7)),
            Self::Month => date.checked_sub_months(Months::new(1)),
        };
        back.unwrap_or(date)
    }

    /// The day that one step on leads to.
    pub(crate) fn after(self, date: NaiveDate) -> NaiveDate {
        let on = match self {
            Self::Day | Self::Rooms | Self::List => date.checked_add_days(Days::new(1)),
            Self::Week => date.checked_add_days(Days::new(7)),
            Self::Month => date.checked_add_months(Months::new(1)),
        };
        on.unwrap_or(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_as_long_as_what_is_seen() {
        let day = |month, day| NaiveDate::from_ymd_opt(2031, month, day).expect("a date");
        assert_eq!((View::List.before(day(6, 1)), View::Rooms.after(day(6, 30))), (day(5, 31), day(7, 1)));
        assert_eq!((View::Week.before(day(6, 3)), View::Week.after(day(6, 28))), (day(5, 27), day(7, 5)));
        // A shorter month ends sooner.
        assert_eq!((View::Month.before(day(3, 31)), View::Month.after(day(1, 31))), (day(2, 28), day(2, 28)));
    }
}
