//! Why a time of a template is left out, in words.

use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::publish::{Skipped, Why};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{kind_name, office_short};
use crate::pages::offer::templates::whose;

/// Why it is left out, wherever the reason lies.
pub(crate) fn left_out(request: &Request, skipped: &Skipped) -> Option<String> {
    of_setup(request, skipped).or_else(|| of_day(request, skipped))
}

/// Reasons that lie in the day; the others say the same every day.
pub(super) fn of_day(request: &Request, skipped: &Skipped) -> Option<String> {
    let t = &staff_words().offer;
    let place = |id| request.catalogue().office(id).map(office_short).unwrap_or_default();
    let who = || whose(request, Some(skipped.planned.staff));
    Some(match &skipped.why {
        Why::Closed(Closed::Closure { reason, .. }) => t.left_closed(reason),
        Why::Closed(Closed::YearEnd) => t.year_end.to_owned(),
        Why::Closed(Closed::Holiday { name }) => t.left_holiday(name),
        Why::Closed(Closed::Absence { reason, .. }) => t.left_absent(reason, who()),
        Why::ElsewhereThen { office } => t.left_elsewhere(place(*office), who()),
        Why::OutsideOpeningHours => t.left_outside_hours(place(skipped.planned.office)),
        Why::NotHere | Why::WrongProfession | Why::NoCommonMode | Why::Gone | Why::InThePast => return None,
    })
}

/// Reasons that lie in the templates, the nurses and the kinds.
pub(super) fn of_setup(request: &Request, skipped: &Skipped) -> Option<String> {
    let (catalogue, t) = (request.catalogue(), &staff_words().offer);
    let (who, planned) = (whose(request, Some(skipped.planned.staff)), &skipped.planned);
    let place = catalogue.office(planned.office).map(office_short).unwrap_or_default();
    let kind = kind_name(catalogue.kind(planned.kind));
    Some(match &skipped.why {
        Why::NotHere => t.left_not_here(place, who),
        Why::WrongProfession => t.left_profession(kind, who),
        Why::NoCommonMode => t.left_modes(kind, who),
        Why::Gone => t.left_gone(kind, place, who),
        Why::Closed(_) | Why::ElsewhereThen { .. } | Why::OutsideOpeningHours | Why::InThePast => return None,
    })
}
