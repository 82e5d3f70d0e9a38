//! A number for what publishing would write.

use super::{Difference, Planned, Step};

/// FNV-1a, 64 bits: short, and the same on every machine and in every version.
struct Fnv(u64);

impl Fnv {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;

    fn add(&mut self, number: i64) {
        for octet in number.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(octet)).wrapping_mul(Self::PRIME);
        }
    }

    fn add_planned(&mut self, planned: &Planned) {
        let template = planned.template.map_or(-1, |id| id.0);
        let times = [planned.starts_at.timestamp(), planned.ends_at.timestamp()];
        let ids = [planned.office.0, planned.kind.0, planned.staff.0, planned.modes.bits(), template];
        times.into_iter().chain(ids).for_each(|number| self.add(number));
    }
}

impl Difference {
    /// The same for the same writes: a preview is published only while its digest still holds. What stays as it is
    /// does not count.
    pub fn digest(&self) -> u64 {
        let mut hash = Fnv(Fnv::OFFSET);
        for step in &self.steps {
            match step {
                Step::Create(planned) => {
                    hash.add(1);
                    hash.add_planned(planned);
                }
                Step::Change { id, to, .. } => {
                    hash.add(2);
                    hash.add(id.0);
                    hash.add_planned(to);
                }
                Step::Withdraw(time) => {
                    hash.add(3);
                    hash.add(time.id.0);
                }
                Step::Keep(_) | Step::KeepByHand(_) | Step::Collides { .. } => {}
            }
        }
        hash.0
    }
}
