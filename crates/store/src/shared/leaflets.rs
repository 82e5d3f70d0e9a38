//! Files to read before interviews.

use mendan_domain::ids::{KindId, LeafletId, MunicipalityId};
use mendan_service::catalogue::Leaflet;
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

pub(super) async fn octets(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: LeafletId,
) -> StoreResult<Option<(String, Vec<u8>)>> {
    let query = sqlx::query(sql::LEAFLET).bind(municipality.0).bind(id.0);
    one(conn, query, |row| Ok((get(row, "media_type")?, get(row, "octets")?))).await
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
