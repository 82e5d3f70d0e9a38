//! Dates as people type them into a form about themselves: short years, fields left empty, all of it in one field.

use chrono::{Datelike, NaiveDate};

use super::parse::{build, fold, is_digit, number, split, split_era};
use super::{DateError, Missing, age_on, check_due_date};
use crate::era::ERAS;

/// Stands between the three fields of a form where they travel as one text.
const BETWEEN: char = '|';
/// Ages at which a mother is believed without asking, when only two digits of her birth year are known.
const MOTHERS: std::ops::Range<i32> = 12..60;

/// What date was asked for: it says which years are plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The birth date of a mother.
    Birth,
    /// When her child is due.
    Due,
}

impl Asked {
    fn is_plausible(self, date: NaiveDate, today: NaiveDate) -> bool {
        match self {
            Self::Birth => MOTHERS.contains(&age_on(date, today)),
            Self::Due => check_due_date(date, today).is_ok(),
        }
    }
}

/// The three text fields of a form as one text for [`read_typed`]; empty when all three are.
pub fn join_fields(fields: &[String; 3]) -> String {
    if fields.iter().all(|field| field.trim().is_empty()) { String::new() } else { fields.join(&BETWEEN.to_string()) }
}

/// A date of three fields as `1995-04-03`, if they are one; everything else as it was typed. Forms of earlier releases sent it so:
/// what was kept of them is compared with this.
pub fn same_however_typed(typed: &str) -> String {
    let fields: Option<Vec<String>> = typed.split(BETWEEN).map(fold).collect();
    let Some([year, month, day]) = fields.as_deref() else { return typed.to_owned() };
    let (era, year) = split_era(year);
    let cut = |field: &str, unit| field.strip_suffix(unit).unwrap_or(field).to_owned();
    let date = build(era, &cut(year, '年'), &cut(month, '月'), &cut(day, '日'));
    date.map_or_else(|| typed.to_owned(), |date| date.to_string())
}

/// Reads a date as it was typed: in every form of [`super::parse_date`], in the three fields of [`join_fields`], or whole in the
/// field of the year.
///
/// A year of two digits is the latest one that is plausible (`95` is 1995) unless it can be the year of an era as well (`7`, `12`): then she
/// is asked. Years of an era are read with its name, its first character or its letter.
///
/// # Errors
/// [`DateError::Required`], [`DateError::Missing`], [`DateError::WhichYear`], [`DateError::NoSuchDay`], [`DateError::Invalid`].
pub fn read_typed(typed: &str, asked: Asked, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let fields: Vec<String> =
        typed.split(BETWEEN).map(|field| fold(field).ok_or(DateError::Invalid)).collect::<Result<_, _>>()?;
    match fields.as_slice() {
        [whole] if whole.is_empty() => Err(DateError::Required),
        [whole] => read_whole(whole, asked, today).unwrap_or(Err(DateError::Invalid)),
        [year, month, day] => read_fields([year, month, day], asked, today),
        _ => Err(DateError::Invalid),
    }
}

/// Every day that somebody can mean by a birth date, the short forms of callers too: `7.5.6` is in 平成7 and in 2007.
pub fn possible_births(typed: &str, today: NaiveDate) -> Vec<NaiveDate> {
    let Some(text) = fold(typed) else { return Vec::new() };
    let Some(parts) = split(&text) else { return Vec::new() };
    if parts.era.is_some() || parts.year.len() > 2 {
        return build(parts.era, parts.year, parts.month, parts.day).into_iter().collect();
    }
    let candidates = Candidates::of([parts.year, parts.month, parts.day], Asked::Birth, today);
    candidates.western.into_iter().chain(candidates.by_era).collect()
}

fn read_fields([year, month, day]: [&str; 3], asked: Asked, today: NaiveDate) -> Result<NaiveDate, DateError> {
    if month.is_empty()
        && day.is_empty()
        && let Some(read) = read_whole(year, asked, today)
    {
        return read;
    }
    let missing = Missing { year: year.is_empty(), month: month.is_empty(), day: day.is_empty() };
    match missing {
        Missing { year: true, month: true, day: true } => return Err(DateError::Required),
        Missing { year: false, month: false, day: false } => {}
        missing => return Err(DateError::Missing(missing)),
    }
    let cut = |field: &str, unit| field.strip_suffix(unit).unwrap_or(field).to_owned();
    let (month, day) = (cut(month, '月'), cut(day, '日'));
    let (era, year) = split_era(year);
    decide(era.is_some(), build(era, &cut(year, '年'), &month, &day), [&cut(year, '年'), &month, &day], asked, today)
}

/// Reads a whole date; `None` when the text is none, as a year alone is not.
fn read_whole(text: &str, asked: Asked, today: NaiveDate) -> Option<Result<NaiveDate, DateError>> {
    let parts = split(text)?;
    let exact = build(parts.era, parts.year, parts.month, parts.day);
    let read = decide(parts.era.is_some(), exact, [parts.year, parts.month, parts.day], asked, today);
    Some(read.and_then(|date| if parts.is_weekday(date) { Ok(date) } else { Err(DateError::NoSuchDay) }))
}

/// The exact day, if there is one; otherwise what a short year can mean, or what is wrong.
fn decide(
    era: bool,
    exact: Option<NaiveDate>,
    parts: [&str; 3],
    asked: Asked,
    today: NaiveDate,
) -> Result<NaiveDate, DateError> {
    if let Some(date) = exact {
        return Ok(date);
    }
    let [year, month, day] = parts;
    let is_year = number(year, 4).is_some() || (era && year == "元");
    let (Some(month_number), Some(day_number), true) = (number(month, 2), number(day, 2), is_year) else {
        return Err(DateError::Invalid);
    };
    // 2000 has a 29 February.
    let (month_number, day_number) = (u32::try_from(month_number).ok(), u32::try_from(day_number).ok());
    let exists = month_number.zip(day_number).is_some_and(|(m, d)| NaiveDate::from_ymd_opt(2000, m, d).is_some());
    if era || !exists || year.len() > 3 {
        return Err(DateError::NoSuchDay);
    }
    if year.len() > 2 {
        return Err(DateError::WhichYear);
    }
    Candidates::of(parts, asked, today).only(asked)
}

/// What a year of one or two digits can mean.
struct Candidates {
    western: Option<NaiveDate>,
    by_era: Vec<NaiveDate>,
}

impl Candidates {
    fn of([year, month, day]: [&str; 3], asked: Asked, today: NaiveDate) -> Self {
        let plausible = |date: &NaiveDate| asked.is_plausible(*date, today);
        let century = today.year().div_euclid(100);
        let centuries = [century, century - 1].into_iter().filter(|_| year.chars().all(is_digit));
        let western =
            centuries.filter_map(|century| build(None, &format!("{century:02}{year:0>2}"), month, day)).find(plausible);
        // Nobody writes 平成05.
        let eras = ERAS.iter().filter(|_| !year.starts_with('0'));
        let by_era = eras.filter_map(|era| build(Some(era), year, month, day)).filter(plausible).collect();
        Self { western, by_era }
    }

    /// The one that is meant. A birth year is never guessed from an era that was not said.
    fn only(mut self, asked: Asked) -> Result<NaiveDate, DateError> {
        match (asked, self.western, self.by_era.len()) {
            (_, Some(date), 0) => Ok(date),
            (Asked::Due, None, 1) => self.by_era.pop().ok_or(DateError::WhichYear),
            _ => Err(DateError::WhichYear),
        }
    }
}
