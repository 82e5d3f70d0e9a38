//! On what terms one kind is offered at one office, to one group of people, now.

use chrono::{DateTime, Duration, NaiveDate, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;

use super::{Buffers, Place, Reason, Taken};
use crate::booking::mode::Modes;
use crate::ids::{IdMap, KindId, OfficeId, StaffId};
use crate::offer::closed::{ClosedDays, DayClosed};
use crate::offer::deadline::Deadline;
use crate::offer::hours::Hours;
use crate::offer::rules::{Group, Rules};
use crate::staff::Profession;

/// A nurse, as far as the offer depends on her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worker {
    /// Her profession.
    pub profession: Profession,
    /// What she does at all.
    pub modes: Modes,
    /// Most interviews a day.
    pub daily_max: Option<i64>,
    /// Holds joint interviews.
    pub joint: bool,
    /// Her account is in use.
    pub active: bool,
}

/// The terms. [`Terms::judge`] decides by them.
#[derive(Debug, Clone)]
pub struct Terms<'a> {
    /// The office.
    pub office: OfficeId,
    /// Whether it is in use.
    pub office_active: bool,
    /// Its places that are in use.
    pub places: Vec<Place>,
    /// The kind.
    pub kind: KindId,
    /// Whether it is offered.
    pub kind_active: bool,
    /// Modes it comes in.
    pub modes: Modes,
    /// Minutes around it.
    pub buffers: Buffers,
    /// Who holds it; the first two together when it is joint.
    pub professions: &'a [Profession],
    /// What the city decided about it.
    pub rules: &'a Rules,
    /// Days on which nothing happens.
    pub closed: &'a ClosedDays,
    /// Everybody who may hold interviews.
    pub workers: &'a IdMap<StaffId, Worker>,
    /// Time zone of the city.
    pub timezone: Tz,
    /// Who wants to book.
    pub group: Group,
    /// Now.
    pub now: DateTime<Utc>,
    /// The day looked at last: lists go by day, and a day is worth keeping.
    pub day: Option<Day<'a>>,
}

/// What a day is like, whoever the nurse.
#[derive(Debug, Clone)]
pub struct Day<'a> {
    pub(super) date: NaiveDate,
    pub(super) closed: DayClosed<'a>,
    /// Days from today.
    pub(super) ahead: i64,
    /// Until when it can be booked, when that is the same for the whole day.
    closes: Option<DateTime<Utc>>,
}

impl<'a> Terms<'a> {
    /// Looks at the day of a start.
    pub(super) fn look_at(&mut self, date: NaiveDate) -> Day<'a> {
        if let Some(day) = self.day.as_ref().filter(|day| day.date == date) {
            return day.clone();
        }
        let today = self.now.with_timezone(&self.timezone).date_naive();
        // Business days make the same moment of the whole day: noon stands for all of its starts.
        let noon = date.and_hms_opt(12, 0, 0).and_then(|noon| self.timezone.from_local_datetime(&noon).earliest());
        let closes = match (self.rules.book, noon) {
            (Deadline::BusinessDays { days, .. }, Some(noon)) if days > 0 => {
                Some(self.rules.book.closes(noon.to_utc(), self.closed, self.timezone))
            }
            _ => None,
        };
        let day = Day { date, closed: self.closed.on(date), ahead: (date - today).num_days(), closes };
        self.day = Some(day.clone());
        day
    }

    /// Local date, and minute of the day.
    pub(super) fn local(&self, at: DateTime<Utc>) -> (NaiveDate, i64) {
        let local = at.with_timezone(&self.timezone);
        (local.date_naive(), i64::from(local.hour() * 60 + local.minute()))
    }

    /// What stands against that time whoever the nurse. With `all` every reason, else the first is enough.
    pub(super) fn against(
        &self,
        day: &Day<'_>,
        (starts_at, hours): (DateTime<Utc>, Hours),
        taken: &Taken,
        all: bool,
    ) -> Vec<Reason> {
        let mut found = Vec::new();
        for check in [Self::in_use, Self::of_calendar, Self::of_time, Self::of_number] {
            if let Some(reason) = check(self, day, (starts_at, hours), taken) {
                found.push(reason);
                if !all {
                    break;
                }
            }
        }
        found
    }

    fn in_use(&self, _: &Day<'_>, (starts_at, _): (DateTime<Utc>, Hours), _: &Taken) -> Option<Reason> {
        if starts_at <= self.now {
            Some(Reason::Past)
        } else if !self.kind_active {
            Some(Reason::KindInactive)
        } else if !self.office_active {
            Some(Reason::OfficeInactive)
        } else if !self.rules.web && self.group == Group::Web {
            Some(Reason::StaffOnly)
        } else {
            None
        }
    }

    fn of_calendar(&self, day: &Day<'_>, (_, hours): (DateTime<Utc>, Hours), _: &Taken) -> Option<Reason> {
        day.closed.why(hours, self.office, None).map(Reason::Closed)
    }

    /// Horizon and lead time bind residents; staff know what they do.
    fn of_time(&self, day: &Day<'_>, (starts_at, _): (DateTime<Utc>, Hours), _: &Taken) -> Option<Reason> {
        if self.group != Group::Web {
            return None;
        }
        if let Some(horizon) = self.rules.horizon_days.filter(|horizon| day.ahead > *horizon) {
            return Some(Reason::Horizon { opens_on: day.date - Duration::days(horizon) });
        }
        let closed_at = match (day.closes, self.rules.book) {
            (_, Deadline::Start) => return None,
            (Some(closes), _) => closes.min(starts_at),
            (None, book) => book.closes(starts_at, self.closed, self.timezone),
        };
        (self.now >= closed_at).then_some(Reason::LeadTime { closed_at })
    }

    fn of_number(&self, day: &Day<'_>, (starts_at, _): (DateTime<Utc>, Hours), taken: &Taken) -> Option<Reason> {
        if let Some(limit) = self.rules.capacity
            && taken.start(self.kind, self.office, starts_at) >= limit
        {
            return Some(Reason::Capacity { limit });
        }
        let limit = self.rules.quota.limit(self.group, day.ahead)?;
        let release = self.rules.quota.release_days.filter(|_| self.group == Group::Web);
        let opens_on = release.map(|days| day.date - Duration::days(days));
        let used = taken.day(self.kind, self.office, self.group, day.date);
        (used >= limit).then_some(Reason::Quota { group: self.group, limit, opens_on })
    }

    /// Bookings that start can still take by the rules that count.
    pub(super) fn left(&self, day: &Day<'_>, starts_at: DateTime<Utc>, taken: &Taken) -> i64 {
        let capacity = self.rules.capacity.map(|limit| limit - taken.start(self.kind, self.office, starts_at));
        let quota = self.rules.quota.limit(self.group, day.ahead);
        let quota = quota.map(|limit| limit - taken.day(self.kind, self.office, self.group, day.date));
        capacity.unwrap_or(i64::MAX).min(quota.unwrap_or(i64::MAX))
    }
}
