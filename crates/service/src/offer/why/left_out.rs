//! A time that a template gives and publishing leaves out.

use mendan_domain::offer::Reason;
use mendan_domain::offer::publish::{Planned, Why};

use super::NotPublished;
use crate::city::catalogue::Catalogue;

/// Why it is left out.
pub(super) fn reason(catalogue: &Catalogue, planned: &Planned, why: &Why) -> NotPublished {
    let staff = planned.staff;
    NotPublished::Judged(match why {
        Why::Closed(closed) => Reason::Absent(staff, closed.clone()),
        Why::WrongProfession => Reason::WrongProfession(staff),
        Why::NoCommonMode => Reason::ModeNotDone(staff),
        Why::Gone if catalogue.kind(planned.kind).is_none_or(|kind| !kind.active) => Reason::KindInactive,
        Why::Gone if catalogue.office(planned.office).is_none_or(|office| !office.active) => Reason::OfficeInactive,
        Why::Gone => Reason::NurseInactive(staff),
        Why::InThePast => Reason::Past,
        Why::NotHere => return NotPublished::NotHere { staff },
        Why::ElsewhereThen { office } => return NotPublished::Elsewhere { staff, office: *office },
        Why::OutsideOpeningHours => return NotPublished::OutsideOpeningHours { office: planned.office },
    })
}
