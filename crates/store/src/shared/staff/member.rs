//! Members of staff and the hashes of their passwords.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{MunicipalityId, OfficeId, StaffId};
use mendan_domain::staff::login::{login_key, typed_login};
use mendan_domain::staff::{OwnRole, Profession, Rights, Role, RoleId};
use mendan_service::model::{StaffMember, Work};
use mendan_service::ports::StoreResult;
use mendan_service::staff::password::NO_PASSWORD;
use mendan_service::staff::repository::{MemberReads, MemberWrites};
use std::collections::HashMap;

use super::super::Connection;
use super::super::ENGINE;
use super::super::row::{Row, all, get, maybe_instant, maybe_word, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    STAFF = concat!("SELECT ", staff_read!(), " FROM staff WHERE municipality_id = $1 ORDER BY position, id");
    STAFF_OFFICES =
        "SELECT so.staff_id, so.office_id FROM staff AS s JOIN staff_office AS so ON so.staff_id = s.id \
         WHERE s.municipality_id = $1 ORDER BY so.staff_id, so.office_id";
    /// Exactly as typed ($2) before folded ($3): some are told apart by case alone.
    STAFF_BY_LOGIN = concat!(
        "SELECT ", staff_read!(), " FROM staff WHERE municipality_id = $1 AND login_key IN ($2, $3) \
         ORDER BY CASE WHEN login_key = $2 THEN 0 ELSE 1 END LIMIT 1");
    OFFICES_OF_STAFF = "SELECT office_id FROM staff_office WHERE staff_id = $1 ORDER BY office_id";
    STAFF_INSERT = concat!(
        "INSERT INTO staff (", staff_columns!(), ", login_key, password_hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING");
    /// Rows that refer to her are written beside it.
    STAFF_LOCK {
        sqlite: "SELECT id FROM staff WHERE municipality_id = $1 AND id = $2",
        postgres: "SELECT id FROM staff WHERE municipality_id = $1 AND id = $2 FOR NO KEY UPDATE"
    }
    STAFF_OFFICE_INSERT = "INSERT INTO staff_office (staff_id, office_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    STAFF_OFFICES_DELETE = "DELETE FROM staff_office WHERE staff_id = $1";
    STAFF_UPDATE =
        "UPDATE staff SET display_name = $3, role = $4, profession = $5, video_url = $6, disabled = $7, modes = $8, \
           daily_max = $9, joint = $10, role_id = $11, here_only = $12, version = version + 1 WHERE municipality_id = $1 AND id = $2";
    /// By itself: what is read with a member is cached, and goes with every request.
    PASSWORD_HASH = "SELECT password_hash FROM staff WHERE municipality_id = $1 AND id = $2";
    PASSWORD_UNTIL = "SELECT password_until FROM staff WHERE municipality_id = $1 AND id = $2";
    PASSWORD_UNTIL_SET = "UPDATE staff SET password_until = $3 WHERE municipality_id = $1 AND id = $2";
    /// It is her own, until somebody says otherwise.
    PASSWORD_SET =
        "UPDATE staff SET password_hash = $3, password_until = NULL, version = version + 1 \
         WHERE municipality_id = $1 AND id = $2 AND password_hash = COALESCE($4, password_hash)";
}

