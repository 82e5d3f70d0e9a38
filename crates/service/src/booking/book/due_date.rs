//! What a kind's rules say of the due date.

use chrono::NaiveDate;
use mendan_domain::booking::gestation::GestationalAge;
use mendan_domain::fault::Fault;
use mendan_domain::offer::rules::DueDate;
use mendan_domain::offer::slot::SlotId;

use crate::city::catalogue::{Catalogue, Kind};
use crate::error::FieldError;

/// Kinds may want the due date, and only certain weeks of pregnancy on the day of the interview. One that is over by then is told apart:
/// most likely the year or the month is a slip.
pub(in crate::booking) fn error(
    catalogue: &Catalogue,
    kind: &Kind,
    slot: SlotId,
    due: Option<NaiveDate>,
) -> Option<FieldError> {
    if kind.rules.due_date == DueDate::Hidden {
        return None;
    }
    let Some(due) = due else {
        return (kind.rules.due_date == DueDate::Required).then_some(FieldError::new("due_date", Fault::Required));
    };
    let (first, last) = kind.rules.weeks?;
    let day = catalogue.municipality.local_date(slot.starts_at);
    let weeks = GestationalAge::at(due, day).weeks();
    let code = if weeks > last && due < day { Fault::Past } else { Fault::OutsideWeeks };
    (!(first..=last).contains(&weeks)).then_some(FieldError::new("due_date", code))
}
