//! After a restore nothing leaves by itself of what the backup knew as unsent: it may have left since, or be untrue. An
//! operator looks at it and lets it go or drops it. What is written from then on is as always.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId};
use serde_json::json;

use crate::error::Refusal;
use crate::message::deliver::truth::{is_true, useful_anew};
use crate::model::{AlarmCode, Booking, OutboxRow};
use crate::services::permit::{Permit, asked::ReleaseMail};
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::{ReadUnit, WriteUnit};

/// A message that is kept back.
#[derive(Debug, Clone)]
pub struct Held {
    /// The message.
    pub row: OutboxRow,
    /// Its booking as it is now.
    pub booking: Option<Booking>,
    /// Whether the booking is still as the message says, and ahead.
    pub still_so: bool,
}

/// `hold_in` writes a line for each city that has something to hold.
const TOLD_BY_CITY: Recorded = Recorded::not_needed("each city has its line");

impl Services {
    /// At the first start on a copy that `mendan backup` made: keeps back what it knew as unsent. Returns how much, and when
    /// the copy was made; `None` on any other database.
    pub async fn hold_after_restore(&self) -> Result<Option<(u64, DateTime<Utc>)>, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let Some(mark) = tx.backup_mark().await? else { return Ok(None) };
            tx.backup_mark_forget().await?;
            let held = writer.hold_in(tx.as_mut(), Some(mark.taken_at)).await?;
            tx.commit(TOLD_BY_CITY).await?;
            tracing::warn!(held, taken_at = %mark.taken_at, version = mark.version, "a backup was restored: unsent messages are held");
            Ok(Some((held, mark.taken_at)))
        })
        .await
    }

    /// Keeps back everything that has not left, of every city: after a restore that left no mark (`pg_dump`).
    pub async fn hold_mails(&self) -> Result<u64, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.backup_mark_forget().await?;
            let held = writer.hold_in(tx.as_mut(), None).await?;
            tx.commit(TOLD_BY_CITY).await?;
            Ok(held)
        })
        .await
    }

    async fn hold_in(&self, tx: &mut dyn WriteUnit, taken_at: Option<DateTime<Utc>>) -> Result<u64, Refusal> {
        let held = tx.outbox_hold(self.now()).await?;
        for city in tx.municipalities().await? {
            let kept = tx.outbox_held(city.id).await?.len() + tx.jobs_held(city.id).await?.len();
            if kept == 0 {
                continue;
            }
            let catalogue = Arc::new(tx.catalogue(city.id, self.closures_since()).await?.ok_or(Refusal::NotFound)?);
            let context = Context::system(catalogue);
            let told = json!({ "messages": kept, "backup": taken_at.map(|at| at.timestamp()) });
            let _ = self.audit(tx, &context, "mail_hold", ("city", city.id.0), &told).await?;
            let detail = taken_at.map(|at| at.to_rfc3339()).unwrap_or_default();
            self.raise_alarm_in(tx, AlarmCode::MailHeld, (Some(city.id), ""), &detail).await?;
        }
        Ok(held)
    }

    /// What is kept back, by its time.
    pub async fn held_mails(&self, context: &Permit<ReleaseMail>) -> Result<Vec<Held>, Refusal> {
        let mut tx = self.store().read().await?;
        let mut held = Vec::new();
        for row in tx.outbox_held(context.municipality()).await? {
            let booking = tx.booking(context.municipality(), row.booking).await?;
            let so = |booking: &Booking| is_true(&row, booking) && self.now() < booking.starts_at;
            let still_so = booking.as_ref().is_some_and(so);
            held.push(Held { row, booking, still_so });
        }
        Ok(held)
    }

    /// Lets one go, or all of them. What is not true any more then ends as always. Returns how many.
    pub async fn mails_release(&self, context: &Permit<ReleaseMail>, only: Option<OutboxId>) -> Result<usize, Refusal> {
        let done = self.write(|writer| async move { writer.decide(context, only, true).await }).await?;
        self.ring();
        Ok(done)
    }

    /// Ends one without sending it, or all of them. Returns how many.
    pub async fn mails_drop(&self, context: &Permit<ReleaseMail>, only: Option<OutboxId>) -> Result<usize, Refusal> {
        self.write(|writer| async move { writer.decide(context, only, false).await }).await
    }
}

/// A row that is kept back.
struct Kept {
    id: OutboxId,
    kind: String,
    /// Of use until then, once it goes: the time it was kept does not count against it.
    until: DateTime<Utc>,
    subject: (&'static str, i64),
}

/// Messages and other jobs that are kept back.
async fn kept(tx: &mut dyn ReadUnit, city: MunicipalityId, now: DateTime<Utc>) -> Result<Vec<Kept>, Refusal> {
    let mut kept = Vec::new();
    for row in tx.outbox_held(city).await? {
        let until = useful_anew(&row, now).max(row.useful_until);
        kept.push(Kept { id: row.id, kind: row.kind.as_str().to_owned(), until, subject: ("booking", row.booking.0) });
    }
    for row in tx.jobs_held(city).await? {
        let subject = row.about.booking.map_or(("city", city.0), |booking| ("booking", booking.0));
        kept.push(Kept { id: row.id, kind: row.job, until: row.useful_until, subject });
    }
    Ok(kept)
}

impl Writer {
    async fn decide(
        &self,
        context: &Permit<ReleaseMail>,
        only: Option<OutboxId>,
        release: bool,
    ) -> Result<usize, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let mut tx = self.begin().await?;
        let all = kept(tx.as_mut(), city, now).await?;
        let chosen: Vec<_> = all.iter().filter(|row| only.is_none_or(|id| id == row.id)).collect();
        for row in &chosen {
            if release {
                tx.outbox_release(city, row.id, row.until).await?;
            } else {
                tx.outbox_drop(city, row.id, now, "dropped after a restore").await?;
            }
            let told = json!({ "message": row.id, "kind": row.kind });
            let action = if release { "mail_release" } else { "mail_drop" };
            let _ = self.audit(tx.as_mut(), context, action, row.subject, &told).await?;
        }
        if chosen.len() == all.len() {
            self.clear_alarm_in(tx.as_mut(), AlarmCode::MailHeld, (Some(city), "")).await?;
        }
        let done = chosen.len();
        tx.commit(Recorded::not_needed("each message has its line")).await?;
        Ok(done)
    }
}
