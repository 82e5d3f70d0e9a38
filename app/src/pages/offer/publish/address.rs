//! What `/staff/setup/publish?…` shows.

use chrono::{Datelike, Months, NaiveDate};
use leptos_router::params::ParamsMap;
use mendan_domain::ids::{OfficeId, StaffId};

use crate::i18n::staff_words;

/// Months offered after this one.
const AHEAD: u32 = 6;

/// A month, for whom, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address {
    /// Its first day.
    pub month: NaiveDate,
    /// Only at that office.
    pub office: Option<OfficeId>,
    /// Only that nurse.
    pub staff: Option<StaffId>,
    /// First day of the month to copy; none: from templates.
    pub copy: Option<NaiveDate>,
}

impl Address {
    /// Reads it. Next month unless another one is named; a nurse sees her own.
    pub(super) fn read(query: &ParamsMap, today: NaiveDate, own: Option<StaffId>) -> Self {
        let first = today.with_day(1).unwrap_or(today);
        let month = query.get("month").and_then(|text| month(&text)).filter(|month| *month >= first);
        let id = |name: &str| query.get(name).and_then(|text| text.parse::<i64>().ok());
        Self {
            month: month.unwrap_or_else(|| later(first, 1)),
            office: id("office").map(OfficeId),
            staff: own.or_else(|| id("staff").map(StaffId)),
            copy: query.get("copy").and_then(|text| self::month(&text)),
        }
    }

    /// A link to it.
    pub(super) fn href(&self) -> String {
        let pairs = self.pairs().into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
        format!("/staff/setup/publish?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    /// What a form sends to come back here.
    pub(super) fn pairs(&self) -> [(&'static str, String); 4] {
        let text = |month: NaiveDate| month.format("%Y-%m").to_string();
        [
            ("month", text(self.month)),
            ("office", self.office.map(|id| id.to_string()).unwrap_or_default()),
            ("staff", self.staff.map(|id| id.to_string()).unwrap_or_default()),
            ("copy", self.copy.map(text).unwrap_or_default()),
        ]
    }

    /// The month before.
    pub(super) fn month_before(&self) -> NaiveDate {
        self.month.checked_sub_months(Months::new(1)).unwrap_or(self.month)
    }
}

/// `2026-12` as its first day.
fn month(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok().filter(|day| (2000..=2999).contains(&day.year()))
}

/// `2026年12月`.
pub(super) fn month_word(month: NaiveDate) -> String {
    staff_words().dates.month_of(month)
}

/// This month and the next ones, and the one that is shown.
pub(super) fn months_from(today: NaiveDate, shown: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = today.with_day(1).unwrap_or(today);
    let months: Vec<NaiveDate> = (0..=AHEAD).map(|ahead| later(first, ahead)).collect();
    let other = (!months.contains(&shown)).then_some(shown);
    months.into_iter().chain(other)
}

fn later(month: NaiveDate, months: u32) -> NaiveDate {
    month.checked_add_months(Months::new(months)).unwrap_or(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let query: ParamsMap = [("month", "2027-01"), ("office", "7"), ("copy", "2026-12")].into_iter().collect();
        let address = Address::read(&query, today, Some(StaffId(3)));
        assert_eq!(address.href(), "/staff/setup/publish?month=2027-01&office=7&staff=3&copy=2026-12");
        assert_eq!(Address::read(&ParamsMap::new(), today, None).href(), "/staff/setup/publish?month=2026-12");
        let past: ParamsMap = [("month", "2026-10")].into_iter().collect();
        assert_eq!(Address::read(&past, today, None).month, today.with_day(1).unwrap() + Months::new(1));
    }
}
