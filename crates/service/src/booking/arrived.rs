//! "Did the mail arrive?" Whoever has the link has it sent anew, has it sent to another address, or asks to be called. What comes to an
//! address by this counts among the mails that strangers may send there.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::fault::Fault;
use mendan_domain::ids::OutboxId;
use mendan_domain::person::email::Email;
use serde_json::json;

use crate::booking::address::read;
use crate::booking::answer::BookingAnswer;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Call, CallReason, OutboxRow, OutboxState};
use crate::services::{Context, Services, Writer};
use crate::unit::WriteUnit;

/// Two letters of one booking that she asks for are this far apart.
const MINUTES: i64 = 2;
/// So many she may ask for in a day; the limit of her mailbox stands besides.
const MOST: usize = 3;
/// So often somebody may give wrong digits in a day.
const GUESSES: usize = 5;

/// What is known of the mail of a booking, for whoever has its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Where it goes, with all but its first letter hidden; none: she gave no address.
    pub address: Option<String>,
    /// Whether it was refused, or came back, or nothing goes there any more.
    pub failed: bool,
    /// Whether a mail server has taken one; from when.
    pub taken_at: Option<DateTime<Utc>>,
    /// Whether she is on the call list because she asked.
    pub called: bool,
}

/// What she wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish<'a> {
    /// The letter once more.
    Again,
    /// The letter to another address, with the last four digits of her telephone: the link alone does not say whose it is.
    To(&'a str, &'a str),
    /// To be called.
    Call,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The booking as it is now; its link may be another one.
    pub answer: BookingAnswer,
    /// Whether it goes to another address.
    pub moved: bool,
}

impl Services {
    /// What is known of her mail.
    pub async fn arrival(&self, context: &Context, handle: &Handle) -> Result<Arrival, Refusal> {
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let email = booking.contact.email.as_deref();
        let rows = tx.outbox_of(booking.id).await?;
        let mut hers = rows.iter().rev().filter(|row| row.kind.is_news() && Some(row.recipient.as_str()) == email);
        let last = hers.find(|row| row.state != OutboxState::Superseded);
        let dead = match email {
            Some(email) => self.dead_address(tx.as_mut(), (booking.municipality, email)).await?.is_some(),
            None => false,
        };
        let called = tx.calls_of(booking.id).await?;
        Ok(Arrival {
            address: email.and_then(|email| Email::parse(email).ok()).map(|email| email.masked()),
            failed: dead || last.is_some_and(|row| row.state == OutboxState::Failed),
            taken_at: last.filter(|row| row.state == OutboxState::Sent).and_then(|row| row.finished_at),
            called: called.iter().any(is_asked),
        })
    }

    /// Does what she wants, if the booking is still what she saw.
    pub async fn arrival_wish(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        wish: Wish<'_>,
    ) -> Result<Granted, Refusal> {
        self.write(|writer| async move { writer.wish_once(context, handle, expected, wish).await }).await
    }

    /// The letter that tells of a booking goes to its address anew, under a number of its own.
    pub(super) async fn tell_again(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
    ) -> Result<Booking, Refusal> {
        self.end_undo(tx, &booking).await?;
        let (before, waiting) = (booking.clone(), self.waiting(tx, booking.id).await?);
        self.write_quietly(tx, context, (&before, &mut booking), "correct", waiting).await?;
        let asked = |row: &&OutboxRow| row.kind.carries().offers && row.state == OutboxState::Pending;
        let offers: Vec<OutboxId> = tx.outbox_of(booking.id).await?.iter().filter(asked).map(|row| row.id).collect();
        self.announce_at_new_address(tx, context, &booking, true).await?;
        // What she is offered stands, and waits to be told.
        for id in offers {
            tx.outbox_restore(id, booking.sequence).await?;
        }
        self.settle_reason(tx, booking.id, CallReason::MailRefused).await?;
        self.settle_failed(tx, &booking).await?;
        Ok(booking)
    }

    /// Not too often, and not to a stranger's mailbox.
    async fn spare_her(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (booking, email): (&Booking, &str),
    ) -> Result<(), Refusal> {
        self.spare_the_mailbox(tx, context, Some(email), false).await?;
        let asked = self.lately(tx, booking, "mail_again").await?;
        let soon = asked.iter().any(|at| *at > self.now() - Duration::minutes(MINUTES));
        if soon || asked.len() >= MOST { Err(Refusal::TooManyRequests) } else { Ok(()) }
    }

