//! The audit log: only ever appended to.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, ClientId, MunicipalityId, PartnerKeyId, StaffId};
use mendan_service::audit::patterns::{Failure, Rate};
use mendan_service::audit::read::{About, Listing, Told, Whose};
use mendan_service::audit::repository::{AuditReads, AuditWrites};
use mendan_service::model::{AuditEntry, AuditLine};
use mendan_service::ports::StoreResult;

use super::super::Connection;
use super::super::row::{Row, all, get, instant, run, sql};
use super::super::unit::{Access, Unit, Writing};
use super::chain::{limit, line, line_columns};

/// Lines $1 has, behind $2, between $3 and $4, of the actions $5, at most $6.
macro_rules! listed {
    ($more:literal) => {
        concat!(
            "SELECT ",
            line_columns!(),
            ", booking.id AS booking, booking.client_id, booking.starts_at, booking.family_name, booking.given_name FROM audit \
             LEFT JOIN booking ON audit.subject_kind = 'booking' AND booking.id = audit.subject_id \
             AND booking.municipality_id = audit.municipality_id \
             WHERE audit.municipality_id = $1 AND audit.id < $2 AND audit.at >= $3 AND audit.at < $4 \
             AND ($5 = '' OR $5 LIKE '%,' || audit.action || ',%')",
            $more,
            " ORDER BY audit.id DESC LIMIT $6"
        )
    };
}

statements! {
    AUDIT_LISTED = listed!("");
    AUDIT_LISTED_OF_BOOKING = listed!(
        " AND audit.id IN (SELECT told.id FROM audit told WHERE told.subject_kind = 'booking' AND told.subject_id = $7 \
         UNION SELECT told.id FROM call JOIN audit told ON told.subject_kind = 'call' AND told.subject_id = call.id \
         WHERE call.booking_id = $7)"
    );
    AUDIT_LISTED_OF_PERSON = listed!(
        " AND audit.id IN (SELECT told.id FROM booking hers JOIN audit told ON told.subject_kind = 'booking' \
         AND told.subject_id = hers.id WHERE hers.municipality_id = $1 AND hers.client_id = $7 \
         UNION SELECT told.id FROM booking hers JOIN call ON call.booking_id = hers.id \
         JOIN audit told ON told.subject_kind = 'call' AND told.subject_id = call.id \
         WHERE hers.municipality_id = $1 AND hers.client_id = $7)"
    );
    AUDIT_LISTED_OF_MEMBER = listed!(
        " AND audit.id IN (SELECT told.id FROM audit told WHERE told.municipality_id = $1 AND told.actor_kind = 'staff' \
         AND told.actor_id = $7 UNION SELECT told.id FROM audit told WHERE told.subject_kind = 'staff' AND told.subject_id = $7)"
    );
    AUDIT_RATES =
        "SELECT actor_id, at / 1800 AS half_hour, COUNT(*) AS views FROM audit WHERE municipality_id = $1 AND at >= $2 AND at < $3 \
         AND action = 'view' AND actor_kind = 'staff' AND actor_id IS NOT NULL GROUP BY actor_id, at / 1800";
    AUDIT_FAILURES =
        "SELECT at, subject_id, network, detail FROM audit WHERE municipality_id = $1 AND at >= $2 AND at < $3 \
         AND action IN ('sign_in_failed', 'factor_failed') ORDER BY at DESC LIMIT $4";
    AUDIT_INSERT =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, network, \
         detail, tag) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    AUDIT_INSERT_ONCE =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, network, \
         detail, tag) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING";
    AUDIT_OF =
        "SELECT at, actor_kind, actor_id, action, detail FROM audit \
         WHERE municipality_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY id";
}

