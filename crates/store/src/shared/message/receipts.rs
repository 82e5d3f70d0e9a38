//! What was heard of messages, of addresses, and in which reports; and what was sent anew together.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OfficeId, OutboxId};
use mendan_service::message::receipt::{DeadAddress, Receipt, Taken, Verdict};
use mendan_service::message::repository::{ReceiptReads, ReceiptWrites};
use mendan_service::model::JobRow;
use mendan_service::ports::StoreResult;

use super::super::job::queue::job_row;
use super::super::row::{Row, all, get, instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

macro_rules! receipt_columns {
    () => {
        "outbox_id, municipality_id, booking_id, verdict, code, told_at"
    };
}

statements! {
    OUTBOX_OF_MESSAGE = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE message_id = $1 AND message_id <> '' LIMIT 1");
    RECEIPTS_OF = concat!("SELECT ", receipt_columns!(), " FROM receipt WHERE municipality_id = $1 AND booking_id = $2");
    RECEIPT = concat!("SELECT ", receipt_columns!(), " FROM receipt WHERE municipality_id = $1 AND outbox_id = $2");
    RECEIPT_SAVE = concat!(
        "INSERT INTO receipt (", receipt_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (outbox_id) DO UPDATE SET verdict = excluded.verdict, code = excluded.code, told_at = excluded.told_at");
    OUTBOX_BOUNCED =
        "UPDATE outbox SET state = 'failed', failure = 'recipient', finished_at = $3, last_error = $4, settled_at = NULL \
         WHERE municipality_id = $1 AND id = $2 AND state = 'sent'";
    DEAD_ADDRESS =
        "SELECT municipality_id, digest, verdict, code, told_at FROM dead_address WHERE municipality_id = $1 AND digest = $2";
    DEAD_ADDRESS_SAVE =
        "INSERT INTO dead_address (municipality_id, digest, verdict, code, told_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (municipality_id, digest) DO UPDATE SET verdict = excluded.verdict, code = excluded.code, \
           told_at = excluded.told_at";
    DEAD_ADDRESS_LIFT = "DELETE FROM dead_address WHERE municipality_id = $1 AND digest = $2";
    REPORT_OUTCOME = "SELECT outcome FROM mail_report WHERE digest = $1";
    REPORTS_UNREAD =
        "SELECT digest, outcome, seen_at FROM mail_report WHERE seen_at >= $1 AND outcome <> 'taken' \
         ORDER BY seen_at DESC, digest LIMIT $2";
    REPORT_NOTE =
        "INSERT INTO mail_report (digest, outcome, seen_at) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING";
    REPORTS_FORGET = "DELETE FROM mail_report WHERE seen_at < $1";
    RESEND_NOTE =
        "INSERT INTO resend (outbox_id, municipality_id, batch, former_id) \
         SELECT id, municipality_id, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM outbox WHERE municipality_id = $2 AND id = $1 \
         ON CONFLICT (outbox_id) DO NOTHING";
    RESEND_OFFICES =
        "SELECT DISTINCT b.office_id AS office_id FROM resend AS r JOIN outbox AS o ON o.id = r.outbox_id \
           JOIN booking AS b ON b.id = o.booking_id WHERE r.municipality_id = $1 AND r.batch = $2";
    /// What has been tried stays: a server may have it.
    RESEND_STOP =
        "UPDATE outbox SET state = 'superseded', finished_at = $3 WHERE municipality_id = $1 AND state = 'pending' \
           AND attempts = 0 AND id IN (SELECT outbox_id FROM resend WHERE municipality_id = $1 AND batch = $2)";
    RESEND_REOPEN =
        "UPDATE outbox SET settled_at = NULL WHERE municipality_id = $1 AND id IN (SELECT former_id FROM resend AS r \
           JOIN outbox AS o ON o.id = r.outbox_id WHERE r.municipality_id = $1 AND r.batch = $2 AND o.state = 'superseded' \
           AND o.attempts = 0)";
    /// A row that stays would keep the same from being sent anew once more.
    RESEND_FORGET =
        "DELETE FROM outbox WHERE municipality_id = $1 AND state = 'superseded' AND attempts = 0 \
           AND id IN (SELECT outbox_id FROM resend WHERE municipality_id = $1 AND batch = $2)";
}

#[async_trait]
impl<K: Access> ReceiptReads for Unit<K> {
    async fn resend_offices(&mut self, municipality: MunicipalityId, batch: i64) -> StoreResult<Vec<OfficeId>> {
        let office = |row: &Row| Ok(OfficeId(get(row, "office_id")?));
        all(self.conn(), sql(RESEND_OFFICES).bind(municipality.0).bind(batch), office).await
    }
    async fn outbox_of_message(&mut self, message_id: &str) -> StoreResult<Option<JobRow>> {
        one(self.conn(), sql(OUTBOX_OF_MESSAGE).bind(message_id), job_row).await
    }
    async fn receipts_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Vec<Receipt>> {
        all(self.conn(), sql(RECEIPTS_OF).bind(municipality.0).bind(booking.0), receipt).await
    }
    async fn receipt(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<Receipt>> {
        one(self.conn(), sql(RECEIPT).bind(municipality.0).bind(id.0), receipt).await
    }
    async fn dead_address(
        &mut self,
        municipality: MunicipalityId,
        digests: &[String],
    ) -> StoreResult<Option<DeadAddress>> {
        for digest in digests {
            let query = sql(DEAD_ADDRESS).bind(municipality.0).bind(digest);
            if let Some(found) = one(self.conn(), query, dead).await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
    async fn report_outcome(&mut self, digest: &str) -> StoreResult<Option<Taken>> {
        one(self.conn(), sql(REPORT_OUTCOME).bind(digest), |row| word(row, "outcome", Taken::parse)).await
    }
    async fn reports_unread(
        &mut self,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<(String, Taken, DateTime<Utc>)>> {
        let query = sql(REPORTS_UNREAD).bind(since.timestamp()).bind(limit);
        all(self.conn(), query, |row| {
            Ok((get(row, "digest")?, word(row, "outcome", Taken::parse)?, instant(row, "seen_at")?))
        })
        .await
    }
}

#[async_trait]
impl ReceiptWrites for Unit<Writing> {
    async fn receipt_save(&mut self, receipt: &Receipt) -> StoreResult<()> {
        let query = sql(RECEIPT_SAVE)
            .bind(receipt.outbox.0)
            .bind(receipt.municipality.0)
            .bind(receipt.booking.map(|booking| booking.0))
            .bind(receipt.verdict.as_str())
            .bind(&receipt.code)
            .bind(receipt.told_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn outbox_bounced(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool> {
        let query = sql(OUTBOX_BOUNCED).bind(municipality.0).bind(id.0).bind(now.timestamp()).bind(why);
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn dead_address_save(&mut self, address: &DeadAddress) -> StoreResult<()> {
        let query = sql(DEAD_ADDRESS_SAVE)
            .bind(address.municipality.0)
            .bind(&address.digest)
            .bind(address.verdict.as_str())
            .bind(&address.code)
            .bind(address.told_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn dead_address_lift(&mut self, municipality: MunicipalityId, digests: &[String]) -> StoreResult<bool> {
        let mut lifted = 0;
        for digest in digests {
            lifted += run(self.conn(), sql(DEAD_ADDRESS_LIFT).bind(municipality.0).bind(digest)).await?;
        }
        Ok(lifted > 0)
    }
    async fn report_note(&mut self, digest: &str, outcome: Taken, now: DateTime<Utc>) -> StoreResult<bool> {
        let query = sql(REPORT_NOTE).bind(digest).bind(outcome.as_str()).bind(now.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn reports_forget(&mut self, before: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sql(REPORTS_FORGET).bind(before.timestamp())).await
    }
    async fn resend_note(
        &mut self,
        municipality: MunicipalityId,
        batch: i64,
        (new, former): (OutboxId, OutboxId),
    ) -> StoreResult<()> {
        let query = sql(RESEND_NOTE).bind(new.0).bind(municipality.0).bind(batch).bind(former.0);
        run(self.conn(), query).await.map(drop)
    }
    async fn resend_undo(&mut self, municipality: MunicipalityId, batch: i64, now: DateTime<Utc>) -> StoreResult<u64> {
        let stop = sql(RESEND_STOP).bind(municipality.0).bind(batch).bind(now.timestamp());
        let stopped = run(self.conn(), stop).await?;
        run(self.conn(), sql(RESEND_REOPEN).bind(municipality.0).bind(batch)).await?;
        run(self.conn(), sql(RESEND_FORGET).bind(municipality.0).bind(batch)).await?;
        Ok(stopped)
    }
}

fn receipt(row: &Row) -> StoreResult<Receipt> {
    Ok(Receipt {
        outbox: OutboxId(get(row, "outbox_id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        booking: get::<Option<i64>>(row, "booking_id")?.map(BookingId),
        verdict: word(row, "verdict", Verdict::parse)?,
        code: get(row, "code")?,
        told_at: instant(row, "told_at")?,
    })
}

fn dead(row: &Row) -> StoreResult<DeadAddress> {
    Ok(DeadAddress {
        municipality: MunicipalityId(get(row, "municipality_id")?),
        digest: get(row, "digest")?,
        verdict: word(row, "verdict", Verdict::parse)?,
        code: get(row, "code")?,
        told_at: instant(row, "told_at")?,
    })
}
