//! What is wrong or doubtful about a row, in words that say what to do.

use mendan_domain::booking::reference::grouped;
use mendan_domain::import::field::{Field, Sort};
use mendan_service::city::catalogue::Catalogue;
use mendan_service::import::preview::{Trouble, What};

use super::labels::heading;
use crate::i18n::staff_words;
use crate::pages::booking::field_errors::whole;
use crate::pages::city::errors::sentence as setup_sentence;
use crate::pages::kit::words::when;

/// The sentence, with the field it is about.
pub(super) fn sentence(catalogue: &Catalogue, sort: Sort, trouble: &Trouble) -> String {
    let what = what(catalogue, sort, trouble);
    let name = trouble.field.map(|field| heading(sort, field));
    name.map_or(what.clone(), |name| staff_words().import.of_field(name, what))
}

fn what(catalogue: &Catalogue, sort: Sort, trouble: &Trouble) -> String {
    let t = &staff_words().import;
    match &trouble.what {
        What::Missing if trouble.field.is_some_and(Field::is_word) => t.missing_fixed.to_owned(),
        What::Missing => t.missing.to_owned(),
        What::Unknown(word) => t.unknown(word),
        What::NoMoment(word) => t.no_moment(word),
        What::Field(field, fault, typed) => {
            let what = match sort {
                Sort::Bookings => whole(staff_words(), field, *fault, typed),
                Sort::Offices | Sort::Staff => setup_sentence(field, *fault),
            };
            if typed.is_empty() { what } else { t.field_typed(typed, what) }
        }
        What::Twice(line) if sort == Sort::Staff => t.twice_member(line),
        What::Twice(line) => t.twice(line),
        What::NurseTwice(line) => t.nurse_twice(line),
        What::NurseBusy(reference) if reference.is_empty() => t.nurse_held.to_owned(),
        What::NurseBusy(reference) => t.nurse_busy(grouped(reference)),
        What::NobodyFree => t.nobody_free.to_owned(),
        What::NoPartner => t.no_partner.to_owned(),
        What::OpenTwice(line) => t.open_twice(line),
        What::OpenAlready(at) => t.open_already(when(catalogue, *at)),
        What::ModeNotOffered => t.mode_not_offered.to_owned(),
        What::NotOverYet => t.not_over_yet.to_owned(),
        What::OtherKind => t.other_kind.to_owned(),
        What::Longer => t.longer.to_owned(),
        What::LostZero(phone) => t.lost_zero(phone),
        What::NoKana => t.no_kana.to_owned(),
        What::DidYouMean(email) => t.did_you_mean(email),
        What::Closed(reason) if reason.is_empty() => t.closed_year_end.to_owned(),
        What::Closed(reason) => t.closed(reason),
        What::Absent => t.absent.to_owned(),
        What::NotHere => t.not_here.to_owned(),
        What::NotHers => t.not_hers.to_owned(),
        What::Disabled => t.disabled.to_owned(),
        What::NoRoom => t.no_room.to_owned(),
        What::ChangedHere => t.changed_here.to_owned(),
    }
}
