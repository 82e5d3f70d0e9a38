//! The Cabinet Office's list of holidays (`syukujitsu.csv`), and where it differs from the rules.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use thiserror::Error;

use super::holiday;
use crate::date::parse_date;
use crate::text::{Limits, TextError, single_line};

/// What the heading of the file begins with.
const HEADING: &str = "国民の祝日";
/// The file's word for substitutes, for days between holidays, and for days of single laws: 「休日（祝日扱い）」 too.
const DAY_OFF: &str = "休日";

/// A line of the list that cannot be read; the first one when there is no holiday in it at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("line {line} of the list of holidays cannot be read: {fault:?}")]
pub struct ListError {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: LineFault,
}

/// What is wrong with a line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// There is no holiday in the whole file.
    Empty,
    /// Neither UTF-8 nor CP932.
    Encoding,
    /// No comma between a date and a name.
    NoComma,
    /// What stands before the comma is no day.
    NotADay,
    /// There is no name behind the comma.
    NoName,
    /// More than a date and a name.
    TooMuch,
    /// The name has characters that cannot be shown, or is too long.
    Name,
}

impl LineFault {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Empty, Self::Encoding, Self::NoComma, Self::NotADay, Self::NoName, Self::TooMuch, Self::Name];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Encoding => "encoding",
            Self::NoComma => "no_comma",
            Self::NotADay => "not_a_day",
            Self::NoName => "no_name",
            Self::TooMuch => "too_much",
            Self::Name => "name",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// Reads the file as published: `2026/1/1,元日` line by line under a heading, in CP932 or UTF-8 (with BOM or without).
/// Names stay as they are written there.
pub fn read_list(octets: &[u8]) -> Result<Vec<(NaiveDate, String)>, ListError> {
    let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    // What Shift_JIS means on the web is CP932.
    let encoding = if std::str::from_utf8(octets).is_ok() { UTF_8 } else { SHIFT_JIS };
    let mut list = Vec::new();
    // No second octet of CP932 is a line feed, so lines can be cut first.
    for (line, octets) in (1..).zip(octets.split(|octet| *octet == b'\n')) {
        let wrong = |fault| ListError { line, fault };
        let text = decode(encoding, octets).ok_or(wrong(LineFault::Encoding))?;
        let text = text.trim();
        if text.is_empty() || (line == 1 && unquote(text).starts_with(HEADING)) {
            continue;
        }
        list.push(read_row(text).map_err(wrong)?);
    }
    if list.is_empty() { Err(ListError { line: 1, fault: LineFault::Empty }) } else { Ok(list) }
}

/// What to remember of a list: for each year it covers, the days on which it and the rules disagree. `None` is a day
/// that only the rules call a holiday, a name one that the list adds or renames.
///
/// Of a year of which only some days are listed ([`partial_years`]) nothing becomes a working day.
pub fn differences(list: &[(NaiveDate, String)]) -> BTreeMap<NaiveDate, Option<String>> {
    let partial = partial_years(list);
    let years: BTreeSet<i32> = list.iter().map(|(date, _)| date.year()).collect();
    let listed: BTreeMap<NaiveDate, &String> = list.iter().map(|(date, name)| (*date, name)).collect();
    let days = years.iter().filter_map(|year| NaiveDate::from_yo_opt(*year, 1)).flat_map(days_of_year);
    days.filter_map(|date| match (listed.get(&date), holiday(date)) {
        (None, Some(_)) => (!partial.contains(&date.year())).then_some((date, None)),
        (Some(name), rule) if rule.is_none_or(|rule| !same_name(name, rule)) => Some((date, Some((*name).clone()))),
        _ => None,
    })
    .collect()
}

/// Years of which the list holds only some days: nothing is said of the others. A law has never taken more than a few
/// holidays away at once.
pub fn partial_years(list: &[(NaiveDate, String)]) -> BTreeSet<i32> {
    const FEWER: usize = 3;
    let years: BTreeSet<i32> = list.iter().map(|(date, _)| date.year()).collect();
    let listed =
        |year: i32| list.iter().map(|(date, _)| *date).filter(|date| date.year() == year).collect::<BTreeSet<_>>();
    let by_rule = |year: i32| NaiveDate::from_yo_opt(year, 1).map(days_of_year).into_iter().flatten();
    let partial =
        |year: &i32| listed(*year).len() + FEWER < by_rule(*year).filter(|date| holiday(*date).is_some()).count();
    years.into_iter().filter(partial).collect()
}

fn days_of_year(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |date| date.year() == first.year())
}

/// The list is shorter in places (「結婚の儀」) and longer in others (「体育の日（スポーツの日）」).
fn same_name(listed: &str, rule: &str) -> bool {
    listed.starts_with(DAY_OFF) || listed.contains(rule) || rule.contains(listed)
}

