//! The words for a time that a template gives and publishing leaves out.

use mendan_domain::language::Language;
use mendan_domain::offer::Reason;
use mendan_domain::offer::publish::{Planned, Why};

use super::WhyReason;
use super::unpublished::not_published;
use super::words::{self, TEMPLATES, name};
use crate::city::catalogue::Catalogue;

/// Why it is left out.
pub(super) fn reason(catalogue: &Catalogue, planned: &Planned, why: &Why) -> WhyReason {
    let (who, member) = (name(catalogue, planned.staff), format!("/staff/setup/staff/{}", planned.staff));
    let as_judged = |reason: &Reason| {
        let WhyReason { text, rule, change_at, whose, .. } = words::of(catalogue, planned.kind, reason);
        not_published(text, rule, change_at, whose)
    };
    match why {
        Why::Closed(closed) => as_judged(&Reason::Absent(planned.staff, closed.clone())),
        Why::WrongProfession => as_judged(&Reason::WrongProfession(planned.staff)),
        Why::NoCommonMode => as_judged(&Reason::ModeNotDone(planned.staff)),
        Why::Gone if catalogue.kind(planned.kind).is_none_or(|kind| !kind.active) => as_judged(&Reason::KindInactive),
        Why::Gone if catalogue.office(planned.office).is_none_or(|office| !office.active) => {
            as_judged(&Reason::OfficeInactive)
        }
        Why::Gone => as_judged(&Reason::NurseInactive(planned.staff)),
        Why::InThePast => as_judged(&Reason::Past),
        Why::NotHere => not_published(
            format!("{who}は、この場所の担当ではありません。"),
            "職員: 担当する場所".to_owned(),
            member,
            None,
        ),
        Why::ElsewhereThen { office } => {
            let place = catalogue.office(*office).map(|office| office.words(Language::Ja).name).unwrap_or_default();
            let text = format!("{who}は、この時間に{place}の担当です。");
            not_published(text, "ほかの場所のひな型".to_owned(), TEMPLATES.to_owned(), Some(planned.staff))
        }
        Why::OutsideOpeningHours => {
            let (text, rule) = ("場所の開庁時間の外です。".to_owned(), "場所: 開庁時間".to_owned());
            not_published(text, rule, format!("/staff/setup/offices/{}", planned.office), None)
        }
    }
}
