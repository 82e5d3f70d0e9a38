//! What there is around the times of a file: bookings, holds, published times, and what was brought in before.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, KindId, OfficeId, StaffId};

use crate::error::Refusal;
use crate::import::bookings::BookingRow;
use crate::import::repository::{ImportKey, OpenBooking};
use crate::import::seats::{Holder, Seats};
use crate::model::Booking;
use crate::services::Context;
use crate::unit::ReadUnit;

/// How far back it is looked who interviewed somebody last, days.
const KNOWN_DAYS: i64 = 400;

/// A person, as cities know her.
pub(crate) type Who = (String, NaiveDate);

/// All of it.
pub(crate) struct Around {
    /// Who has what time.
    pub seats: Seats,
    /// Bookings by person, kind and start.
    pub known: HashSet<(Who, KindId, i64)>,
    /// What was brought in before, with the version its booking has now.
    pub keys: HashMap<String, (ImportKey, i64)>,
    /// Bookings that rows of now change.
    pub changing: HashMap<BookingId, Booking>,
    /// Bookings that count as their persons' one of a kind.
    pub open: HashMap<(Who, KindId), OpenBooking>,
    /// Times that nurses published.
    pub published: HashSet<(KindId, OfficeId, i64, StaffId)>,
    /// Who interviewed a person last.
    pub last: HashMap<Who, StaffId>,
}

/// Who comes.
pub(crate) fn who(row: &BookingRow) -> Who {
    (row.person.contact.phone_e164.clone(), row.person.contact.birth_date)
}

impl Around {
    /// Reads it.
    pub async fn read(
        tx: &mut dyn ReadUnit,
        context: &Context,
        (source, rows): (&str, &[BookingRow]),
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let city = context.municipality();
        let keys = tx.import_keys(city, source).await?;
        let keys: HashMap<_, _> = keys.into_iter().map(|(key, version)| (key.key.clone(), (key, version))).collect();
        let open = tx.bookings_open(city).await?.into_iter();
        let open = open.map(|open| (((open.phone_e164.clone(), open.birth_date), open.kind), open)).collect();
        let mut around = Self {
            seats: Seats::default(),
            known: HashSet::new(),
            keys,
            changing: HashMap::new(),
            open,
            published: HashSet::new(),
            last: HashMap::new(),
        };
        let starts = || rows.iter().map(|row| row.starts_at);
        let (Some(first), Some(last)) = (starts().min(), starts().max()) else { return Ok(around) };
        // Nothing takes longer than a day; who has the fewest is counted over fourteen.
        let (from, until) = (first - Duration::days(8), last + Duration::days(8));
        for booking in tx.bookings_between(city, from, until).await? {
            around.note(&booking);
        }
        for hold in tx.holds_between(city, from, until, now).await? {
            around.seats.take(&hold.claim, hold.starts_at, &Holder::Hold);
        }
        for slot in tx.slots_between(city, from.max(now), until).await? {
            if slot.open {
                around.published.insert((slot.kind, slot.office, slot.starts_at.timestamp(), slot.staff));
            }
        }
        if rows.iter().any(|row| row.nurse.is_none()) {
            let since = first - Duration::days(KNOWN_DAYS);
            for (who, staff) in tx.nurses_since(city, since).await? {
                around.last.insert(who, staff);
            }
        }
        for id in rows.iter().filter_map(|row| around.to_change(row)).collect::<Vec<_>>() {
            if let Some(booking) = tx.booking(city, id).await? {
                around.changing.insert(id, booking);
            }
        }
        Ok(around)
    }

    fn note(&mut self, booking: &Booking) {
        if booking.status == Status::Cancelled {
            return;
        }
        let who = (booking.contact.phone_e164.clone(), booking.contact.birth_date);
        self.known.insert((who, booking.kind, booking.starts_at.timestamp()));
        self.seats.take(&booking.claim, booking.starts_at, &Holder::Booking(booking.reference.clone()));
    }

    /// The booking that the row changes: one that it, or a row of its number, made before, and that nobody has touched since.
    pub fn to_change(&self, row: &BookingRow) -> Option<BookingId> {
        let (key, version) = self.keys.get(&row.key)?;
        (key.row_hash != row.hash && key.version == *version).then_some(key.booking)
    }
}
