//! The next interview, booked from the one that is open: which kinds she could have, the nearest free times with the nurse she knows
//! first, and the booking with what is known of her.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::date::check_due_date;
use mendan_domain::ids::{BookingId, KindId, StaffId};
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::{DueDate, Group};

use crate::booking::answer::BookingAnswer;
use crate::booking::book::{BookCommand, due_date};
use crate::booking::person::PersonForm;
use crate::city::catalogue::Kind;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::Booking;
use crate::offer::list::OfferQuery;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services};

/// Other bookings of hers that are looked at: nobody has more to come.
const OTHERS: i64 = 50;
/// Times with the nurse she knows, and with anybody.
const HERS: usize = 5;
const ANYBODYS: usize = 4;
/// Days from the first day of the last period to the due date, and of a week.
const TERM_DAYS: i64 = 280;
const WEEK_DAYS: i64 = 7;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct NextWish {
    /// Slug of the kind; none: the likeliest.
    pub kind: Option<String>,
    /// Word of the mode; none: as the interview was.
    pub mode: Option<String>,
    /// From that local day on; none: from now, or from the first week in which the kind is held.
    pub from: Option<NaiveDate>,
}

/// What she could have next.
#[derive(Debug, Clone, Default)]
pub struct NextOffer {
    /// Kinds, the likeliest first; none: she has a booking of each already.
    pub kinds: Vec<KindId>,
    /// The one that is looked for; none where there are no kinds.
    pub chosen: Option<(KindId, Mode)>,
    /// From when on it was looked.
    pub from: DateTime<Utc>,
    /// Free times with the nurse who has this interview.
    pub hers: Vec<PublicSlot>,
    /// Free times with anybody that are not among those.
    pub others: Vec<PublicSlot>,
    /// The purpose statement is another one since she agreed: she is asked again, as at the desk.
    pub asks_consent: bool,
}

/// The next interview to book, as it arrived.
#[derive(Clone, Default)]
pub struct NextCommand {
    /// A public slot's id.
    pub slot_id: String,
    /// Slug of the kind.
    pub kind: String,
    /// Word of the mode.
    pub mode: String,
    /// Nobody but that nurse.
    pub nurse: Option<StaffId>,
    /// She agreed to the purpose statement, of the version that was shown.
    pub consent: bool,
    /// That version.
    pub consent_seen: String,
    /// The form's key.
    pub key: Option<String>,
}

crate::masked_debug!(NextCommand { slot_id, kind, mode, nurse, consent });

impl Services {
    /// What the person of that booking could have next.
    pub async fn next_offer(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        wish: &NextWish,
    ) -> Result<NextOffer, Refusal> {
        let catalogue = &context.catalogue;
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let mut all = tx.bookings_of_client(booking.client, id, OTHERS).await?;
        drop(tx);
        all.push(booking.clone());
        let due = self.due_of(context, &booking)?;
        let kinds = likely(catalogue.offered_kinds().filter(|kind| can_have(kind, &all, due, self.now())), &booking);
        let asks_consent = booking.consent_version != catalogue.municipality.consent_version;
        let wanted = wish.kind.as_deref().and_then(|slug| kinds.iter().copied().find(|kind| kind.slug == slug));
        let mut offer =
            NextOffer { kinds: kinds.iter().map(|kind| kind.id).collect(), asks_consent, ..NextOffer::default() };
        // Of what nobody has chosen, the first that has free times.
        for kind in wanted.map_or(kinds, |kind| vec![kind]) {
            let found = self.offer_of(context, (&booking, all.as_slice(), due), kind, wish).await?;
            let first = offer.chosen.is_none();
            let free = !(found.hers.is_empty() && found.others.is_empty());
            if first || free {
                offer = NextOffer { kinds: offer.kinds, asks_consent, ..found };
            }
            if free {
                break;
            }
        }
        Ok(offer)
    }

    /// Free times of one kind.
    async fn offer_of(
        &self,
        context: &Context,
        (booking, all, due): (&Booking, &[Booking], Option<NaiveDate>),
        kind: &Kind,
        wish: &NextWish,
    ) -> Result<NextOffer, Refusal> {
        let catalogue = &context.catalogue;
        let mode = wish.mode.as_deref().and_then(Mode::parse).filter(|mode| kind.modes.has(*mode));
        let mode = mode.or_else(|| Some(booking.mode).filter(|mode| kind.modes.has(*mode)));
        let Some(mode) = mode.or_else(|| kind.modes.iter().next()) else { return Ok(NextOffer::default()) };
        let from = self.earliest(context, kind, due, wish.from);
        let suits = |slot: &PublicSlot| {
            due_date::error(catalogue, kind, slot.id, due).is_none() && !all.iter().any(|other| meets(other, slot))
        };
        let mut hers = self.free_from(context, (kind, mode), from, Some(booking.claim.staff)).await?;
        hers.retain(suits);
        hers.truncate(HERS);
        let mut others = self.free_from(context, (kind, mode), from, None).await?;
        others.retain(|slot| suits(slot) && hers.iter().all(|one| one.id != slot.id));
        others.truncate(ANYBODYS);
        Ok(NextOffer { chosen: Some((kind.id, mode)), from, hers, others, ..NextOffer::default() })
    }

