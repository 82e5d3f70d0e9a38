//! Writing bookings that were made elsewhere: as every booking is, with its times, its person, what the desk finds it by, and its
//! link, so that everything that is done with bookings can be done with them.

use std::collections::HashMap;

use mendan_domain::booking::reference::Reference;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{BookingId, ClientId};
use mendan_domain::offer::rules::Group;
use serde_json::json;

use crate::error::Refusal;
use crate::import::draft::Draft;
use crate::import::mapping::Mapping;
use crate::import::plan::{BookingPlan, Step};
use crate::import::repository::{ImportKey, ImportRunId};
use crate::message::write::{News, mail_domain};
use crate::model::{Booking, Course, OutboxRow, Owner};
use crate::sealed::SealedPlace;
use crate::secret::sha256;
use crate::services::{Context, Services};
use crate::unit::WriteUnit;

/// Of whom nobody knows to what she agreed: another system asked her.
const ASKED_ELSEWHERE: &str = "";
/// Letters that are written together.
const LETTERS: usize = 1_000;
/// References that are tried: two are hardly ever alike.
const TRIES: usize = 4;

impl Services {
    /// Writes all steps. `false` when somebody was faster with a time or a booking: then nothing may stay of it.
    pub(crate) async fn write_bookings(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (draft, run): (&Draft, ImportRunId),
        plan: &BookingPlan,
    ) -> Result<bool, Refusal> {
        let Some(before) = self.free_changing(tx, context, plan).await? else { return Ok(false) };
        let (mut letters, mut keys): (Vec<OutboxRow>, Vec<ImportKey>) = (Vec::new(), Vec::new());
        for step in &plan.steps {
            let old = step.booking.and_then(|id| before.get(&id));
            let Some(booking) = self.write_booking(tx, context, step, old).await? else { return Ok(false) };
            match old {
                Some(old) => letters.extend(self.after_change(tx, context, (old, &booking), &draft.mapping).await?),
                None => letters.extend(self.after_making(tx, context, &booking, &draft.mapping).await?),
            }
            let row = &step.row;
            let version = booking.version;
            keys.push(ImportKey {
                key: row.key.clone(),
                booking: booking.id,
                version,
                row_hash: row.hash.clone(),
                run,
            });
        }
        for some in letters.chunks(LETTERS) {
            tx.outbox_insert(some).await?;
        }
        tx.import_keys_save(context.municipality(), &draft.mapping.source, &keys).await?;
        Ok(true)
    }

    /// The bookings that are changed, without their times: two may exchange theirs. `None` when one of them is gone.
    async fn free_changing(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        plan: &BookingPlan,
    ) -> Result<Option<HashMap<BookingId, Booking>>, Refusal> {
        let mut before = HashMap::new();
        for id in plan.steps.iter().filter_map(|step| step.booking) {
            let Some(booking) = tx.booking(context.municipality(), id).await? else { return Ok(None) };
            if booking.status != Status::Cancelled {
                tx.release(&booking.claim, Owner::Booking(id)).await?;
            }
            before.insert(id, booking);
        }
        Ok(Some(before))
    }

