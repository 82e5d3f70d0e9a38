//! A note of colleagues to each other on a booking. It is sealed, staff alone read it, and nothing of it goes into a mail, a feed, an
//! answer to programs, or what the desk searches.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, StaffId};
use mendan_domain::text;
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Noted};
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};

/// A note, opened.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedNote {
    /// The text.
    pub text: String,
    /// When it was written last.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<StaffId>,
}

crate::masked_debug!(OpenedNote { at, by });

impl Services {
    /// Writes it, if the booking is still what the asker saw; an empty one takes away what was there.
    pub async fn note_save(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        typed: &str,
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.note_once(context, id, expected, typed).await }).await
    }

    /// The note of a booking, opened.
    pub(crate) fn note_of(&self, booking: &Booking) -> Result<Option<OpenedNote>, Refusal> {
        let Some(Noted { sealed, at, by }) = &booking.course.note else { return Ok(None) };
        let text = self.open(&SealedPlace::Note(booking.id), sealed)?;
        Ok(Some(OpenedNote { text, at: *at, by: *by }))
    }

    /// What stands in the row once that is written down; the text as it is already keeps its hour and its author.
    pub(super) fn noted(
        &self,
        context: &Context,
        booking: &Booking,
        text: Option<String>,
    ) -> Result<Option<Noted>, Refusal> {
        let Some(text) = text else { return Ok(None) };
        if self.note_of(booking)?.is_some_and(|known| known.text == text) {
            return Ok(booking.course.note.clone());
        }
        let sealed = self.seal(&SealedPlace::Note(booking.id), &text)?;
        Ok(Some(Noted { sealed, at: self.now(), by: context.actor.staff() }))
    }
}

impl Writer {
    async fn note_once(
        &self,
        context: &Context,
        id: BookingId,
        expected: Expected,
        typed: &str,
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let text = read(typed);
        let known = self.note_of(&booking)?.map(|note| note.text);
        let is_so = text.as_ref().is_ok_and(|text| *text == known);
        if is_so && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        // After what was seen: who has to mend the text would not be told that the booking is another by now.
        let text = text?;
        if is_so {
            return Ok(booking);
        }
        self.end_undo(tx.as_mut(), &booking).await?;
        let before = booking.clone();
        let empty = text.is_none();
        booking.course.note = self.noted(context, &booking, text)?;
        self.write_quietly(tx.as_mut(), context, (&before, &mut booking), "note", Vec::new()).await?;
        let recorded = self.audit(tx.as_mut(), context, "note", ("booking", id.0), &json!({ "empty": empty })).await?;
        tx.commit(recorded).await?;
        Ok(booking)
    }
}

/// As typed; nothing is no note.
pub(super) fn read(typed: &str) -> Result<Option<String>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let text = text::free_text(typed, &text::Limits::NOTE);
    text.map(Some).map_err(|error| Refusal::Invalid(vec![FieldError::new("staff_note", error.fault())]))
}
