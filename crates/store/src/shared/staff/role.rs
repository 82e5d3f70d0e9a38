//! Roles that cities made.

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::{Rights, RoleId};
use mendan_service::model::CityRole;
use mendan_service::ports::StoreResult;
use mendan_service::staff::repository::RoleWrites;

use super::super::Connection;
use super::super::row::{Row, all, get, run, run_or_race, sql};
use super::super::unit::{Unit, Writing};

statements! {
    ROLES = "SELECT id, name, permissions FROM role WHERE municipality_id = $1 ORDER BY name, id";
    ROLE_SAVE =
        "INSERT INTO role (id, municipality_id, name, permissions) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, permissions = excluded.permissions, version = role.version + 1 \
         WHERE role.municipality_id = excluded.municipality_id";
    ROLE_DELETE = "DELETE FROM role WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl RoleWrites for Unit<Writing> {
    async fn role_save(&mut self, municipality: MunicipalityId, role: &CityRole) -> StoreResult<bool> {
        let query = sql(ROLE_SAVE).bind(role.id.0).bind(municipality.0).bind(&role.name).bind(role.rights.words());
        Ok(run_or_race(self.conn(), query).await? == 1)
    }
    async fn role_delete(&mut self, municipality: MunicipalityId, id: RoleId) -> StoreResult<()> {
        run(self.conn(), sql(ROLE_DELETE).bind(municipality.0).bind(id.0)).await.map(drop)
    }
}

pub(crate) async fn all_of(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<CityRole>> {
    all(conn, sql(ROLES).bind(municipality.0), role).await
}

fn role(row: &Row) -> StoreResult<CityRole> {
    let permissions: String = get(row, "permissions")?;
    Ok(CityRole { id: RoleId(get(row, "id")?), name: get(row, "name")?, rights: Rights::parse(&permissions) })
}
