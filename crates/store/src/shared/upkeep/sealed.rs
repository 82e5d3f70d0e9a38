//! Sealed values of every city, and what links are made of.

use async_trait::async_trait;
use mendan_domain::ids::{BookingId, HoldId, MunicipalityId, StaffId};
use mendan_service::draft::repository::WorkDraftId;
use mendan_service::import::repository::ImportDraftId;
use mendan_service::message::dkim::DkimKeyId;
use mendan_service::ports::StoreResult;
use mendan_service::range::repository::RangeUndoId;
use mendan_service::sealed::{LinkRow, SealedColumn, SealedPlace, SealedValue};
use mendan_service::staff::factor::kind::FactorId;
use mendan_service::staff::factor::recovery::RecoveryId;
use mendan_service::upkeep::repository::{SealedReads, SealedWrites};

use super::super::row::{Query, Row, all, get, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    SEALED_PRIVATE = "SELECT id, private_sealed AS sealed FROM booking WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_REASON =
        "SELECT id, cancel_reason_sealed AS sealed FROM booking WHERE id > $1 AND cancel_reason_sealed IS NOT NULL \
         ORDER BY id LIMIT $2";
    SEALED_NOTE =
        "SELECT id, note_sealed AS sealed FROM booking WHERE id > $1 AND note_sealed IS NOT NULL ORDER BY id LIMIT $2";
    SEALED_UNDO = "SELECT booking_id AS id, before_sealed AS sealed FROM undo WHERE booking_id > $1 ORDER BY booking_id LIMIT $2";
    SEALED_RANGE_UNDO = "SELECT id, before_sealed AS sealed FROM range_undo WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_DRAFT =
        "SELECT id, draft_sealed AS sealed FROM hold WHERE id > $1 AND draft_sealed IS NOT NULL ORDER BY id LIMIT $2";
    SEALED_DESK =
        "SELECT token_hash, state_sealed AS sealed FROM session WHERE token_hash > $1 AND state_sealed IS NOT NULL \
         ORDER BY token_hash LIMIT $2";
    SEALED_ANSWER =
        "SELECT municipality_id, key, answer_sealed AS sealed FROM idempotency \
         WHERE (municipality_id, key) > ($1, $2) AND answer_sealed IS NOT NULL ORDER BY municipality_id, key LIMIT $3";
    SEALED_MAILBOX =
        "SELECT municipality_id AS id, relay_sealed AS sealed FROM mailbox WHERE municipality_id > $1 AND relay_sealed IS NOT NULL \
         ORDER BY municipality_id LIMIT $2";
    SEALED_DKIM_KEY = "SELECT id, key_sealed AS sealed FROM dkim_key WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_OPENID =
        "SELECT municipality_id AS id, provider_sealed AS sealed FROM openid WHERE municipality_id > $1 AND provider_sealed IS NOT NULL \
         ORDER BY municipality_id LIMIT $2";
    SEALED_FORMER_OPENID =
        "SELECT municipality_id AS id, former_sealed AS sealed FROM openid WHERE municipality_id > $1 AND former_sealed IS NOT NULL \
         ORDER BY municipality_id LIMIT $2";
    SEALED_IMPORT = "SELECT id, sealed FROM import_draft WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_FACTOR = "SELECT id, sealed FROM staff_factor WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_RECOVERY = "SELECT id, sealed FROM recovery_code WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_STAFF_ADDRESS = "SELECT staff_id AS id, sealed FROM staff_address WHERE staff_id > $1 ORDER BY staff_id LIMIT $2";
    SEALED_WORK = "SELECT id, sealed FROM work_draft WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_CALENDAR_ADDRESS =
        "SELECT staff_id AS id, address_sealed AS sealed FROM busy_source WHERE staff_id > $1 AND address_sealed IS NOT NULL \
         ORDER BY staff_id LIMIT $2";
    SEALED_AUDIT_KEY = "SELECT key_id, key_sealed AS sealed FROM audit_key WHERE key_id > $1 ORDER BY key_id LIMIT $2";
    SEALED_PRIVATE_LAST = "SELECT id, private_sealed AS sealed FROM booking WHERE id <= $1 ORDER BY id DESC LIMIT $2";
    RESEAL_PRIVATE = "UPDATE booking SET private_sealed = $3 WHERE id = $1 AND private_sealed = $2";
    RESEAL_REASON = "UPDATE booking SET cancel_reason_sealed = $3 WHERE id = $1 AND cancel_reason_sealed = $2";
    RESEAL_NOTE = "UPDATE booking SET note_sealed = $3 WHERE id = $1 AND note_sealed = $2";
    RESEAL_UNDO = "UPDATE undo SET before_sealed = $3 WHERE booking_id = $1 AND before_sealed = $2";
    RESEAL_RANGE_UNDO = "UPDATE range_undo SET before_sealed = $3 WHERE id = $1 AND before_sealed = $2";
    RESEAL_DRAFT = "UPDATE hold SET draft_sealed = $3 WHERE id = $1 AND draft_sealed = $2";
    RESEAL_DESK = "UPDATE session SET state_sealed = $3 WHERE token_hash = $1 AND state_sealed = $2";
    RESEAL_ANSWER =
        "UPDATE idempotency SET answer_sealed = $4 WHERE municipality_id = $1 AND key = $2 AND answer_sealed = $3";
    RESEAL_MAILBOX = "UPDATE mailbox SET relay_sealed = $3 WHERE municipality_id = $1 AND relay_sealed = $2";
    RESEAL_DKIM_KEY = "UPDATE dkim_key SET key_sealed = $3 WHERE id = $1 AND key_sealed = $2";
    RESEAL_OPENID = "UPDATE openid SET provider_sealed = $3 WHERE municipality_id = $1 AND provider_sealed = $2";
    RESEAL_FORMER_OPENID = "UPDATE openid SET former_sealed = $3 WHERE municipality_id = $1 AND former_sealed = $2";
    RESEAL_IMPORT = "UPDATE import_draft SET sealed = $3 WHERE id = $1 AND sealed = $2";
    RESEAL_FACTOR = "UPDATE staff_factor SET sealed = $3 WHERE id = $1 AND sealed = $2";
    RESEAL_RECOVERY = "UPDATE recovery_code SET sealed = $3 WHERE id = $1 AND sealed = $2";
    RESEAL_STAFF_ADDRESS = "UPDATE staff_address SET sealed = $3 WHERE staff_id = $1 AND sealed = $2";
    RESEAL_WORK = "UPDATE work_draft SET sealed = $3 WHERE id = $1 AND sealed = $2";
    RESEAL_CALENDAR_ADDRESS =
        "UPDATE busy_source SET address_sealed = $3 WHERE staff_id = $1 AND address_sealed = $2";
    RESEAL_AUDIT_KEY = "UPDATE audit_key SET key_sealed = $3 WHERE key_id = $1 AND key_sealed = $2";
    LINKS_AFTER = "SELECT id, token_version, token_hash, token_sealed FROM booking WHERE id > $1 ORDER BY id LIMIT $2";
    LINK_SEAL = "UPDATE booking SET token_sealed = $3 WHERE id = $1 AND token_hash = $2";
}

