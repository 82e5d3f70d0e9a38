//! Reading dates, western and by era, in the writings Japanese offices use.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{DateError, weekday_ja};
use crate::{
    era::{ERAS, Era},
    text::chars::is_hyphen,
};

/// First western year that is read; earlier ones are slips of the keyboard.
const FIRST_YEAR: i32 = 1000;
/// Longest input in bytes that can be a date.
const MAX_BYTES: usize = 100;

/// Reads `2026-04-03`, `2026/4/3`, `2026.4.3`, `20260403`, `2026年4月3日`, `R8.4.3`, `R080403`, `令和8年4月3日`, `令和元年5月1日`,
/// the same with M T S H and 明治 大正 昭和 平成, in full width, with spaces, and with a weekday `(金)` behind it if that is right.
///
/// `None` when there is no such day, or the era did not last on it (`S64.1.8`). The days of two eras, 1912-07-30 and
/// 1926-12-25, are read in either. Western years have four digits, years of an era one or two.
pub fn parse_date(input: &str) -> Option<NaiveDate> {
    let text = fold(input)?;
    let (day, weekday) = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((day, weekday)) => (day, Some(weekday)),
        None => (text.as_str(), None),
    };
    let (era, rest) = split_era(day);
    let (year, month, day) = split_compact(rest, era.is_some()).or_else(|| split_separated(rest))?;
    let date = build(era, year, month, day)?;
    weekday.is_none_or(|name| name == weekday_ja(date)).then_some(date)
}

/// Reads the three text fields of a form. The year is western (`1996`) or by era (`R8`, `令和8`, `平成7年`, `昭和60`).
///
/// # Errors
/// [`DateError::Required`] when a field is empty, [`DateError::Invalid`] when together they are no day.
pub fn parse_fields(year: &str, month: &str, day: &str) -> Result<NaiveDate, DateError> {
    if [year, month, day].iter().any(|field| field.trim().is_empty()) {
        return Err(DateError::Required);
    }
    let read = || {
        let (year, month, day) = (fold(year)?, fold(month)?, fold(day)?);
        let (era, year) = split_era(&year);
        let cut = |field: &str, unit| field.strip_suffix(unit).unwrap_or(field).to_owned();
        build(era, &cut(year, '年'), &cut(&month, '月'), &cut(&day, '日'))
    };
    read().ok_or(DateError::Invalid)
}

/// NFKC without white space; `None` when white space parts two digits, or the text is far too long.
fn fold(input: &str) -> Option<String> {
    if input.len() > MAX_BYTES {
        return None;
    }
    let plain: String = input.nfkc().collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let parted = words
        .windows(2)
        .any(|pair| matches!(pair, [left, right] if left.ends_with(is_digit) && right.starts_with(is_digit)));
    (!parted).then(|| words.concat())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The era in front, by name or letter, and the rest.
fn split_era(text: &str) -> (Option<&'static Era>, &str) {
    ERAS.iter()
        .find_map(|era| {
            let small = era.letter.to_ascii_lowercase();
            let rest = text.strip_prefix(era.name).or_else(|| text.strip_prefix([era.letter, small]))?;
            Some((Some(era), rest.strip_prefix('.').unwrap_or(rest)))
        })
        .unwrap_or((None, text))
}

/// `20260403`, or `080403` behind an era.
fn split_compact(text: &str, after_era: bool) -> Option<(&str, &str, &str)> {
    let year_digits = if after_era { 2 } else { 4 };
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

fn build(era: Option<&Era>, year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let (month, day) = (u32::try_from(number(month, 2)?).ok()?, u32::try_from(number(day, 2)?).ok()?);
    let Some(era) = era else {
        let year = number(year, 4).filter(|year| *year >= FIRST_YEAR)?;
        return NaiveDate::from_ymd_opt(year, month, day);
    };
    let year = if year == "元" { 1 } else { number(year, 2)? };
    NaiveDate::from_ymd_opt(era.western_year(year)?, month, day).filter(|date| era.contains(*date))
}

/// One to `most` ASCII digits.
fn number(text: &str, most: usize) -> Option<i32> {
    ((1..=most).contains(&text.len()) && text.chars().all(is_digit)).then(|| text.parse().ok()).flatten()
}
