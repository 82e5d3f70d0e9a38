//! What stands against one nurse's time.

use super::terms::Day;
use super::{NurseTime, Reason, Taken, Terms, Worker};
use crate::hours::Hours;
use crate::mode::Modes;

impl Terms<'_> {
    /// The worker behind a free time, or why she is not free.
    pub(super) fn nurse(&self, day: &Day<'_>, hours: Hours, time: &NurseTime, taken: &Taken) -> Result<Worker, Reason> {
        let staff = time.staff;
        let worker = self.workers.get(&staff).filter(|worker| worker.active).ok_or(Reason::NurseInactive(staff))?;
        if let Some(away) = day.closed.absence(hours, staff) {
            return Err(Reason::Absent(staff, away));
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
        if taken.nurse(staff, &self.buffers.around(time.starts_at, time.ends_at)) {
            return Err(Reason::NurseBusy(staff));
        }
        match worker.daily_max.filter(|most| taken.nurse_day(staff, day.date) >= *most) {
            Some(most) => Err(Reason::DailyMaximum(staff, most)),
            None => Ok(*worker),
        }
    }

    /// Modes the nurse does at that time.
    pub(super) fn may(&self, worker: &Worker, time: &NurseTime) -> Modes {
        time.modes.and(self.modes).and(worker.modes)
    }
}
