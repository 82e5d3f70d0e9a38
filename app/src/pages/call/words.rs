//! Why somebody is called, and what is said to her. A new reason has its sentences here.

use mendan_domain::language::Language;
use mendan_service::booking::answer::local;
use mendan_service::call::list::NextTry;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Booking, CallOutcome, CallReason};

use crate::pages::kit::words::{moment_aloud, name};

/// For staff: what has happened.
pub(super) const fn reason(reason: CallReason) -> &'static str {
    match reason {
        CallReason::Closed => "予約の日が、休みになりました",
        CallReason::NurseAway => "担当が、その時間にいなくなりました",
        CallReason::NurseLeft => "担当が替わり、同じ時間に空いている人がいません",
        CallReason::MailRefused => "メールアドレスに届きません",
    }
}

/// What is read out. It speaks of an appointment and no more: whoever answers may not be she.
pub(super) fn script(catalogue: &Catalogue, booking: &Booking, reason: CallReason) -> String {
    let city = catalogue.municipality.words(Language::Ja).name;
    let (who, when) = (name(&booking.contact), moment_aloud(local(catalogue, booking.starts_at)));
    let matter = match reason {
        CallReason::Closed => format!("{when}のお約束ですが、その日がお休みになりました。ほかの日時をご案内します"),
        CallReason::NurseAway | CallReason::NurseLeft => {
            format!("{when}のお約束ですが、担当の都合がつかなくなりました。ほかの日時をご案内します")
        }
        CallReason::MailRefused => {
            format!("{when}のお約束のお知らせを送りましたが、メールが届きませんでした。アドレスを確かめさせてください")
        }
    };
    format!("「{city}役所です。{who}さんでいらっしゃいますか。{matter}」")
}

/// What came of the last try.
pub(super) const fn outcome(outcome: CallOutcome) -> &'static str {
    match outcome {
        CallOutcome::Talked => "話せた",
        CallOutcome::Absent => "留守",
        CallOutcome::Later => "あとで",
        CallOutcome::Settled => "予約が変わったので済み",
    }
}

/// When to try again.
pub(super) const fn next(next: NextTry) -> &'static str {
    match next {
        NextTry::InAnHour => "1時間あと",
        NextTry::InThreeHours => "3時間あと",
        NextTry::Tomorrow => "明日の朝9時",
    }
}
