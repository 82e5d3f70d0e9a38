//! Book: the one way a booking comes into the world, for pages, API and desk.

use chrono::Duration;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::Reference;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::date::same_however_typed;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{BookingId, ClientId, MunicipalityId, StaffId};
use mendan_domain::offer::rules::{DueDate, Group};
use mendan_domain::offer::slot::SlotId;
use serde_json::json;
use unicode::normalise;

use crate::booking::answer::BookingAnswer;
use crate::booking::claim::Taken;
use crate::booking::person::{Person, PersonForm};
use crate::city::catalogue::{Kind, Office};
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::message::write::{News, mail_domain};
use crate::model::{Booking, Course, StoredAnswer};
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::secret::sha256;
use crate::services::permit::asked::BookForOthers;
use crate::services::{Actor, Context, Recorded, Services, Writer};
use crate::unit::{ReadUnit, WriteUnit};

pub(super) mod due_date;
mod time;

mod unicode {
    //! The form in which two requests count as the same.

    /// Trimmed, composed and folded text of every string inside.
    pub fn normalise(value: &serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::String(text) => Value::String(mendan_domain::text::clean(text)),
            Value::Array(all) => Value::Array(all.iter().map(normalise).collect()),
            Value::Object(all) => Value::Object(all.iter().map(|(k, v)| (k.clone(), normalise(v))).collect()),
            other => other.clone(),
        }
    }
}

/// What to book, as it arrived.
#[derive(Clone)]
pub struct BookCommand {
    /// A public slot's id.
    pub slot_id: String,
    /// The kind's slug.
    pub kind: String,
    /// The mode's word.
    pub mode: String,
    /// The person.
    pub person: PersonForm,
    /// How it came.
    pub channel: Channel,
    /// The client's key, 1–200 characters.
    pub idempotency_key: Option<String>,
    /// The browser cookie of a hold that may own the time.
    pub browser: Option<String>,
    /// Poster or campaign.
    pub source: Option<String>,
    /// Staff know that she has another booking at that time. They are asked, once; nobody else is told of it.
    pub beside: bool,
    /// Nobody but that nurse: whoever books from her column means her.
    pub nurse: Option<StaffId>,
}

crate::masked_debug!(BookCommand { slot_id, kind, mode, channel, beside, nurse });

#[derive(Clone, Copy)]
struct Target<'a> {
    slot: SlotId,
    kind: &'a Kind,
    office: &'a Office,
    mode: Mode,
}

/// A key as it is kept: those of a partner are its own, whatever others call theirs. Nobody else's begins with a control character.
fn kept_key(asker: Actor, key: &str) -> String {
    asker.partner().map_or_else(|| key.to_owned(), |partner| format!("\u{1f}{partner}\u{1f}{key}"))
}

impl Services {
    /// Books, or says why not. The same key gives the first answer again.
    pub async fn book(&self, context: &Context, command: BookCommand) -> Result<BookingAnswer, Refusal> {
        if matches!(command.channel, Channel::Phone | Channel::Counter) {
            // Whoever answers callers books by their rules; nobody else may claim to.
            let _asked = context.permit::<BookForOthers>()?;
        }
        self.book_after(context, &command, None).await
    }

    /// Books as what follows a booking, if that is still what the asker saw.
    pub(super) async fn book_after(
        &self,
        context: &Context,
        command: &BookCommand,
        after: Option<(BookingId, Expected)>,
    ) -> Result<BookingAnswer, Refusal> {
        self.write(|writer| async move { writer.book_once(context, command, after).await }).await
    }
}

