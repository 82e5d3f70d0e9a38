//! Whether writing works: found out by writing.

use mendan_service::ports::StoreResult;

use super::super::row::run;
use super::super::{Connection, DIALECT, sql};

/// As much as a booking dirties, so that a disk which has room for a word only is not taken for one with room.
const LIKE_A_BOOKING: usize = 256 * 1024;

/// Octets to write: a few when all is well, as many as a booking's after a commit that failed.
pub(crate) fn padding(tx: &mut super::super::super::Writing) -> usize {
    if super::super::is_doubted(tx) { LIKE_A_BOOKING } else { 0 }
}

/// Stands where bookings stand, and writes a row of its own.
pub(crate) async fn write(conn: &mut Connection, padding: usize) -> StoreResult<()> {
    run(conn, sqlx::query(DIALECT.probe_lock)).await?;
    run(conn, sqlx::query(sql::PROBE).bind(vec![0_u8; padding])).await.map(drop)
}