#[async_trait]
impl<K: Access> AuditReads for Unit<K> {
    async fn audit_of(
        &mut self,
        municipality: MunicipalityId,
        (kind, id): (&'static str, i64),
    ) -> StoreResult<Vec<AuditEntry>> {
        all(self.conn(), sql(AUDIT_OF).bind(municipality.0).bind(kind).bind(id), |row| {
            Ok(AuditEntry {
                at: instant(row, "at")?,
                actor_kind: get(row, "actor_kind")?,
                actor: asker(row, "staff")?.map(StaffId),
                partner: asker(row, "api")?.map(PartnerKeyId),
                action: get(row, "action")?,
                detail: get(row, "detail")?,
            })
        })
        .await
    }
    async fn audit_listed(&mut self, municipality: MunicipalityId, wanted: &Listing) -> StoreResult<Vec<Told>> {
        let (text, id) = match wanted.about {
            About::All => (AUDIT_LISTED, None),
            About::Booking(id) => (AUDIT_LISTED_OF_BOOKING, Some(id.0)),
            About::Person(id) => (AUDIT_LISTED_OF_PERSON, Some(id.0)),
            About::Member(id) => (AUDIT_LISTED_OF_MEMBER, Some(id.0)),
        };
        let query = sql(text)
            .bind(municipality.0)
            .bind(wanted.before.0)
            .bind(wanted.from.timestamp())
            .bind(wanted.until.timestamp())
            .bind(&wanted.actions)
            .bind(limit(wanted.most));
        let query = match id {
            Some(id) => query.bind(id),
            None => query,
        };
        all(self.conn(), query, |row| Ok(Told { line: line(row)?, whose: whose(row)? })).await
    }
    async fn audit_rates(
        &mut self,
        municipality: MunicipalityId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> StoreResult<Vec<Rate>> {
        let query = sql(AUDIT_RATES).bind(municipality.0).bind(from.timestamp()).bind(until.timestamp());
        all(self.conn(), query, |row| {
            let at = get::<i64>(row, "half_hour")? * 1800;
            let at = DateTime::from_timestamp(at, 0).unwrap_or_default();
            Ok(Rate { staff: StaffId(get(row, "actor_id")?), at, views: get(row, "views")? })
        })
        .await
    }
    async fn audit_failures(
        &mut self,
        municipality: MunicipalityId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        most: usize,
    ) -> StoreResult<Vec<Failure>> {
        let query = sql(AUDIT_FAILURES).bind(municipality.0).bind(from.timestamp()).bind(until.timestamp());
        all(self.conn(), query.bind(limit(most)), |row| {
            Ok(Failure {
                at: instant(row, "at")?,
                staff: StaffId(get(row, "subject_id")?),
                network: get(row, "network")?,
                detail: get(row, "detail")?,
            })
        })
        .await
    }
}

fn whose(row: &Row) -> StoreResult<Option<Whose>> {
    let Some(booking) = get::<Option<i64>>(row, "booking")? else { return Ok(None) };
    let name = (get(row, "family_name")?, get(row, "given_name")?);
    let client = ClientId(get(row, "client_id")?);
    Ok(Some(Whose { booking: BookingId(booking), client, starts_at: instant(row, "starts_at")?, name }))
}

#[async_trait]
impl AuditWrites for Unit<Writing> {
    async fn audit_insert(&mut self, line: &AuditLine) -> StoreResult<()> {
        write(self.conn(), AUDIT_INSERT, line).await?;
        self.changed().recorded(line);
        Ok(())
    }
    async fn audit_insert_once(&mut self, line: &AuditLine) -> StoreResult<()> {
        write(self.conn(), AUDIT_INSERT_ONCE, line).await
    }
}

/// Who it was, if it was one of those: ids of staff and of keys are not told apart by their numbers.
fn asker(row: &Row, kind: &str) -> StoreResult<Option<i64>> {
    let id = get::<Option<i64>>(row, "actor_id")?;
    Ok(id.filter(|_| get::<String>(row, "actor_kind").is_ok_and(|known| known == kind)))
}

async fn write(conn: &mut Connection, text: &'static str, line: &AuditLine) -> StoreResult<()> {
    let query = sql(text)
        .bind(line.id.0)
        .bind(line.municipality.0)
        .bind(line.at.timestamp())
        .bind(line.actor_kind)
        .bind(line.actor.map(|staff| staff.0).or(line.partner.map(|key| key.0)))
        .bind(&line.action)
        .bind(line.subject_kind)
        .bind(line.subject)
        .bind(&line.network)
        .bind(&line.detail)
        .bind(&line.tag);
    run(conn, query).await.map(drop)
}
