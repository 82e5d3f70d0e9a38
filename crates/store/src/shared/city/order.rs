//! Entries of the set-up's lists: their order, whether they are used, and their end.

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_service::city::repository::{OrderReads, OrderWrites};
use mendan_service::model::Listed;
use mendan_service::ports::StoreResult;

use super::super::row::{get, one, run};
use super::super::sql;
use super::super::unit::{Access, Unit, Writing};

#[async_trait]
impl<K: Access> OrderReads for Unit<K> {
    async fn listed_used(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<bool> {
        let text = match listed {
            Listed::Office(_) => sql::OFFICE_USED,
            Listed::Kind(_) => sql::KIND_USED,
            Listed::Staff(_) => sql::STAFF_USED,
        };
        let query = sqlx::query(text).bind(municipality.0).bind(listed.id());
        Ok(one(self.conn(), query, |row| get(row, "used")).await?.unwrap_or(true))
    }
}

#[async_trait]
impl OrderWrites for Unit<Writing> {
    async fn listed_place(&mut self, municipality: MunicipalityId, listed: Listed, position: i64) -> StoreResult<()> {
        let text = match listed {
            Listed::Office(_) => sql::OFFICE_PLACE,
            Listed::Kind(_) => sql::KIND_PLACE,
            Listed::Staff(_) => sql::STAFF_PLACE,
        };
        run(self.conn(), sqlx::query(text).bind(municipality.0).bind(listed.id()).bind(position)).await.map(drop)
    }
    async fn listed_delete(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<()> {
        // What hangs on it goes first.
        let texts: &[&str] = match listed {
            Listed::Office(_) => &[sql::OFFICE_ROOMS_DELETE, sql::OFFICE_STAFF_DELETE, sql::OFFICE_DELETE],
            Listed::Kind(_) => &[sql::KIND_LEAFLETS_DELETE, sql::KIND_DELETE],
            Listed::Staff(_) => &[sql::STAFF_SESSIONS_DELETE, sql::STAFF_PLACES_DELETE, sql::STAFF_DELETE],
        };
        for text in texts {
            run(self.conn(), sqlx::query(*text).bind(municipality.0).bind(listed.id())).await?;
        }
        Ok(())
    }
}
