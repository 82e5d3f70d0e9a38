//! The national holidays proper (国民の祝日) and the days that single laws made equal to them.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};

use super::equinox;

/// How a holiday finds its day within a month.
enum Day {
    Fixed(u32),
    /// The n-th Monday of the month (ハッピーマンデー制度).
    Monday(u32),
    Spring,
    Autumn,
}

/// A holiday of the years given. Where the day moved, there is a row for each.
struct Rule {
    years: RangeInclusive<i32>,
    month: u32,
    day: Day,
    name: &'static str,
}

const fn rule(first: i32, last: i32, month: u32, day: Day, name: &'static str) -> Rule {
    Rule { years: first..=last, month, day, name }
}

const FIRST: i32 = 1955;
const LAST: i32 = 2099;

/// In the order of the year. Moves: 平成10年法律第141号 and 平成13年法律第59号 (Mondays), 平成17年法律第43号 (昭和の日),
/// 平成26年法律第43号 (山の日), 平成29年法律第63号 (天皇誕生日), 平成30年法律第57号 (スポーツの日); for the Olympic years 2020 and 2021
/// the special measures law for the games (平成27年法律第33号) as amended.
const RULES: &[Rule] = &[
    rule(FIRST, LAST, 1, Day::Fixed(1), "元日"),
    rule(FIRST, 1999, 1, Day::Fixed(15), "成人の日"),
    rule(2000, LAST, 1, Day::Monday(2), "成人の日"),
    rule(1967, LAST, 2, Day::Fixed(11), "建国記念の日"),
    rule(2020, LAST, 2, Day::Fixed(23), "天皇誕生日"),
    rule(FIRST, LAST, 3, Day::Spring, "春分の日"),
    rule(FIRST, 1988, 4, Day::Fixed(29), "天皇誕生日"),
    rule(1989, 2006, 4, Day::Fixed(29), "みどりの日"),
    rule(2007, LAST, 4, Day::Fixed(29), "昭和の日"),
    rule(FIRST, LAST, 5, Day::Fixed(3), "憲法記念日"),
    rule(2007, LAST, 5, Day::Fixed(4), "みどりの日"),
    rule(FIRST, LAST, 5, Day::Fixed(5), "こどもの日"),
    rule(1996, 2002, 7, Day::Fixed(20), "海の日"),
    rule(2003, 2019, 7, Day::Monday(3), "海の日"),
    rule(2020, 2020, 7, Day::Fixed(23), "海の日"),
    rule(2020, 2020, 7, Day::Fixed(24), "スポーツの日"),
    rule(2021, 2021, 7, Day::Fixed(22), "海の日"),
    rule(2021, 2021, 7, Day::Fixed(23), "スポーツの日"),
    rule(2022, LAST, 7, Day::Monday(3), "海の日"),
    rule(2016, 2019, 8, Day::Fixed(11), "山の日"),
    rule(2020, 2020, 8, Day::Fixed(10), "山の日"),
    rule(2021, 2021, 8, Day::Fixed(8), "山の日"),
    rule(2022, LAST, 8, Day::Fixed(11), "山の日"),
    rule(1966, 2002, 9, Day::Fixed(15), "敬老の日"),
    rule(2003, LAST, 9, Day::Monday(3), "敬老の日"),
    rule(FIRST, LAST, 9, Day::Autumn, "秋分の日"),
    rule(1966, 1999, 10, Day::Fixed(10), "体育の日"),
    rule(2000, 2019, 10, Day::Monday(2), "体育の日"),
    rule(2022, LAST, 10, Day::Monday(2), "スポーツの日"),
    rule(FIRST, LAST, 11, Day::Fixed(3), "文化の日"),
    rule(FIRST, LAST, 11, Day::Fixed(23), "勤労感謝の日"),
    rule(1989, 2018, 12, Day::Fixed(23), "天皇誕生日"),
    // Days of the imperial house, each by a law of its own.
    rule(1959, 1959, 4, Day::Fixed(10), "皇太子明仁親王の結婚の儀"),
    rule(1989, 1989, 2, Day::Fixed(24), "昭和天皇の大喪の礼"),
    rule(1990, 1990, 11, Day::Fixed(12), "即位礼正殿の儀"),
    rule(1993, 1993, 6, Day::Fixed(9), "皇太子徳仁親王の結婚の儀"),
    rule(2019, 2019, 5, Day::Fixed(1), "天皇の即位の日"),
    rule(2019, 2019, 10, Day::Fixed(22), "即位礼正殿の儀"),
];

/// The name of the national holiday on `date`.
pub(super) fn national(date: NaiveDate) -> Option<&'static str> {
    RULES.iter().find(|rule| rule.falls_on(date)).map(|rule| rule.name)
}

impl Rule {
    fn falls_on(&self, date: NaiveDate) -> bool {
        self.month == date.month()
            && self.years.contains(&date.year())
            && match self.day {
                Day::Fixed(day) => date.day() == day,
                Day::Monday(nth) => date.weekday() == Weekday::Mon && date.day().div_ceil(7) == nth,
                Day::Spring => date.day() == equinox::spring(date.year()),
                Day::Autumn => date.day() == equinox::autumn(date.year()),
            }
    }
}
