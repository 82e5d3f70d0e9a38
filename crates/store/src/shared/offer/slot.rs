//! Writing published times, many in one statement.

use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, StaffId};
use mendan_service::model::NurseSlot;
use mendan_service::ports::StoreResult;

use super::super::row::{Row, get, instant, run, to_json};
use super::super::{Connection, DIALECT, sql};

/// Slots sent in one statement: large enough to be fast, small enough for statement timeouts.
const BATCH: usize = 1000;

type Entry = (i64, i64, i64, i64, i64, i64, i64, bool, bool);

pub(crate) async fn insert(
    conn: &mut Connection,
    municipality: MunicipalityId,
    slots: &[NurseSlot],
) -> StoreResult<u64> {
    let mut new = 0;
    for batch in slots.chunks(BATCH) {
        let entries: Vec<_> = batch.iter().map(entry).collect();
        let query = sqlx::query(DIALECT.slots_insert).bind(municipality.0).bind(to_json(&entries)?);
        new += run(conn, query).await?;
    }
    changed(conn, municipality, new).await
}

fn entry(slot: &NurseSlot) -> Entry {
    let (starts, ends) = (slot.starts_at.timestamp(), slot.ends_at.timestamp());
    (slot.id.0, slot.office.0, slot.kind.0, slot.staff.0, starts, ends, slot.modes.bits(), slot.open, slot.planned)
}

pub(crate) async fn change(
    conn: &mut Connection,
    municipality: MunicipalityId,
    slots: &[NurseSlot],
) -> StoreResult<u64> {
    let mut written = 0;
    for batch in slots.chunks(BATCH) {
        let entries: Vec<_> = batch.iter().map(|s| (s.id.0, s.ends_at.timestamp(), s.modes.bits())).collect();
        written += run(conn, sqlx::query(DIALECT.slots_change).bind(municipality.0).bind(to_json(&entries)?)).await?;
    }
    changed(conn, municipality, written).await
}

pub(crate) async fn delete(
    conn: &mut Connection,
    municipality: MunicipalityId,
    slots: &[NurseSlotId],
) -> StoreResult<u64> {
    let mut gone = 0;
    for batch in slots.chunks(BATCH) {
        gone += run(conn, sqlx::query(DIALECT.slots_delete).bind(municipality.0).bind(to_json(&batch)?)).await?;
    }
    changed(conn, municipality, gone).await
}

/// Raises the version of published times if any of them changed; passes their number on.
pub(crate) async fn changed(conn: &mut Connection, municipality: MunicipalityId, number: u64) -> StoreResult<u64> {
    if number > 0 {
        run(conn, sqlx::query(sql::SLOTS_CHANGED).bind(municipality.0)).await?;
    }
    Ok(number)
}

/// The row as it is.
pub(crate) fn slot(row: &Row) -> StoreResult<NurseSlot> {
    Ok(NurseSlot {
        id: NurseSlotId(get(row, "id")?),
        office: OfficeId(get(row, "office_id")?),
        kind: KindId(get(row, "kind_id")?),
        staff: StaffId(get(row, "staff_id")?),
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        modes: Modes::from_bits(get(row, "modes")?),
        open: get(row, "open")?,
        planned: get(row, "planned")?,
    })
}
