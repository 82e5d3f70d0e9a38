//! Availability: how many bookings a start time can still take in each mode.
//!
//! Pure arithmetic over what the store reads, so that listing and booking cannot disagree: a booking goes through
//! exactly when a nurse's interval is free and, in person, a room's is too.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use crate::ids::{KindId, OfficeId, RoomId};
use crate::mode::{Mode, Modes};
use crate::slot::SlotId;
use crate::tick::Interval;

/// Nurse slots of one start, end and mode set, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SlotGroup {
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// What the nurses of the group do.
    pub modes: Modes,
}

/// A room (or a place in it) that somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomClaim {
    /// The room.
    pub room: RoomId,
    /// The place in it.
    pub lane: i64,
    /// For how long, buffers included.
    pub interval: Interval,
}

/// Minutes a kind needs before and after the interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Buffers {
    /// Before, minutes.
    pub before: i64,
    /// After, minutes.
    pub after: i64,
}

impl Buffers {
    /// The interval a booking keeps its nurse and room busy.
    pub fn around(self, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Interval {
        // Outwards to whole ticks, so that arithmetic and guard see the same interval.
        Interval { from: starts_at - Duration::minutes(self.before), until: ends_at + Duration::minutes(self.after) }
            .whole_ticks()
    }
}

/// A start time that people can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSlot {
    /// Its identity.
    pub id: SlotId,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// Bookings it can still take, per mode; modes with none are absent.
    pub free: Vec<(Mode, i64)>,
}

impl PublicSlot {
    /// Bookings it can still take in that mode, or in the best mode when none is named.
    pub fn free_in(&self, mode: Option<Mode>) -> i64 {
        let counts = self.free.iter().filter(|(m, _)| mode.is_none_or(|wanted| wanted == *m));
        counts.map(|(_, n)| *n).max().unwrap_or(0)
    }

    /// The modes it can still be booked in.
    pub fn modes(&self) -> Modes {
        self.free.iter().map(|(mode, _)| *mode).collect()
    }
}

/// What one office's offer of one kind is made of.
#[derive(Debug, Clone)]
pub struct OfficeOffer {
    /// The office.
    pub office: OfficeId,
    /// The kind.
    pub kind: KindId,
    /// The kind's buffers.
    pub buffers: Buffers,
    /// The kind's modes.
    pub modes: Modes,
    /// Published nurse slots by start, and how many there are.
    pub published: Vec<(SlotGroup, i64)>,
    /// Of those, how many belong to a nurse who is busy.
    pub busy: HashMap<SlotGroup, i64>,
    /// Places in the office's rooms, all of them.
    pub room_places: i64,
    /// Places somebody has, sorted by start.
    pub claims: Vec<RoomClaim>,
}

impl OfficeOffer {
    /// The start times that can still be booked, ascending.
    pub fn slots(&self) -> Vec<PublicSlot> {
        let mut slots: Vec<PublicSlot> = Vec::with_capacity(self.published.len());
        for (group, count) in &self.published {
            let nurses = count - self.busy.get(group).copied().unwrap_or(0);
            if nurses <= 0 {
                continue;
            }
            match slots.last_mut() {
                Some(last) if last.starts_at == group.starts_at => self.add(last, *group, nurses),
                _ => {
                    let id = SlotId { office: self.office, kind: self.kind, starts_at: group.starts_at };
                    let mut slot =
                        PublicSlot { id, starts_at: group.starts_at, ends_at: group.ends_at, free: Vec::new() };
                    self.add(&mut slot, *group, nurses);
                    slots.push(slot);
                }
            }
        }
        for slot in &mut slots {
            self.cap_by_rooms(slot);
        }
        slots.retain(|slot| !slot.free.is_empty());
        slots
    }

    fn add(&self, slot: &mut PublicSlot, group: SlotGroup, nurses: i64) {
        for mode in group.modes.and(self.modes).iter() {
            // Nurses whose interview ends later need their room for longer.
            let nurses = if mode == Mode::InPerson {
                let busy = self.buffers.around(group.starts_at, group.ends_at);
                nurses.min(self.room_places - self.places_taken(&busy))
            } else {
                nurses
            };
            match slot.free.iter_mut().find(|(m, _)| *m == mode) {
                Some((_, n)) => *n += nurses,
                None => slot.free.push((mode, nurses)),
            }
        }
    }

    /// In person needs a room for the whole busy interval.
    fn cap_by_rooms(&self, slot: &mut PublicSlot) {
        let busy = self.buffers.around(slot.starts_at, slot.ends_at);
        for (mode, n) in &mut slot.free {
            if *mode == Mode::InPerson {
                *n = (*n).min(self.room_places - self.places_taken(&busy));
            }
        }
        slot.free.retain(|(_, n)| *n > 0);
        slot.free.sort_unstable();
    }

    fn places_taken(&self, busy: &Interval) -> i64 {
        let mut seen: Vec<(RoomId, i64)> = Vec::new();
        // Nothing is kept for longer than a day, so older claims need no look.
        let first = self.claims.partition_point(|c| c.interval.from < busy.from - Duration::days(1));
        for claim in self.claims.iter().skip(first).take_while(|c| c.interval.from < busy.until) {
            if claim.interval.overlaps(busy) && !seen.contains(&(claim.room, claim.lane)) {
                seen.push((claim.room, claim.lane));
            }
        }
        i64::try_from(seen.len()).unwrap_or(i64::MAX)
    }
}
