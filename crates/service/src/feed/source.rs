//! A calendar of a member's own, from which we learn when she is busy: by its address, which is read again and again, or as a file, which is
//! read once. Of it only days and hours are kept. They close her times as long as they stand there; bookings stay.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{BookingId, MunicipalityId, StaffId};
use mendan_domain::offer::busy::BusyDay;
use serde_json::json;

use super::address;
use super::busy::days_of;
use super::ics::{Wanted, busy_in};
use super::link::herself;
use super::port::{Answer, Fetched, ReadsCalendars, Trouble};
use super::reading::next_after;
use crate::city::catalogue::Municipality;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::offer::window::hours_of;
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::permit::{
    Permit,
    asked::{ShapeOwnTimes, ViewBookings},
};
use crate::services::{By, Context, Services, Staff};

/// As far ahead as anybody publishes, days.
const HORIZON_DAYS: i64 = 200;

/// The row of a calendar.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub staff: StaffId,
    /// Another one has another; none is used twice.
    pub version: i64,
    /// Its address, sealed; none: she gave a file.
    pub address_sealed: Option<Vec<u8>>,
    /// What its server called what was read last.
    pub etag: Option<String>,
    /// When she is busy.
    pub busy: Vec<BusyDay>,
    /// Since when it is read.
    pub made_at: DateTime<Utc>,
    /// When it was read last.
    pub read_at: Option<DateTime<Utc>>,
    /// How often it could not be read since then.
    pub failures: i64,
    /// Why not.
    pub failure: Option<Trouble>,
    /// When it is read again; none: it is a file.
    pub next_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(SourceRow { municipality, staff, version, made_at, read_at, failures, failure, next_at });

/// Hers, for her page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSource {
    /// For the forms.
    pub version: i64,
    /// On which host it is; none: she gave a file.
    pub host: Option<String>,
    /// When it was read last.
    pub read_at: Option<DateTime<Utc>>,
    /// Why it cannot be read at present.
    pub trouble: Option<Trouble>,
    /// Days to come on which she is busy.
    pub days: usize,
}

/// A booking of hers at a time at which she has something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub booking: BookingId,
    /// Its start.
    pub starts_at: DateTime<Utc>,
}

impl Services {
    /// The asker's own calendar; none: she has given none.
    pub async fn own_source(&self, context: &By<Staff>) -> Result<Option<OwnSource>, Refusal> {
        let (city, staff) = (&context.catalogue.municipality, context.who().id());
        let Some(row) = self.store().look().await?.busy_source(city.id, staff).await? else { return Ok(None) };
        let sealed = row.address_sealed.as_deref();
        let address: Option<String> =
            sealed.map(|sealed| self.open(&SealedPlace::CalendarAddress(staff), sealed)).transpose()?;
        let today = city.local_date(self.now());
        let mut days: Vec<_> = row.busy.iter().map(|(date, _)| *date).filter(|date| *date >= today).collect();
        days.dedup();
        Ok(Some(OwnSource {
            version: row.version,
            host: address.as_deref().map(address::shown),
            read_at: row.read_at,
            trouble: row.failure,
            days: days.len(),
        }))
    }

    /// When a member's calendar was read last, for whoever asks why a time of hers is closed; none: she has given none.
    pub async fn source_read_at(
        &self,
        context: &Permit<ViewBookings>,
        staff: StaffId,
    ) -> Result<Option<DateTime<Utc>>, Refusal> {
        let row = self.store().look().await?.busy_source(context.municipality(), staff).await?;
        Ok(row.and_then(|row| row.read_at))
    }

    /// The asker's own bookings to come at whose time she has something else: they stay, and are for her to move.
    pub async fn own_conflicts(&self, context: &Permit<ViewBookings>) -> Result<Vec<Conflict>, Refusal> {
        let staff = herself(context)?;
        let mut tx = self.store().look().await?;
        let bookings = tx.bookings_of_nurse(context.municipality(), staff, self.now()).await?;
        let catalogue = &context.catalogue;
        let met = |start, end| {
            let date = catalogue.municipality.local_date(start);
            catalogue.closed.is_busy(date, hours_of(catalogue, start, end), staff)
        };
        let met = bookings.iter().filter(|booking| met(booking.starts_at, booking.ends_at));
        Ok(met.map(|booking| Conflict { booking: booking.id, starts_at: booking.starts_at }).collect())
    }

