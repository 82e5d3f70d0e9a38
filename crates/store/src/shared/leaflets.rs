//! Files to read before interviews.

use mendan_domain::ids::{KindId, LeafletId, MunicipalityId};
use mendan_service::city::catalogue::{Leaflet, LeafletPart};
use mendan_service::ports::StoreResult;

use super::talk::{Row, all, get, one, run};
use super::{Connection, sql};

pub(super) async fn all_of(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<Leaflet>> {
    all(conn, sqlx::query(sql::LEAFLETS).bind(municipality.0), leaflet).await
}

pub(super) async fn insert(
    conn: &mut Connection,
    municipality: MunicipalityId,
    leaflet: &Leaflet,
    octets: &[u8],
) -> StoreResult<()> {
    let query = sqlx::query(sql::LEAFLET_INSERT)
        .bind(leaflet.id.0)
        .bind(municipality.0)
        .bind(leaflet.kind.0)
        .bind(&leaflet.label_ja)
        .bind(&leaflet.label_en)
        .bind(&leaflet.media_type)
        .bind(leaflet.size)
        .bind(octets);
    run(conn, query).await.map(drop)
}

pub(super) async fn part(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: LeafletId,
    (from, length): (i64, i64),
) -> StoreResult<Option<LeafletPart>> {
    // SQL counts from one.
    let query = sqlx::query(sql::LEAFLET_PART).bind(municipality.0).bind(id.0).bind(from + 1).bind(length);
    one(conn, query, |row| {
        Ok(LeafletPart { media_type: get(row, "media_type")?, size: get(row, "size")?, octets: get(row, "part")? })
    })
    .await
}

pub(super) async fn delete(conn: &mut Connection, municipality: MunicipalityId, id: LeafletId) -> StoreResult<bool> {
    Ok(run(conn, sqlx::query(sql::LEAFLET_DELETE).bind(municipality.0).bind(id.0)).await? == 1)
}

fn leaflet(row: &Row) -> StoreResult<Leaflet> {
    Ok(Leaflet {
        id: LeafletId(get(row, "id")?),
        kind: KindId(get(row, "kind_id")?),
        label_ja: get(row, "label_ja")?,
        label_en: get(row, "label_en")?,
        media_type: get(row, "media_type")?,
        size: get(row, "size")?,
    })
}
