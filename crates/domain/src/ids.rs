//! One newtype per id. Ids are made by the application (time-ordered, so that indexes stay dense), never by a database.

use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// Ids of what one area alone knows are declared there: `mendan_domain::id! { /// A key of a partner. PartnerKeyId; }`.
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A city: the tenant every row belongs to.
    MunicipalityId;
    /// A place where interviews happen.
    OfficeId;
    /// A room of an office.
    RoomId;
    /// A nurse, midwife, receptionist or administrator.
    StaffId;
    /// An interview kind.
    KindId;
    /// One nurse's published time.
    NurseSlotId;
    /// A person, as one municipality knows her.
    ClientId;
    /// A booking.
    BookingId;
    /// A time kept for a browser while its person types.
    HoldId;
    /// A job that waits to be done: a message to leave, say.
    OutboxId;
    /// A line of the audit log.
    AuditId;
    /// Something an administrator must know.
    AlarmId;
    /// A closure of the city or an office, or an absence of a member of staff.
    ClosureId;
    /// A template of weekly times.
    TemplateId;
    /// A file to read before an interview.
    LeafletId;
    /// A key with which a partner asks by API.
    PartnerKeyId;
    /// An entry of the call list.
    CallId;
    /// What a nurse is told of her day.
    NewsId;
}

/// A map by id. Listing asks such maps tens of thousands of times; the hash is quick, and nobody outside chooses ids.
pub type IdMap<K, V> = rustc_hash::FxHashMap<K, V>;

/// 2020-01-01 UTC, in milliseconds.
const EPOCH_2020: i64 = 1_577_836_800_000;

/// When an id was made, in milliseconds since 1970: of a row that is gone, its id is all that is left.
#[must_use]
pub const fn made_at(id: i64) -> i64 {
    (id >> 21) + EPOCH_2020
}

/// Builds a time-ordered id: 42 bits of milliseconds since 2020-01-01 UTC, 21 random bits.
#[must_use]
pub fn time_ordered(unix_millis: i64, random: u32) -> i64 {
    ((unix_millis - EPOCH_2020).max(0) << 21) | i64::from(random & 0x1F_FFFF)
}

/// Makes the ids of one process: each is larger than the one before, also within a millisecond and when the clock goes back.
/// What is written together is therefore in the order in which it was written, and no two are alike.
#[derive(Debug, Default)]
pub struct IdSource {
    last: AtomicI64,
}

impl IdSource {
    /// The next id; `random` keeps processes that share a database apart.
    pub fn next(&self, unix_millis: i64, random: u32) -> i64 {
        let fresh = time_ordered(unix_millis, random);
        let after = |last: i64| fresh.max(last + 1);
        after(self.last.fetch_update(Relaxed, Relaxed, |last| Some(after(last))).unwrap_or(fresh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_process_only_rise() {
        let ids = IdSource::default();
        let randoms = [u32::MAX, 0, 7, 7];
        let made: Vec<i64> = randoms.into_iter().map(|random| ids.next(1_800_000_000_000, random)).collect();
        let back = ids.next(1_700_000_000_000, 3);
        assert!(made.is_sorted_by(|a, b| a < b) && back > made[3], "{made:?} {back}");
    }

    #[test]
    fn later_ids_are_larger_whatever_the_random_part() {
        assert!(time_ordered(1_800_000_000_001, 0) > time_ordered(1_800_000_000_000, u32::MAX));
        assert_eq!(made_at(time_ordered(1_800_000_000_001, u32::MAX)), 1_800_000_000_001);
    }
}
