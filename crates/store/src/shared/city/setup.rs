//! The city, its offices with their rooms, and its kinds. They are read with the catalogue.

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::{Kind, Municipality, Office};
use mendan_service::city::repository::SetupWrites;
use mendan_service::ports::StoreResult;

use super::super::row::{run, to_json};
use super::super::unit::{Unit, Writing};
use super::super::{Connection, sql};
use super::catalogue::BETWEEN_WORDS;

#[async_trait]
impl SetupWrites for Unit<Writing> {
    async fn municipality_insert(&mut self, municipality: &Municipality) -> StoreResult<()> {
        let query = sqlx::query(sql::MUNICIPALITY_INSERT)
            .bind(municipality.id.0)
            .bind(&municipality.slug)
            .bind(&municipality.public_url)
            .bind(municipality.timezone.name())
            .bind(&municipality.mail_from)
            .bind(&municipality.phone)
            .bind(&municipality.video_base_url)
            .bind(&municipality.consent_version)
            .bind(to_json(&municipality.texts)?)
            .bind(&municipality.discreet_mail_from);
        run(self.conn(), query).await.map(drop)
    }
    async fn municipality_set_networks(
        &mut self,
        municipality: MunicipalityId,
        networks: &[String],
    ) -> StoreResult<()> {
        let query = sqlx::query(sql::MUNICIPALITY_SET_NETWORKS).bind(municipality.0).bind(to_json(&networks)?);
        run(self.conn(), query).await.map(drop)
    }
    async fn municipality_set_url(&mut self, municipality: MunicipalityId, public_url: &str) -> StoreResult<()> {
        run(self.conn(), sqlx::query(sql::MUNICIPALITY_SET_URL).bind(municipality.0).bind(public_url)).await.map(drop)
    }
    async fn office_insert(&mut self, municipality: MunicipalityId, office: &Office, position: i64) -> StoreResult<()> {
        let conn = self.conn();
        let query = sqlx::query(sql::OFFICE_INSERT)
            .bind(office.id.0)
            .bind(municipality.0)
            .bind(&office.slug)
            .bind(&office.kind)
            .bind(&office.mailbox)
            .bind(&office.phone)
            .bind(position)
            .bind(to_json(&office.texts)?)
            .bind(to_json(&office.hours)?)
            .bind(office.active);
        run(conn, query).await?;
        rooms(conn, municipality, office).await
    }
    async fn office_update(&mut self, municipality: MunicipalityId, office: &Office) -> StoreResult<()> {
        let conn = self.conn();
        let query = sqlx::query(sql::OFFICE_UPDATE)
            .bind(office.id.0)
            .bind(municipality.0)
            .bind(&office.slug)
            .bind(&office.kind)
            .bind(&office.mailbox)
            .bind(&office.phone)
            .bind(to_json(&office.texts)?)
            .bind(to_json(&office.hours)?)
            .bind(office.active);
        if run(conn, query).await? == 0 { Ok(()) } else { rooms(conn, municipality, office).await }
    }
    async fn kind_insert(&mut self, municipality: MunicipalityId, kind: &Kind, position: i64) -> StoreResult<()> {
        let query = sqlx::query(sql::KIND_INSERT)
            .bind(kind.id.0)
            .bind(municipality.0)
            .bind(&kind.slug)
            .bind(kind.minutes)
            .bind(kind.buffers.before)
            .bind(kind.buffers.after)
            .bind(kind.modes.bits())
            .bind(professions(kind))
            .bind(position)
            .bind(kind.active)
            .bind(to_json(&kind.texts)?)
            .bind(to_json(&kind.rules)?);
        run(self.conn(), query).await.map(drop)
    }
    async fn kind_update(&mut self, municipality: MunicipalityId, kind: &Kind) -> StoreResult<()> {
        let query = sqlx::query(sql::KIND_UPDATE)
            .bind(kind.id.0)
            .bind(municipality.0)
            .bind(&kind.slug)
            .bind(kind.minutes)
            .bind(kind.buffers.before)
            .bind(kind.buffers.after)
            .bind(kind.modes.bits())
            .bind(professions(kind))
            .bind(kind.active)
            .bind(to_json(&kind.texts)?)
            .bind(to_json(&kind.rules)?);
        run(self.conn(), query).await.map(drop)
    }
}

async fn rooms(conn: &mut Connection, municipality: MunicipalityId, office: &Office) -> StoreResult<()> {
    for room in &office.rooms {
        let query = sqlx::query(sql::ROOM_SAVE)
            .bind(room.id.0)
            .bind(municipality.0)
            .bind(office.id.0)
            .bind(&room.name)
            .bind(room.lanes)
            .bind(room.active);
        run(conn, query).await?;
    }
    Ok(())
}

fn professions(kind: &Kind) -> String {
    let words: Vec<&str> = kind.professions.iter().map(|profession: &Profession| profession.as_str()).collect();
    words.join(&BETWEEN_WORDS.to_string())
}