impl Writer {
    async fn book_once(
        &self,
        context: &Context,
        command: &BookCommand,
        after: Option<(BookingId, Expected)>,
    ) -> Result<BookingAnswer, Refusal> {
        let hash = request_hash(command);
        let fits = |key: &&String| !key.contains(char::is_control);
        let key = command.idempotency_key.as_ref().filter(fits).map(|key| kept_key(context.actor, key));
        let key = key.as_deref();
        // What cannot be accepted anyway opens no transaction, unless it is the repetition of what once could.
        let checked = match self.check(context, command) {
            Ok(checked) => checked,
            Err(refusal) => return self.answered_before(context, key, &hash).await?.ok_or(refusal),
        };
        let mut tx = self.begin().await?;
        if let Some(key) = key
            && let Some(stored) = tx.idempotency_claim(context.municipality(), key, &hash, self.now()).await?
        {
            return self.first_answer((context.municipality(), key), &stored, &hash);
        }
        let of_now = &self.of_this_moment(tx.as_mut(), context).await?;
        let is_same = of_now.catalogue.version == context.catalogue.version;
        let (target, person) = if is_same { checked } else { self.check(of_now, command)? };
        let context = of_now;
        if let Some((id, expected)) = after {
            expected.check(&self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?)?;
        }
        match self.book_in(tx.as_mut(), context, command, &target, &person).await {
            Ok((booking, recorded)) => {
                let answer = self.answer(&context.catalogue, &booking)?;
                if let Some(key) = key {
                    let sealed = self.seal(&SealedPlace::Answer(context.municipality(), key.to_owned()), &answer)?;
                    tx.idempotency_store(context.municipality(), key, booking.id, &sealed).await?;
                }
                tx.commit(recorded).await?;
                self.ring();
                Ok(answer)
            }
            Err(refusal) => {
                drop(tx);
                self.refused(context, &target, &person, refusal).await
            }
        }
    }
}

impl Services {
    /// The answer of the first request with this key, if there was one.
    async fn answered_before(
        &self,
        context: &Context,
        key: Option<&str>,
        hash: &[u8],
    ) -> Result<Option<BookingAnswer>, Refusal> {
        let Some(key) = key else { return Ok(None) };
        let found = self.store().look().await?.idempotency_find(context.municipality(), key).await?;
        found.map(|stored| self.first_answer((context.municipality(), key), &stored, hash)).transpose()
    }

    fn first_answer(
        &self,
        (city, key): (MunicipalityId, &str),
        stored: &StoredAnswer,
        hash: &[u8],
    ) -> Result<BookingAnswer, Refusal> {
        if stored.request_hash != hash {
            return Err(Refusal::IdempotencyMismatch);
        }
        let unanswered = || Refusal::Busy(StoreError::Busy("the first request of this key has no answer yet".into()));
        let sealed = stored.answer_sealed.as_deref().ok_or_else(unanswered)?;
        self.open(&SealedPlace::Answer(city, key.to_owned()), sealed)
    }

