//! A week: hers, an office's, or everybody's. Looking is logged, once for all of it.

use chrono::{Datelike as _, Days, NaiveDate};
use mendan_domain::ids::{OfficeId, StaffId};
use serde_json::json;

use crate::calendar::day::Day;
use crate::error::Refusal;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ViewBookings};

/// Days of a week.
pub(super) const WEEK: i64 = 7;

/// A week, narrowed to an office or a nurse if wished.
#[derive(Debug, Clone, Copy)]
pub struct WeekQuery {
    /// Any local date of it.
    pub date: NaiveDate,
    /// Only this office.
    pub office: Option<OfficeId>,
    /// Only this nurse.
    pub staff: Option<StaffId>,
}

/// The Monday of the week that a day is in.
pub fn monday_of(date: NaiveDate) -> NaiveDate {
    let since = Days::new(u64::from(date.weekday().num_days_from_monday()));
    date.checked_sub_days(since).unwrap_or(date)
}

impl Services {
    /// Reads a week, Monday first, and notes who looked. Narrowed to an office it does not hold what its nurses do elsewhere: such a
    /// time is barred then, not busy.
    pub async fn week(
        &self,
        context: &Permit<ViewBookings>,
        query: WeekQuery,
    ) -> Result<Vec<(NaiveDate, Day)>, Refusal> {
        let first = monday_of(query.date);
        let days = self.days(context, (first, WEEK), (query.office, query.staff)).await?;
        let bookings: usize = days.iter().map(|(_, day)| day.bookings.len()).sum();
        let detail = json!({ "date": first, "office": query.office, "nurse": query.staff, "bookings": bookings });
        self.note_view(context, ("week", i64::from(first.num_days_from_ce())), &detail).await?;
        Ok(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        let day = |day| NaiveDate::from_ymd_opt(2031, 6, day).expect("a date");
        assert_eq!([monday_of(day(2)), monday_of(day(3)), monday_of(day(8))], [day(2); 3]);
        assert_eq!(monday_of(day(9)), day(9));
    }
}
