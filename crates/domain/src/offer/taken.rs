//! What is taken: live bookings and holds that have not expired, by nurse, by place, and counted.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::Place;
use crate::ids::{IdMap, KindId, OfficeId, StaffId};
use crate::offer::rules::Group;
use crate::offer::tick::Interval;

/// A booking or a hold, as far as it keeps others out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenTime {
    /// The nurse.
    pub staff: StaffId,
    /// The second nurse of a joint interview.
    pub joint: Option<StaffId>,
    /// The place.
    pub place: Option<Place>,
    /// For how long, buffers included.
    pub busy: Interval,
    /// For what.
    pub kind: KindId,
    /// Where.
    pub office: OfficeId,
    /// By whom.
    pub group: Group,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
}

/// Intervals by start, in seconds since 1970: they are compared tens of thousands of times for one list.
#[derive(Debug, Default)]
struct Busy(Vec<Stretch>);

/// One of them.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    from: i64,
    until: i64,
    /// The latest end of this and all before it: looking back stops here.
    latest: i64,
}

impl Busy {
    fn push(&mut self, busy: &Interval) {
        let (from, until) = (busy.from.timestamp(), busy.until.timestamp());
        let latest = self.0.last().map_or(until, |last| last.latest.max(until));
        self.0.push(Stretch { from, until, latest });
    }

    fn meets(&self, wanted: &Interval) -> bool {
        let (from, until) = (wanted.from.timestamp(), wanted.until.timestamp());
        let end = self.0.partition_point(|taken| taken.from < until);
        let before = self.0.get(..end).unwrap_or_default().iter().rev();
        before.take_while(|taken| taken.latest > from).any(|taken| taken.until > from)
    }
}

/// All of it, to be asked.
#[derive(Debug, Default)]
pub struct Taken {
    nurses: IdMap<StaffId, Busy>,
    places: IdMap<Place, Busy>,
    nurse_days: HashMap<(StaffId, NaiveDate), i64>,
    days: HashMap<(KindId, OfficeId, Group, NaiveDate), i64>,
    starts: HashMap<(KindId, OfficeId, DateTime<Utc>), i64>,
}

impl Taken {
    /// Sorts what the store read.
    pub fn new(mut times: Vec<TakenTime>, timezone: Tz) -> Self {
        times.sort_unstable_by_key(|time| time.busy.from);
        let mut taken = Self::default();
        for time in times {
            let date = time.starts_at.with_timezone(&timezone).date_naive();
            for staff in [Some(time.staff), time.joint].into_iter().flatten() {
                taken.nurses.entry(staff).or_default().push(&time.busy);
                *taken.nurse_days.entry((staff, date)).or_default() += 1;
            }
            if let Some(place) = time.place {
                taken.places.entry(place).or_default().push(&time.busy);
            }
            *taken.days.entry((time.kind, time.office, time.group, date)).or_default() += 1;
            *taken.starts.entry((time.kind, time.office, time.starts_at)).or_default() += 1;
        }
        taken
    }

    /// Whether the nurse is busy then.
    pub fn nurse(&self, staff: StaffId, wanted: &Interval) -> bool {
        self.nurses.get(&staff).is_some_and(|busy| busy.meets(wanted))
    }

    /// Whether somebody has the place then.
    pub fn place(&self, place: Place, wanted: &Interval) -> bool {
        self.places.get(&place).is_some_and(|busy| busy.meets(wanted))
    }

    /// The nurse's interviews of that day.
    pub fn nurse_day(&self, staff: StaffId, date: NaiveDate) -> i64 {
        self.nurse_days.get(&(staff, date)).copied().unwrap_or(0)
    }

    /// The group's interviews of that kind, office and day.
    pub fn day(&self, kind: KindId, office: OfficeId, group: Group, date: NaiveDate) -> i64 {
        self.days.get(&(kind, office, group, date)).copied().unwrap_or(0)
    }

    /// Interviews of that kind and office that begin then.
    pub fn start(&self, kind: KindId, office: OfficeId, starts_at: DateTime<Utc>) -> i64 {
        self.starts.get(&(kind, office, starts_at)).copied().unwrap_or(0)
    }
}