    fn check<'a>(&self, context: &'a Context, command: &BookCommand) -> Result<(Target<'a>, Person), Refusal> {
        let catalogue = &context.catalogue;
        let mut errors = Vec::new();
        let kind = catalogue.kind_by_slug(&command.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", Fault::Invalid));
        }
        let mode = Mode::parse(&command.mode).filter(|mode| kind.is_none_or(|kind| kind.modes.has(*mode)));
        if mode.is_none() {
            errors.push(FieldError::new("mode", Fault::Invalid));
        }
        let slot = SlotId::parse(&command.slot_id).filter(|slot| kind.is_none_or(|kind| kind.id == slot.kind));
        let office = slot.and_then(|slot| catalogue.office(slot.office));
        if office.is_none() {
            errors.push(FieldError::new("slot_id", Fault::Invalid));
        }
        let key_fits = command
            .idempotency_key
            .as_ref()
            .is_none_or(|key| (1..=200).contains(&key.len()) && !key.contains(char::is_control));
        if !key_fits {
            errors.push(FieldError::new("idempotency_key", Fault::Invalid));
        }
        let today = catalogue.municipality.local_date(self.now());
        let mut person = command.person.check(today);
        if let (Some(kind), Ok(person)) = (kind, &mut person)
            && kind.rules.due_date == DueDate::Hidden
        {
            // Nobody asked for it, so nobody keeps it.
            person.private.due_date = None;
        }
        // What she agreed to must be what she was shown.
        let seen = &command.person.consent_seen;
        if command.person.consent && !seen.is_empty() && *seen != catalogue.municipality.consent_version {
            errors.push(FieldError::new("consent", Fault::Changed));
        }
        if let (Some(slot), Some(kind), Ok(due)) = (slot, kind, command.person.due(today)) {
            errors.extend(due_date::error(catalogue, kind, slot, due));
        }
        match (slot, kind, office, mode, person) {
            (Some(slot), Some(kind), Some(office), Some(mode), Ok(person)) if errors.is_empty() => {
                Ok((Target { slot, kind, office, mode }, person))
            }
            (.., person) => {
                errors.extend(person.err().unwrap_or_default());
                Err(Refusal::Invalid(errors))
            }
        }
    }

    async fn book_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        command: &BookCommand,
        target: &Target<'_>,
        person: &Person,
    ) -> Result<(Booking, Recorded), Refusal> {
        let now = self.now();
        self.refuse_dead_address(tx, context, person.contact.email.as_deref()).await?;
        self.spare_the_mailbox(tx, context, person.contact.email.as_deref(), true).await?;
        let id = BookingId(self.new_id());
        let city = context.municipality();
        let new_client = ClientId(self.new_id());
        let client =
            tx.client_upsert(city, &person.contact.phone_e164, person.contact.birth_date, new_client, now).await?;
        self.ask_about_same_time(tx, context, command, target, client).await?;
        let known = if client == new_client { None } else { tx.nurse_of_client(client).await? };
        let taken = self.take_or_confirm(tx, context, command, target, id, known).await?;
        let mut booking = self.new_booking(context, command, target, person, (id, client), &taken)?;
        for attempt in 0..4 {
            if tx.booking_insert(&booking).await? {
                break;
            }
            // Either she has an open booking, or one that is past and was never marked, or the reference is in use.
            if attempt == 0 {
                tx.booking_close_past(client, target.kind.id, now).await?;
            }
            if attempt == 3 || tx.booking_open_of(client, target.kind.id).await?.is_some() {
                return Err(Refusal::AlreadyBooked);
            }
            booking.reference = self.new_reference();
        }
        self.announce(tx, context, &booking, News::Booked).await?;
        self.tell_nurses(tx, context, (None, &booking)).await?;
        self.keep_undo(tx, context, ("book", &booking), (None, Vec::new())).await?;
        let detail = json!({
            "mode": booking.mode,
            "channel": booking.channel,
            "starts_at": booking.starts_at.timestamp(),
            "nurse": booking.claim.staff,
            "assigned": taken.assignment,
        });
        let recorded = self.audit(tx, context, "book", ("booking", id.0), &detail).await?;
        Ok((booking, recorded))
    }

    /// Two interviews at one time may be meant, but seldom are: staff are asked. A resident is not: whoever knows a number and a birth
    /// date would learn when somebody has a booking.
    async fn ask_about_same_time(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        command: &BookCommand,
        target: &Target<'_>,
        client: ClientId,
    ) -> Result<(), Refusal> {
        if command.beside || !matches!(context.actor, Actor::Staff(..)) {
            return Ok(());
        }
        let from = target.slot.starts_at;
        let until = from + Duration::minutes(target.kind.minutes);
        let other = tx.booking_beside(client, from, until).await?;
        // Of the same kind there is only one: that is another refusal.
        match other.filter(|other| other.kind != target.kind.id) {
            Some(_) => Err(Refusal::Invalid(vec![FieldError::new("slot_id", Fault::Beside)])),
            None => Ok(()),
        }
    }

    fn new_booking(
        &self,
        context: &Context,
        command: &BookCommand,
        target: &Target<'_>,
        person: &Person,
        (id, client): (BookingId, ClientId),
        taken: &Taken,
    ) -> Result<Booking, Refusal> {
        let (now, catalogue) = (self.now(), &context.catalogue);
        let token = self.secret().booking_token(id, 0);
        let mut booking = Booking {
            id,
            municipality: context.municipality(),
            reference: self.new_reference(),
            token_version: 0,
            token_hash: sha256(token.as_bytes()),
            client,
            kind: target.kind.id,
            office: target.office.id,
            claim: taken.claim,
            mode: target.mode,
            status: Status::Booked,
            open: true,
            starts_at: target.slot.starts_at,
            ends_at: taken.ends_at,
            sequence: 0,
            version: 0,
            uid: String::new(),
            join_url: None,
            language: person.language,
            channel: command.channel,
            counted: Group::of(command.channel),
            source: command.source.clone(),
            discreet: person.discreet,
            consent_version: first_of(&command.person.consent_seen, &catalogue.municipality.consent_version),
            modes_offered: taken.modes,
            contact: person.contact.clone(),
            private_sealed: self.seal(&SealedPlace::Private(id), &person.private)?,
            created_at: now,
            created_by: context.actor.staff(),
            updated_at: now,
            updated_by: context.actor.staff(),
            cancel_reason_sealed: None,
            token_sealed: None,
            course: Course::default(),
        };
        booking.uid = self.secret().calendar_uid(id, mail_domain(catalogue));
        booking.join_url = self.link_for(context, &booking);
        Ok(booking)
    }

    fn new_reference(&self) -> String {
        let mut octets = [0_u8; 8];
        self.entropy().fill(&mut octets);
        Reference::from_entropy(u64::from_be_bytes(octets)).as_str().to_owned()
    }
}

