//! What a city decides about itself: written over, and every change remembered.

use async_trait::async_trait;
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::city::catalogue::Municipality;
use mendan_service::city::repository::{SettingReads, SettingWrites};
use mendan_service::city::settings::change::{Change, ChangeId};
use mendan_service::city::settings::section::Section;
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, json, one, run, sql, to_json, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    MUNICIPALITY_UPDATE =
        "UPDATE municipality SET mail_from = $2, discreet_mail_from = $3, phone = $4, video_base_url = $5, consent_version = $6, \
           texts = $7, settings = $8 WHERE id = $1";
    SETTING_CHANGES =
        "SELECT id, section, version, was, became, at, staff_id, undoes FROM setting_change \
         WHERE municipality_id = $1 AND section = $2 ORDER BY version DESC LIMIT $3";
    SETTING_CHANGE_INSERT =
        "INSERT INTO setting_change (id, municipality_id, section, version, was, became, at, staff_id, undoes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    CITY_IMAGE = "SELECT media_type, octets FROM city_image WHERE municipality_id = $1 AND digest = $2";
    CITY_IMAGE_INSERT =
        "INSERT INTO city_image (municipality_id, digest, media_type, octets) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
}

#[async_trait]
impl<K: Access> SettingReads for Unit<K> {
    async fn setting_changes(
        &mut self,
        municipality: MunicipalityId,
        section: Section,
        most: i64,
    ) -> StoreResult<Vec<Change>> {
        let query = sql(SETTING_CHANGES).bind(municipality.0).bind(section.as_str()).bind(most);
        all(self.conn(), query, change).await
    }
    async fn city_image(
        &mut self,
        municipality: MunicipalityId,
        digest: &str,
    ) -> StoreResult<Option<(String, Vec<u8>)>> {
        let query = sql(CITY_IMAGE).bind(municipality.0).bind(digest);
        one(self.conn(), query, |row| Ok((get(row, "media_type")?, get(row, "octets")?))).await
    }
}

#[async_trait]
impl SettingWrites for Unit<Writing> {
    async fn municipality_update(&mut self, municipality: &Municipality) -> StoreResult<()> {
        let query = sql(MUNICIPALITY_UPDATE)
            .bind(municipality.id.0)
            .bind(&municipality.mail_from)
            .bind(&municipality.discreet_mail_from)
            .bind(&municipality.phone)
            .bind(&municipality.video_base_url)
            .bind(&municipality.consent_version)
            .bind(to_json(&municipality.texts)?)
            .bind(to_json(&municipality.settings)?);
        run(self.conn(), query).await.map(drop)
    }
    async fn setting_change_insert(&mut self, municipality: MunicipalityId, change: &Change) -> StoreResult<()> {
        let query = sql(SETTING_CHANGE_INSERT)
            .bind(change.id.0)
            .bind(municipality.0)
            .bind(change.section.as_str())
            .bind(change.version)
            .bind(change.was.to_string())
            .bind(change.became.to_string())
            .bind(change.at.timestamp())
            .bind(change.staff.map(|staff| staff.0))
            .bind(change.undoes);
        run(self.conn(), query).await.map(drop)
    }
    async fn city_image_insert(
        &mut self,
        municipality: MunicipalityId,
        (digest, media_type, octets): (&str, &str, &[u8]),
    ) -> StoreResult<()> {
        let query = sql(CITY_IMAGE_INSERT).bind(municipality.0).bind(digest).bind(media_type).bind(octets);
        run(self.conn(), query).await.map(drop)
    }
}

fn change(row: &Row) -> StoreResult<Change> {
    Ok(Change {
        id: ChangeId(get(row, "id")?),
        section: word(row, "section", Section::parse)?,
        version: get(row, "version")?,
        was: json(row, "was")?,
        became: json(row, "became")?,
        at: instant(row, "at")?,
        staff: get::<Option<i64>>(row, "staff_id")?.map(StaffId),
        undoes: get(row, "undoes")?,
    })
}
