//! The mail servers of cities.

use async_trait::async_trait;
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::message::relay::MailboxRow;
use mendan_service::message::repository::{MailboxReads, MailboxWrites};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, get, instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    MAILBOX = "SELECT municipality_id, relay_sealed, version, changed_at, changed_by FROM mailbox WHERE municipality_id = $1";
    MAILBOX_SAVE =
        "INSERT INTO mailbox (municipality_id, relay_sealed, version, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (municipality_id) DO UPDATE SET relay_sealed = excluded.relay_sealed, version = excluded.version, \
           changed_at = excluded.changed_at, changed_by = excluded.changed_by";
}

#[async_trait]
impl<K: Access> MailboxReads for Unit<K> {
    async fn mailbox(&mut self, municipality: MunicipalityId) -> StoreResult<Option<MailboxRow>> {
        one(self.conn(), sql(MAILBOX).bind(municipality.0), mailbox).await
    }
}

#[async_trait]
impl MailboxWrites for Unit<Writing> {
    async fn mailbox_save(&mut self, row: &MailboxRow) -> StoreResult<()> {
        let query = sql(MAILBOX_SAVE)
            .bind(row.municipality.0)
            .bind(&row.relay_sealed)
            .bind(row.version)
            .bind(row.changed_at.timestamp())
            .bind(row.changed_by.map(|id| id.0));
        run(self.conn(), query).await.map(drop)
    }
}

fn mailbox(row: &Row) -> StoreResult<MailboxRow> {
    Ok(MailboxRow {
        municipality: MunicipalityId(get(row, "municipality_id")?),
        relay_sealed: get(row, "relay_sealed")?,
        version: get(row, "version")?,
        changed_at: instant(row, "changed_at")?,
        changed_by: get::<Option<i64>>(row, "changed_by")?.map(StaffId),
    })
}