    /// Takes the calendar at that address for hers, if it can be read now. What is in the way of that is told: nothing is written then.
    pub async fn source_set(
        &self,
        context: &Permit<ShapeOwnTimes>,
        expected: Expected,
        typed: &str,
        reads: &dyn ReadsCalendars,
    ) -> Result<Result<(), Trouble>, Refusal> {
        let staff = herself(context)?;
        // Where everybody can read the passwords of the staff, a stranger would look around in the network.
        if !self.settings().own_mail_servers {
            return Err(Refusal::NotPossible);
        }
        let address = address::typed(typed).map_err(|fault| wrong("calendar", fault))?;
        if !self.may_try_calendar(staff) {
            return Err(Refusal::TooManyRequests);
        }
        let read = match reads.read(&address, None).await {
            Ok(Answer::New(read)) => read,
            // Nobody asked whether it is the same.
            Ok(Answer::Same) => return Ok(Err(Trouble::Status)),
            Err(trouble) => return Ok(Err(trouble)),
        };
        let Fetched { octets, etag } = read;
        let busy = match self.laid_out(&context.catalogue.municipality, octets).await? {
            Ok(busy) => busy,
            Err(trouble) => return Ok(Err(trouble)),
        };
        self.keep_source(context, (staff, expected), (Some(address.as_str()), etag.as_deref()), busy).await?;
        Ok(Ok(()))
    }

    /// Takes a file for hers, as it is now.
    pub async fn source_upload(
        &self,
        context: &Permit<ShapeOwnTimes>,
        expected: Expected,
        octets: &[u8],
    ) -> Result<Result<(), Trouble>, Refusal> {
        let staff = herself(context)?;
        if octets.is_empty() {
            return Err(wrong("calendar_file", Fault::Required));
        }
        if !self.may_try_calendar(staff) {
            return Err(Refusal::TooManyRequests);
        }
        match self.laid_out(&context.catalogue.municipality, octets.to_vec()).await? {
            Ok(busy) => self.keep_source(context, (staff, expected), (None, None), busy).await.map(Ok),
            Err(trouble) => Ok(Err(trouble)),
        }
    }

    /// Forgets hers: all that it closed is open again at once.
    pub async fn source_end(&self, context: &By<Staff>, expected: Expected) -> Result<(), Refusal> {
        let staff = context.who().id();
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, _) = writer.begin_setup(context).await?;
            let was = tx.busy_source(city, staff).await?;
            expected.check_version(version_of(was.as_ref()))?;
            if was.is_none() {
                return Ok(());
            }
            tx.busy_delete(city, staff).await?;
            let recorded =
                writer.audit(tx.as_mut(), context, "own_calendar_end", ("staff", staff.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    async fn keep_source(
        &self,
        context: &Context,
        (staff, expected): (StaffId, Expected),
        (address, etag): (Option<&str>, Option<&str>),
        busy: Vec<BusyDay>,
    ) -> Result<(), Refusal> {
        let busy = &busy;
        self.write(|writer| async move {
            let (city, now) = (context.municipality(), writer.now());
            let (mut tx, _) = writer.begin_setup(context).await?;
            expected.check_version(version_of(tx.busy_source(city, staff).await?.as_ref()))?;
            let place = SealedPlace::CalendarAddress(staff);
            let row = SourceRow {
                municipality: city,
                staff,
                version: writer.new_id(),
                address_sealed: address.map(|address| writer.seal(&place, &address)).transpose()?,
                etag: etag.map(str::to_owned),
                busy: busy.clone(),
                made_at: now,
                read_at: Some(now),
                failures: 0,
                failure: None,
                next_at: address.map(|_| next_after(&writer, 0)),
            };
            tx.busy_save(&row).await?;
            let detail = json!({ "file": address.is_none() });
            let recorded = writer.audit(tx.as_mut(), context, "own_calendar_set", ("staff", staff.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// What of a file makes its owner busy, from today on. Reading it takes its time: it must not keep others from theirs.
    pub(super) async fn laid_out(
        &self,
        city: &Municipality,
        octets: Vec<u8>,
    ) -> Result<Result<Vec<BusyDay>, Trouble>, Refusal> {
        let (zone, today) = (city.timezone, city.local_date(self.now()));
        let (from, until) = (city.start_of_day(today), city.start_of_day(today + Duration::days(HORIZON_DAYS)));
        let read = move || days(&octets, &Wanted { zone, from, until }, zone);
        let read = tokio::task::spawn_blocking(read).await;
        read.map_err(|error| Refusal::Internal(StoreError::Other(error.into())))
    }
}

fn days(octets: &[u8], wanted: &Wanted, zone: Tz) -> Result<Vec<BusyDay>, Trouble> {
    days_of(&busy_in(octets, wanted)?, zone)
}

fn wrong(field: &'static str, fault: Fault) -> Refusal {
    Refusal::Invalid(vec![FieldError::new(field, fault)])
}

/// Of a page that showed none.
fn version_of(row: Option<&SourceRow>) -> i64 {
    row.map_or(0, |row| row.version)
}
