//! What must hold whatever happened. Whole tables are walked: after a restore, a copy, and when the doctor is asked.

use async_trait::async_trait;
use mendan_service::ports::StoreResult;
use mendan_service::upkeep::repository::{Holdings, SoundReads, Unsound};

use super::super::row::{get, one, sql};
use super::super::unit::{Access, Unit};

/// Ticks of five minutes from the beginning of a busy time to its end.
macro_rules! ticks {
    () => {
        "((b.busy_until + 299) / 300 - b.busy_from / 300)"
    };
}

/// A tick lies in the busy time of what owns it, and is of one of its nurses or its room (1 and 2, see the guard).
macro_rules! its_own {
    () => {
        "o.tick >= b.busy_from / 300 AND o.tick < (b.busy_until + 299) / 300 \
         AND ((o.resource_kind = 1 AND o.resource_id IN (b.staff_id, COALESCE(b.joint_staff_id, 0))) \
           OR (o.resource_kind = 2 AND o.resource_id = COALESCE(b.room_id, 0) AND o.lane = COALESCE(b.room_lane, 0)))"
    };
}

statements! {
    /// As many ticks as live bookings want, less those they have.
    UNSOUND_TIMES = concat!(
        "SELECT CAST(COALESCE((SELECT SUM(", ticks!(), " * (1 + CASE WHEN b.joint_staff_id IS NULL THEN 0 ELSE 1 END \
             + CASE WHEN b.room_id IS NULL THEN 0 ELSE 1 END)) FROM booking AS b WHERE b.status <> 'cancelled'), 0) AS BIGINT) \
           - (SELECT COUNT(*) FROM occupied AS o JOIN booking AS b ON b.id = o.owner_id AND b.status <> 'cancelled' \
              WHERE o.owner_kind = 1 AND ", its_own!(), ") AS times");
    /// Ticks of no live booking and no hold.
    UNSOUND_STRAYS = concat!(
        "SELECT (SELECT COUNT(*) FROM occupied AS o WHERE o.owner_kind = 1 AND NOT EXISTS (SELECT 1 FROM booking AS b \
             WHERE b.id = o.owner_id AND b.status <> 'cancelled' AND ", its_own!(), ")) \
           + (SELECT COUNT(*) FROM occupied AS o WHERE o.owner_kind = 2 AND NOT EXISTS (SELECT 1 FROM hold AS b \
             WHERE b.id = o.owner_id AND ", its_own!(), ")) AS times");
    UNSOUND_TWICE =
        "SELECT COUNT(*) AS times FROM (SELECT 1 AS one FROM booking WHERE open GROUP BY client_id, kind_id HAVING COUNT(*) > 1) AS t";
    UNSOUND_SEARCH = "SELECT COUNT(*) AS times FROM booking WHERE search_hash = 0";
    HOLDINGS =
        "SELECT (SELECT COUNT(*) FROM municipality) AS cities, (SELECT COUNT(*) FROM booking) AS bookings, \
           (SELECT COALESCE(MAX(created_at), 0) FROM booking) AS last_booked_at, \
           (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'leased')) AS waiting";
}

#[async_trait]
impl<K: Access> SoundReads for Unit<K> {
    async fn broken(&mut self) -> StoreResult<Vec<(Unsound, i64)>> {
        let mut broken = Vec::new();
        for rule in Unsound::ALL {
            let text = match rule {
                Unsound::TimeNotKept => UNSOUND_TIMES,
                Unsound::TimeKeptForNobody => UNSOUND_STRAYS,
                Unsound::OpenTwice => UNSOUND_TWICE,
                Unsound::NotFound => UNSOUND_SEARCH,
            };
            let times = one(self.conn(), sql(text), |row| get(row, "times")).await?;
            broken.push((rule, times.unwrap_or(0)));
        }
        Ok(broken)
    }

    async fn holdings(&mut self) -> StoreResult<Holdings> {
        let found = one(self.conn(), sql(HOLDINGS), |row| {
            Ok(Holdings {
                cities: get(row, "cities")?,
                bookings: get(row, "bookings")?,
                last_booked_at: get(row, "last_booked_at")?,
                waiting: get(row, "waiting")?,
            })
        });
        Ok(found.await?.unwrap_or_default())
    }
}
