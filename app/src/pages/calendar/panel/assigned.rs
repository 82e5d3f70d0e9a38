//! Why the nurse of a booking has it, in a sentence.

use mendan_service::booking::claim::Assignment;
use mendan_service::calendar::day::Assigned;
use mendan_service::city::catalogue::Catalogue;

use crate::i18n::staff_words;

/// 「担当: 見本 ひとみさん(この週の予約がいちばん少ないため)」; nothing once she is not known here any more.
pub(super) fn sentence(catalogue: &Catalogue, assigned: &Assigned) -> Option<String> {
    let t = &staff_words().staff;
    let named = |id| catalogue.staff(id).map(|member| t.called(&member.display_name));
    let who = named(assigned.nurse)?;
    let why = match assigned.why {
        Assignment::Known => t.assigned_known,
        Assignment::Kept => t.assigned_kept,
        Assignment::Only | Assignment::FewestBookings { nurses: ..=1, .. } => t.assigned_only,
        Assignment::FewestBookings { .. } => t.assigned_fewest,
    };
    Some(match assigned.second.and_then(named) {
        Some(second) => t.assigned_two(second, who, why),
        None => t.assigned(who, why),
    })
}
