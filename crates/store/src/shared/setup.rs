//! Setting a city up.

use mendan_domain::ids::{ClosureId, KindId, MunicipalityId, OfficeId, PartnerKeyId, StaffId, TemplateId};
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::{Kind, Municipality, Office};
use mendan_service::model::{SetupRow, Versions};
use mendan_service::ports::StoreResult;

use super::offer::BETWEEN_WORDS;
use super::talk::{all, get, one, run, to_json};
use super::{Connection, DIALECT, sql};

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
        .bind(to_json(&municipality.texts)?)
        .bind(&municipality.discreet_mail_from);
    run(conn, query).await.map(drop)
}

pub(super) async fn set_networks(
    conn: &mut Connection,
    municipality: MunicipalityId,
    networks: &[String],
) -> StoreResult<()> {
    let query = sqlx::query(sql::MUNICIPALITY_SET_NETWORKS).bind(municipality.0).bind(to_json(&networks)?);
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
        .bind(to_json(&office.texts)?)
        .bind(to_json(&office.hours)?)
        .bind(office.active);
    run(conn, query).await?;
    rooms(conn, municipality, office).await
}

pub(super) async fn office_update(
    conn: &mut Connection,
    municipality: MunicipalityId,
    office: &Office,
) -> StoreResult<()> {
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

pub(super) async fn kind(
    conn: &mut Connection,
    municipality: MunicipalityId,
    kind: &Kind,
    position: i64,
) -> StoreResult<()> {
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
    run(conn, query).await.map(drop)
}

pub(super) async fn kind_update(conn: &mut Connection, municipality: MunicipalityId, kind: &Kind) -> StoreResult<()> {
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
    run(conn, query).await.map(drop)
}

pub(super) async fn version(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<i64> {
    let found =
        one(conn, sqlx::query(sql::SETUP_VERSION).bind(municipality.0), |row| get(row, "setup_version")).await?;
    Ok(found.unwrap_or_default())
}

pub(super) async fn version_held(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<i64> {
    let query = sqlx::query(DIALECT.setup_version_held).bind(municipality.0);
    Ok(one(conn, query, |row| get(row, "setup_version")).await?.unwrap_or_default())
}

pub(super) async fn changed(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<()> {
    run(conn, sqlx::query(sql::SETUP_CHANGED).bind(municipality.0)).await.map(drop)
}

pub(super) async fn holidays_changed(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<()> {
    run(conn, sqlx::query(sql::HOLIDAYS_CHANGED).bind(municipality.0)).await.map(drop)
}

pub(super) async fn versions(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Versions> {
    let rows = all(conn, sqlx::query(sql::VERSIONS).bind(municipality.0), |row| {
        let (sort, id): (String, i64) = (get(row, "sort")?, get(row, "id")?);
        Ok((setup_row(&sort, id), get(row, "version")?))
    });
    Ok(rows.await?.into_iter().filter_map(|(row, version)| Some((row?, version))).collect())
}

/// See `VERSIONS` of the statements.
fn setup_row(sort: &str, id: i64) -> Option<SetupRow> {
    Some(match sort {
        "office" => SetupRow::Office(OfficeId(id)),
        "kind" => SetupRow::Kind(KindId(id)),
        "staff" => SetupRow::Staff(StaffId(id)),
        "template" => SetupRow::Template(TemplateId(id)),
        "closure" => SetupRow::Closure(ClosureId(id)),
        "partner_key" => SetupRow::PartnerKey(PartnerKeyId(id)),
        "holidays" => SetupRow::Holidays,
        _ => return None,
    })
}

pub(super) async fn year_end(conn: &mut Connection, municipality: MunicipalityId, closed: bool) -> StoreResult<()> {
    run(conn, sqlx::query(sql::YEAR_END_SET).bind(municipality.0).bind(closed)).await.map(drop)
}
