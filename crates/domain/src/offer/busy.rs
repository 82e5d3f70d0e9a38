//! Hours in which members of staff have something else to do, by calendars of their own. Nothing is known of it but from when until when.

use chrono::NaiveDate;

use crate::ids::StaffId;
use crate::offer::hours::Hours;

/// Hours of one local day of the city.
pub type BusyDay = (NaiveDate, Hours);

/// Everybody's, to be asked day by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BusyTimes(Vec<(NaiveDate, StaffId, Hours)>);

impl BusyTimes {
    /// Those of each member.
    pub fn new(members: impl IntoIterator<Item = (StaffId, Vec<BusyDay>)>) -> Self {
        let of =
            |(staff, days): (StaffId, Vec<BusyDay>)| days.into_iter().map(move |(date, hours)| (date, staff, hours));
        let mut all: Vec<_> = members.into_iter().flat_map(of).collect();
        all.sort_unstable();
        Self(all)
    }

    /// Those of one day.
    pub fn on(&self, date: NaiveDate) -> BusyOnDay<'_> {
        let from = self.0.partition_point(|(day, ..)| *day < date);
        let until = self.0.partition_point(|(day, ..)| *day <= date);
        BusyOnDay(self.0.get(from..until).unwrap_or_default())
    }
}

/// Those of one day: cheap to ask for each of its times.
#[derive(Debug, Clone, Copy, Default)]
pub struct BusyOnDay<'a>(&'a [(NaiveDate, StaffId, Hours)]);

impl BusyOnDay<'_> {
    /// Whether she has something else to do in any of these hours.
    pub fn meets(&self, hours: Hours, staff: StaffId) -> bool {
        let first = self.0.partition_point(|(_, whose, _)| *whose < staff);
        let mut hers = self.0.iter().skip(first).take_while(|(_, whose, _)| *whose == staff);
        hers.any(|(_, _, busy)| busy.overlaps(&hours))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2031, 6, day).unwrap()
    }

    fn hours(from: i64, until: i64) -> Hours {
        Hours { from: from * 60, until: until * 60 }
    }

    #[test]
    fn somebody_is_busy_on_her_own_days_in_her_own_hours() {
        let one = vec![(day(3), hours(13, 14)), (day(3), hours(9, 10)), (day(5), Hours::WHOLE_DAY)];
        let times = BusyTimes::new([(StaffId(2), vec![(day(3), hours(11, 12))]), (StaffId(1), one)]);
        let busy = |date: u32, staff: i64, span| times.on(day(date)).meets(span, StaffId(staff));
        assert!(busy(3, 1, hours(9, 10)) && busy(3, 1, hours(13, 15)) && busy(5, 1, hours(23, 24)));
        assert!(busy(3, 2, hours(11, 12)));
        // Hours that touch do not meet; nor do another's, or those of another day.
        assert!(!busy(3, 1, hours(10, 13)) && !busy(3, 2, hours(9, 10)) && !busy(4, 1, hours(9, 10)));
        assert!(!busy(3, 3, Hours::WHOLE_DAY) && !busy(2, 1, Hours::WHOLE_DAY));
        assert!(!BusyTimes::default().on(day(3)).meets(Hours::WHOLE_DAY, StaffId(1)));
    }
}
