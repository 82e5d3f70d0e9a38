//! Setting a city up.

use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Profession;
use mendan_service::catalogue::{Kind, Municipality, Office};
use mendan_service::ports::StoreResult;

use super::offer::BETWEEN_WORDS;
use super::talk::{run, to_json};
use super::{Connection, sql};

pub(super) async fn municipality(conn: &mut Connection, municipality: &Municipality) -> StoreResult<()> {
    let query = sqlx::query(sql::MUNICIPALITY_INSERT)
        .bind(municipality.id.0)
        .bind(&municipality.slug)
        .bind(&municipality.public_url)
        .bind(municipality.timezone.name())
        .bind(&municipality.mail_from)
        .bind(&municipality.phone)
        .bind(&municipality.video_base_url)
        .bind(&municipality.consent_version)
        .bind(to_json(&municipality.texts)?);
    run(conn, query).await.map(drop)
}

pub(super) async fn set_url(conn: &mut Connection, municipality: MunicipalityId, public_url: &str) -> StoreResult<()> {
    run(conn, sqlx::query(sql::MUNICIPALITY_SET_URL).bind(municipality.0).bind(public_url)).await.map(drop)
}

pub(super) async fn office(
    conn: &mut Connection,
    municipality: MunicipalityId,
    office: &Office,
    position: i64,
) -> StoreResult<()> {
    let query = sqlx::query(sql::OFFICE_INSERT)
        .bind(office.id.0)
        .bind(municipality.0)
        .bind(&office.slug)
        .bind(&office.kind)
        .bind(&office.mailbox)
        .bind(&office.phone)
        .bind(position)
        .bind(to_json(&office.texts)?);
    run(conn, query).await?;
    for room in &office.rooms {
        let query = sqlx::query(sql::ROOM_INSERT)
            .bind(room.id.0)
            .bind(municipality.0)
            .bind(office.id.0)
            .bind(&room.name)
            .bind(room.lanes);
        run(conn, query).await?;
    }
    Ok(())
}

pub(super) async fn kind(
    conn: &mut Connection,
    municipality: MunicipalityId,
    kind: &Kind,
    position: i64,
) -> StoreResult<()> {
    let professions: Vec<&str> = kind.professions.iter().map(|profession: &Profession| profession.as_str()).collect();
    let query = sqlx::query(sql::KIND_INSERT)
        .bind(kind.id.0)
        .bind(municipality.0)
        .bind(&kind.slug)
        .bind(kind.minutes)
        .bind(kind.buffers.before)
        .bind(kind.buffers.after)
        .bind(kind.modes.bits())
        .bind(professions.join(&BETWEEN_WORDS.to_string()))
        .bind(position)
        .bind(to_json(&kind.texts)?);
    run(conn, query).await.map(drop)
}
