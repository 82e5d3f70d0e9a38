//! Slots: what a nurse publishes, and the public slot: one start time at one office for one kind, whoever the nurse.

use chrono::{DateTime, Utc};

use crate::booking::mode::Modes;
use crate::ids::{KindId, NurseSlotId, OfficeId, StaffId};

/// One nurse's published time of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NurseSlot {
    /// Its id.
    pub id: NurseSlotId,
    /// Where.
    pub office: OfficeId,
    /// For what.
    pub kind: KindId,
    /// Whose.
    pub staff: StaffId,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// The modes it offers.
    pub modes: Modes,
    /// Whether it is offered; a time closed by hand is not, and stays so.
    pub open: bool,
    /// Whether publishing made it. Times made by hand are never withdrawn or changed.
    pub planned: bool,
}

/// Identifies a public slot. Written as 30 letters and digits, opaque to others and the same for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SlotId {
    /// Where.
    pub office: OfficeId,
    /// For what.
    pub kind: KindId,
    /// When it begins; whole seconds.
    pub starts_at: DateTime<Utc>,
}

/// The last second of the year 9999: later ones would overflow sums with days.
const LATEST: i64 = 253_402_300_799;

const RADIX: u64 = 36;
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Without leading zeros: they carry nothing.
fn encode(mut rest: u64, out: &mut String) {
    let mut digits = [b'0'; 13];
    let mut first = digits.len();
    while rest > 0 && first > 0 {
        first -= 1;
        digits[first] = DIGITS[usize::try_from(rest % RADIX).unwrap_or(0)];
        rest /= RADIX;
    }
    out.extend(digits.iter().skip(first).map(|digit| char::from(*digit)));
}

impl std::fmt::Display for SlotId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::with_capacity(32);
        for (index, part) in [self.office.0, self.kind.0, self.starts_at.timestamp()].into_iter().enumerate() {
            if index > 0 {
                text.push('-');
            }
            encode(part.unsigned_abs(), &mut text);
        }
        f.write_str(&text)
    }
}

impl SlotId {
    /// Reads a slot id. `None` for anything this product did not write.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 41 || text.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let mut parts = text.split('-').map(|part| i64::from_str_radix(part, 36).ok().filter(|n| *n >= 0));
        let (office, kind, seconds) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() || seconds > LATEST {
            return None;
        }
        let id =
            Self { office: OfficeId(office), kind: KindId(kind), starts_at: DateTime::from_timestamp(seconds, 0)? };
        (id.to_string() == text).then_some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(office in 1_i64.., kind in 1_i64.., seconds in 1_i64..4_000_000_000) {
            let id = SlotId {
                office: OfficeId(office), kind: KindId(kind),
                starts_at: DateTime::from_timestamp(seconds, 0).expect("in range"),
            };
            prop_assert_eq!(SlotId::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn reading_never_panics(text in ".{0,60}") {
            let _ = SlotId::parse(&text);
        }
    }
}
