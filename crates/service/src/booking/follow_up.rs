//! After somebody did not come: what staff decided. Nothing is sent by itself; whoever is to be called stands on the call list.

use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::ids::BookingId;
use serde_json::json;

use crate::booking::note::read;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, CallReason};
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};

/// The cause of an entry of the call list because she did not come: the booking itself.
const CAUSE: &str = "noshow";

impl Services {
    /// Writes the choice down, with a note to colleagues if one was typed; it can be chosen otherwise later.
    pub async fn follow_up(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        (choice, note): (FollowUp, Option<&str>),
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.follow_up_once(context, (id, expected), (choice, note)).await }).await
    }
}

impl Writer {
    async fn follow_up_once(
        &self,
        context: &Context,
        (id, expected): (BookingId, Expected),
        (choice, note): (FollowUp, Option<&str>),
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        if booking.course.follow_up == Some(choice) && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if booking.status != Status::Noshow {
            return Err(Refusal::NotPossible);
        }
        let note = note.map(read).transpose()?.flatten();
        self.end_undo(tx.as_mut(), &booking).await?;
        let before = booking.clone();
        booking.course.follow_up = Some(choice);
        if note.is_some() {
            booking.course.note = self.noted(context, &booking, note)?;
        }
        self.write_quietly(tx.as_mut(), context, (&before, &mut booking), "follow_up", Vec::new()).await?;
        match choice {
            FollowUp::Call => {
                let call = (CallReason::Noshow, CAUSE.to_owned());
                self.put_on_list(tx.as_mut(), (context.municipality(), id), call).await?;
            }
            FollowUp::Rebook | FollowUp::Nothing => {
                self.settle_reason(tx.as_mut(), id, CallReason::Noshow).await?;
            }
        }
        let detail = json!({ "choice": choice });
        let recorded = self.audit(tx.as_mut(), context, "follow_up", ("booking", id.0), &detail).await?;
        tx.commit(recorded).await?;
        Ok(booking)
    }
}
