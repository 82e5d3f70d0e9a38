//! Why a time is not offered, in words: for the staff's pages and for programs.

mod change;
mod closed;
mod judged;
mod unpublished;

use chrono::{DateTime, Utc};
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::offer::Reason;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::offer::why::WhyReason;
use mendan_words::{Words, words};

pub(crate) use change::change_at;

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// One sentence.
    pub text: String,
    /// The rule behind it, in a few words.
    pub rule: String,
}

impl Said {
    fn new(text: impl Into<String>, rule: impl Into<String>) -> Self {
        Self { text: text.into(), rule: rule.into() }
    }
}

/// Who says reasons of times of one kind, and in which language.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    language: Language,
    catalogue: &'a Catalogue,
    kind: &'a Kind,
}

impl<'a> Speaker<'a> {
    /// Speaks of that kind as it is given, stored or not.
    pub const fn new(language: Language, catalogue: &'a Catalogue, kind: &'a Kind) -> Self {
        Self { language, catalogue, kind }
    }

    /// A reason with its rule.
    pub fn say(self, reason: &WhyReason) -> Said {
        let t = &self.words().offer;
        match reason {
            WhyReason::Judged(reason) => self.judged(reason),
            WhyReason::NotPublished(why) => self.not_published(why),
            WhyReason::NeverOpens { days, deadline } => {
                let deadline = t.deadline_of(&self.words().dates, *deadline);
                Said::new(t.why_never(days, deadline), t.why_horizon_rule)
            }
        }
    }

    /// Why listing and booking do without the time, in one sentence.
    pub fn sentence(self, reason: &Reason) -> String {
        self.judged(reason).text
    }

    /// That nobody is free, for those who are not told whose time it is and why she is away.
    pub fn nobody(self) -> Said {
        let t = &self.words().offer;
        Said::new(t.why_nobody, t.why_nobody_rule)
    }

    fn words(self) -> &'static Words {
        words(self.language)
    }

    fn who(self, staff: StaffId) -> String {
        let t = &self.words().staff;
        self.catalogue.staff(staff).map_or_else(|| t.nurse.to_owned(), |member| t.called(&member.display_name))
    }

    fn place(self, office: OfficeId) -> String {
        self.catalogue.office(office).map(|office| office.words(self.language).name).unwrap_or_default()
    }

    /// `12月1日 9:20`.
    fn moment(self, at: DateTime<Utc>) -> String {
        let (at, t) = (local(self.catalogue, at), &self.words().dates);
        format!("{} {}", t.month_day_of(at.date_naive()), t.time_of(&at))
    }
}
