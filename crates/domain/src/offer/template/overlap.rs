//! Whether two templates would publish the same nurse twice at a time.

use super::Template;
use crate::offer::hours::Hours;

/// How two templates of the same nurses stand to each other where they meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overlap {
    /// Different kinds at the same office: whatever is booked first fills the time. That may be meant.
    OtherKind,
    /// The same kind twice: its times would begin at every odd minute.
    SameKind,
    /// Nobody is at two offices at once.
    Elsewhere,
    /// The very same times.
    Same,
}

/// Days looked at: every rhythm of a template comes up in a year.
const DAYS: usize = 366;

impl Template {
    /// How it meets another one; none when they are of different nurses, or never meet. Templates of everybody at an office are
    /// compared with each other only: those of one nurse go before them.
    pub fn overlap(&self, other: &Self) -> Option<Overlap> {
        let same_nurses = self.staff == other.staff && (self.staff.is_some() || self.office == other.office);
        if !same_nurses || !self.meets_in_hours(other) || !self.meets_on_a_day(other) {
            return None;
        }
        let kinds = self.kinds.iter().any(|kind| other.kinds.contains(kind));
        Some(if self.office != other.office {
            Overlap::Elsewhere
        } else if self.is_same(other) {
            Overlap::Same
        } else if kinds {
            Overlap::SameKind
        } else {
            Overlap::OtherKind
        })
    }

    fn is_same(&self, other: &Self) -> bool {
        let mut kinds = [self.kinds.clone(), other.kinds.clone()];
        for kinds in &mut kinds {
            kinds.sort();
        }
        kinds[0] == kinds[1]
            && (self.modes, &self.repeat, self.weekdays) == (other.modes, &other.repeat, other.weekdays)
            && (self.hours, &self.breaks, self.step) == (other.hours, &other.breaks, other.step)
    }

    fn meets_in_hours(&self, other: &Self) -> bool {
        let parts = other.parts();
        self.parts().iter().any(|part| parts.iter().any(|other| part.overlaps(other)))
    }

    /// Its hours without its breaks.
    fn parts(&self) -> Vec<Hours> {
        let (mut parts, mut from) = (Vec::new(), self.hours.from);
        let mut breaks = self.breaks.clone();
        breaks.sort();
        for pause in &breaks {
            parts.push(Hours { from, until: pause.from });
            from = from.max(pause.until);
        }
        parts.push(Hours { from, until: self.hours.until });
        parts.retain(|part| part.from < part.until);
        parts
    }

    fn meets_on_a_day(&self, other: &Self) -> bool {
        let first = self.valid_from.max(other.valid_from);
        let last = [self.valid_until, other.valid_until].into_iter().flatten().min();
        let mut days = first.iter_days().take(DAYS).take_while(|day| last.is_none_or(|last| *day <= last));
        days.any(|day| self.applies_on(day) && other.applies_on(day))
    }
}
