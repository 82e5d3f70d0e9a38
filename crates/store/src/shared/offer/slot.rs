//! Writing published times, many in one statement.

use std::collections::BTreeSet;

use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, StaffId};
use mendan_service::model::NurseSlot;
use mendan_service::ports::StoreResult;

use super::super::row::{Query, Row, all, get, instant, run, sql, to_json};
use super::super::{Connection, ENGINE};

statements! {
    /// Comes first, so that on PostgreSQL two who change times do so one after the other, and never wait for each other in a circle.
    SLOTS_CHANGED = "UPDATE municipality SET slots_version = slots_version + 1 WHERE id = $1";
    SLOTS_OF_KIND_CHANGED =
        "UPDATE interview_kind SET slots_version = slots_version + 1 WHERE municipality_id = $1 AND id = $2";
    /// Thousands of slots as one JSON text: `[[id, office, kind, staff, starts, ends, modes, open, planned], …]`.
    SLOTS_INSERT {
        sqlite: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, \
               value ->> 8 FROM json_each($2) WHERE TRUE ON CONFLICT DO NOTHING RETURNING kind_id"),
        postgres: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, (entry ->> 3)::BIGINT, \
               (entry ->> 4)::BIGINT, (entry ->> 5)::BIGINT, (entry ->> 6)::BIGINT, (entry ->> 7)::BOOLEAN, \
               (entry ->> 8)::BOOLEAN \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) ON CONFLICT DO NOTHING RETURNING kind_id")
    }
    /// Ends and modes of slots that exist: `[[id, ends, modes], …]`.
    SLOTS_CHANGE {
        sqlite:
            "UPDATE slot SET ends_at = value ->> 1, modes = value ->> 2 FROM json_each($2) \
             WHERE slot.id = value ->> 0 AND slot.municipality_id = $1 RETURNING kind_id",
        postgres:
            "UPDATE slot SET ends_at = (entry ->> 1)::BIGINT, modes = (entry ->> 2)::BIGINT \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) \
             WHERE slot.id = (entry ->> 0)::BIGINT AND slot.municipality_id = $1 RETURNING kind_id"
    }
    /// Slots that go: `[id, …]`.
    SLOTS_DELETE {
        sqlite: "DELETE FROM slot WHERE municipality_id = $1 AND id IN (SELECT value FROM json_each($2)) RETURNING kind_id",
        postgres:
            "DELETE FROM slot WHERE municipality_id = $1 \
             AND id IN (SELECT entry::BIGINT FROM json_array_elements_text(CAST($2 AS TEXT)::JSON) AS slots (entry)) RETURNING kind_id"
    }
}

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
            run(conn, sql(SLOTS_CHANGED).bind(municipality.0)).await?;
        }
        for kind in self.kinds {
            run(conn, sql(SLOTS_OF_KIND_CHANGED).bind(municipality.0).bind(kind)).await?;
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
        let query = sql(SLOTS_INSERT).bind(municipality.0).bind(to_json(&entries)?);
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
        let query = sql(SLOTS_CHANGE).bind(municipality.0).bind(to_json(&entries)?);
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
        changed.run(conn, sql(SLOTS_DELETE).bind(municipality.0).bind(to_json(&batch)?)).await?;
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
