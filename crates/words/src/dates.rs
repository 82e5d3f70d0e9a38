//! Days and times in the words of a language: the patterns stand in `dates.ftl`.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};
use mendan_domain::era::era_name;
use mendan_domain::offer::hours::Hours;

use crate::Dates;

impl Dates {
    /// `12月1日(月)`, `Mon 1 Dec`: short, because it is the largest thing on a narrow screen.
    pub fn day_of(&self, date: NaiveDate) -> String {
        self.day(date.day(), date.month(), weekday(date))
    }

    /// `12月1日 月曜日`, `Monday 1 December`: for the ear.
    pub fn spoken_day_of(&self, date: NaiveDate) -> String {
        self.day_spoken(date.day(), date.month(), weekday(date))
    }

    /// `12月1日(月)`, `1 December`: in the subject of a mail.
    pub fn subject_day_of(&self, date: NaiveDate) -> String {
        self.day_subject(date.day(), date.month(), weekday(date))
    }

    /// `2025年12月1日(月)`, `Monday, 1 December 2025`.
    pub fn date_of(&self, date: NaiveDate) -> String {
        self.date(date.day(), date.month(), weekday(date), date.year())
    }

    /// `2025年(令和7年)`, `2025`.
    pub fn year_of(&self, date: NaiveDate) -> String {
        match era_name(date) {
            Some((era, year)) => self.year_of_era(era, year, date.year()),
            None => self.year(date.year()),
        }
    }

    /// `12/1(月)`, `Mon 1 Dec`: where there is little room.
    pub fn slash_of(&self, date: NaiveDate) -> String {
        self.day_slash(date.day(), date.month(), weekday(date))
    }

    /// `1995年4月3日`, `3 April 1995`: a day of birth.
    pub fn birth_of(&self, date: NaiveDate) -> String {
        self.birth(date.day(), date.month(), date.year())
    }

    /// `11月25日 火曜日 午前9時20分`, `Tuesday 25 November, 9:20`: when, as it is said.
    pub fn moment_spoken_of(&self, at: DateTime<FixedOffset>) -> String {
        let (half, hour) = (at.hour() / 12, at.hour() % 12);
        let clock = self.clock_spoken(half, hour, at.minute(), self.time_of(&at));
        self.moment_spoken(clock, self.spoken_day_of(at.date_naive()))
    }

    /// `12月1日`, `1 Dec`: where the weekday says nothing.
    pub fn month_day_of(&self, date: NaiveDate) -> String {
        self.month_day(date.day(), date.month())
    }

    /// `2025年12月`, `December 2025`.
    pub fn month_of(&self, date: NaiveDate) -> String {
        self.month_of_year(date.month(), date.year())
    }

    /// The weekday in the fewest letters: `月`, `Mon`.
    pub fn weekday_of(&self, date: NaiveDate) -> String {
        self.weekday_short(weekday(date))
    }

    /// `9:20`.
    pub fn time_of(&self, at: &impl Timelike) -> String {
        self.time(at.hour(), format!("{:02}", at.minute()))
    }

    /// `9:00〜12:00`, `9:00–12:00`.
    pub fn hours_of(&self, hours: Hours) -> String {
        self.hours(self.minutes_of(hours.from), self.minutes_of(hours.until))
    }

    /// `9:20`, from minutes after midnight.
    pub fn minutes_of(&self, minutes: i64) -> String {
        self.time(minutes / 60, format!("{:02}", minutes % 60))
    }
}

/// 1 is Monday.
fn weekday(date: NaiveDate) -> u32 {
    date.weekday().number_from_monday()
}
