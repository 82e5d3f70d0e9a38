//! What a kind's rules say of the due date.

use mendan_domain::gestation::GestationalAge;
use mendan_domain::rules::DueDate;
use mendan_domain::slot::SlotId;

use crate::catalogue::{Catalogue, Kind};
use crate::error::FieldError;
use crate::usecase::person::Person;

/// Kinds may want the due date, and only certain weeks of pregnancy on the day of the interview.
pub(super) fn error(catalogue: &Catalogue, kind: &Kind, slot: SlotId, person: &Person) -> Option<FieldError> {
    let Some(due) = person.private.due_date else {
        return (kind.rules.due_date == DueDate::Required).then_some(FieldError::new("due_date", "required"));
    };
    let (first, last) = kind.rules.weeks?;
    let age = GestationalAge::at(due, catalogue.municipality.local_date(slot.starts_at));
    let weeks = first..=last;
    (!weeks.contains(&age.weeks())).then_some(FieldError::new("due_date", "outside_weeks"))
}
