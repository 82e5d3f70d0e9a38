//! Entries of the set-up's lists: their order, whether they are used, and their end.

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_service::city::repository::{OrderReads, OrderWrites};
use mendan_service::model::Listed;
use mendan_service::ports::StoreResult;

use super::super::row::{get, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    OFFICE_PLACE = "UPDATE office SET position = $3 WHERE municipality_id = $1 AND id = $2";
    KIND_PLACE = "UPDATE interview_kind SET position = $3 WHERE municipality_id = $1 AND id = $2";
    STAFF_PLACE = "UPDATE staff SET position = $3 WHERE municipality_id = $1 AND id = $2";
    OFFICE_USED =
        "SELECT EXISTS (SELECT 1 FROM slot WHERE municipality_id = $1 AND office_id = $2) \
           OR EXISTS (SELECT 1 FROM closure WHERE municipality_id = $1 AND office_id = $2) \
           OR EXISTS (SELECT 1 FROM hold WHERE municipality_id = $1 AND office_id = $2) \
           OR EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 AND office_id = $2) AS used";
    KIND_USED =
        "SELECT EXISTS (SELECT 1 FROM slot WHERE municipality_id = $1 AND kind_id = $2) \
           OR EXISTS (SELECT 1 FROM hold WHERE municipality_id = $1 AND kind_id = $2) \
           OR EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 AND kind_id = $2) AS used";
    STAFF_USED =
        "SELECT EXISTS (SELECT 1 FROM slot WHERE municipality_id = $1 AND staff_id = $2) \
           OR EXISTS (SELECT 1 FROM closure WHERE municipality_id = $1 AND staff_id = $2) \
           OR EXISTS (SELECT 1 FROM audit WHERE municipality_id = $1 AND actor_kind = 'staff' AND actor_id = $2) \
           OR EXISTS (SELECT 1 FROM hold WHERE municipality_id = $1 AND (staff_id = $2 OR joint_staff_id = $2)) \
           OR EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 \
             AND (staff_id = $2 OR joint_staff_id = $2 OR created_by = $2 OR updated_by = $2 OR noted_by = $2)) AS used";
    OFFICE_ROOMS_DELETE = "DELETE FROM room WHERE municipality_id = $1 AND office_id = $2";
    OFFICE_STAFF_DELETE =
        "DELETE FROM staff_office WHERE office_id IN (SELECT id FROM office WHERE municipality_id = $1 AND id = $2)";
    OFFICE_DELETE = "DELETE FROM office WHERE municipality_id = $1 AND id = $2";
    KIND_LEAFLETS_DELETE = "DELETE FROM leaflet WHERE municipality_id = $1 AND kind_id = $2";
    KIND_DELETE = "DELETE FROM interview_kind WHERE municipality_id = $1 AND id = $2";
    STAFF_SESSIONS_DELETE = "DELETE FROM session WHERE municipality_id = $1 AND staff_id = $2";
    STAFF_PLACES_DELETE =
        "DELETE FROM staff_office WHERE staff_id IN (SELECT id FROM staff WHERE municipality_id = $1 AND id = $2)";
    STAFF_LETTERS_DELETE = "DELETE FROM outbox WHERE municipality_id = $1 AND staff_id = $2";
    STAFF_DELETE = "DELETE FROM staff WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl<K: Access> OrderReads for Unit<K> {
    async fn listed_used(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<bool> {
        let text = match listed {
            Listed::Office(_) => OFFICE_USED,
            Listed::Kind(_) => KIND_USED,
            Listed::Staff(_) => STAFF_USED,
        };
        let query = sql(text).bind(municipality.0).bind(listed.id());
        Ok(one(self.conn(), query, |row| get(row, "used")).await?.unwrap_or(true))
    }
}

#[async_trait]
impl OrderWrites for Unit<Writing> {
    async fn listed_place(&mut self, municipality: MunicipalityId, listed: Listed, position: i64) -> StoreResult<()> {
        let text = match listed {
            Listed::Office(_) => OFFICE_PLACE,
            Listed::Kind(_) => KIND_PLACE,
            Listed::Staff(_) => STAFF_PLACE,
        };
        run(self.conn(), sql(text).bind(municipality.0).bind(listed.id()).bind(position)).await.map(drop)
    }
    async fn listed_delete(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<()> {
        // What hangs on it goes first.
        let texts: &[&str] = match listed {
            Listed::Office(_) => &[OFFICE_ROOMS_DELETE, OFFICE_STAFF_DELETE, OFFICE_DELETE],
            Listed::Kind(_) => &[KIND_LEAFLETS_DELETE, KIND_DELETE],
            Listed::Staff(_) => &[STAFF_SESSIONS_DELETE, STAFF_PLACES_DELETE, STAFF_LETTERS_DELETE, STAFF_DELETE],
        };
        for text in texts {
            run(self.conn(), sql(text).bind(municipality.0).bind(listed.id())).await?;
        }
        Ok(())
    }
}
