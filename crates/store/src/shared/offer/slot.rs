//! Writing published times, many in one statement.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, StaffId};
use mendan_service::model::NurseSlot;
use mendan_service::ports::StoreResult;

use super::super::row::{Query, Row, all, get, instant, run, sql, to_json};
use super::super::unit::{Unit, Writing};
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
               value ->> 8 FROM json_each($2) WHERE TRUE ON CONFLICT DO NOTHING RETURNING kind_id, office_id, starts_at"),
        postgres: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, (entry ->> 3)::BIGINT, \
               (entry ->> 4)::BIGINT, (entry ->> 5)::BIGINT, (entry ->> 6)::BIGINT, (entry ->> 7)::BOOLEAN, \
               (entry ->> 8)::BOOLEAN \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) ON CONFLICT DO NOTHING RETURNING kind_id, office_id, starts_at")
    }
    /// Ends and modes of slots that exist: `[[id, ends, modes], …]`.
    SLOTS_CHANGE {
        sqlite:
            "UPDATE slot SET ends_at = value ->> 1, modes = value ->> 2 FROM json_each($2) \
             WHERE slot.id = value ->> 0 AND slot.municipality_id = $1 RETURNING kind_id, office_id, starts_at",
        postgres:
            "UPDATE slot SET ends_at = (entry ->> 1)::BIGINT, modes = (entry ->> 2)::BIGINT \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) \
             WHERE slot.id = (entry ->> 0)::BIGINT AND slot.municipality_id = $1 RETURNING kind_id, office_id, starts_at"
    }
    /// Slots that are opened or closed: `[id, …]`.
    SLOTS_OPEN_EACH {
        sqlite:
            "UPDATE slot SET open = $3 WHERE municipality_id = $1 AND id IN (SELECT value FROM json_each($2)) \
             RETURNING kind_id, office_id, starts_at",
        postgres:
            "UPDATE slot SET open = $3 WHERE municipality_id = $1 \
             AND id IN (SELECT entry::BIGINT FROM json_array_elements_text(CAST($2 AS TEXT)::JSON) AS slots (entry)) \
             RETURNING kind_id, office_id, starts_at"
    }
    /// Slots that go: `[id, …]`.
    SLOTS_DELETE {
        sqlite: "DELETE FROM slot WHERE municipality_id = $1 AND id IN (SELECT value FROM json_each($2)) \
             RETURNING kind_id, office_id, starts_at",
        postgres:
            "DELETE FROM slot WHERE municipality_id = $1 \
             AND id IN (SELECT entry::BIGINT FROM json_array_elements_text(CAST($2 AS TEXT)::JSON) AS slots (entry)) \
             RETURNING kind_id, office_id, starts_at"
    }
}

/// Slots sent in one statement: large enough to be fast, small enough for statement timeouts.
const BATCH: usize = 1000;

type Entry = (i64, i64, i64, i64, i64, i64, i64, bool, bool);

/// How many rows a statement touched, of which kinds they were, and where and when.
#[derive(Default)]
pub(crate) struct Changed {
    rows: u64,
    kinds: BTreeSet<i64>,
    offices: BTreeMap<OfficeId, (DateTime<Utc>, DateTime<Utc>)>,
}

/// A row that was touched: its kind, its office, its start.
type Touched = (i64, OfficeId, DateTime<Utc>);

impl Changed {
    /// Runs a statement that returns kind, office and start of each row it touches.
    pub(crate) async fn run(&mut self, conn: &mut Connection, query: Query<'_>) -> StoreResult<()> {
        for (kind, office, starts_at) in all(conn, query, touched).await? {
            self.rows += 1;
            self.kinds.insert(kind);
            let (first, last) = self.offices.entry(office).or_insert((starts_at, starts_at));
            (*first, *last) = ((*first).min(starts_at), (*last).max(starts_at));
        }
        Ok(())
    }

    /// Raises the version of the times of these kinds, and tells pages that are open where and when; how many rows there were.
    pub(crate) async fn done(self, unit: &mut Unit<Writing>, municipality: MunicipalityId) -> StoreResult<u64> {
        if self.rows > 0 {
            run(unit.conn(), sql(SLOTS_CHANGED).bind(municipality.0)).await?;
        }
        for kind in self.kinds {
            run(unit.conn(), sql(SLOTS_OF_KIND_CHANGED).bind(municipality.0).bind(kind)).await?;
        }
        for (office, span) in self.offices {
            unit.changed().times(municipality, office, span);
        }
        Ok(self.rows)
    }
}

pub(crate) async fn insert(
    unit: &mut Unit<Writing>,
    municipality: MunicipalityId,
    slots: &[NurseSlot],
) -> StoreResult<u64> {
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        let entries: Vec<_> = batch.iter().map(entry).collect();
        let query = sql(SLOTS_INSERT).bind(municipality.0).bind(to_json(&entries)?);
        changed.run(unit.conn(), query).await?;
    }
    changed.done(unit, municipality).await
}

fn entry(slot: &NurseSlot) -> Entry {
    let (starts, ends) = (slot.starts_at.timestamp(), slot.ends_at.timestamp());
    (slot.id.0, slot.office.0, slot.kind.0, slot.staff.0, starts, ends, slot.modes.bits(), slot.open, slot.planned)
}

pub(crate) async fn change(
    unit: &mut Unit<Writing>,
    municipality: MunicipalityId,
    slots: &[NurseSlot],
) -> StoreResult<u64> {
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        let entries: Vec<_> = batch.iter().map(|s| (s.id.0, s.ends_at.timestamp(), s.modes.bits())).collect();
        let query = sql(SLOTS_CHANGE).bind(municipality.0).bind(to_json(&entries)?);
        changed.run(unit.conn(), query).await?;
    }
    changed.done(unit, municipality).await
}

pub(crate) async fn delete(
    unit: &mut Unit<Writing>,
    municipality: MunicipalityId,
    slots: &[NurseSlotId],
) -> StoreResult<u64> {
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        changed.run(unit.conn(), sql(SLOTS_DELETE).bind(municipality.0).bind(to_json(&batch)?)).await?;
    }
    changed.done(unit, municipality).await
}

fn touched(row: &Row) -> StoreResult<Touched> {
    Ok((get(row, "kind_id")?, OfficeId(get(row, "office_id")?), instant(row, "starts_at")?))
}

pub(crate) async fn open_each(
    unit: &mut Unit<Writing>,
    municipality: MunicipalityId,
    slots: &[NurseSlotId],
    open: bool,
) -> StoreResult<u64> {
    let mut changed = Changed::default();
    for batch in slots.chunks(BATCH) {
        let query = sql(SLOTS_OPEN_EACH).bind(municipality.0).bind(to_json(&batch)?).bind(open);
        changed.run(unit.conn(), query).await?;
    }
    changed.done(unit, municipality).await
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
