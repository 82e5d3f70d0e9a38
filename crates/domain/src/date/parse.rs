//! Reading dates, western and by era, in the writings Japanese offices use.

use chrono::{Datelike, NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization;

use crate::{
    era::{ERAS, Era},
    text::{chars::is_hyphen, without_marks},
};

/// First western year that is read; earlier ones are slips of the keyboard.
const FIRST_YEAR: i32 = 1000;
/// Longest input in bytes that can be a date.
const MAX_BYTES: usize = 100;

/// Reads `2026-04-03`, `2026/4/3`, `2026.4.3`, `20260403`, `2026年4月3日`, `R8.4.3`, `R080403`, `令和8年4月3日`, `令和元年5月1日`,
/// the same with M T S H and 明治 大正 昭和 平成 or 平 alone, in full width, with spaces, and with a weekday `(金)` behind it if that is right.
///
/// `None` when there is no such day, or the era did not last on it (`S64.1.8`). The days of two eras, 1912-07-30 and
/// 1926-12-25, are read in either. Western years have four digits, years of an era one or two.
pub fn parse_date(input: &str) -> Option<NaiveDate> {
    let text = fold(input)?;
    let parts = split(&text)?;
    let date = build(parts.era, parts.year, parts.month, parts.day)?;
    parts.is_weekday(date).then_some(date)
}

/// A date in its parts, not yet known to be one.
pub(super) struct Parts<'a> {
    pub(super) era: Option<&'static Era>,
    pub(super) year: &'a str,
    pub(super) month: &'a str,
    pub(super) day: &'a str,
    weekday: Option<&'a str>,
}

impl Parts<'_> {
    /// Whether the weekday behind the date is right, if there is one.
    pub(super) fn is_weekday(&self, date: NaiveDate) -> bool {
        self.weekday.is_none_or(|name| name == weekday(date))
    }
}

/// The weekday as it is typed behind a date, as in `金`.
fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

/// Cuts a folded text into its parts. Six digits without an era are a year of two digits, month and day.
pub(super) fn split(text: &str) -> Option<Parts<'_>> {
    let (date, weekday) = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((day, weekday)) => (day, Some(weekday)),
        None => (text, None),
    };
    let (era, rest) = split_era(date);
    let year_digits = if era.is_some() || rest.len() == 6 { 2 } else { 4 };
    let (year, month, day) = split_compact(rest, year_digits).or_else(|| split_separated(rest))?;
    Some(Parts { era, year, month, day, weekday })
}

/// NFKC without invisible marks and white space; `None` when white space parts two digits, or the text is far too long.
pub(super) fn fold(input: &str) -> Option<String> {
    if input.len() > MAX_BYTES {
        return None;
    }
    let plain: String = without_marks(input).nfkc().collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let parted = words
        .windows(2)
        .any(|pair| matches!(pair, [left, right] if left.ends_with(is_digit) && right.starts_with(is_digit)));
    (!parted).then(|| words.concat())
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The era in front, by name (平成, 平) or letter, and the rest.
pub(super) fn split_era(text: &str) -> (Option<&'static Era>, &str) {
    ERAS.iter()
        .find_map(|era| {
            let short = [era.letter, era.letter.to_ascii_lowercase(), era.name.chars().next().unwrap_or(era.letter)];
            let rest = text.strip_prefix(era.name).or_else(|| text.strip_prefix(short))?;
            Some((Some(era), rest.strip_prefix('.').unwrap_or(rest)))
        })
        .unwrap_or((None, text))
}

/// `20260403`, or `080403`.
fn split_compact(text: &str, year_digits: usize) -> Option<(&str, &str, &str)> {
    if text.len() != year_digits + 4 || !text.chars().all(is_digit) {
        return None;
    }
    Some((text.get(..year_digits)?, text.get(year_digits..year_digits + 2)?, text.get(year_digits + 2..)?))
}

/// Year, month and day with 年月日 or twice the same separator between them.
fn split_separated(text: &str) -> Option<(&str, &str, &str)> {
    if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        return Some((year, month, day.strip_suffix('日').unwrap_or(day)));
    }
    let separator = text.chars().find(|c| matches!(c, '/' | '.') || is_hyphen(*c))?;
    let mut parts = text.split(separator);
    let fields = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(fields)
}

pub(super) fn build(era: Option<&Era>, year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let (month, day) = (u32::try_from(number(month, 2)?).ok()?, u32::try_from(number(day, 2)?).ok()?);
    let Some(era) = era else {
        let year = number(year, 4).filter(|year| *year >= FIRST_YEAR)?;
        return NaiveDate::from_ymd_opt(year, month, day);
    };
    let year = if year == "元" { 1 } else { number(year, 2)? };
    NaiveDate::from_ymd_opt(era.western_year(year)?, month, day).filter(|date| era.contains(*date))
}

/// One to `most` ASCII digits.
pub(super) fn number(text: &str, most: usize) -> Option<i32> {
    ((1..=most).contains(&text.len()) && text.chars().all(is_digit)).then(|| text.parse().ok()).flatten()
}
