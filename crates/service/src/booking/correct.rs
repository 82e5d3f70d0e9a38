//! Mend what was taken down of a person: name, kana, phone, address, birth date, due date, needs, note, language. What she is
//! known by (phone and birth date) decides whose booking it is. The audit says which fields changed, never what stood in them.

use mendan_domain::booking::Status;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{BookingId, ClientId};
use mendan_domain::offer::rules::DueDate;
use mendan_domain::person::name::search_key;
use serde_json::json;

use crate::booking::person::{Person, PersonForm};
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::message::rule::Occasion;
use crate::model::{Booking, CallReason, Contact, Failure, OfferState, OutboxRow, OutboxState, PrivateNotes};
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};
use crate::unit::WriteUnit;

impl Services {
    /// Writes it, if the booking is still what the asker saw. With `tell`, a new address gets the confirmation anew.
    pub async fn correct(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        (form, tell): (&PersonForm, bool),
    ) -> Result<Booking, Refusal> {
        let form = &PersonForm { consent: true, ..form.clone() };
        self.write(|writer| async move { writer.correct_once(context, id, expected, (form, tell)).await }).await
    }
}

impl Writer {
    async fn correct_once(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        (form, tell): (&PersonForm, bool),
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let person = self.corrected(context, &booking, form)?;
        let known = self.notes_of(&booking)?;
        let fields = changed(&booking, &known, &person);
        if fields.is_empty() && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if booking.status == Status::Cancelled {
            return Err(Refusal::NotPossible);
        }
        if fields.is_empty() {
            return Ok(booking);
        }
        if fields.contains(&"email") {
            self.refuse_dead_address(tx.as_mut(), context, person.contact.email.as_deref()).await?;
        }
        let booking = self.correct_in(tx.as_mut(), context, booking, (person, tell)).await?;
        let recorded =
            self.audit(tx.as_mut(), context, "correct", ("booking", id.0), &json!({ "fields": fields })).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(booking)
    }
}

impl Services {
    /// What was typed, by the rules of the booking's kind.
    fn corrected(&self, context: &Context, booking: &Booking, form: &PersonForm) -> Result<Person, Refusal> {
        let asked = context.catalogue.kind(booking.kind).map_or(DueDate::Optional, |kind| kind.rules.due_date);
        let today = context.catalogue.municipality.local_date(self.now());
        let mut person = form.check(today).map_err(Refusal::Invalid)?;
        match asked {
            // Nobody asks for it, so nobody has typed it.
            DueDate::Hidden => {
                person.private.due_date = self.notes_of(booking)?.due_date;
            }
            DueDate::Required if person.private.due_date.is_none() => {
                return Err(Refusal::Invalid(vec![FieldError::new("due_date", Fault::Required)]));
            }
            DueDate::Required | DueDate::Optional => {}
        }
        Ok(person)
    }

