//! Why a time of a template is left out, in words.

use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::publish::{Skipped, Why};

use crate::context::Request;
use crate::pages::kit::words::{kind_name, office_short};
use crate::pages::offer::templates::whose;

/// Why it is left out, wherever the reason lies.
pub(crate) fn left_out(request: &Request, skipped: &Skipped) -> Option<String> {
    of_setup(request, skipped).or_else(|| of_day(request, skipped))
}

/// Reasons that lie in the day; the others say the same every day.
pub(super) fn of_day(request: &Request, skipped: &Skipped) -> Option<String> {
    let place = |id| request.catalogue().office(id).map(office_short).unwrap_or_default();
    let who = || whose(request, Some(skipped.planned.staff));
    Some(match &skipped.why {
        Why::Closed(Closed::Closure { reason, .. }) => format!("休み({reason})"),
        Why::Closed(Closed::YearEnd) => "年末年始".to_owned(),
        Why::Closed(Closed::Holiday { name }) => format!("祝日({name})"),
        Why::Closed(Closed::Absence { reason, .. }) => format!("{}の不在({reason})", who()),
        Why::ElsewhereThen { office } => format!("{}は、ほかの場所({})と重なる", who(), place(*office)),
        Why::OutsideOpeningHours => format!("{}の開庁時間の外", place(skipped.planned.office)),
        Why::NotHere | Why::WrongProfession | Why::NoCommonMode | Why::Gone | Why::InThePast => return None,
    })
}

/// Reasons that lie in the templates, the nurses and the kinds.
pub(super) fn of_setup(request: &Request, skipped: &Skipped) -> Option<String> {
    let catalogue = request.catalogue();
    let (who, planned) = (whose(request, Some(skipped.planned.staff)), &skipped.planned);
    let place = catalogue.office(planned.office).map(office_short).unwrap_or_default();
    let kind = kind_name(catalogue.kind(planned.kind));
    Some(match &skipped.why {
        Why::NotHere => format!("{who}は、{place}の担当ではありません"),
        Why::WrongProfession => format!("{who}の職種は、「{kind}」を担当しません"),
        Why::NoCommonMode => format!("{who}と「{kind}」に、ひな型の方法がありません"),
        Why::Gone => format!("使っていない種類・担当・場所が、ひな型にあります({who}、{kind}、{place})"),
        Why::Closed(_) | Why::ElsewhereThen { .. } | Why::OutsideOpeningHours | Why::InThePast => return None,
    })
}
