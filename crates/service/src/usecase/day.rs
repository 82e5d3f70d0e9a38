//! What a day holds: bookings and published times, for nurses and reception. Looking is logged.

use chrono::{Duration, NaiveDate};
use mendan_domain::ids::{BookingId, OfficeId, StaffId};
use serde_json::json;

use crate::error::Refusal;
use crate::model::{Booking, NurseSlot, OutboxRow, PrivateNotes};
use crate::services::{Context, Services};
use crate::usecase::find::Handle;

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
#[derive(Debug, Clone)]
pub struct Day {
    /// Bookings in every state.
    pub bookings: Vec<Booking>,
    /// Published times, open and closed.
    pub slots: Vec<NurseSlot>,
}

/// Everything staff may see of one booking.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The booking.
    pub booking: Booking,
    /// The sealed part, opened.
    pub private: PrivateNotes,
    /// Its messages.
    pub messages: Vec<OutboxRow>,
    /// The manage link.
    pub manage_url: String,
    /// Why it was called off, opened.
    pub cancel_reason: Option<String>,
}

impl Services {
    /// Reads a day and notes who looked.
    pub async fn day(&self, context: &Context, query: DayQuery) -> Result<Day, Refusal> {
        let city = &context.catalogue.municipality;
        let (from, until) = (city.start_of_day(query.date), city.start_of_day(query.date + Duration::days(1)));
        let mut tx = self.store().read().await?;
        let mut bookings = tx.bookings_between(city.id, from, until).await?;
        bookings
            .retain(|b| query.office.is_none_or(|o| o == b.office) && query.staff.is_none_or(|s| s == b.claim.staff));
        let mut slots = tx.slots_between(city.id, from, until).await?;
        slots.retain(|s| query.office.is_none_or(|o| o == s.office) && query.staff.is_none_or(|m| m == s.staff));
        drop(tx);
        let detail =
            json!({ "date": query.date, "office": query.office, "nurse": query.staff, "bookings": bookings.len() });
        self.note_view(context, ("day", i64::from(chrono::Datelike::num_days_from_ce(&query.date))), &detail).await?;
        Ok(Day { bookings, slots })
    }

    /// Opens a booking and notes who looked.
    pub async fn open_booking(&self, context: &Context, id: BookingId) -> Result<Opened, Refusal> {
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let messages = tx.outbox_of(id).await?;
        drop(tx);
        self.note_view(context, ("booking", id.0), &json!({})).await?;
        let private = self.open("private", &booking.private_sealed).unwrap_or_default();
        let manage_url = self.manage_url(&context.catalogue, &booking);
        let cancel_reason = booking.cancel_reason_sealed.as_deref().and_then(|sealed| self.open("reason", sealed));
        Ok(Opened { booking, private, messages, manage_url, cancel_reason })
    }

    /// Views of personal data are written down (個人情報保護法 23条: 安全管理措置).
    pub(crate) async fn note_view(
        &self,
        context: &Context,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> Result<(), Refusal> {
        let mut tx = self.store().begin().await?;
        self.audit(tx.as_mut(), context, "view", subject, detail).await?;
        Ok(tx.commit().await?)
    }
}
