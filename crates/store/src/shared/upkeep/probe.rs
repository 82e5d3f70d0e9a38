//! Whether writing works: found out by writing.

use mendan_service::ports::StoreResult;

use super::super::row::{run, sql};
use super::super::{Connection, ENGINE};

statements! {
    PROBE = "UPDATE write_probe SET beat = beat + 1, padding = $1 WHERE id = 1";
    /// Stands where bookings stand when another program keeps their tables to itself. SQLite's lock is on the whole file.
    PROBE_LOCK {
        sqlite: "SELECT 1 AS free",
        postgres: "LOCK TABLE booking, client, hold, occupied, outbox, audit, session IN ROW EXCLUSIVE MODE"
    }
}

/// As much as a booking dirties, so that a disk which has room for a word only is not taken for one with room.
const LIKE_A_BOOKING: usize = 256 * 1024;

/// Octets to write: a few when all is well, as many as a booking's after a commit that failed.
pub(crate) fn padding(tx: &mut super::super::super::Writing) -> usize {
    if super::super::is_doubted(tx) { LIKE_A_BOOKING } else { 0 }
}

/// Stands where bookings stand, and writes a row of its own.
pub(crate) async fn write(conn: &mut Connection, padding: usize) -> StoreResult<()> {
    run(conn, sql(PROBE_LOCK)).await?;
    run(conn, sql(PROBE).bind(vec![0_u8; padding])).await.map(drop)
}
