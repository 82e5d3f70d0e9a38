//! Why somebody is called, and what is said to her. A new reason has its sentences here.

use mendan_service::booking::answer::local;
use mendan_service::call::list::NextTry;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Booking, CallOutcome, CallReason};

use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::words::{moment_aloud, name};

/// For staff: what has happened.
pub(super) fn reason(reason: CallReason) -> &'static str {
    let t = &staff_words().call;
    match reason {
        CallReason::Closed => t.reason_closed,
        CallReason::NurseAway => t.reason_nurse_away,
        CallReason::NurseLeft => t.reason_nurse_left,
        CallReason::MailRefused => t.reason_mail_refused,
        CallReason::Noshow => t.reason_noshow,
        CallReason::Asked => t.reason_asked,
    }
}

/// What is read out. It speaks of an appointment and no more: whoever answers may not be she.
pub(super) fn script(catalogue: &Catalogue, booking: &Booking, reason: CallReason) -> String {
    let t = &staff_words().call;
    let city = catalogue.municipality.words(staff_language()).name;
    let (who, when) = (name(&booking.contact), moment_aloud(local(catalogue, booking.starts_at)));
    match reason {
        CallReason::Closed => t.script_closed(city, when, who),
        CallReason::NurseAway | CallReason::NurseLeft => t.script_nurse(city, when, who),
        CallReason::MailRefused => t.script_mail(city, when, who),
        CallReason::Noshow => t.script_noshow(city, when, who),
        CallReason::Asked => t.script_asked(city, when, who),
    }
}

/// What came of the last try.
pub(super) fn outcome(outcome: CallOutcome) -> &'static str {
    let t = &staff_words().call;
    match outcome {
        CallOutcome::Talked => t.talked,
        CallOutcome::Absent => t.absent,
        CallOutcome::Later => t.later,
        CallOutcome::Settled => t.settled,
    }
}

/// When to try again.
pub(super) fn next(next: NextTry) -> &'static str {
    let t = &staff_words().call;
    match next {
        NextTry::InAnHour => t.in_an_hour,
        NextTry::InThreeHours => t.in_three_hours,
        NextTry::Tomorrow => t.tomorrow,
    }
}
