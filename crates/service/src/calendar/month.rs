//! A month in numbers: how many bookings each day has, how many times are free, and what stands on days that are closed. Nobody's name is
//! read for it, so nothing is noted.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::closed::DayClosed;

use crate::calendar::narrowed::{Narrowed, Shown};
use crate::calendar::repository::{BookingCount, FreeCount};
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::offer::window::hours_of;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ViewBookings};

/// A day of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    /// Local date.
    pub date: NaiveDate,
    /// Bookings, without those that were called off (unless they are what is asked for).
    pub booked: i64,
    /// Published times to come that are open, that their nurse has nothing else at, and that nothing closes. What a rule that counts, or a
    /// room, keeps from being booked is among them.
    pub free: i64,
    /// Bookings to come whose day, office or nurse is closed or away.
    pub met: i64,
}

/// The days of the month that a day is in.
pub fn days_of_month(date: NaiveDate) -> Vec<NaiveDate> {
    let first = date.with_day(1).unwrap_or(date);
    first.iter_days().take_while(|day| day.month() == first.month() && day.year() == first.year()).collect()
}

impl Services {
    /// Counts a month.
    pub async fn month(
        &self,
        context: &Permit<ViewBookings>,
        date: NaiveDate,
        narrowed: Narrowed,
    ) -> Result<Vec<MonthDay>, Refusal> {
        let (catalogue, now) = (&context.catalogue, self.now());
        let city = &catalogue.municipality;
        let days = days_of_month(date);
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return Ok(Vec::new()) };
        let (from, until) = (city.start_of_day(first), city.start_of_day(last + Duration::days(1)));
        let away = away(catalogue, first, last);
        let mut tx = self.store().read().await?;
        let bookings = match narrowed.state {
            Some(Shown::Free) => Vec::new(),
            Some(Shown::Of(_)) | None => tx.bookings_counted(city.id, (from, until), (narrowed, &away)).await?,
        };
        // A time that begins at this moment has passed.
        let coming = (from.max(now + Duration::seconds(1)), until);
        let times = match narrowed.state {
            Some(Shown::Of(_)) => Vec::new(),
            Some(Shown::Free) | None => tx.times_counted(city.id, coming, (narrowed, &away)).await?,
        };
        drop(tx);
        let closed = days.iter().map(|date| catalogue.closed.on(*date)).collect();
        let mut month = Counting { catalogue, first, closed, days: days.into_iter().map(nothing).collect() };
        let gone = narrowed.state == Some(Shown::Of(Status::Cancelled));
        for count in bookings.iter().filter(|count| context.reaches(count.office)) {
            month.booked(count, (now, gone));
        }
        for count in times.iter().filter(|count| context.reaches(count.office)) {
            month.free(count);
        }
        Ok(month.days)
    }
}

const fn nothing(date: NaiveDate) -> MonthDay {
    MonthDay { date, booked: 0, free: 0, met: 0 }
}

/// Who is away at some time of these days: what is theirs is judged by itself.
fn away(catalogue: &Catalogue, first: NaiveDate, last: NaiveDate) -> Vec<StaffId> {
    let closures = catalogue.closed.closures.iter().filter(|closure| closure.from <= last && first <= closure.until);
    let mut away: Vec<StaffId> = closures.filter_map(|closure| closure.staff).collect();
    away.sort_unstable();
    away.dedup();
    away
}

struct Counting<'a> {
    catalogue: &'a Catalogue,
    first: NaiveDate,
    /// What closes each of the days.
    closed: Vec<DayClosed<'a>>,
    days: Vec<MonthDay>,
}

impl Counting<'_> {
    fn booked(&mut self, count: &BookingCount, (now, gone): (DateTime<Utc>, bool)) {
        if count.status == Status::Cancelled && !gone {
            return;
        }
        let to_come = count.status == Status::Booked && count.starts_at > now;
        let met = to_come && self.closes(count.office, (count.starts_at, count.ends_at), &count.named);
        if let Some(day) = self.place(count.starts_at).and_then(|place| self.days.get_mut(place)) {
            day.booked += count.number;
            day.met += if met { count.number } else { 0 };
        }
    }

    fn free(&mut self, count: &FreeCount) {
        let used = self.catalogue.office(count.office).is_some_and(|office| office.active);
        if !used || self.closes(count.office, (count.starts_at, count.ends_at), &[count.named]) {
            return;
        }
        if let Some(day) = self.place(count.starts_at).and_then(|place| self.days.get_mut(place)) {
            day.free += count.number;
        }
    }

    fn place(&self, at: DateTime<Utc>) -> Option<usize> {
        usize::try_from((self.catalogue.municipality.local_date(at) - self.first).num_days()).ok()
    }

    fn closes(
        &self,
        office: OfficeId,
        (starts_at, ends_at): (DateTime<Utc>, DateTime<Utc>),
        nurses: &[Option<StaffId>],
    ) -> bool {
        let Some(day) = self.place(starts_at).and_then(|place| self.closed.get(place)) else { return false };
        let hours = hours_of(self.catalogue, starts_at, ends_at);
        day.why(hours, office, None).is_some()
            || nurses.iter().flatten().any(|nurse| day.absence(hours, *nurse).is_some())
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn a_month_has_its_own_days() {
        let days = |year, month| {
            let days = days_of_month(NaiveDate::from_ymd_opt(year, month, 17).expect("a date"));
            (days.first().map(Datelike::day), days.last().map(Datelike::day), days.len())
        };
        assert_eq!(days(2031, 6), (Some(1), Some(30), 30));
        assert_eq!(days(2028, 2), (Some(1), Some(29), 29));
        assert_eq!(days(2031, 12), (Some(1), Some(31), 31));
    }
}
