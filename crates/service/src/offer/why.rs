//! Why is this time not offered? The same judgement as listing and booking, with every reason and where to change it.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, OfficeId, StaffId};
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::{NurseTime, Reason, Taken};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::offer::window::window;
use crate::services::{Context, Services};

mod left_out;
mod unpublished;
mod words;

/// A time to ask about.
#[derive(Debug, Clone)]
pub struct WhyQuery {
    /// For what.
    pub kind: KindId,
    /// How; none: in any mode.
    pub mode: Option<Mode>,
    /// Where.
    pub office: OfficeId,
    /// When.
    pub at: DateTime<Utc>,
    /// Only this nurse's part of the answer.
    pub staff: Option<StaffId>,
    /// For whom.
    pub channel: Channel,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyAnswer {
    /// It can be booked.
    pub offered: bool,
    /// So many bookings it can still take.
    pub free: i64,
    /// Why it cannot; the decisive reason first.
    pub reasons: Vec<WhyReason>,
}

/// One reason in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyReason {
    /// Stable word for programs.
    pub code: &'static str,
    /// One Japanese sentence.
    pub text: String,
    /// The rule behind it, in a few words.
    pub rule: String,
    /// The set-up page where it is changed; empty when it is nobody's rule.
    pub change_at: String,
    /// The nurse who may change it herself. Administrators may change everything.
    pub whose: Option<StaffId>,
}

/// A reason in one Japanese sentence, for staff.
pub fn sentence(catalogue: &Catalogue, kind: KindId, reason: &Reason) -> String {
    words::of(catalogue, kind, reason).text
}

impl Services {
    /// Judges the time and explains it.
    pub async fn why(&self, context: &Context, query: &WhyQuery) -> Result<WhyAnswer, Refusal> {
        context.asks_why()?;
        let catalogue = &context.catalogue;
        let kind = catalogue.kind(query.kind).ok_or(Refusal::NotFound)?;
        let office = catalogue.office(query.office).ok_or(Refusal::NotFound)?;
        let mut tx = self.store().read().await?;
        let candidates = tx.candidates(kind.id, office.id, query.at).await?;
        let times: Vec<NurseTime> = candidates.iter().map(|candidate| candidate.time).collect();
        let times: Vec<NurseTime> =
            times.into_iter().filter(|time| query.staff.is_none_or(|staff| staff == time.staff)).collect();
        let window = window(catalogue, query.at, &times, true);
        let standing = tx.standing((context.municipality(), None), window, self.now(), None).await?;
        // Where nobody published anything, the templates know more.
        let templates = if times.is_empty() { tx.templates(context.municipality()).await? } else { Vec::new() };
        drop(tx);
        let taken = Taken::new(standing.taken, catalogue.municipality.timezone);
        let (workers, group) = (catalogue.workers(), Group::of(query.channel));
        let mut terms = catalogue.terms(&workers, kind, office, (group, self.now()));
        let verdict = terms.judge(query.at, &times, query.mode, &taken, true);
        let free = verdict.free_in(query.mode);
        let reasons = if free > 0 { Vec::new() } else { verdict.reasons };
        let mut reasons = explain(context, kind.id, &reasons);
        if let Some(at) = reasons.iter().position(|reason| reason.code == Reason::NotPublished.code()) {
            let told = unpublished::reason(catalogue, &templates, query, self.now());
            // A holiday is why it is closed and why it was not published: once is enough.
            if reasons.iter().all(|reason| reason.text != told.text) {
                reasons[at] = told;
            }
        }
        Ok(WhyAnswer { offered: free > 0, free, reasons })
    }
}

/// Reasons in words, each once.
pub fn explain(context: &Context, kind: KindId, reasons: &[Reason]) -> Vec<WhyReason> {
    let mut told: Vec<WhyReason> = Vec::new();
    for reason in reasons {
        let words = words::of(&context.catalogue, kind, reason);
        if !told.contains(&words) {
            told.push(words);
        }
    }
    told
}
