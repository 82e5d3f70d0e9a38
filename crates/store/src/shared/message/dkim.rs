//! The keys that sign the mails of cities.

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_service::message::dkim::{Algorithm, DkimKey, DkimKeyId, DkimRow, KeyState};
use mendan_service::message::repository::{DkimReads, DkimWrites};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    DKIM_ROWS =
        "SELECT id, municipality_id, domain, selector, algorithm, public_key, key_sealed, state, version, made_at FROM dkim_key \
         WHERE municipality_id = $1 ORDER BY id";
    DKIM_INSERT =
        "INSERT INTO dkim_key (id, municipality_id, domain, selector, algorithm, public_key, key_sealed, state, version, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    DKIM_STATE = "UPDATE dkim_key SET state = $3, version = version + 1 WHERE municipality_id = $1 AND id = $2";
    DKIM_DELETE = "DELETE FROM dkim_key WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl<K: Access> DkimReads for Unit<K> {
    async fn dkim_rows(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<DkimRow>> {
        all(self.conn(), sql(DKIM_ROWS).bind(municipality.0), row).await
    }
}

#[async_trait]
impl DkimWrites for Unit<Writing> {
    async fn dkim_insert(&mut self, row: &DkimRow) -> StoreResult<()> {
        let key = &row.key;
        let query = sql(DKIM_INSERT)
            .bind(key.id.0)
            .bind(key.municipality.0)
            .bind(&key.domain)
            .bind(&key.selector)
            .bind(key.algorithm.as_str())
            .bind(&key.public)
            .bind(&row.sealed)
            .bind(key.state.as_str())
            .bind(key.version)
            .bind(key.made_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn dkim_state(&mut self, municipality: MunicipalityId, id: DkimKeyId, state: KeyState) -> StoreResult<()> {
        run(self.conn(), sql(DKIM_STATE).bind(municipality.0).bind(id.0).bind(state.as_str())).await.map(drop)
    }
    async fn dkim_delete(&mut self, municipality: MunicipalityId, id: DkimKeyId) -> StoreResult<()> {
        run(self.conn(), sql(DKIM_DELETE).bind(municipality.0).bind(id.0)).await.map(drop)
    }
}

fn row(row: &Row) -> StoreResult<DkimRow> {
    let key = DkimKey {
        id: DkimKeyId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        domain: get(row, "domain")?,
        selector: get(row, "selector")?,
        algorithm: word(row, "algorithm", Algorithm::parse)?,
        public: get(row, "public_key")?,
        state: word(row, "state", KeyState::parse)?,
        version: get(row, "version")?,
        made_at: instant(row, "made_at")?,
    };
    Ok(DkimRow { key, sealed: get(row, "key_sealed")? })
}