    /// Writes what is right now. Whatever had gone to another address is dealt with: what is still true goes to the new one.
    pub(super) async fn correct_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
        (person, tell): (Person, bool),
    ) -> Result<Booking, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        self.end_undo(tx, &booking).await?;
        let before = booking.clone();
        let client = ClientId(self.new_id());
        let (phone, birth) = (&person.contact.phone_e164, person.contact.birth_date);
        booking.client = tx.client_upsert(city, phone, birth, client, now).await?;
        if booking.client != before.client && booking.open {
            tx.booking_close_past(booking.client, booking.kind, now).await?;
            if tx.booking_open_of(booking.client, booking.kind).await?.is_some() {
                return Err(Refusal::AlreadyBooked);
            }
        }
        booking.private_sealed = self.seal(&SealedPlace::Private(booking.id), &person.private)?;
        booking.contact = person.contact;
        if before.contact.email.is_some()
            && before.contact.email != booking.contact.email
            && (tell || booking.contact.email.is_none())
        {
            // Whoever got the mails until now opens the booking no more; the next mail has the new link.
            self.renew_link(&mut booking);
        }
        booking.language = person.language;
        booking.discreet = person.discreet;
        let waiting = self.waiting(tx, booking.id).await?;
        self.write_quietly(tx, context, (&before, &mut booking), "correct", waiting).await?;
        if booking.contact.email != before.contact.email {
            let untold = |row: &OutboxRow| {
                let news = matches!(row.kind.written(), Occasion::Booked | Occasion::Changed);
                news && matches!(row.state, OutboxState::Pending | OutboxState::Leased)
            };
            // What she was offered was written to where she no longer reads, or waits to be: nothing of it is written anew.
            self.end_offers(tx, &booking, OfferState::Withdrawn).await?;
            let tell = tell || tx.outbox_of(booking.id).await?.iter().any(untold);
            self.announce_at_new_address(tx, context, &booking, tell).await?;
            self.settle_reason(tx, booking.id, CallReason::MailRefused).await?;
            self.settle_failed(tx, &booking).await?;
        } else if self.window_of(&booking) != self.window_of(&before) {
            self.reschedule_one(tx, context, &booking, booking.version).await?;
        }
        Ok(booking)
    }

    /// What did not arrive at the former address asks for nobody any more; it stays in the booking's history.
    pub(super) async fn settle_failed(&self, tx: &mut dyn WriteUnit, booking: &Booking) -> Result<(), Refusal> {
        let failed = |row: &OutboxRow| {
            row.failure == Some(Failure::Recipient) && row.state == OutboxState::Failed && row.settled_at.is_none()
        };
        for row in tx.outbox_of(booking.id).await?.into_iter().filter(failed) {
            tx.outbox_settle(booking.municipality, row.id, self.now()).await?;
        }
        Ok(())
    }

    /// An open booking to come of somebody of the same name and birth date under another phone. Residents are never asked: it
    /// would tell them of her.
    pub async fn namesake(
        &self,
        context: &Permit<BookForOthers>,
        form: &PersonForm,
    ) -> Result<Option<Booking>, Refusal> {
        let today = context.catalogue.municipality.local_date(self.now());
        let Ok(person) = form.check(today) else { return Ok(None) };
        let birth = person.contact.birth_date;
        let born = self.store().look().await?.bookings_born(context.municipality(), birth, self.now()).await?;
        let other = |booking: &Booking| {
            context.reaches(booking.office)
                && booking.contact.phone_e164 != person.contact.phone_e164
                && same_name(&booking.contact, &person.contact)
        };
        Ok(born.into_iter().find(other))
    }
}

/// By how it is read, or, of those without kana, by how it is written.
fn same_name(one: &Contact, other: &Contact) -> bool {
    let read = |contact: &Contact| search_key(&format!("{}{}", contact.family_kana, contact.given_kana));
    let written = |contact: &Contact| search_key(&format!("{}{}", contact.family_name, contact.given_name));
    let same = |one: String, other: String| !one.is_empty() && one == other;
    same(read(one), read(other)) || same(written(one), written(other))
}

/// The names of the fields that differ.
fn changed(booking: &Booking, known: &PrivateNotes, person: &Person) -> Vec<&'static str> {
    let (was, is) = (&booking.contact, &person.contact);
    let differs = [
        ("name", (&was.family_name, &was.given_name) != (&is.family_name, &is.given_name)),
        ("kana", (&was.family_kana, &was.given_kana) != (&is.family_kana, &is.given_kana)),
        ("phone", (&was.phone_e164, &was.phone_typed) != (&is.phone_e164, &is.phone_typed)),
        ("email", was.email != is.email),
        ("birth_date", was.birth_date != is.birth_date),
        ("due_date", known.due_date != person.private.due_date),
        ("needs", known.needs != person.private.needs),
        ("note", known.note != person.private.note),
        ("contact_window", known.contact_window != person.private.contact_window),
        ("language", booking.language != person.language),
        ("discreet", booking.discreet != person.discreet),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