/// Bookings at either end, and mail servers.
const ENDS: i64 = 5;

#[async_trait]
impl<K: Access> SealedReads for Unit<K> {
    async fn sealed_after(
        &mut self,
        column: SealedColumn,
        after: Option<&SealedPlace>,
        limit: i64,
    ) -> StoreResult<Vec<SealedValue>> {
        let conn = self.conn();
        let id = after.map_or(0, id_of);
        let by_id = |text: &'static str| -> Query<'static> { sql(text).bind(id).bind(limit) };
        match column {
            SealedColumn::Private => all(conn, by_id(SEALED_PRIVATE), private).await,
            SealedColumn::CancelReason => {
                all(conn, by_id(SEALED_REASON), |row| value(row, SealedPlace::CancelReason(booking(row)?))).await
            }
            SealedColumn::Note => {
                all(conn, by_id(SEALED_NOTE), |row| value(row, SealedPlace::Note(booking(row)?))).await
            }
            SealedColumn::Undo => {
                all(conn, by_id(SEALED_UNDO), |row| value(row, SealedPlace::Undo(booking(row)?))).await
            }
            SealedColumn::RangeUndo => {
                let place = |row: &Row| value(row, SealedPlace::RangeUndo(RangeUndoId(get(row, "id")?)));
                all(conn, by_id(SEALED_RANGE_UNDO), place).await
            }
            SealedColumn::Draft => {
                all(conn, by_id(SEALED_DRAFT), |row| value(row, SealedPlace::Draft(HoldId(get(row, "id")?)))).await
            }
            SealedColumn::Mailbox => all(conn, by_id(SEALED_MAILBOX), mailbox).await,
            SealedColumn::DkimKey => {
                all(conn, by_id(SEALED_DKIM_KEY), |row| value(row, SealedPlace::DkimKey(DkimKeyId(get(row, "id")?))))
                    .await
            }
            SealedColumn::OpenId => {
                let place = |row: &Row| value(row, SealedPlace::OpenId(MunicipalityId(get(row, "id")?)));
                all(conn, by_id(SEALED_OPENID), place).await
            }
            SealedColumn::FormerOpenId => {
                let place = |row: &Row| value(row, SealedPlace::FormerOpenId(MunicipalityId(get(row, "id")?)));
                all(conn, by_id(SEALED_FORMER_OPENID), place).await
            }
            SealedColumn::ImportDraft => {
                let place = |row: &Row| value(row, SealedPlace::ImportDraft(ImportDraftId(get(row, "id")?)));
                all(conn, by_id(SEALED_IMPORT), place).await
            }
            SealedColumn::Factor => {
                all(conn, by_id(SEALED_FACTOR), |row| value(row, SealedPlace::Factor(FactorId(get(row, "id")?)))).await
            }
            SealedColumn::Recovery => {
                let place = |row: &Row| value(row, SealedPlace::Recovery(RecoveryId(get(row, "id")?)));
                all(conn, by_id(SEALED_RECOVERY), place).await
            }
            SealedColumn::StaffAddress => {
                let place = |row: &Row| value(row, SealedPlace::StaffAddress(StaffId(get(row, "id")?)));
                all(conn, by_id(SEALED_STAFF_ADDRESS), place).await
            }
            SealedColumn::WorkDraft => {
                let place = |row: &Row| value(row, SealedPlace::WorkDraft(WorkDraftId(get(row, "id")?)));
                all(conn, by_id(SEALED_WORK), place).await
            }
            SealedColumn::CalendarAddress => {
                let place = |row: &Row| value(row, SealedPlace::CalendarAddress(StaffId(get(row, "id")?)));
                all(conn, by_id(SEALED_CALENDAR_ADDRESS), place).await
            }
            SealedColumn::Desk => {
                let after = if let Some(SealedPlace::Desk(hash)) = after { hash.clone() } else { Vec::new() };
                let query = sql(SEALED_DESK).bind(after).bind(limit);
                all(conn, query, |row| value(row, SealedPlace::Desk(get(row, "token_hash")?))).await
            }
            SealedColumn::AuditKey => {
                let after = if let Some(SealedPlace::AuditKey(id)) = after { id.clone() } else { Vec::new() };
                let query = sql(SEALED_AUDIT_KEY).bind(after).bind(limit);
                all(conn, query, |row| value(row, SealedPlace::AuditKey(get(row, "key_id")?))).await
            }
            SealedColumn::Answer => {
                let (city, key) = if let Some(SealedPlace::Answer(city, key)) = after {
                    (city.0, key.clone())
                } else {
                    (0, String::new())
                };
                let query = sql(SEALED_ANSWER).bind(city).bind(key).bind(limit);
                all(conn, query, |row| {
                    value(row, SealedPlace::Answer(MunicipalityId(get(row, "municipality_id")?), get(row, "key")?))
                })
                .await
            }
        }
    }
    async fn sealed_ends(&mut self) -> StoreResult<Vec<SealedValue>> {
        let conn = self.conn();
        let mut ends = all(conn, sql(SEALED_PRIVATE).bind(0_i64).bind(ENDS), private).await?;
        let mut last = all(conn, sql(SEALED_PRIVATE_LAST).bind(i64::MAX).bind(ENDS), private).await?;
        last.retain(|value| !ends.contains(value));
        ends.extend(last.into_iter().rev());
        ends.extend(all(conn, sql(SEALED_MAILBOX).bind(0_i64).bind(ENDS), mailbox).await?);
        Ok(ends)
    }
    async fn links_after(&mut self, after: BookingId, limit: i64) -> StoreResult<Vec<LinkRow>> {
        all(self.conn(), sql(LINKS_AFTER).bind(after.0).bind(limit), |row| {
            Ok(LinkRow {
                booking: booking(row)?,
                token_version: get(row, "token_version")?,
                token_hash: get(row, "token_hash")?,
                token_sealed: get(row, "token_sealed")?,
            })
        })
        .await
    }
}

