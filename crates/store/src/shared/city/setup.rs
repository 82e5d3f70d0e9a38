//! The city, its offices with their rooms, and its kinds. They are read with the catalogue.

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::{Kind, Municipality, Office};
use mendan_service::city::repository::SetupWrites;
use mendan_service::ports::StoreResult;

use super::super::Connection;
use super::super::row::{run, run_or_race, sql, to_json};
use super::super::unit::{Unit, Writing};
use super::catalogue::BETWEEN_WORDS;

statements! {
    MUNICIPALITY_INSERT =
        "INSERT INTO municipality (id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts, \
           discreet_mail_from, settings) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    MUNICIPALITY_SET_URL = "UPDATE municipality SET public_url = $2 WHERE id = $1";
    MUNICIPALITY_SET_NETWORKS = "UPDATE municipality SET large_networks = $2 WHERE id = $1";
    OFFICE_INSERT =
        "INSERT INTO office (id, municipality_id, slug, kind, mailbox, phone, position, texts, hours, active) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OFFICE_UPDATE =
        "UPDATE office SET slug = $3, kind = $4, mailbox = $5, phone = $6, texts = $7, hours = $8, active = $9, \
           version = version + 1 WHERE municipality_id = $2 AND id = $1";
    ROOM_SAVE =
        "INSERT INTO room (id, municipality_id, office_id, name, lanes, active) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, lanes = excluded.lanes, active = excluded.active \
         WHERE room.municipality_id = excluded.municipality_id AND room.office_id = excluded.office_id";
    KIND_INSERT =
        "INSERT INTO interview_kind (id, municipality_id, slug, minutes, buffer_before, buffer_after, modes, professions, \
           position, active, texts, rules) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    KIND_UPDATE =
        "UPDATE interview_kind SET slug = $3, minutes = $4, buffer_before = $5, buffer_after = $6, modes = $7, \
           professions = $8, active = $9, texts = $10, rules = $11, version = version + 1 WHERE municipality_id = $2 AND id = $1";
}

#[async_trait]
impl SetupWrites for Unit<Writing> {
    async fn municipality_insert(&mut self, municipality: &Municipality) -> StoreResult<()> {
        let query = sql(MUNICIPALITY_INSERT)
            .bind(municipality.id.0)
            .bind(&municipality.slug)
            .bind(&municipality.public_url)
            .bind(municipality.timezone.name())
            .bind(&municipality.mail_from)
            .bind(&municipality.phone)
            .bind(&municipality.video_base_url)
            .bind(&municipality.consent_version)
            .bind(to_json(&municipality.texts)?)
            .bind(&municipality.discreet_mail_from)
            .bind(to_json(&municipality.settings)?);
        // Another may be founded at the same address in this moment.
        run_or_race(self.conn(), query).await.map(drop)
    }
    async fn municipality_set_networks(
        &mut self,
        municipality: MunicipalityId,
        networks: &[String],
    ) -> StoreResult<()> {
        let query = sql(MUNICIPALITY_SET_NETWORKS).bind(municipality.0).bind(to_json(&networks)?);
        run(self.conn(), query).await.map(drop)
    }
    async fn municipality_set_url(&mut self, municipality: MunicipalityId, public_url: &str) -> StoreResult<()> {
        run(self.conn(), sql(MUNICIPALITY_SET_URL).bind(municipality.0).bind(public_url)).await.map(drop)
    }
    async fn office_insert(&mut self, municipality: MunicipalityId, office: &Office, position: i64) -> StoreResult<()> {
        let conn = self.conn();
        let query = sql(OFFICE_INSERT)
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
        let query = sql(OFFICE_UPDATE)
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
        let query = sql(KIND_INSERT)
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
        let query = sql(KIND_UPDATE)
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
        let query = sql(ROOM_SAVE)
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
