//! Calendars of members are read again every quarter of an hour. What cannot be read is tried less and less often, and what was read last
//! counts until then. Nothing is open in the database while somebody else's server is asked.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::staff::Permission;
use tokio::task::JoinSet;

use super::port::{Answer, Fetched, ReadsCalendars, Trouble};
use super::source::SourceRow;
use crate::error::Refusal;
use crate::sealed::SealedPlace;
use crate::services::{Recorded, Services};

/// Seconds between two readings.
const EVERY: i64 = 15 * 60;
/// Seconds that are added by chance, so that a city's calendars are not all asked for at once.
const JITTER: i64 = 120;
/// Longest wait after failures, seconds.
const LONGEST: i64 = 6 * 3600;
/// Seconds for which whoever has begun a reading has it alone.
const LEASE: i64 = 120;
/// Calendars read at a time.
const AT_ONCE: i64 = 8;

/// When it is read again, after so many failures.
pub(super) fn next_after(services: &Services, failures: i64) -> DateTime<Utc> {
    let doublings = u32::try_from(failures.clamp(0, 10)).unwrap_or_default();
    let mut octet = [0_u8; 1];
    services.entropy().fill(&mut octet);
    let seconds = EVERY.saturating_mul(1 << doublings).min(LONGEST) + JITTER * i64::from(octet[0]) / 256;
    services.now() + Duration::seconds(seconds)
}

impl Services {
    /// Reads those that are due, some at a time. Returns how many it looked at.
    pub async fn read_due_calendars(&self, reads: &Arc<dyn ReadsCalendars>) -> Result<usize, Refusal> {
        let due = self.store().look().await?.busy_due(self.now(), AT_ONCE).await?;
        let looked_at = due.len();
        let mut readings = JoinSet::new();
        for row in due {
            let (services, reads) = (self.clone(), Arc::clone(reads));
            readings.spawn(async move { (row.staff, services.read_again(row, reads.as_ref()).await) });
        }
        while let Some(ended) = readings.join_next().await {
            // Each for itself: one that fails keeps nobody else's from being read.
            match ended {
                Ok((_, Ok(()))) => {}
                Ok((staff, Err(refusal))) => {
                    tracing::warn!(staff = staff.0, code = refusal.code(), "a member's calendar was not read");
                }
                Err(error) => tracing::error!(%error, "reading a member's calendar broke off"),
            }
        }
        Ok(looked_at)
    }

    async fn read_again(&self, row: SourceRow, reads: &dyn ReadsCalendars) -> Result<(), Refusal> {
        let (row, until) = (&row, self.now() + Duration::seconds(LEASE));
        let mine = self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let mine = tx.busy_lease(row, until).await?;
            tx.commit(Recorded::not_needed("who reads is no act of anybody's")).await?;
            Ok(mine)
        });
        if !mine.await? {
            return Ok(());
        }
        let catalogue = self.catalogue(row.municipality).await?;
        let active = |permission| {
            let member = catalogue.staff(row.staff).filter(|member| !member.disabled);
            member.is_some_and(|member| member.rights().has(permission))
        };
        let Some(sealed) = row.address_sealed.as_deref().filter(|_| active(Permission::ShapeOwnTimes)) else {
            let later = SourceRow { next_at: Some(next_after(self, 0)), ..row.clone() };
            return self.keep_reading(row, &later).await;
        };
        let address: String = self.open(&SealedPlace::CalendarAddress(row.staff), sealed)?;
        let city = &catalogue.municipality;
        // Once a day all of it is read, though it be the same: the days that are looked at go on.
        let day = |at: DateTime<Utc>| city.local_date(at);
        let today = row.read_at.is_some_and(|read| day(read) == day(self.now()));
        let known = row.etag.as_deref().filter(|_| today && row.failures == 0);
        let read = match reads.read(&address, known).await {
            Ok(Answer::Same) if known.is_some() => Ok((row.busy.clone(), row.etag.clone())),
            Ok(Answer::Same) => Err(Trouble::Status),
            Ok(Answer::New(Fetched { octets, etag })) => self.laid_out(city, octets).await?.map(|busy| (busy, etag)),
            Err(trouble) => Err(trouble),
        };
        let now = match read {
            Ok((busy, etag)) => {
                let (read_at, next_at) = (Some(self.now()), Some(next_after(self, 0)));
                SourceRow { busy, etag, read_at, failures: 0, failure: None, next_at, ..row.clone() }
            }
            Err(trouble) => {
                let failures = row.failures + 1;
                let next_at = Some(next_after(self, failures));
                SourceRow { failures, failure: Some(trouble), next_at, ..row.clone() }
            }
        };
        self.keep_reading(row, &now).await
    }

    /// The catalogue is read anew by everybody only where she is busy at other times than before.
    async fn keep_reading(&self, was: &SourceRow, now: &SourceRow) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let nobodys = Recorded::not_needed("what a calendar says is no act of anybody's");
            if was.busy == now.busy {
                tx.busy_read(now).await?;
                return Ok(tx.commit(nobodys).await?);
            }
            // The city's row first, as whoever changes the set-up takes it.
            tx.setup_changed(now.municipality).await?;
            if !tx.busy_read(now).await? {
                return Ok(());
            }
            writer.commit_setup(tx, nobodys, now.municipality).await
        })
        .await
    }
}