impl Writer {
    /// What follows a refusal: alternatives for a taken time, the link for a second booking.
    async fn refused(
        &self,
        context: &Context,
        target: &Target<'_>,
        person: &Person,
        refusal: Refusal,
    ) -> Result<BookingAnswer, Refusal> {
        match refusal {
            Refusal::SlotTaken { reasons, .. } => {
                let around = target.slot.starts_at;
                let alternatives = self.nearest(context, target.kind, Some(target.mode), around, 3).await?;
                Err(Refusal::SlotTaken { alternatives, reasons })
            }
            Refusal::AlreadyBooked => {
                let who =
                    format!("{} {} {}", context.municipality(), person.contact.phone_e164, person.contact.birth_date);
                if !matches!(context.actor, Actor::Staff(..)) && !self.may_say_already(who.as_bytes()) {
                    return Err(Refusal::TooManyRequests);
                }
                let mut tx = self.begin().await?;
                let (contact, now) = (&person.contact, self.now());
                let id = ClientId(self.new_id());
                let client =
                    tx.client_upsert(context.municipality(), &contact.phone_e164, contact.birth_date, id, now).await?;
                if let Some(first) = tx.booking_open_of(client, target.kind.id).await? {
                    if !self.may_write_to(tx.as_mut(), context, first.contact.email.as_deref()).await? {
                        return Err(Refusal::AlreadyBooked);
                    }
                    self.announce_already_booked(tx.as_mut(), &context.catalogue, &first).await?;
                    tx.commit(Recorded::not_needed("nothing was booked; the letter stands in the outbox")).await?;
                    self.ring();
                }
                Err(Refusal::AlreadyBooked)
            }
            other => Err(other),
        }
    }
}

/// SHA-256 over the normalised fields, the same as in earlier releases: a form that was sent before an update is answered after it.
fn request_hash(command: &BookCommand) -> Vec<u8> {
    let typed = &command.person;
    let person = PersonForm {
        birth_date: same_however_typed(&typed.birth_date),
        due_date: same_however_typed(&typed.due_date),
        // What she was asked and shown is no part of what she wants.
        email_asked: None,
        consent_seen: String::new(),
        ..typed.clone()
    };
    let fields = json!([command.slot_id, command.kind, command.mode, person]);
    sha256(normalise(&fields).to_string().as_bytes())
}

/// The version that she was shown, which was checked, or the one in force.
fn first_of(seen: &str, in_force: &str) -> String {
    if seen.is_empty() { in_force } else { seen }.to_owned()
}