#[async_trait]
impl<K: Access> MemberReads for Unit<K> {
    async fn staff_by_login(&mut self, municipality: MunicipalityId, login: &str) -> StoreResult<Option<StaffMember>> {
        let conn = self.conn();
        // PostgreSQL answers U+0000 with an error; nobody has such a name.
        if login.contains('\0') {
            return Ok(None);
        }
        let query = sql(STAFF_BY_LOGIN).bind(municipality.0).bind(typed_login(login)).bind(login_key(login));
        let Some(mut member) = one(conn, query, member).await? else { return Ok(None) };
        let offices = sql(OFFICES_OF_STAFF).bind(member.id.0);
        member.offices = all(conn, offices, |row| Ok(OfficeId(get(row, "office_id")?))).await?;
        Ok(Some(member))
    }
    async fn password_hash(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<Option<String>> {
        let query = sql(PASSWORD_HASH).bind(municipality.0).bind(id.0);
        let hash: Option<String> = one(self.conn(), query, |row| get(row, "password_hash")).await?;
        Ok(hash.filter(|hash| hash != NO_PASSWORD))
    }
    async fn password_until(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
    ) -> StoreResult<Option<DateTime<Utc>>> {
        let query = sql(PASSWORD_UNTIL).bind(municipality.0).bind(id.0);
        Ok(one(self.conn(), query, |row| maybe_instant(row, "password_until")).await?.flatten())
    }
}

#[async_trait]
impl MemberWrites for Unit<Writing> {
    async fn staff_insert(&mut self, member: &StaffMember, hash: &str) -> StoreResult<bool> {
        let conn = self.conn();
        let query = sql(STAFF_INSERT)
            .bind(member.id.0)
            .bind(member.municipality.0)
            .bind(&member.login)
            .bind(&member.display_name)
            .bind(member.role.as_str())
            .bind(member.profession.as_str())
            .bind(&member.video_url)
            .bind(member.disabled)
            .bind(member.position)
            .bind(member.work.modes.bits())
            .bind(member.work.daily_max)
            .bind(member.work.joint)
            .bind(member.role.own().map(|role| role.0))
            .bind(member.here_only)
            .bind(login_key(&member.login))
            .bind(hash);
        if run(conn, query).await? == 0 {
            return Ok(false);
        }
        offices(conn, member).await?;
        Ok(true)
    }
    async fn staff_lock(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<()> {
        one(self.conn(), sql(STAFF_LOCK).bind(municipality.0).bind(id.0), |_| Ok(())).await.map(drop)
    }
    async fn password_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        hash: &str,
        was: Option<&str>,
    ) -> StoreResult<bool> {
        password_set(self.conn(), municipality, id, (hash, was)).await
    }
    async fn password_until_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        until: DateTime<Utc>,
    ) -> StoreResult<()> {
        let query = sql(PASSWORD_UNTIL_SET).bind(municipality.0).bind(id.0).bind(until.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn staff_update(&mut self, member: &StaffMember) -> StoreResult<()> {
        let conn = self.conn();
        let query = sql(STAFF_UPDATE)
            .bind(member.municipality.0)
            .bind(member.id.0)
            .bind(&member.display_name)
            .bind(member.role.as_str())
            .bind(member.profession.as_str())
            .bind(&member.video_url)
            .bind(member.disabled)
            .bind(member.work.modes.bits())
            .bind(member.work.daily_max)
            .bind(member.work.joint)
            .bind(member.role.own().map(|role| role.0))
            .bind(member.here_only);
        // A member of another city has no row here, and keeps her offices.
        if run(conn, query).await? == 0 {
            return Ok(());
        }
        run(conn, sql(STAFF_OFFICES_DELETE).bind(member.id.0)).await?;
        offices(conn, member).await
    }
}

pub(crate) async fn all_of(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<StaffMember>> {
    let mut members = all(conn, sql(STAFF).bind(municipality.0), member).await?;
    let mut offices: HashMap<StaffId, Vec<OfficeId>> = HashMap::new();
    let pairs = all(conn, sql(STAFF_OFFICES).bind(municipality.0), |row| {
        Ok((StaffId(get(row, "staff_id")?), OfficeId(get(row, "office_id")?)))
    })
    .await?;
    for (staff, office) in pairs {
        offices.entry(staff).or_default().push(office);
    }
    for member in &mut members {
        member.offices = offices.remove(&member.id).unwrap_or_default();
    }
    Ok(members)
}

async fn offices(conn: &mut Connection, member: &StaffMember) -> StoreResult<()> {
    for office in &member.offices {
        run(conn, sql(STAFF_OFFICE_INSERT).bind(member.id.0).bind(office.0)).await?;
    }
    Ok(())
}

pub(crate) async fn password_set(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: StaffId,
    (hash, was): (&str, Option<&str>),
) -> StoreResult<bool> {
    let query = sql(PASSWORD_SET).bind(municipality.0).bind(id.0).bind(hash).bind(was);
    Ok(run(conn, query).await? == 1)
}

/// A member whose row has her offices as a text of ids.
pub(crate) fn with_offices(row: &Row) -> StoreResult<StaffMember> {
    let mut offices = maybe_word(row, "offices", ids)?.unwrap_or_default();
    offices.sort_unstable();
    Ok(StaffMember { offices, ..member(row)? })
}

fn ids(text: &str) -> Option<Vec<OfficeId>> {
    text.split(' ').map(|id| id.parse().map(OfficeId).ok()).collect()
}

/// A ready role by its word, one of the city's own with what it gives at this moment.
fn role(row: &Row) -> StoreResult<Role> {
    let own: Option<i64> = get(row, "role_id")?;
    let Some(id) = own else { return word(row, "role", Role::parse) };
    let permissions: Option<String> = get(row, "role_permissions")?;
    let rights = permissions.as_deref().map(Rights::parse).unwrap_or_default();
    Ok(Role::Own(OwnRole { id: RoleId(id), rights }))
}

fn member(row: &Row) -> StoreResult<StaffMember> {
    Ok(StaffMember {
        id: StaffId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        login: get(row, "login")?,
        display_name: get(row, "display_name")?,
        role: role(row)?,
        profession: word(row, "profession", Profession::parse)?,
        video_url: get(row, "video_url")?,
        disabled: get(row, "disabled")?,
        position: get(row, "position")?,
        offices: Vec::new(),
        here_only: get(row, "here_only")?,
        work: Work {
            modes: Modes::from_bits(get(row, "modes")?),
            daily_max: get(row, "daily_max")?,
            joint: get(row, "joint")?,
        },
    })
}
