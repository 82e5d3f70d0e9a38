//! Why nothing is on a day of a week, as short as a narrow column.

use chrono::NaiveDate;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::closed::Closed;
use mendan_service::city::catalogue::{Catalogue, Office};

use crate::i18n::staff_words;
use crate::pages::calendar::day::empty::{away, closed};

/// What closes it from morning to evening, there or for her; none: it is open.
pub(super) fn shut(
    catalogue: &Catalogue,
    date: NaiveDate,
    (office, nurse): (Option<&Office>, Option<StaffId>),
) -> Option<String> {
    let t = &staff_words().calendar;
    let why = closed(catalogue, date, office).or_else(|| away(catalogue, date, nurse?))?;
    Some(match why {
        Closed::Holiday { name } => name,
        Closed::YearEnd => t.shut_year_end.to_owned(),
        Closed::Closure { reason, .. } if reason.is_empty() => t.barred_closed.to_owned(),
        Closed::Closure { reason, .. } => t.shut_closed(reason),
        Closed::Absence { reason, .. } if reason.is_empty() => t.barred_absent.to_owned(),
        Closed::Absence { reason, .. } => t.shut_absent(reason),
    })
}
