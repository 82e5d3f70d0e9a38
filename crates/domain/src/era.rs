//! Japanese eras (元号).

use chrono::{Datelike, NaiveDate};

/// One era with its first and last day.
pub(crate) struct Era {
    /// The name, as in 令和.
    pub(crate) name: &'static str,
    /// The capital letter of forms, as in R.
    pub(crate) letter: char,
    /// The western year of its year 1.
    first_year: i32,
    /// Month and day of the first day in that year.
    first_day: (u32, u32),
    /// The last day, as western year, month and day.
    last_day: (i32, u32, u32),
}

/// Latest first. 1912-07-30 and 1926-12-25 belong to two eras each, for those changed within the day; from 平成 on the
/// change is at midnight (元号を改める政令, 昭和64年政令第1号 and 平成31年政令第143号).
/// 明治 is known from its year 6, 1873, when Japan took over the Gregorian calendar (明治5年太政官布告第337号).
pub(crate) const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first_year: 2019, first_day: (5, 1), last_day: (9999, 12, 31) },
    Era { name: "平成", letter: 'H', first_year: 1989, first_day: (1, 8), last_day: (2019, 4, 30) },
    Era { name: "昭和", letter: 'S', first_year: 1926, first_day: (12, 25), last_day: (1989, 1, 7) },
    Era { name: "大正", letter: 'T', first_year: 1912, first_day: (7, 30), last_day: (1926, 12, 25) },
    Era { name: "明治", letter: 'M', first_year: 1868, first_day: (1, 25), last_day: (1912, 7, 30) },
];

/// The first Gregorian day of Japan.
const GREGORIAN: (i32, u32, u32) = (1873, 1, 1);

impl Era {
    /// The western year of this era's `year`; `None` for year 0 and less.
    pub(crate) fn western_year(&self, year: i32) -> Option<i32> {
        (year >= 1).then(|| self.first_year.checked_add(year - 1)).flatten()
    }

    /// Whether the era lasted on `date`.
    pub(crate) fn contains(&self, date: NaiveDate) -> bool {
        let day = (date.year(), date.month(), date.day());
        let (month, day_of_month) = self.first_day;
        day >= (self.first_year, month, day_of_month).max(GREGORIAN) && day <= self.last_day
    }
}

/// The era of `date` and its year in it, 1 for 元年; on a day of two eras the later one. `None` before 1873 and
/// after the year 9999.
pub fn era_name(date: NaiveDate) -> Option<(&'static str, i32)> {
    ERAS.iter().find(|era| era.contains(date)).map(|era| (era.name, date.year() - era.first_year + 1))
}
