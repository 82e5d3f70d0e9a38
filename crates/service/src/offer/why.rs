//! Why is this time not offered? The same judgement as listing and booking, with every reason and where to change it.

use std::ops::Deref;

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, OfficeId, StaffId};
use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::{NurseTime, Reason, Taken};

use crate::error::Refusal;
use crate::offer::window::window;
use crate::services::permit::{Permit, asked::ViewBookings};
use crate::services::{By, Context, Partner, Services};

mod left_out;
mod unpublished;

pub use unpublished::{NamedTemplate, NotPublished};

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

/// One reason. Pages and the API put it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyReason {
    /// As listing and booking judge.
    Judged(Reason),
    /// Nobody published it; the templates know more.
    NotPublished(NotPublished),
    /// Booking closes before it opens: it begins so many days before, when the deadline of the kind has passed.
    NeverOpens {
        /// Days before the interview on which booking begins.
        days: i64,
        /// Until when it can be booked.
        deadline: Deadline,
    },
}

impl WhyReason {
    /// The stable word for programs. However it came about, they are told that it is not published.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Judged(reason) => reason.code(),
            Self::NotPublished(_) => Reason::NotPublished.code(),
            Self::NeverOpens { .. } => Reason::Horizon { opens_on: NaiveDate::MIN }.code(),
        }
    }

    /// The nurse who may change it herself. Administrators may change everything.
    pub const fn whose(&self) -> Option<StaffId> {
        match self {
            Self::Judged(Reason::Absent(staff, _)) => Some(*staff),
            Self::NotPublished(why) => why.whose(),
            Self::Judged(_) | Self::NeverOpens { .. } => None,
        }
    }

    /// Whether both say the same: a holiday is why it is closed and why it was not published.
    fn says_as(&self, told: &NotPublished) -> bool {
        let (Self::Judged(one), NotPublished::Judged(other)) = (self, told) else { return false };
        one == other || closed(one).is_some_and(|one| closed(other) == Some(one))
    }
}

const fn closed(reason: &Reason) -> Option<&Closed> {
    match reason {
        Reason::Closed(closed) | Reason::Absent(_, closed) => Some(closed),
        _ => None,
    }
}

/// Who may ask why a time is not offered: those who see bookings, and partners. Residents are shown what is.
pub trait AsksWhy: Deref<Target = Context> + Sync {}

impl AsksWhy for Permit<ViewBookings> {}
impl AsksWhy for By<Partner> {}

impl Services {
    /// Judges the time and explains it.
    pub async fn why(&self, context: &impl AsksWhy, query: &WhyQuery) -> Result<WhyAnswer, Refusal> {
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
        let mut reasons = explain(&reasons);
        if let Some(at) = reasons.iter().position(|reason| *reason == WhyReason::Judged(Reason::NotPublished)) {
            let told = unpublished::reason(catalogue, &templates, query, self.now());
            // Once is enough.
            if !reasons.iter().any(|reason| reason.says_as(&told)) {
                reasons[at] = WhyReason::NotPublished(told);
            }
        }
        Ok(WhyAnswer { offered: free > 0, free, reasons })
    }
}

/// The reasons, each once.
pub fn explain(reasons: &[Reason]) -> Vec<WhyReason> {
    let mut told: Vec<WhyReason> = Vec::new();
    for reason in reasons.iter().cloned().map(WhyReason::Judged) {
        if !told.contains(&reason) {
            told.push(reason);
        }
    }
    told
}