    /// Books it for the same person, with what is known of her: as the desk does, by the rules of the counter.
    pub async fn book_next(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        next: NextCommand,
    ) -> Result<BookingAnswer, Refusal> {
        let booking = self.find(context, &Handle::Id(id)).await?;
        expected.check(&booking)?;
        let person = self.known_person(context, &booking, (next.consent, &next.consent_seen))?;
        let command = BookCommand {
            slot_id: next.slot_id,
            kind: next.kind,
            mode: next.mode,
            person,
            channel: Channel::Counter,
            idempotency_key: next.key,
            browser: None,
            source: None,
            beside: false,
            nurse: next.nurse,
        };
        self.book_after(context, &command, Some((id, expected))).await
    }

    /// The person of that booking as if she had been typed, for the desk, where what cannot be taken over is asked for.
    pub async fn next_person(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        agreed: (bool, &str),
    ) -> Result<PersonForm, Refusal> {
        let booking = self.find(context, &Handle::Id(id)).await?;
        self.known_person(context, &booking, agreed)
    }

    /// Free times from an instant on by the rules of the counter.
    async fn free_from(
        &self,
        context: &Context,
        (kind, mode): (&Kind, Mode),
        from: DateTime<Utc>,
        only: Option<StaffId>,
    ) -> Result<Vec<PublicSlot>, Refusal> {
        let catalogue = &context.catalogue;
        let until = from + Duration::days(self.settings().listing_days);
        let offices = catalogue.open_offices().collect();
        let query = OfferQuery { kind, offices, mode: Some(mode), group: Group::Staff, from, until, only };
        self.offer(catalogue, &query).await
    }

    /// The person of a booking as if she had been typed. What she agreed to holds while its words do.
    fn known_person(
        &self,
        context: &Context,
        booking: &Booking,
        (ticked, seen): (bool, &str),
    ) -> Result<PersonForm, Refusal> {
        let notes = self.notes_of(booking)?;
        let due = self.due_of(context, booking)?;
        let holds = booking.consent_version == context.catalogue.municipality.consent_version;
        let contact = &booking.contact;
        Ok(PersonForm {
            family_name: contact.family_name.clone(),
            given_name: contact.given_name.clone(),
            family_name_kana: contact.family_kana.clone(),
            given_name_kana: contact.given_kana.clone(),
            birth_date: contact.birth_date.format("%Y.%-m.%-d").to_string(),
            phone: contact.phone_typed.clone(),
            email: contact.email.clone().unwrap_or_default(),
            due_date: due.map(|due| due.format("%Y.%-m.%-d").to_string()).unwrap_or_default(),
            language: booking.language.tag().to_owned(),
            needs: notes.needs,
            contact_window: notes.contact_window.as_str().to_owned(),
            discreet: booking.discreet,
            consent: holds || ticked,
            consent_seen: if holds { booking.consent_version.clone() } else { seen.to_owned() },
            ..PersonForm::default()
        })
    }

    /// Her due date, unless it is of a pregnancy that is long over.
    fn due_of(&self, context: &Context, booking: &Booking) -> Result<Option<NaiveDate>, Refusal> {
        let today = context.catalogue.municipality.local_date(self.now());
        Ok(self.notes_of(booking)?.due_date.filter(|due| check_due_date(*due, today).is_ok()))
    }

    /// From when on to look: the day that is wished, or the first week of pregnancy in which the kind is held.
    fn earliest(
        &self,
        context: &Context,
        kind: &Kind,
        due: Option<NaiveDate>,
        wished: Option<NaiveDate>,
    ) -> DateTime<Utc> {
        let week = |(first, _): (i64, i64)| {
            due?.checked_sub_signed(Duration::try_days(TERM_DAYS - first * WEEK_DAYS).unwrap_or_default())
        };
        let day = wished.or_else(|| kind.rules.weeks.and_then(week));
        let now = self.now();
        day.map_or(now, |day| context.catalogue.municipality.start_of_day(day)).max(now)
    }
}

/// The kinds in the order in which they are likely: whoever did not come is offered the same again, whoever came what follows.
fn likely<'a>(kinds: impl Iterator<Item = &'a Kind>, booking: &Booking) -> Vec<&'a Kind> {
    let again = booking.status == Status::Noshow;
    let mut kinds: Vec<&Kind> = kinds.collect();
    kinds.sort_by_key(|kind| (kind.id == booking.kind) != again);
    kinds
}

/// Whether staff may book that kind for her without asking her anything: she has none of it to come, and what it wants is known.
fn can_have(kind: &Kind, hers: &[Booking], due: Option<NaiveDate>, now: DateTime<Utc>) -> bool {
    let open = hers.iter().any(|one| one.open && one.kind == kind.id && one.ends_at > now);
    !open && (kind.rules.due_date != DueDate::Required || due.is_some())
}

/// Whether that booking of hers is at the same time.
fn meets(booking: &Booking, slot: &PublicSlot) -> bool {
    // As the booking itself is judged: of what was held, too, nobody begins another one at that time.
    booking.status != Status::Cancelled && booking.starts_at < slot.ends_at && slot.starts_at < booking.ends_at
}
