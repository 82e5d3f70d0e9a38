//! Closed days and absences, in words.

use mendan_domain::ids::{ClosureId, StaffId};
use mendan_domain::offer::closed::Closed;

use super::{Said, Speaker};

impl Speaker<'_> {
    pub(super) fn closed(self, closed: &Closed, staff: Option<StaffId>) -> Said {
        let t = &self.words().offer;
        match closed {
            Closed::Closure { id, reason, office } => {
                let place = office.map_or_else(|| t.every_place.to_owned(), |office| self.place(office));
                let text = match self.hours(*id) {
                    Some(hours) => t.why_closure_hours(hours, place, reason),
                    None => t.why_closure(place, reason),
                };
                Said::new(text, t.why_closure_rule(reason))
            }
            Closed::YearEnd => Said::new(t.why_year_end, t.why_year_end_rule),
            Closed::Holiday { name } => Said::new(t.why_holiday(name), t.why_holiday_rule(name)),
            Closed::Absence { id, reason } => {
                let who = staff.map_or_else(|| self.words().staff.nurse.to_owned(), |staff| self.who(staff));
                let text = match self.hours(*id) {
                    Some(hours) => t.why_absent_hours(hours, reason, who),
                    None => t.why_absent(reason, who),
                };
                Said::new(text, t.why_absent_rule(reason))
            }
        }
    }

    /// The hours of a closure of some hours; none of whole days.
    fn hours(self, id: ClosureId) -> Option<String> {
        let closure = self.catalogue.closed.closures.iter().find(|closure| closure.id == id)?;
        closure.hours.map(|hours| self.words().dates.hours_of(hours))
    }
}
