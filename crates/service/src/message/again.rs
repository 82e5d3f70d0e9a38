//! After an outage: everything that failed for one cause in some time, sent anew together. It is shown first, without what is no
//! longer true; what is then sent is what was shown; and it can be taken back until it leaves.

use chrono::{DateTime, Duration, NaiveDateTime, TimeZone as _, Utc};
use mendan_domain::fault::Fault;
use serde_json::json;

use crate::city::catalogue::Municipality;
use crate::error::Refusal;
use crate::forms::{Checks, Fields};
use crate::message::unsent::{DAYS, resendable};
use crate::model::{Failure, MessageKind, OutboxRow};
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::HandleMail};
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::ReadUnit;

/// A local time as forms send it.
const MINUTE: &str = "%Y-%m-%dT%H:%M";
/// So many are looked at; what is left is sent the next time.
const MOST: i64 = 2000;

/// What failed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// By whose fault; none: it ran out of time, or nobody noted it.
    pub failure: Option<Failure>,
    /// It ended at that instant or later; none: whenever.
    pub from: Option<DateTime<Utc>>,
    /// It ended before that instant; none: whenever.
    pub until: Option<DateTime<Utc>>,
}

impl Outage {
    /// As a form or an address has it: `failure` a word, `from` and `until` local times as `2026-12-01T09:00`; the minute of `until`
    /// is part of it.
    pub fn read(city: &Municipality, typed: &Fields) -> Result<Self, Refusal> {
        let mut checks = Checks::default();
        let mut instant = |name: &'static str| {
            let typed = typed.some(name)?.trim();
            let local = NaiveDateTime::parse_from_str(typed, MINUTE).ok();
            checks.require(local.is_some(), name, Fault::NotADate);
            city.timezone.from_local_datetime(&local?).earliest().map(|at| at.to_utc())
        };
        let (from, until) = (instant("from"), instant("until").map(|until| until + Duration::minutes(1)));
        let turned = matches!((from, until), (Some(from), Some(until)) if until <= from);
        checks.fail_if(turned, "until", Fault::BeforeStart);
        let outage = Self { failure: Failure::parse(typed.text("failure")), from, until };
        checks.done().map(|()| outage)
    }
}

/// What would be sent anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// How many of each kind, in the order of the kinds.
    pub kinds: Vec<(MessageKind, usize)>,
    /// How many go nowhere: no longer true, too late, or without an address.
    pub left_out: usize,
    /// What stands for exactly these messages.
    pub seal: String,
}

impl Shown {
    /// How many in all.
    pub fn total(&self) -> usize {
        self.kinds.iter().map(|(_, number)| number).sum()
    }

    fn of(rows: &[OutboxRow], left_out: usize) -> Self {
        let number = |kind: MessageKind| rows.iter().filter(|row| row.kind == kind).count();
        let kinds = MessageKind::ALL.into_iter().map(|kind| (kind, number(kind))).filter(|(_, number)| *number > 0);
        let ids = rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>().join(" ");
        let seal = base16ct::lower::encode_string(&sha256(ids.as_bytes()));
        Self { kinds: kinds.collect(), left_out, seal }
    }
}

/// What was sent anew together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Its number, by which it is taken back.
    pub id: i64,
    /// How many.
    pub messages: usize,
}

impl Services {
    /// What would be sent anew.
    pub async fn outage(&self, context: &Permit<HandleMail>, outage: Outage) -> Result<Shown, Refusal> {
        let mut tx = self.store().read().await?;
        let (rows, left_out) = self.of_outage(tx.as_mut(), context, outage).await?;
        Ok(Shown::of(&rows, left_out))
    }

    /// Sends it anew, if it is what was shown.
    pub async fn outage_resend(
        &self,
        context: &Permit<HandleMail>,
        outage: Outage,
        seal: &str,
    ) -> Result<Batch, Refusal> {
        self.write(|writer| async move { writer.outage_resend_once(context, outage, seal).await }).await
    }

    /// Takes back what of a batch has not left. Returns how many.
    pub async fn outage_undo(&self, context: &Permit<HandleMail>, batch: i64) -> Result<u64, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            // Of others nobody hears that they are there.
            for office in tx.resend_offices(context.municipality(), batch).await? {
                if !context.reaches(office) {
                    return Err(Refusal::NotPossible);
                }
            }
            let back = tx.resend_undo(context.municipality(), batch, writer.now()).await?;
            if back == 0 {
                return Ok(0);
            }
            let detail = json!({ "messages": back });
            let recorded = writer.audit(tx.as_mut(), context, "mail_undo", ("batch", batch), &detail).await?;
            tx.commit(recorded).await?;
            Ok(back)
        })
        .await
    }

    /// What of it is still true, the oldest first, and how much is not.
    async fn of_outage(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        outage: Outage,
    ) -> Result<(Vec<OutboxRow>, usize), Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let since = now - Duration::days(DAYS);
        let from = outage.from.unwrap_or(since).max(since);
        let meant = |row: &OutboxRow| {
            let ended = row.finished_at.unwrap_or(row.created_at);
            row.failure == outage.failure && outage.until.is_none_or(|until| ended < until)
        };
        let (mut rows, mut left_out) = (Vec::new(), 0);
        for row in tx.outbox_ended(city, from, MOST).await?.into_iter().flatten().filter(meant) {
            match tx.booking(city, row.booking).await? {
                Some(booking) if !context.reaches(booking.office) => {}
                Some(booking) if resendable(&row, &booking, now) => {
                    // What is known of an address is undone by whoever looks at that one booking.
                    let email = booking.contact.email.as_deref().unwrap_or_default();
                    if self.dead_address(tx, (city, email)).await?.is_some() { left_out += 1 } else { rows.push(row) }
                }
                Some(_) | None => left_out += 1,
            }
        }
        rows.reverse();
        Ok((rows, left_out))
    }
}

impl Writer {
    async fn outage_resend_once(
        &self,
        context: &Permit<HandleMail>,
        outage: Outage,
        seal: &str,
    ) -> Result<Batch, Refusal> {
        let mut tx = self.begin().await?;
        let (rows, left_out) = self.of_outage(tx.as_mut(), context, outage).await?;
        if Shown::of(&rows, left_out).seal != seal {
            return Err(Refusal::Changed);
        }
        let batch = Batch { id: self.new_id(), messages: rows.len() };
        // Not before it can no longer be taken back.
        let due = self.told_at(context);
        for row in &rows {
            let _ = self.resend_in(tx.as_mut(), context, row, (due, Some(batch.id))).await?;
        }
        self.end_internal_alarm(tx.as_mut(), context).await?;
        tx.commit(Recorded::not_needed("each message has its line")).await?;
        self.ring();
        Ok(batch)
    }
}
