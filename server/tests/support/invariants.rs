//! What must hold whatever happened: nobody is booked twice, nothing is kept for nobody.

use std::collections::BTreeMap;

use super::Engine;
use super::database::Database;

/// Resource kind, resource, lane, tick.
type Place = (i64, i64, i64, i64);
/// 1 booking or 2 hold, and its id.
type Owner = (i64, i64);

const TICK: i64 = 300;

impl Database {
    /// Checks everything.
    pub async fn check(&self) {
        self.check_ticks().await;
        self.check_people().await;
        self.check_messages().await;
        if self.engine() == Engine::Sqlite {
            let said = self.rows::<(String,)>("PRAGMA integrity_check").await;
            assert_eq!(said, [("ok".to_owned(),)]);
            assert_eq!(self.count("SELECT COUNT(*) FROM pragma_foreign_key_check").await, 0);
        }
    }

    /// Ticks are exactly those of live bookings, each busy interval whole, besides what holds own.
    async fn check_ticks(&self) {
        // A server may be at work meanwhile: what was read belongs together where nothing has changed since it was begun.
        let mut owned = self.owned().await;
        loop {
            let claimed = self.claimed().await;
            let now = self.owned().await;
            if now == owned {
                return Self::agree(&owned, claimed);
            }
            owned = now;
        }
    }

    async fn owned(&self) -> BTreeMap<Place, Owner> {
        let rows = self.rows::<(i64, i64, i64, i64, i64, i64)>(
            "SELECT resource_kind, resource_id, lane, tick, owner_kind, owner_id FROM occupied",
        );
        rows.await.into_iter().map(|(a, b, c, d, kind, id)| ((a, b, c, d), (kind, id))).collect()
    }

    /// By live bookings, and by holds.
    async fn claimed(&self) -> [BTreeMap<Place, Owner>; 2] {
        let columns = "SELECT id, staff_id, COALESCE(joint_staff_id, 0), COALESCE(room_id, 0), COALESCE(room_lane, 0), busy_from, busy_until";
        let bookings = self.claims(&format!("{columns} FROM booking WHERE status <> 'cancelled'"), 1).await;
        let holds = self.claims(&format!("{columns} FROM hold"), 2).await;
        [bookings, holds]
    }

    fn agree(owned: &BTreeMap<Place, Owner>, [bookings, holds]: [BTreeMap<Place, Owner>; 2]) {
        let of_bookings: BTreeMap<Place, Owner> =
            owned.iter().filter(|(_, owner)| owner.0 == 1).map(|(p, o)| (*p, *o)).collect();
        assert_eq!(of_bookings.len(), bookings.len(), "ticks of bookings");
        assert_eq!(of_bookings, bookings);
        // An expired hold may have lost some to a booking.
        for (place, owner) in owned.iter().filter(|(_, owner)| owner.0 == 2) {
            assert_eq!(holds.get(place), Some(owner), "a tick of a hold that is none");
        }
    }

    async fn claims(&self, sql: &str, kind: i64) -> BTreeMap<Place, Owner> {
        let mut places = BTreeMap::new();
        for (id, staff, joint, room, lane, from, until) in self.rows::<(i64, i64, i64, i64, i64, i64, i64)>(sql).await {
            let ticks = from.div_euclid(TICK)..(until + TICK - 1).div_euclid(TICK);
            // Of an interview of two, both nurses; of one without a room, no room.
            let resources = [(1, staff, 0), (1, joint, 0), (2, room, lane)];
            for tick in ticks {
                for (resource, number, lane) in resources.into_iter().filter(|(_, number, _)| *number != 0) {
                    let before = places.insert((resource, number, lane, tick), (kind, id));
                    assert_eq!(before, None, "{kind} {id} shares its time");
                }
            }
        }
        places
    }

    /// One open booking per person and kind.
    async fn check_people(&self) {
        let twice = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM booking WHERE status = 'booked' AND email LIKE 'haha%' \
                     GROUP BY client_id, kind_id HAVING COUNT(*) > 1) AS twice";
        assert_eq!(self.count(twice).await, 0, "somebody has two open bookings of a kind");
    }

    /// Every booking of the tests was announced, in its own transaction, with an audit line.
    async fn check_messages(&self) {
        let silent = "SELECT COUNT(*) FROM booking AS b WHERE b.email LIKE 'haha%' AND NOT EXISTS \
                      (SELECT 1 FROM outbox AS o WHERE o.booking_id = b.id AND o.kind = 'confirmation')";
        assert_eq!(self.count(silent).await, 0, "a booking without its confirmation");
        let unseen = "SELECT COUNT(*) FROM booking AS b WHERE b.email LIKE 'haha%' AND (SELECT COUNT(*) FROM audit AS a \
                      WHERE a.subject_kind = 'booking' AND a.subject_id = b.id AND a.action = 'book') <> 1";
        assert_eq!(self.count(unseen).await, 0, "a booking without its audit line");
    }
}