#[async_trait]
impl SealedWrites for Unit<Writing> {
    async fn sealed_replace(&mut self, old: &SealedValue, new: &[u8]) -> StoreResult<bool> {
        let by_id = |text: &'static str, id: i64| -> Query<'_> { sql(text).bind(id) };
        let query = match &old.place {
            SealedPlace::Private(id) => by_id(RESEAL_PRIVATE, id.0),
            SealedPlace::CancelReason(id) => by_id(RESEAL_REASON, id.0),
            SealedPlace::Note(id) => by_id(RESEAL_NOTE, id.0),
            SealedPlace::Undo(id) => by_id(RESEAL_UNDO, id.0),
            SealedPlace::RangeUndo(id) => by_id(RESEAL_RANGE_UNDO, id.0),
            SealedPlace::Draft(id) => by_id(RESEAL_DRAFT, id.0),
            SealedPlace::Mailbox(city) => by_id(RESEAL_MAILBOX, city.0),
            SealedPlace::DkimKey(id) => by_id(RESEAL_DKIM_KEY, id.0),
            SealedPlace::OpenId(city) => by_id(RESEAL_OPENID, city.0),
            SealedPlace::FormerOpenId(city) => by_id(RESEAL_FORMER_OPENID, city.0),
            SealedPlace::Desk(hash) => sql(RESEAL_DESK).bind(hash),
            SealedPlace::AuditKey(id) => sql(RESEAL_AUDIT_KEY).bind(id),
            SealedPlace::Answer(city, key) => sql(RESEAL_ANSWER).bind(city.0).bind(key),
            SealedPlace::ImportDraft(id) => by_id(RESEAL_IMPORT, id.0),
            SealedPlace::Factor(id) => by_id(RESEAL_FACTOR, id.0),
            SealedPlace::Recovery(id) => by_id(RESEAL_RECOVERY, id.0),
            SealedPlace::StaffAddress(id) => by_id(RESEAL_STAFF_ADDRESS, id.0),
            SealedPlace::WorkDraft(id) => by_id(RESEAL_WORK, id.0),
            SealedPlace::CalendarAddress(id) => by_id(RESEAL_CALENDAR_ADDRESS, id.0),
            // Links are kept by `link_seal`; what is on its way stands in no row.
            SealedPlace::LinkToken(_)
            | SealedPlace::TriedServer(_)
            | SealedPlace::TriedOpenId(_)
            | SealedPlace::OfferedFactor(_)
            | SealedPlace::Forgotten(_)
            | SealedPlace::NewPasskey(_)
            | SealedPlace::AskedPasskey(_)
            | SealedPlace::KeptForm => return Ok(false),
        };
        Ok(run(self.conn(), query.bind(&old.sealed).bind(new)).await? == 1)
    }
    async fn link_seal(&mut self, link: &LinkRow, sealed: &[u8]) -> StoreResult<bool> {
        let query = sql(LINK_SEAL).bind(link.booking.0).bind(&link.token_hash).bind(sealed);
        Ok(run(self.conn(), query).await? == 1)
    }
}

