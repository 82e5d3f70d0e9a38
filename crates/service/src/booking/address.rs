//! The mail address of one booking, corrected by itself: what did not arrive goes to the new one.

use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use mendan_domain::person::email::{Email, EmailError};
use serde_json::json;

use crate::booking::person::Person;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Contact};
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};
use crate::unit::WriteUnit;

/// Reads an address that must be there.
pub(super) fn read(typed: &str) -> Result<Email, Refusal> {
    let wrong = |error: EmailError| Refusal::Invalid(vec![FieldError::new("email", error.fault())]);
    Email::parse(typed).map_err(wrong)
}

impl Services {
    /// Writes it, if the booking is still what the asker saw. `again`: whoever was told that nothing arrives there says that it is
    /// right all the same.
    pub async fn correct_address(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        (typed, again): (&str, bool),
    ) -> Result<Booking, Refusal> {
        let email = &read(typed)?;
        self.write(|writer| async move { writer.correct_address_once(context, (id, expected), email, again).await })
            .await
    }

    /// The booking with that address, and with its messages written to it.
    pub(super) async fn at_address(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: Booking,
        email: &Email,
    ) -> Result<Booking, Refusal> {
        let person = Person {
            contact: Contact { email: Some(email.as_str().to_owned()), ..booking.contact.clone() },
            private: self.notes_of(&booking)?,
            language: booking.language,
            discreet: booking.discreet,
        };
        self.correct_in(tx, context, booking, (person, true)).await
    }
}

impl Writer {
    async fn correct_address_once(
        &self,
        context: &Permit<BookForOthers>,
        (id, expected): (BookingId, Expected),
        email: &Email,
        again: bool,
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let same = booking.contact.email.as_deref() == Some(email.as_str());
        if same && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if booking.status == Status::Cancelled {
            return Err(Refusal::NotPossible);
        }
        if again {
            self.open_address(tx.as_mut(), (context.municipality(), email.as_str())).await?;
        }
        self.refuse_dead_address(tx.as_mut(), context, Some(email.as_str())).await?;
        let booking = if same {
            self.tell_again(tx.as_mut(), context, booking).await?
        } else {
            self.at_address(tx.as_mut(), context, booking, email).await?
        };
        let detail = json!({ "fields": ["email"] });
        let recorded = self.audit(tx.as_mut(), context, "correct", ("booking", id.0), &detail).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(booking)
    }
}
