//! Why a time cannot be had, for programs: the same words as on the staff's pages.

use mendan_app::why::{Said, Speaker};
use mendan_domain::offer::Reason;
use mendan_service::offer::why::WhyReason;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::partner::Partner;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonJson {
    /// Stable word: `holiday`, `lead_time`, `room_full` …
    pub code: String,
    /// One sentence, in the language that `Accept-Language` asks for, else in Japanese.
    pub text: String,
    /// The rule behind it, in a few words.
    pub rule: String,
}

impl ReasonJson {
    /// A reason as it is said to that program.
    pub fn of(speaker: Speaker<'_>, reason: &WhyReason) -> Self {
        Self::said(reason.code(), speaker.say(reason))
    }

    fn said(code: &str, Said { text, rule }: Said) -> Self {
        Self { code: code.to_owned(), text, rule }
    }
}

/// The reasons in words, each once. Who of the staff is away, and why, is told to partners only.
pub fn reasons(speaker: Speaker<'_>, partner: Option<Partner>, reasons: &[Reason]) -> Vec<ReasonJson> {
    let mut told: Vec<ReasonJson> = Vec::new();
    for reason in reasons {
        let words = if partner.is_none() && names_staff(reason) {
            ReasonJson::said(reason.code(), speaker.nobody())
        } else {
            ReasonJson::of(speaker, &WhyReason::Judged(reason.clone()))
        };
        if !told.contains(&words) {
            told.push(words);
        }
    }
    told
}

/// Whether the sentence speaks of one member of staff.
const fn names_staff(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::ClosedByHand(_)
            | Reason::NurseInactive(_)
            | Reason::Absent(..)
            | Reason::OwnCalendar(_)
            | Reason::WrongProfession(_)
            | Reason::ModeNotDone(_)
            | Reason::DailyMaximum(..)
            | Reason::NurseBusy(_)
    )
}
