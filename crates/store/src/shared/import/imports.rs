//! Files on their way into the city, and what became of their rows.

use std::fmt::Write as _;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, KindId, MunicipalityId, StaffId};
use mendan_domain::import::field::Sort;
use mendan_service::import::repository::{
    DraftRow, ImportDraftId, ImportKey, ImportReads, ImportRunId, ImportWrites, OpenBooking, TakenBack,
};
use mendan_service::live::notice::What;
use mendan_service::model::Owner;
use mendan_service::ports::StoreResult;

use super::super::ENGINE;
use super::super::booking::guard::release;
use super::super::booking::row::booking;
use super::super::row::{Row, all, date, get, instant, one, run, sql, to_json, word};
use super::super::unit::{Access, Unit, Writing};

/// The bookings that an import made, and that are still its own.
macro_rules! of_run {
    () => {
        "(SELECT booking_id FROM import_key WHERE municipality_id = $1 AND run = $2)"
    };
}

statements! {
    IMPORT_DRAFT =
        "SELECT id, municipality_id, staff_id, sort, sealed, created_at FROM import_draft \
         WHERE municipality_id = $1 AND staff_id = $2 AND sort = $3";
    IMPORT_DRAFT_SAVE =
        "INSERT INTO import_draft (id, municipality_id, staff_id, sort, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (municipality_id, staff_id, sort) DO UPDATE \
         SET id = excluded.id, sealed = excluded.sealed, created_at = excluded.created_at";
    IMPORT_DRAFT_DELETE = "DELETE FROM import_draft WHERE municipality_id = $1 AND staff_id = $2 AND sort = $3";
    IMPORT_KEYS =
        "SELECT k.key, k.booking_id, k.version, k.row_hash, k.run, b.version AS now FROM import_key AS k \
         JOIN booking AS b ON b.id = k.booking_id WHERE k.municipality_id = $1 AND k.source = $2 ORDER BY k.key";
    BOOKINGS_OPEN =
        "SELECT id, phone_e164, birth_date, kind_id, starts_at, ends_at FROM booking \
         WHERE municipality_id = $1 AND open ORDER BY id";
    NURSES_SINCE =
        "SELECT phone_e164, birth_date, staff_id FROM booking \
         WHERE municipality_id = $1 AND starts_at >= $2 AND status <> 'cancelled' ORDER BY starts_at, id";
    /// `[[key, booking, version, hash in hexadecimal, run], …]`.
    IMPORT_KEYS_SAVE {
        sqlite:
            "INSERT INTO import_key (municipality_id, source, key, booking_id, version, row_hash, run) \
             SELECT $1, $2, value ->> 0, value ->> 1, value ->> 2, unhex(value ->> 3), value ->> 4 FROM json_each($3) WHERE TRUE \
             ON CONFLICT (municipality_id, source, key) DO UPDATE SET version = excluded.version, row_hash = excluded.row_hash",
        postgres:
            "INSERT INTO import_key (municipality_id, source, key, booking_id, version, row_hash, run) \
             SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), entry ->> 0, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, decode(entry ->> 3, 'hex'), \
               (entry ->> 4)::BIGINT \
             FROM json_array_elements(CAST($3 AS TEXT)::JSON) AS keys (entry) \
             ON CONFLICT (municipality_id, source, key) DO UPDATE SET version = excluded.version, row_hash = excluded.row_hash"
    }
    /// Nobody touches them while it is decided what is taken back: bookings first, as everywhere, then what is to be told of them.
    IMPORT_LOCK_BOOKINGS {
        sqlite: concat!("SELECT id FROM booking WHERE municipality_id = $1 AND id IN ", of_run!()),
        postgres: concat!("SELECT id FROM booking WHERE municipality_id = $1 AND id IN ", of_run!(), " ORDER BY id FOR UPDATE")
    }
    IMPORT_LOCK_OUTBOX {
        sqlite: concat!("SELECT id FROM outbox WHERE booking_id IN ", of_run!()),
        postgres: concat!("SELECT id FROM outbox WHERE booking_id IN ", of_run!(), " ORDER BY id FOR UPDATE")
    }
    /// From now on they are nobody's run's: people have touched them, or something about them left.
    IMPORT_KEEP =
        "UPDATE import_key SET run = 0 WHERE municipality_id = $1 AND run = $2 AND (\
           EXISTS (SELECT 1 FROM booking AS b WHERE b.id = import_key.booking_id AND b.version <> import_key.version) \
           OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.booking_id = import_key.booking_id AND o.state IN ('leased', 'sent', 'failed')) \
           OR EXISTS (SELECT 1 FROM meeting AS m WHERE m.booking_id = import_key.booking_id AND m.state <> 'wanted') \
           OR EXISTS (SELECT 1 FROM call AS c WHERE c.booking_id = import_key.booking_id AND c.attempts > 0))";
    IMPORT_MADE = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE municipality_id = $1 AND id IN ", of_run!(), " ORDER BY id");
    IMPORT_TERMS_END = concat!("DELETE FROM search_term WHERE booking_id IN ", of_run!());
    IMPORT_UNDO_END = concat!("DELETE FROM undo WHERE booking_id IN ", of_run!());
    IMPORT_OUTBOX_END = concat!("DELETE FROM outbox WHERE booking_id IN ", of_run!());
    IMPORT_CALLS_END = concat!("DELETE FROM call WHERE booking_id IN ", of_run!());
    IMPORT_MEETINGS_END = concat!("DELETE FROM meeting WHERE booking_id IN ", of_run!());
    /// Its keys go with it.
    IMPORT_BOOKINGS_END = concat!("DELETE FROM booking WHERE municipality_id = $1 AND id IN ", of_run!());
    /// Of the persons $2 (JSON) those who have no booking any more.
    IMPORT_CLIENTS_END {
        sqlite:
            "DELETE FROM client WHERE municipality_id = $1 AND id IN (SELECT value FROM json_each($2)) \
               AND NOT EXISTS (SELECT 1 FROM booking WHERE booking.client_id = client.id)",
        postgres:
            "DELETE FROM client WHERE municipality_id = $1 AND id IN (\
               SELECT CAST(who AS BIGINT) FROM json_array_elements_text(CAST($2 AS TEXT)::JSON) AS persons (who)) \
               AND NOT EXISTS (SELECT 1 FROM booking WHERE booking.client_id = client.id)"
    }
}

