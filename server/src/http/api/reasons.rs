//! Why a time cannot be had, for programs: the same words as on the staff's pages.

use mendan_domain::ids::KindId;
use mendan_domain::offer::Reason;
use mendan_service::Actor;
use mendan_service::offer::why::{WhyReason, explain};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::city::City;
use crate::http::partner::Partner;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonJson {
    /// Stable word: `holiday`, `lead_time`, `room_full` …
    pub code: String,
    /// One Japanese sentence.
    pub text: String,
    /// The rule behind it, in a few Japanese words.
    pub rule: String,
}

impl From<WhyReason> for ReasonJson {
    fn from(reason: WhyReason) -> Self {
        Self { code: reason.code.to_owned(), text: reason.text, rule: reason.rule }
    }
}

/// The reasons in words, each once. Who of the staff is away, and why, is told to partners only.
pub fn reasons(city: &City, partner: Option<Partner>, kind: KindId, reasons: &[Reason]) -> Vec<ReasonJson> {
    let context = city.context(Actor::Api(partner.map(|Partner(key)| key)));
    let mut told: Vec<ReasonJson> = Vec::new();
    for reason in reasons {
        let words = explain(&context, kind, std::slice::from_ref(reason)).into_iter().map(ReasonJson::from);
        for words in words.map(|words| if partner.is_none() && names_staff(reason) { unnamed(words) } else { words }) {
            if !told.contains(&words) {
                told.push(words);
            }
        }
    }
    told
}

fn unnamed(words: ReasonJson) -> ReasonJson {
    ReasonJson {
        text: "担当できる職員が、この時間に空いていません。".to_owned(),
        rule: "職員の予定".to_owned(),
        ..words
    }
}

/// Whether the sentence speaks of one member of staff.
const fn names_staff(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::ClosedByHand(_)
            | Reason::NurseInactive(_)
            | Reason::Absent(..)
            | Reason::WrongProfession(_)
            | Reason::ModeNotDone(_)
            | Reason::DailyMaximum(..)
            | Reason::NurseBusy(_)
    )
}
