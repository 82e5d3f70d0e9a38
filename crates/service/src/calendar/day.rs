//! What a day holds: bookings and published times, for nurses and reception. Looking is logged.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use mendan_domain::ids::{BookingId, NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::Reason;
use mendan_domain::offer::hours::instant;
use mendan_domain::offer::template::Template;
use mendan_domain::staff::Permission;
use serde_json::json;

use crate::booking::note::OpenedNote;
use crate::error::Refusal;
use crate::handle::Handle;
use crate::model::{AuditEntry, Booking, Claim, Hold, JobRow, NurseSlot, OutboxRow, PartnerKey, PrivateNotes, Receipt};
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ViewBookings};
use crate::services::{Context, Services, View};

mod assigned;
mod barred;
mod other;

pub use assigned::Assigned;
pub use other::OtherBooking;

/// Other bookings of the same person that are shown beside one.
const OTHERS: i64 = 20;

/// A day, narrowed to an office or a nurse if wished.
#[derive(Debug, Clone, Copy)]
pub struct DayQuery {
    /// Local date.
    pub date: NaiveDate,
    /// Only this office.
    pub office: Option<OfficeId>,
    /// Only this nurse.
    pub staff: Option<StaffId>,
}

/// What a day holds, ascending by start.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// Bookings in every state.
    pub bookings: Vec<Booking>,
    /// Published times, open and closed.
    pub slots: Vec<NurseSlot>,
    /// Times kept for somebody at this moment.
    pub held: Vec<HeldTime>,
    /// Open times to come that cannot be booked, not even at the desk, and why.
    pub barred: HashMap<NurseSlotId, Reason>,
    /// Breaks of the templates.
    pub pauses: Vec<Pause>,
}

/// A break of a template on that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Where.
    pub office: OfficeId,
    /// Whose; none: of every nurse there.
    pub staff: Option<StaffId>,
    /// Start.
    pub from: DateTime<Utc>,
    /// End.
    pub until: DateTime<Utc>,
}

pub(super) fn pauses(templates: &[Template], date: NaiveDate, timezone: Tz) -> Vec<Pause> {
    let of = |template: &Template| {
        let (office, staff) = (template.office, template.staff);
        let at = |minutes| instant(timezone, date, minutes);
        let pauses = template.breaks.iter();
        pauses
            .filter_map(|pause| Some(Pause { office, staff, from: at(pause.from)?, until: at(pause.until)? }))
            .collect()
    };
    templates
        .iter()
        .filter(|template| template.applies_on(date))
        .flat_map(|template| -> Vec<Pause> { of(template) })
        .collect()
}

/// A time kept for somebody who is typing. Who she is, nobody learns here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldTime {
    /// Where.
    pub office: OfficeId,
    /// Nurse and room, and for how long they are kept.
    pub claim: Claim,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// Kept until then.
    pub until: DateTime<Utc>,
}

/// Whether that nurse holds the interview, alone or with another.
pub fn is_hers(claim: &Claim, nurse: StaffId) -> bool {
    claim.staff == nurse || claim.joint == Some(nurse)
}

impl From<Hold> for HeldTime {
    fn from(hold: Hold) -> Self {
        let Hold { office, claim, starts_at, ends_at, expires_at: until, .. } = hold;
        Self { office, claim, starts_at, ends_at, until }
    }
}

/// Everything staff may see of one booking.
#[derive(Clone)]
pub struct Opened {
    /// The booking.
    pub booking: Booking,
    /// The sealed part, opened.
    pub private: PrivateNotes,
    /// Its messages.
    pub messages: Vec<OutboxRow>,
    /// What was heard of them afterwards.
    pub receipts: Vec<Receipt>,
    /// What is done for it besides: its meeting, say.
    pub jobs: Vec<JobRow>,
    /// The manage link, which changes and cancels: for whoever may do so herself.
    pub manage_url: Option<String>,
    /// Why it was called off, opened.
    pub cancel_reason: Option<String>,
    /// Why this nurse has it; none when she came to it another way than by booking.
    pub assigned: Option<Assigned>,
    /// What colleagues have to know, opened.
    pub note: Option<OpenedNote>,
    /// Other bookings of the same person, the latest first.
    pub others: Vec<OtherBooking>,
    /// All that was done with it, oldest first; who looked is not in it.
    pub history: Vec<AuditEntry>,
    /// The partner systems among those who did it, by their keys.
    pub partners: Vec<PartnerKey>,
}

