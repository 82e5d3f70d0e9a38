//! Keys of partner systems.

use mendan_domain::ids::{MunicipalityId, PartnerKeyId};
use mendan_service::model::PartnerKey;
use mendan_service::ports::StoreResult;

use super::talk::{Row, all, get, instant, maybe_instant, one, run};
use super::{Connection, sql};

pub(super) async fn save(conn: &mut Connection, key: &PartnerKey) -> StoreResult<()> {
    let query = sqlx::query(sql::PARTNER_KEY_SAVE)
        .bind(key.id.0)
        .bind(key.municipality.0)
        .bind(&key.name)
        .bind(&key.key_hash)
        .bind(key.created_at.timestamp())
        .bind(key.revoked_at.map(|at| at.timestamp()));
    run(conn, query).await.map(drop)
}

pub(super) async fn find(
    conn: &mut Connection,
    municipality: MunicipalityId,
    key_hash: &[u8],
) -> StoreResult<Option<PartnerKey>> {
    one(conn, sqlx::query(sql::PARTNER_KEY_FIND).bind(municipality.0).bind(key_hash), key).await
}

pub(super) async fn all_of(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<PartnerKey>> {
    all(conn, sqlx::query(sql::PARTNER_KEYS).bind(municipality.0), key).await
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