#[async_trait]
impl<K: Access> ImportReads for Unit<K> {
    async fn import_draft(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        sort: Sort,
    ) -> StoreResult<Option<DraftRow>> {
        let query = sql(IMPORT_DRAFT).bind(municipality.0).bind(staff.0).bind(sort.as_str());
        one(self.conn(), query, draft).await
    }
    async fn import_keys(&mut self, municipality: MunicipalityId, source: &str) -> StoreResult<Vec<(ImportKey, i64)>> {
        all(self.conn(), sql(IMPORT_KEYS).bind(municipality.0).bind(source), |row| {
            let key = ImportKey {
                key: get(row, "key")?,
                booking: BookingId(get(row, "booking_id")?),
                version: get(row, "version")?,
                row_hash: get(row, "row_hash")?,
                run: ImportRunId(get(row, "run")?),
            };
            Ok((key, get(row, "now")?))
        })
        .await
    }
    async fn bookings_open(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OpenBooking>> {
        all(self.conn(), sql(BOOKINGS_OPEN).bind(municipality.0), |row| {
            Ok(OpenBooking {
                id: BookingId(get(row, "id")?),
                phone_e164: get(row, "phone_e164")?,
                birth_date: date(row, "birth_date")?,
                kind: KindId(get(row, "kind_id")?),
                starts_at: instant(row, "starts_at")?,
                ends_at: instant(row, "ends_at")?,
            })
        })
        .await
    }
    async fn nurses_since(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
    ) -> StoreResult<Vec<((String, NaiveDate), StaffId)>> {
        let query = sql(NURSES_SINCE).bind(municipality.0).bind(since.timestamp());
        all(self.conn(), query, |row| {
            Ok(((get(row, "phone_e164")?, date(row, "birth_date")?), StaffId(get(row, "staff_id")?)))
        })
        .await
    }
}

#[async_trait]
impl ImportWrites for Unit<Writing> {
    async fn import_draft_save(&mut self, draft: &DraftRow) -> StoreResult<()> {
        let query = sql(IMPORT_DRAFT_SAVE)
            .bind(draft.id.0)
            .bind(draft.municipality.0)
            .bind(draft.staff.0)
            .bind(draft.sort.as_str())
            .bind(&draft.sealed)
            .bind(draft.created_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn import_draft_delete(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        sort: Sort,
    ) -> StoreResult<()> {
        let query = sql(IMPORT_DRAFT_DELETE).bind(municipality.0).bind(staff.0).bind(sort.as_str());
        run(self.conn(), query).await.map(drop)
    }
    async fn import_keys_save(
        &mut self,
        municipality: MunicipalityId,
        source: &str,
        keys: &[ImportKey],
    ) -> StoreResult<()> {
        for some in keys.chunks(1_000) {
            let rows: Vec<_> =
                some.iter().map(|key| (&key.key, key.booking.0, key.version, hex(&key.row_hash), key.run.0)).collect();
            let query = sql(IMPORT_KEYS_SAVE).bind(municipality.0).bind(source).bind(to_json(&rows)?);
            run(self.conn(), query).await?;
        }
        Ok(())
    }
    async fn import_take_back(&mut self, municipality: MunicipalityId, of: ImportRunId) -> StoreResult<TakenBack> {
        let conn = self.conn();
        for text in [IMPORT_LOCK_BOOKINGS, IMPORT_LOCK_OUTBOX] {
            all(conn, sql(text).bind(municipality.0).bind(of.0), |_| Ok(())).await?;
        }
        let kept = run(conn, sql(IMPORT_KEEP).bind(municipality.0).bind(of.0)).await?;
        let made = all(conn, sql(IMPORT_MADE).bind(municipality.0).bind(of.0), booking).await?;
        for booking in made.iter().filter(|booking| booking.status != Status::Cancelled) {
            release(conn, &booking.claim, Owner::Booking(booking.id)).await?;
        }
        for text in [IMPORT_TERMS_END, IMPORT_UNDO_END, IMPORT_OUTBOX_END, IMPORT_CALLS_END, IMPORT_MEETINGS_END] {
            run(conn, sql(text).bind(municipality.0).bind(of.0)).await?;
        }
        let gone = run(conn, sql(IMPORT_BOOKINGS_END).bind(municipality.0).bind(of.0)).await?;
        let persons: Vec<i64> = made.iter().map(|booking| booking.client.0).collect();
        run(conn, sql(IMPORT_CLIENTS_END).bind(municipality.0).bind(to_json(&persons)?)).await?;
        self.changed().somewhere(municipality, What::Booking);
        Ok(TakenBack { gone, kept })
    }
}

fn draft(row: &Row) -> StoreResult<DraftRow> {
    Ok(DraftRow {
        id: ImportDraftId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        sort: word(row, "sort", Sort::parse)?,
        sealed: get(row, "sealed")?,
        created_at: instant(row, "created_at")?,
    })
}

/// As both engines read octets out of JSON.
fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |mut text, octet| {
        // A String takes everything.
        let _ = write!(text, "{octet:02x}");
        text
    })
}
