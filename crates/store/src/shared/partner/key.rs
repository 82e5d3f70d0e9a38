//! Keys of partner systems.

use async_trait::async_trait;
use mendan_domain::ids::{MunicipalityId, PartnerKeyId};
use mendan_service::model::PartnerKey;
use mendan_service::partner::repository::{PartnerKeyReads, PartnerKeyWrites};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, maybe_instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    PARTNER_KEY_SAVE =
        "INSERT INTO partner_key (id, municipality_id, name, key_hash, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, revoked_at = excluded.revoked_at, version = partner_key.version + 1 \
         WHERE partner_key.municipality_id = excluded.municipality_id";
    PARTNER_KEY_FIND =
        "SELECT id, municipality_id, name, key_hash, created_at, revoked_at FROM partner_key \
         WHERE municipality_id = $1 AND key_hash = $2 AND revoked_at IS NULL";
    PARTNER_KEYS =
        "SELECT id, municipality_id, name, key_hash, created_at, revoked_at FROM partner_key WHERE municipality_id = $1 \
         ORDER BY id";
}

#[async_trait]
impl<K: Access> PartnerKeyReads for Unit<K> {
    async fn partner_key_find(
        &mut self,
        municipality: MunicipalityId,
        key_hash: &[u8],
    ) -> StoreResult<Option<PartnerKey>> {
        one(self.conn(), sql(PARTNER_KEY_FIND).bind(municipality.0).bind(key_hash), key).await
    }
    async fn partner_keys(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<PartnerKey>> {
        all(self.conn(), sql(PARTNER_KEYS).bind(municipality.0), key).await
    }
}

#[async_trait]
impl PartnerKeyWrites for Unit<Writing> {
    async fn partner_key_save(&mut self, key: &PartnerKey) -> StoreResult<()> {
        let query = sql(PARTNER_KEY_SAVE)
            .bind(key.id.0)
            .bind(key.municipality.0)
            .bind(&key.name)
            .bind(&key.key_hash)
            .bind(key.created_at.timestamp())
            .bind(key.revoked_at.map(|at| at.timestamp()));
        run(self.conn(), query).await.map(drop)
    }
}

fn key(row: &Row) -> StoreResult<PartnerKey> {
    Ok(PartnerKey {
        id: PartnerKeyId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        name: get(row, "name")?,
        key_hash: get(row, "key_hash")?,
        created_at: instant(row, "created_at")?,
        revoked_at: maybe_instant(row, "revoked_at")?,
    })
}
