//! What stands in a cell: days with times, telephone numbers that lost their 0.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::date::parse_date;
use crate::person::phone::Phone;
use crate::text::without_marks;

/// Longest cell that can be a day and a time, in octets.
const LONGEST: usize = 100;
/// What stands in cells that say nothing.
const NOTHING: [&str; 5] = ["-", "－", "ー", "―", "なし"];

/// What stands in the cell, without what nobody sees around it; empty where only a stroke stands.
pub fn content(cell: &str) -> String {
    let text = without_marks(cell);
    let text = text.trim();
    // Spreadsheets' mark of a number that is a text.
    let text = text.strip_prefix('\'').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    if NOTHING.contains(&text) { String::new() } else { text.to_owned() }
}

/// Reads a day, and the minute of it if that stands behind: `2026/4/3`, `令和8年4月3日(金) 午前10時`, `2026-04-03T10:00:00`,
/// `2026/4/3 10:00〜10:40`.
pub fn read_moment(cell: &str) -> Option<(NaiveDate, Option<i64>)> {
    if cell.len() > LONGEST {
        return None;
    }
    let text: String = without_marks(cell).nfkc().collect();
    let text = text.trim();
    if let Some(date) = parse_date(text) {
        return Some((date, None));
    }
    // Behind the day: white space, T, 日, or the bracket of the weekday.
    let mut cuts = text.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, 'T' | '日' | ')'));
    cuts.find_map(|(at, c)| {
        let end = if matches!(c, '日' | ')') { at + c.len_utf8() } else { at };
        let (day, time) = (text.get(..end)?, text.get(at + c.len_utf8()..)?);
        Some((parse_date(day)?, Some(read_time(time)?)))
    })
}

/// Reads a time of day as its minute: `9:30`, `9:30:00`, `午後1時30分`, `13時`, `0930`; of a stretch of time its beginning.
pub fn read_time(cell: &str) -> Option<i64> {
    if cell.len() > LONGEST {
        return None;
    }
    let text: String = without_marks(cell).nfkc().filter(|c| !c.is_whitespace()).collect();
    let begin = text.split(['~', '〜', '-', '–', '―', '→']).next()?;
    let (begin, _) = begin.split_once("から").unwrap_or((begin, ""));
    let (afternoon, begin) = match (begin.strip_prefix("午後"), begin.strip_prefix("午前")) {
        (Some(rest), _) => (Some(true), rest),
        (_, Some(rest)) => (Some(false), rest),
        _ => (None, begin),
    };
    let (hour, minute) = parts(begin)?;
    let hour = match (afternoon, hour) {
        (Some(true), 0..12) => hour + 12,
        (Some(false), 12) => 0,
        (Some(false), 13..) => return None,
        _ => hour,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

fn parts(text: &str) -> Option<(i64, i64)> {
    if let Some((hour, rest)) = text.split_once(':') {
        let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
        // Seconds, as spreadsheets write them: 00, or 00.000.
        seconds.chars().all(|c| c == '0' || c == '.').then_some(())?;
        return Some((digits(hour)?, digits(minute)?));
    }
    if let Some((hour, rest)) = text.split_once('時') {
        let minute = match rest {
            "" => 0,
            "半" => 30,
            rest => digits(rest.strip_suffix('分').unwrap_or(rest))?,
        };
        return Some((digits(hour)?, minute));
    }
    let number = text.len();
    let cut = number.checked_sub(2).filter(|_| (3..=4).contains(&number) && text.is_ascii())?;
    Some((digits(text.get(..cut)?)?, digits(text.get(cut..)?)?))
}

fn digits(text: &str) -> Option<i64> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The number with its 0 in front, where a spreadsheet took it for an amount of something and left the 0 away.
pub fn with_its_zero(cell: &str) -> Option<String> {
    let text: String = without_marks(cell).nfkc().collect();
    let text = text.trim();
    let bare = text.strip_suffix(".0").unwrap_or(text);
    let lost = Phone::parse(text).is_err() && bare.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let whole = format!("0{bare}");
    (lost && !bare.is_empty() && Phone::parse(&whole).is_ok()).then_some(whole)
}

/// The two parts of a name that stands in one cell.
pub fn split_name(cell: &str) -> (String, String) {
    let text = cell.trim();
    let parts = text.split_once(|c: char| c.is_whitespace()).unwrap_or((text, ""));
    (parts.0.to_owned(), parts.1.trim().to_owned())
}
