//! Writing published times, many in one statement.

use std::collections::BTreeSet;

use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, StaffId};
use mendan_service::model::NurseSlot;
use mendan_service::ports::StoreResult;

use super::super::row::{Query, Row, all, get, instant, run, to_json};
use super::super::{Connection, DIALECT, sql};

/// Slots sent in one statement: large enough to be fast, small enough for statement timeouts.
const BATCH: usize = 1000;

type Entry = (i64, i64, i64, i64, i64, i64, i64, bool, bool);

/// How many rows a statement touched, and of which kinds they were.
#[derive(Default)]
pub(crate) struct Changed {
    rows: u64,
    kinds: BTreeSet<i64>,
}

impl Changed {
    /// Runs a statement that returns the kind of each row it touches.
    pub(crate) async fn run(&mut self, conn: &mut Connection, query: Query<'_>) -> StoreResult<()> {
        for kind in all(conn, query, |row| get(row, "kind_id")).await? {
            self.rows += 1;
            self.kinds.insert(kind);
        }
        Ok(())
    }

    /// Raises the version of the times of these kinds; how many rows there were.
    pub(crate) async fn done(self, conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<u64> {
        if self.rows > 0 {
            run(conn, sqlx::query(sql::SLOTS_CHANGED).bind(municipality.0)).await?;
        }
        for kind in self.kinds {
            run(conn, sqlx::query(sql::SLOTS_OF_KIND_CHANGED).bind(municipality.0).bind(kind)).await?;
        }
        Ok(self.rows)
    }
}

pub(crate) async fn insert(
    conn: &mut Connection,
    municipality: MunicipalityId,
    slots: &[NurseSlot],
) -> StoreResult<u64> {
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        let entries: Vec<_> = batch.iter().map(entry).collect();
        let query = sqlx::query(DIALECT.slots_insert).bind(municipality.0).bind(to_json(&entries)?);
        changed.run(conn, query).await?;
    }
    changed.done(conn, municipality).await
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
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        let entries: Vec<_> = batch.iter().map(|s| (s.id.0, s.ends_at.timestamp(), s.modes.bits())).collect();
        let query = sqlx::query(DIALECT.slots_change).bind(municipality.0).bind(to_json(&entries)?);
        changed.run(conn, query).await?;
    }
    changed.done(conn, municipality).await
}

pub(crate) async fn delete(
    conn: &mut Connection,
    municipality: MunicipalityId,
    slots: &[NurseSlotId],
) -> StoreResult<u64> {
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        changed.run(conn, sqlx::query(DIALECT.slots_delete).bind(municipality.0).bind(to_json(&batch)?)).await?;
    }
    changed.done(conn, municipality).await
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