crate::masked_debug!(Opened { booking });

impl Services {
    /// Reads a day and notes who looked.
    pub async fn day(&self, context: &Permit<ViewBookings>, query: DayQuery) -> Result<Day, Refusal> {
        let read = self.days(context, (query.date, 1), (query.office, query.staff)).await?;
        let day = read.into_iter().next().map(|(_, day)| day).unwrap_or_default();
        let detail =
            json!({ "date": query.date, "office": query.office, "nurse": query.staff, "bookings": day.bookings.len() });
        self.note_view(context, ("day", i64::from(chrono::Datelike::num_days_from_ce(&query.date))), &detail).await?;
        Ok(day)
    }

    /// Opens a booking and notes who looked.
    pub async fn open_booking(&self, context: &Permit<ViewBookings>, id: BookingId) -> Result<Opened, Refusal> {
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let messages = tx.outbox_of(id).await?;
        let receipts = tx.receipts_of(context.municipality(), id).await?;
        let jobs = tx.jobs_of(id).await?;
        let mut others = tx.bookings_of_client(booking.client, id, OTHERS).await?;
        others.retain(|other| context.reaches(other.office));
        let lines = tx.audit_of(context.municipality(), ("booking", id.0)).await?;
        let by_partner = |key: &PartnerKey| lines.iter().any(|line| line.partner == Some(key.id));
        let partners = if lines.iter().any(|line| line.partner.is_some()) {
            tx.partner_keys(context.municipality()).await?.into_iter().filter(by_partner).collect()
        } else {
            Vec::new()
        };
        drop(tx);
        let assigned = assigned::assigned(&booking, &lines);
        self.note_view(context, ("booking", id.0), &json!({})).await?;
        let (private, note) = (self.notes_of(&booking)?, self.note_of(&booking)?);
        let others = others.iter().map(OtherBooking::from).collect();
        let manage_url = if context.may(Permission::BookForOthers) {
            Some(self.manage_url(&context.catalogue, &booking)?)
        } else {
            None
        };
        let reason = booking.cancel_reason_sealed.as_deref();
        let cancel_reason = reason.map(|sealed| self.open(&SealedPlace::CancelReason(id), sealed)).transpose()?;
        let history = lines.into_iter().filter(|line| line.action != "view").collect();
        Ok(Opened {
            booking,
            private,
            messages,
            receipts,
            jobs,
            manage_url,
            cancel_reason,
            assigned,
            note,
            others,
            history,
            partners,
        })
    }

    /// The next local day behind `date` with published times, at that office or at any. Nothing personal is read, so
    /// nothing is noted.
    pub async fn next_day_with_times(
        &self,
        context: &Permit<ViewBookings>,
        date: NaiveDate,
        office: Option<OfficeId>,
    ) -> Result<Option<NaiveDate>, Refusal> {
        let city = &context.catalogue.municipality;
        let Some(next) = date.succ_opt() else { return Ok(None) };
        let from = city.start_of_day(next);
        let until = from + Duration::days(self.settings().listing_days);
        let mut tx = self.store().read().await?;
        let next = if office.is_none() && !context.reaches_all() {
            let mut all = Vec::new();
            for office in &context.catalogue.offices {
                all.extend(tx.next_time(city.id, (from, until), Some(office.id)).await?);
            }
            all.into_iter().min()
        } else if office.is_none_or(|office| context.reaches(office)) {
            tx.next_time(city.id, (from, until), office).await?
        } else {
            None
        };
        Ok(next.map(|at| city.local_date(at)))
    }

    /// Views of personal data are written down (個人情報保護法 23条: 安全管理措置), also while the store cannot write.
    pub(crate) async fn note_view(
        &self,
        context: &Context,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> Result<(), Refusal> {
        let view = View::of(context, subject, detail);
        // What a page that is open fetches anew by itself was noted when she opened it, and is again once a minute.
        if !(context.by_itself && self.was_seen(&view)) {
            self.note_this_view(context, subject, detail).await?;
            self.saw(view);
        }
        Ok(())
    }

    async fn note_this_view(
        &self,
        context: &Context,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> Result<(), Refusal> {
        if let Some(log) = self.views() {
            return Ok(log.note(self.audit_line(context, "view", subject, detail)).await?);
        }
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let recorded = writer.audit(tx.as_mut(), context, "view", subject, detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }
}