fn decode(encoding: &'static Encoding, octets: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(octets).map(std::borrow::Cow::into_owned)
}

/// Date and name; empty fields behind them are what spreadsheets leave.
fn read_row(text: &str) -> Result<(NaiveDate, String), LineFault> {
    let (date, rest) = text.split_once(',').ok_or(LineFault::NoComma)?;
    let name = unquote(rest.trim_end_matches(','));
    let date = parse_date(unquote(date)).ok_or(LineFault::NotADay)?;
    if name.contains([',', '"']) {
        return Err(LineFault::TooMuch);
    }
    match single_line(name, &Limits::LINE) {
        Ok(name) => Ok((date, name)),
        Err(TextError::Required) => Err(LineFault::NoName),
        Err(_) => Err(LineFault::Name),
    }
}

fn unquote(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('"').map_or(field, |inner| inner.strip_suffix('"').unwrap_or(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING_LINE: &str = "国民の祝日・休日月日,国民の祝日・休日名称\r\n";

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// The list of a year as the Cabinet Office would write it, were the rules the law.
    fn year(year: i32) -> Vec<(NaiveDate, String)> {
        let name = |date| match holiday(date)? {
            "振替休日" | "国民の休日" => Some(DAY_OFF.to_owned()),
            name => Some(name.to_owned()),
        };
        days_of_year(day(year, 1, 1)).filter_map(|date| Some((date, name(date)?))).collect()
    }

    #[test]
    fn the_file_is_read_in_its_own_encoding_and_in_utf_8() {
        let text = format!("{HEADING_LINE}2026/1/1,元日\r\n2026/5/6,休日\r\n");
        let expected = vec![(day(2026, 1, 1), "元日".to_owned()), (day(2026, 5, 6), "休日".to_owned())];
        let cp932 = SHIFT_JIS.encode(&text).0.into_owned();
        for octets in [cp932, text.clone().into_bytes(), format!("\u{FEFF}{text}").into_bytes()] {
            assert_eq!(read_list(&octets), Ok(expected.clone()));
        }
        let quoted = "\"2026/1/1\",\"元日\",,\n\n2026-05-06,休日";
        assert_eq!(read_list(quoted.as_bytes()), Ok(expected));
    }

    #[test]
    fn the_line_that_cannot_be_read_is_named() {
        use LineFault::{Empty, Encoding, Name, NoComma, NoName, NotADay, TooMuch};
        for (text, line, fault) in [
            ("", 1, Empty),
            (HEADING_LINE, 1, Empty),
            ("<!doctype html>\n", 1, NoComma),
            ("2026/1/1,元日\n2026/2/30,謎の日\n", 2, NotADay),
            ("2026/1/1,元日\n\n2026/1/12\n", 3, NoComma),
            ("2026/1/1,元日\n2026/1/12,\n", 2, NoName),
            ("2026/1/1,元日,祝日\n", 1, TooMuch),
            ("2026/1/1,元\u{202E}日\n", 1, Name),
        ] {
            assert_eq!(read_list(text.as_bytes()), Err(ListError { line, fault }), "{text}");
        }
        let torn = read_list(b"2026/1/1,\x8c\xb3\x93\xfa\n2026/1/12,\xff\xff\n");
        assert_eq!(torn, Err(ListError { line: 2, fault: Encoding }));
    }

    #[test]
    fn a_list_that_agrees_leaves_nothing_to_remember() {
        let list: Vec<_> = (1955..=2027).flat_map(year).collect();
        assert_eq!(differences(&list), BTreeMap::new());
        let shorter = [(day(1959, 4, 10), "結婚の儀"), (day(2019, 10, 14), "体育の日（スポーツの日）")];
        for (date, name) in shorter {
            assert!(same_name(name, holiday(date).unwrap()), "{name}");
        }
    }

    #[test]
    fn added_moved_and_renamed_days_are_remembered() {
        let mut list = year(2026);
        list.retain(|(date, _)| *date != day(2026, 3, 20));
        list.push((day(2026, 3, 21), "春分の日".to_owned()));
        list.iter_mut().filter(|(date, _)| *date == day(2026, 8, 11)).for_each(|(_, name)| *name = "森の日".to_owned());
        let expected = [
            (day(2026, 3, 20), None),
            (day(2026, 3, 21), Some("春分の日".to_owned())),
            (day(2026, 8, 11), Some("森の日".to_owned())),
        ];
        assert_eq!(differences(&list), BTreeMap::from(expected));
    }

    #[test]
    fn years_beyond_the_rules_are_taken_from_the_list() {
        let list = vec![(day(2100, 1, 1), "元日".to_owned())];
        assert_eq!(differences(&list), BTreeMap::from([(day(2100, 1, 1), Some("元日".to_owned()))]));
        assert_eq!(differences(&[]), BTreeMap::new());
    }
}
