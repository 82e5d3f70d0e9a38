//! The chains of the audit logs.

use async_trait::async_trait;
use mendan_domain::ids::{AuditId, MunicipalityId};
use mendan_service::audit::chain::{Chain, Seal};
use mendan_service::audit::line::StoredLine;
use mendan_service::audit::repository::{ChainReads, ChainWrites};
use mendan_service::ports::StoreResult;

use super::super::ENGINE;
use super::super::row::{Query, Row, all, get, instant, maybe_instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

macro_rules! line_columns {
    () => {
        "audit.id, audit.municipality_id, audit.at, audit.actor_kind, audit.actor_id, audit.action, audit.subject_kind, \
         audit.subject_id, audit.network, audit.detail, audit.tag"
    };
}
pub(super) use line_columns;

macro_rules! seal_columns {
    () => {
        "s.municipality_id AS city, s.seq, s.audit_id, s.sealed_at, s.detail_mac, s.key_id, s.mac"
    };
}
macro_rules! chain_of {
    () => {
        "SELECT municipality_id, first_seq, base, last_seq, head, begun_at, unmarked_until, pruned_before, broken_at, key_id, mac, released \
         FROM audit_chain WHERE municipality_id = $1"
    };
}
macro_rules! unsealed {
    () => {
        "NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.municipality_id = audit.municipality_id AND s.audit_id = audit.id)"
    };
}
/// Lines of the city $1 behind $2 that have a mark and no link, at most $3.
macro_rules! waiting {
    ($from:literal) => {
        concat!(
            "SELECT ",
            line_columns!(),
            " FROM ",
            $from,
            " WHERE audit.municipality_id = $1 AND audit.id > $2 \
                 AND audit.tag IS NOT NULL AND ",
            unsealed!(),
            " ORDER BY audit.id LIMIT $3"
        )
    };
}

statements! {
    AUDIT_CHAIN = chain_of!();
    AUDIT_CHAIN_LOCKED { sqlite: AUDIT_CHAIN, postgres: concat!(chain_of!(), " FOR UPDATE") }
    AUDIT_LAST_SEAL =
        concat!("SELECT ", seal_columns!(), " FROM audit_seal s WHERE s.municipality_id = $1 ORDER BY s.seq DESC LIMIT 1");
    // Asked every few seconds: SQLite is told which index, or it takes that of all lines of the city.
    AUDIT_WAITING { sqlite: waiting!("audit INDEXED BY audit_waiting"), postgres: waiting!("audit") }
    AUDIT_SEALED =
        concat!("SELECT ", seal_columns!(), ", ", line_columns!(), " FROM audit_seal s \
                 LEFT JOIN audit ON audit.id = s.audit_id AND audit.municipality_id = s.municipality_id \
                 WHERE s.municipality_id = $1 AND s.seq > $2 ORDER BY s.seq LIMIT $3");
    AUDIT_PAGE_END =
        "SELECT MAX(first.id) AS last FROM (SELECT id FROM audit WHERE municipality_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS first";
    AUDIT_UNSEALED =
        concat!("SELECT ", line_columns!(), " FROM audit WHERE audit.municipality_id = $1 AND audit.id > $2 AND audit.id <= $3 AND ",
                unsealed!(), " ORDER BY audit.id");
    AUDIT_CHAIN_BEGIN =
        "INSERT INTO audit_chain (municipality_id, first_seq, base, last_seq, head, begun_at, unmarked_until, pruned_before, \
         broken_at, key_id, mac, released) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (municipality_id) DO NOTHING";
    AUDIT_CHAIN_SAVE =
        "UPDATE audit_chain SET first_seq = $2, base = $3, last_seq = $4, head = $5, begun_at = $6, unmarked_until = $7, \
         pruned_before = $8, broken_at = $9, key_id = $10, mac = $11, released = $12 WHERE municipality_id = $1";
    AUDIT_SEAL_INSERT =
        "INSERT INTO audit_seal (municipality_id, seq, audit_id, sealed_at, detail_mac, key_id, mac) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    AUDIT_UNTAG = "UPDATE audit SET tag = NULL WHERE id = $1";
    AUDIT_PRUNE_LINES =
        "DELETE FROM audit WHERE municipality_id = $1 AND id IN \
         (SELECT audit_id FROM audit_seal WHERE municipality_id = $1 AND seq >= $2 AND seq < $3)";
    AUDIT_PRUNE_SEALS = "DELETE FROM audit_seal WHERE municipality_id = $1 AND seq >= $2 AND seq < $3";
    AUDIT_KEY_KEEP = "INSERT INTO audit_key (key_id, key_sealed) VALUES ($1, $2) ON CONFLICT (key_id) DO NOTHING";
}

#[async_trait]
impl<K: Access> ChainReads for Unit<K> {
    async fn audit_chain(&mut self, municipality: MunicipalityId) -> StoreResult<Option<Chain>> {
        let text = if K::LOCKS { AUDIT_CHAIN_LOCKED } else { AUDIT_CHAIN };
        one(self.conn(), sql(text).bind(municipality.0), chain).await
    }
    async fn audit_last_seal(&mut self, municipality: MunicipalityId) -> StoreResult<Option<Seal>> {
        one(self.conn(), sql(AUDIT_LAST_SEAL).bind(municipality.0), seal).await
    }
    async fn audit_waiting(
        &mut self,
        municipality: MunicipalityId,
        after: AuditId,
        most: usize,
    ) -> StoreResult<Vec<StoredLine>> {
        let query = sql(AUDIT_WAITING).bind(municipality.0).bind(after.0).bind(limit(most));
        all(self.conn(), query, line).await
    }
    async fn audit_sealed(
        &mut self,
        municipality: MunicipalityId,
        after: i64,
        most: usize,
    ) -> StoreResult<Vec<(Seal, Option<StoredLine>)>> {
        let query = sql(AUDIT_SEALED).bind(municipality.0).bind(after).bind(limit(most));
        all(self.conn(), query, |row| {
            let there = get::<Option<i64>>(row, "id")?.is_some();
            Ok((seal(row)?, there.then(|| line(row)).transpose()?))
        })
        .await
    }
    async fn audit_unsealed(
        &mut self,
        municipality: MunicipalityId,
        after: AuditId,
        most: usize,
    ) -> StoreResult<Option<(AuditId, Vec<StoredLine>)>> {
        let end = sql(AUDIT_PAGE_END).bind(municipality.0).bind(after.0).bind(limit(most));
        let Some(last) = one(self.conn(), end, |row| get::<Option<i64>>(row, "last")).await?.flatten() else {
            return Ok(None);
        };
        let query = sql(AUDIT_UNSEALED).bind(municipality.0).bind(after.0).bind(last);
        Ok(Some((AuditId(last), all(self.conn(), query, line).await?)))
    }
}

#[async_trait]
impl ChainWrites for Unit<Writing> {
    async fn audit_chain_begin(&mut self, chain: &Chain) -> StoreResult<bool> {
        Ok(run(self.conn(), ends(AUDIT_CHAIN_BEGIN, chain)).await? == 1)
    }
    async fn audit_chain_save(&mut self, chain: &Chain) -> StoreResult<()> {
        run(self.conn(), ends(AUDIT_CHAIN_SAVE, chain)).await.map(drop)
    }
    async fn audit_seal_insert(&mut self, seal: &Seal) -> StoreResult<()> {
        let query = sql(AUDIT_SEAL_INSERT)
            .bind(seal.municipality.0)
            .bind(seal.seq)
            .bind(seal.line.0)
            .bind(seal.sealed_at.timestamp())
            .bind(&seal.detail_mac)
            .bind(&seal.key)
            .bind(&seal.mac);
        run(self.conn(), query).await.map(drop)
    }
    async fn audit_untag(&mut self, line: AuditId) -> StoreResult<()> {
        run(self.conn(), sql(AUDIT_UNTAG).bind(line.0)).await.map(drop)
    }
    async fn audit_prune(&mut self, municipality: MunicipalityId, (first, next): (i64, i64)) -> StoreResult<u64> {
        let conn = self.conn();
        let of = |text| sql(text).bind(municipality.0).bind(first).bind(next);
        let gone = run(conn, of(AUDIT_PRUNE_LINES)).await?;
        run(conn, of(AUDIT_PRUNE_SEALS)).await?;
        Ok(gone)
    }
    async fn audit_key_keep(&mut self, id: &[u8], sealed: &[u8]) -> StoreResult<()> {
        run(self.conn(), sql(AUDIT_KEY_KEEP).bind(id).bind(sealed)).await.map(drop)
    }
}

pub(super) fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

fn ends<'q>(text: &'static str, chain: &'q Chain) -> Query<'q> {
    sql(text)
        .bind(chain.municipality.0)
        .bind(chain.first)
        .bind(&chain.base)
        .bind(chain.last)
        .bind(&chain.head)
        .bind(chain.begun_at.timestamp())
        .bind(chain.unmarked_until.timestamp())
        .bind(chain.pruned_before.map(|at| at.timestamp()))
        .bind(chain.broken_at.map(|at| at.timestamp()))
        .bind(&chain.key)
        .bind(&chain.mac)
        .bind(chain.released.as_deref())
}

fn chain(row: &Row) -> StoreResult<Chain> {
    Ok(Chain {
        municipality: MunicipalityId(get(row, "municipality_id")?),
        first: get(row, "first_seq")?,
        base: get(row, "base")?,
        last: get(row, "last_seq")?,
        head: get(row, "head")?,
        begun_at: instant(row, "begun_at")?,
        unmarked_until: instant(row, "unmarked_until")?,
        pruned_before: maybe_instant(row, "pruned_before")?,
        broken_at: maybe_instant(row, "broken_at")?,
        key: get(row, "key_id")?,
        mac: get(row, "mac")?,
        released: get(row, "released")?,
    })
}

fn seal(row: &Row) -> StoreResult<Seal> {
    Ok(Seal {
        municipality: MunicipalityId(get(row, "city")?),
        seq: get(row, "seq")?,
        line: AuditId(get(row, "audit_id")?),
        sealed_at: instant(row, "sealed_at")?,
        detail_mac: get(row, "detail_mac")?,
        key: get(row, "key_id")?,
        mac: get(row, "mac")?,
    })
}

pub(super) fn line(row: &Row) -> StoreResult<StoredLine> {
    Ok(StoredLine {
        id: AuditId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        at: instant(row, "at")?,
        actor_kind: get(row, "actor_kind")?,
        actor: get(row, "actor_id")?,
        action: get(row, "action")?,
        subject_kind: get(row, "subject_kind")?,
        subject: get(row, "subject_id")?,
        network: get(row, "network")?,
        detail: get(row, "detail")?,
        tag: get(row, "tag")?,
    })
}
