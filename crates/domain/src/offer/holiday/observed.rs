//! Days off that follow from a national holiday beside them (第3条第2項 and 第3項).

use chrono::{Datelike, NaiveDate, Weekday};

use super::rules::national;

/// From here on a national holiday on a Sunday gives the Monday (昭和48年法律第10号).
const SUBSTITUTE_SINCE: (i32, u32, u32) = (1973, 4, 12);
/// From here on a day between two national holidays is off (昭和60年法律第103号).
const BETWEEN_SINCE: (i32, u32, u32) = (1985, 12, 27);
/// From here on the substitute is the next day that is no national holiday (平成17年法律第43号).
const NEXT_FREE_DAY_SINCE: (i32, u32, u32) = (2007, 1, 1);

/// Whether `date`, itself no national holiday, replaces one that fell on a Sunday.
pub(super) fn is_substitute(date: NaiveDate) -> bool {
    let holidays_before = std::iter::successors(date.pred_opt(), NaiveDate::pred_opt)
        .take_while(|day| national(*day).is_some())
        .take(if since(date, NEXT_FREE_DAY_SINCE) { usize::MAX } else { 1 });
    since(date, SUBSTITUTE_SINCE) && holidays_before.into_iter().any(|day| day.weekday() == Weekday::Sun)
}

/// Whether `date`, itself neither a national holiday nor a substitute, lies between two national holidays. Before 2007
/// Sundays were left out.
pub(super) fn is_between(date: NaiveDate) -> bool {
    let neighbours = [date.pred_opt(), date.succ_opt()];
    since(date, BETWEEN_SINCE)
        && (date.weekday() != Weekday::Sun || since(date, NEXT_FREE_DAY_SINCE))
        && neighbours.into_iter().all(|day| day.and_then(national).is_some())
}

fn since(date: NaiveDate, (year, month, day): (i32, u32, u32)) -> bool {
    (date.year(), date.month(), date.day()) >= (year, month, day)
}
