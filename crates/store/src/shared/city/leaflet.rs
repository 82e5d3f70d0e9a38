//! Files to read before interviews.

use async_trait::async_trait;
use mendan_domain::ids::{KindId, LeafletId, MunicipalityId};
use mendan_service::city::catalogue::{Leaflet, LeafletPart};
use mendan_service::city::repository::{LeafletReads, LeafletWrites};
use mendan_service::ports::StoreResult;

use super::super::Connection;
use super::super::row::{Row, all, get, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    LEAFLETS =
        "SELECT id, kind_id, label_ja, label_en, media_type, size FROM leaflet WHERE municipality_id = $1 ORDER BY kind_id, id";
    LEAFLET_PART =
        "SELECT media_type, size, substr(octets, CAST($3 AS INTEGER), CAST($4 AS INTEGER)) AS part FROM leaflet \
         WHERE municipality_id = $1 AND id = $2";
    LEAFLET_INSERT =
        "INSERT INTO leaflet (id, municipality_id, kind_id, label_ja, label_en, media_type, size, octets) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LEAFLET_DELETE = "DELETE FROM leaflet WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl<K: Access> LeafletReads for Unit<K> {
    async fn leaflet_part(
        &mut self,
        municipality: MunicipalityId,
        id: LeafletId,
        (from, length): (i64, i64),
    ) -> StoreResult<Option<LeafletPart>> {
        // SQL counts from one.
        let query = sql(LEAFLET_PART).bind(municipality.0).bind(id.0).bind(from + 1).bind(length);
        one(self.conn(), query, |row| {
            Ok(LeafletPart { media_type: get(row, "media_type")?, size: get(row, "size")?, octets: get(row, "part")? })
        })
        .await
    }
}

#[async_trait]
impl LeafletWrites for Unit<Writing> {
    async fn leaflet_insert(
        &mut self,
        municipality: MunicipalityId,
        leaflet: &Leaflet,
        octets: &[u8],
    ) -> StoreResult<()> {
        let query = sql(LEAFLET_INSERT)
            .bind(leaflet.id.0)
            .bind(municipality.0)
            .bind(leaflet.kind.0)
            .bind(&leaflet.label_ja)
            .bind(&leaflet.label_en)
            .bind(&leaflet.media_type)
            .bind(leaflet.size)
            .bind(octets);
        run(self.conn(), query).await.map(drop)
    }
    async fn leaflet_delete(&mut self, municipality: MunicipalityId, id: LeafletId) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(LEAFLET_DELETE).bind(municipality.0).bind(id.0)).await? == 1)
    }
}

pub(crate) async fn all_of(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<Leaflet>> {
    all(conn, sql(LEAFLETS).bind(municipality.0), leaflet).await
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