fn private(row: &Row) -> StoreResult<SealedValue> {
    value(row, SealedPlace::Private(booking(row)?))
}

fn mailbox(row: &Row) -> StoreResult<SealedValue> {
    value(row, SealedPlace::Mailbox(MunicipalityId(get(row, "id")?)))
}

fn booking(row: &Row) -> StoreResult<BookingId> {
    Ok(BookingId(get(row, "id")?))
}

fn value(row: &Row, place: SealedPlace) -> StoreResult<SealedValue> {
    Ok(SealedValue { place, sealed: get(row, "sealed")? })
}

/// The id of the place's row; 0, before all, of those whose rows have another key.
const fn id_of(place: &SealedPlace) -> i64 {
    match place {
        SealedPlace::Private(id)
        | SealedPlace::CancelReason(id)
        | SealedPlace::LinkToken(id)
        | SealedPlace::Note(id)
        | SealedPlace::Undo(id) => id.0,
        SealedPlace::Draft(id) => id.0,
        SealedPlace::RangeUndo(id) => id.0,
        SealedPlace::Mailbox(city) | SealedPlace::OpenId(city) | SealedPlace::FormerOpenId(city) => city.0,
        SealedPlace::DkimKey(id) => id.0,
        SealedPlace::Factor(id) => id.0,
        SealedPlace::Recovery(id) => id.0,
        SealedPlace::StaffAddress(id) | SealedPlace::CalendarAddress(id) => id.0,
        SealedPlace::WorkDraft(id) => id.0,
        SealedPlace::Desk(_)
        | SealedPlace::Answer(..)
        | SealedPlace::TriedServer(_)
        | SealedPlace::TriedOpenId(_)
        | SealedPlace::OfferedFactor(_)
        | SealedPlace::Forgotten(_)
        | SealedPlace::NewPasskey(_)
        | SealedPlace::AskedPasskey(_)
        | SealedPlace::KeptForm
        | SealedPlace::AuditKey(_) => 0,
        SealedPlace::ImportDraft(id) => id.0,
    }
}