    /// When that was done with the booking in the last day.
    async fn lately(
        &self,
        tx: &mut dyn WriteUnit,
        booking: &Booking,
        action: &str,
    ) -> Result<Vec<DateTime<Utc>>, Refusal> {
        let since = self.now() - Duration::days(1);
        let lines = tx.audit_of(booking.municipality, ("booking", booking.id.0)).await?;
        Ok(lines.iter().filter(|line| line.action == action && line.at > since).map(|line| line.at).collect())
    }
}

impl Services {
    /// She is on the call list.
    async fn ask_for_call(&self, tx: &mut dyn WriteUnit, booking: &Booking) -> Result<(), Refusal> {
        let cause = format!("asked:{}", self.now().timestamp());
        self.put_on_list(tx, (booking.municipality, booking.id), (CallReason::Asked, cause)).await
    }

    /// Whether these are the last digits of her telephone. Whoever guesses is stopped after a few.
    async fn knows_her(&self, tx: &mut dyn WriteUnit, booking: &Booking, digits: &str) -> Result<bool, Refusal> {
        if self.lately(tx, booking, "digits_wrong").await?.len() >= GUESSES {
            return Err(Refusal::TooManyRequests);
        }
        let narrow = |c: char| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            other => Some(other),
        };
        let typed: String = digits.chars().filter_map(narrow).filter(char::is_ascii_digit).collect();
        Ok(typed == booking.contact.phone_last4)
    }
}

/// Whether it says that she is still to be called because she asked.
fn is_asked(call: &Call) -> bool {
    call.done_at.is_none() && call.reason == CallReason::Asked
}

impl Writer {
    async fn wish_once(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        wish: Wish<'_>,
    ) -> Result<Granted, Refusal> {
        let mut tx = self.begin().await?;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        expected.check(&booking)?;
        if booking.status != Status::Booked || booking.ends_at <= self.now() {
            return Err(Refusal::NotPossible);
        }
        let id = booking.id;
        if wish == Wish::Call {
            if tx.calls_of(id).await?.iter().any(is_asked) {
                // She stands on the list already.
                return Ok(Granted { answer: self.answer(&context.catalogue, &booking)?, moved: false });
            }
            self.ask_for_call(tx.as_mut(), &booking).await?;
            let recorded = self.audit(tx.as_mut(), context, "call_asked", ("booking", id.0), &json!({})).await?;
            let answer = self.answer(&context.catalogue, &booking)?;
            tx.commit(recorded).await?;
            return Ok(Granted { answer, moved: false });
        }
        let email = match (wish, &booking.contact.email) {
            (Wish::To(typed, _), _) => read(typed)?,
            (Wish::Again | Wish::Call, Some(email)) => read(email)?,
            (Wish::Again | Wish::Call, None) => return Err(Refusal::NotPossible),
        };
        if let Wish::To(_, digits) = wish
            && !self.knows_her(tx.as_mut(), &booking, digits).await?
        {
            let recorded = self.audit(tx.as_mut(), context, "digits_wrong", ("booking", id.0), &json!({})).await?;
            tx.commit(recorded).await?;
            return Err(Refusal::Invalid(vec![FieldError::new("phone_last4", Fault::Wrong)]));
        }
        self.spare_her(tx.as_mut(), context, (&booking, email.as_str())).await?;
        let moved = booking.contact.email.as_deref() != Some(email.as_str());
        let dead = self.dead_address(tx.as_mut(), (booking.municipality, email.as_str())).await?.is_some();
        if dead && !moved {
            // It would come back again: she is told to give another one.
            return Err(Refusal::NotPossible);
        }
        let booking = if moved {
            self.at_address(tx.as_mut(), context, booking, &email).await?
        } else {
            self.tell_again(tx.as_mut(), context, booking).await?
        };
        let detail = json!({ "moved": moved });
        let recorded = self.audit(tx.as_mut(), context, "mail_again", ("booking", id.0), &detail).await?;
        let answer = self.answer(&context.catalogue, &booking)?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(Granted { answer, moved })
    }
}
