//! What stands against one nurse's time.

use chrono::{DateTime, Utc};

use super::terms::Day;
use super::{NurseTime, Reason, Taken, Terms, Worker};
use crate::booking::mode::Modes;
use crate::offer::hours::Hours;
use crate::offer::tick::Interval;

/// How long an interview lasts: nurses mostly share it, so it is worked out once.
pub(super) struct Span {
    pub(super) ends_at: DateTime<Utc>,
    hours: Hours,
    busy: Interval,
}

impl Terms<'_> {
    /// The span of a time that begins at that minute of the day.
    pub(super) fn span(&self, minute: i64, time: &NurseTime) -> Span {
        let hours = Hours { from: minute, until: minute + (time.ends_at - time.starts_at).num_minutes() };
        Span { ends_at: time.ends_at, hours, busy: self.buffers.around(time.starts_at, time.ends_at) }
    }

    /// The worker behind a free time, or why she is not free.
    pub(super) fn nurse(&self, day: &Day<'_>, span: &Span, time: &NurseTime, taken: &Taken) -> Result<&Worker, Reason> {
        let staff = time.staff;
        let worker = self.workers.get(&staff).filter(|worker| worker.active).ok_or(Reason::NurseInactive(staff))?;
        if let Some(away) = day.closed.absence(span.hours, staff) {
            return Err(Reason::Absent(staff, away));
        }
        if day.closed.is_busy(span.hours, staff) {
            return Err(Reason::OwnCalendar(staff));
        }
        if !time.open {
            return Err(Reason::ClosedByHand(staff));
        }
        if !self.professions.contains(&worker.profession) {
            return Err(Reason::WrongProfession(staff));
        }
        if self.may(worker, time).is_empty() {
            return Err(Reason::ModeNotDone(staff));
        }
        if taken.nurse(staff, &span.busy) {
            return Err(Reason::NurseBusy(staff));
        }
        match worker.daily_max.filter(|most| taken.nurse_day(staff, day.date) >= *most) {
            Some(most) => Err(Reason::DailyMaximum(staff, most)),
            None => Ok(worker),
        }
    }

    /// Modes the nurse does at that time.
    pub(super) fn may(&self, worker: &Worker, time: &NurseTime) -> Modes {
        time.modes.and(self.modes).and(worker.modes)
    }
}