    async fn write_booking(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        step: &Step,
        old: Option<&Booking>,
    ) -> Result<Option<Booking>, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let mut booking = match old {
            Some(old) => self.changed_booking(tx, context, step, old).await?,
            None => self.made_booking(context, step)?,
        };
        let new_client = ClientId(self.new_id());
        let contact = &booking.contact;
        booking.client = tx.client_upsert(city, &contact.phone_e164, contact.birth_date, new_client, now).await?;
        let owner = Owner::Booking(booking.id);
        if step.status != Status::Cancelled && !self.try_claim(tx, &step.claim, owner, None).await? {
            return Ok(None);
        }
        if booking.open && booking.client != new_client {
            tx.booking_close_past(booking.client, booking.kind, now).await?;
        }
        if old.is_some() {
            return Ok(tx.booking_update(&booking).await?.then_some(booking));
        }
        for _ in 0..TRIES {
            if tx.booking_insert(&booking).await? {
                return Ok(Some(booking));
            }
            booking.reference = self.any_reference();
        }
        Ok(None)
    }

    fn made_booking(&self, context: &Context, step: &Step) -> Result<Booking, Refusal> {
        let (id, now, catalogue) = (BookingId(self.new_id()), self.now(), &context.catalogue);
        let Step { row, claim, ends_at, status, .. } = step;
        let token = self.secret().booking_token(id, 0);
        let mut booking = Booking {
            id,
            municipality: context.municipality(),
            reference: self.any_reference(),
            token_version: 0,
            token_hash: sha256(token.as_bytes()),
            // Whoever she is, is found when it is written.
            client: ClientId(0),
            kind: row.kind,
            office: row.office,
            claim: *claim,
            mode: row.mode,
            status: *status,
            open: step.is_open(now),
            starts_at: row.starts_at,
            ends_at: *ends_at,
            sequence: 0,
            version: 0,
            uid: self.secret().calendar_uid(id, mail_domain(catalogue)),
            join_url: None,
            language: row.person.language,
            channel: Channel::Phone,
            counted: Group::Phone,
            source: None,
            discreet: row.person.discreet,
            consent_version: ASKED_ELSEWHERE.to_owned(),
            modes_offered: catalogue.kind(row.kind).map(|kind| kind.modes).unwrap_or_default(),
            contact: row.person.contact.clone(),
            private_sealed: self.seal(&SealedPlace::Private(id), &row.person.private)?,
            created_at: now,
            created_by: context.actor().staff(),
            updated_at: now,
            updated_by: context.actor().staff(),
            cancel_reason_sealed: None,
            token_sealed: None,
            course: Course::default(),
        };
        booking.join_url = self.link_for(context, &booking);
        Ok(booking)
    }

    /// The booking as the corrected row has it. What calendars show makes its SEQUENCE rise.
    async fn changed_booking(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        step: &Step,
        old: &Booking,
    ) -> Result<Booking, Refusal> {
        let Step { row, claim, ends_at, status, .. } = step;
        let mut booking = Booking {
            office: row.office,
            claim: *claim,
            mode: row.mode,
            status: *status,
            open: step.is_open(self.now()),
            starts_at: row.starts_at,
            ends_at: *ends_at,
            language: row.person.language,
            contact: row.person.contact.clone(),
            private_sealed: self.seal(&SealedPlace::Private(old.id), &row.person.private)?,
            version: old.version + 1,
            updated_at: self.now(),
            updated_by: context.actor().staff(),
            ..old.clone()
        };
        booking.join_url = self.link_in(tx, context, &booking).await?;
        let shown = |booking: &Booking| {
            let Booking { office, mode, starts_at, ends_at, join_url, status, .. } = booking;
            (*office, *mode, *starts_at, *ends_at, join_url.clone(), *status == Status::Cancelled)
        };
        booking.sequence += i64::from(shown(&booking) != shown(old));
        Ok(booking)
    }

    async fn after_making(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        mapping: &Mapping,
    ) -> Result<Vec<OutboxRow>, Refusal> {
        if !booking.open || booking.starts_at <= self.now() {
            return Ok(Vec::new());
        }
        self.follow_meeting(tx, context, booking, self.now()).await?;
        Ok(self.letters_of(context, booking, (mapping.tell, mapping.remind), 0))
    }

    async fn after_change(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (old, booking): (&Booking, &Booking),
        mapping: &Mapping,
    ) -> Result<Vec<OutboxRow>, Refusal> {
        let detail = json!({ "from": old.status, "to": booking.status });
        let _told = self.audit(tx, context, "import", ("booking", booking.id.0), &detail).await?;
        self.settle_calls(tx, &context.catalogue, (booking, booking.sequence != old.sequence)).await?;
        let to_come = booking.open && booking.starts_at > self.now();
        if mapping.tell && to_come && booking.sequence != old.sequence {
            self.announce(tx, context, booking, News::Changed { was: old.starts_at }).await?;
            return Ok(Vec::new());
        }
        // What waits speaks of what was.
        tx.outbox_supersede(booking.id, self.now()).await?;
        self.follow_meeting(tx, context, booking, self.now()).await?;
        if !to_come {
            return Ok(Vec::new());
        }
        Ok(self.letters_of(context, booking, (false, mapping.remind), booking.version))
    }

    fn any_reference(&self) -> String {
        let mut octets = [0_u8; 8];
        self.entropy().fill(&mut octets);
        Reference::from_entropy(u64::from_be_bytes(octets)).as_str().to_owned()
    }
}
