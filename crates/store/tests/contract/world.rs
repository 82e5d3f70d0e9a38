//! Any state of a city's times: bookings, holds and what nurses published, more of it than a guard would let stand.

use std::collections::BTreeMap;

use mendan_domain::booking::mode::Modes;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::offer::TakenTime;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::tick::Interval;
use mendan_service::model::{Booking, Claim, Hold, NurseSlot};
use mendan_service::unit::WriteUnit;
use mendan_store::testing::Fresh;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::sample::{City, at, booking, hold, insert, slot};

/// Now, of every case.
pub const NOW: i64 = 10;

/// A booking or a hold: who and where by their numbers in the city, minutes from its first start.
#[derive(Debug, Clone)]
struct Kept {
    nurses: (usize, Option<usize>),
    place: Option<(usize, i64)>,
    kind: usize,
    office: usize,
    start: i64,
    length: i64,
    buffers: (i64, i64),
    /// Status and channel of a booking, expiry of a hold.
    state: (usize, usize),
}

/// Nurse, kind, office, start, length, modes, open.
type Offered = (usize, usize, usize, i64, i64, i64, bool);

/// What is in the database, and a window to look at.
#[derive(Debug, Clone)]
pub struct World {
    bookings: Vec<Kept>,
    holds: Vec<Kept>,
    slots: Vec<Offered>,
    pub from: i64,
    pub length: i64,
}

/// Two days in steps of ten minutes; mostly the same few starts, so that there is something to share.
fn start() -> impl Strategy<Value = i64> {
    prop_oneof![3 => (0_i64..4).prop_map(|n| n * 60), 1 => (-144_i64..288).prop_map(|n| n * 10)]
}

/// Up to eight hours.
fn length() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(30_i64), 2 => Just(60_i64), 2 => (1_i64..12).prop_map(|n| n * 5), 1 => (12_i64..=96).prop_map(|n| n * 5)]
}

/// The first of two, mostly.
fn first() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0_usize), 1 => Just(1_usize)]
}

fn kept() -> impl Strategy<Value = Kept> {
    let nurses = (0_usize..5, proptest::option::weighted(0.3, 0_usize..5));
    let place = proptest::option::of((0_usize..3, 0_i64..2));
    let buffer = || prop_oneof![2 => 0_i64..3, 1 => 0_i64..=24].prop_map(|n| n * 5);
    let buffers = (buffer(), buffer());
    let state = (0_usize..5, 0_usize..4);
    (nurses, place, first(), first(), start(), length(), buffers, state).prop_map(
        |((first, second), place, kind, office, start, length, buffers, state)| {
            let nurses = (first, second.filter(|second| *second != first));
            Kept { nurses, place, kind, office, start, length, buffers, state }
        },
    )
}

pub fn world() -> impl Strategy<Value = World> {
    let modes = prop_oneof![2 => Just(15_i64), 1 => 0_i64..16];
    let offered = (0_usize..5, first(), first(), start(), length(), modes, prop::bool::weighted(0.9));
    // Mostly few, so that something is left to book.
    let some = |most: usize| {
        let (few, many) = (prop::collection::vec(kept(), 0..=most / 5), prop::collection::vec(kept(), 0..=most));
        prop_oneof![2 => few, 1 => many]
    };
    (some(20), some(6), prop::collection::vec(offered, 0..120), start(), 0_i64..2000)
        .prop_map(|(bookings, holds, slots, from, length)| World { bookings, holds, slots, from, length })
}

/// Tries a check on so many of them, each with a number for a city of its own.
pub fn each<S: Strategy>(cases: u32, strategy: &S, check: impl AsyncFn(i64, S::Value)) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let number = std::cell::Cell::new(0);
    let outcome = runner.run(strategy, |case| {
        number.set(number.get() + 1);
        let checking = check(number.get(), case);
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(checking));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

fn claim(city: &City, kept: &Kept) -> Claim {
    let (before, after) = kept.buffers;
    Claim {
        staff: city.staff[kept.nurses.0],
        joint: kept.nurses.1.map(|second| city.staff[second]),
        room: kept.place.map(|(room, lane)| (city.rooms[room], lane)),
        busy: Interval { from: at(kept.start - before), until: at(kept.start + kept.length + after) },
    }
}

impl World {
    pub fn bookings(&self, city: &City) -> Vec<Booking> {
        let channels = [Channel::Web, Channel::Api, Channel::Phone, Channel::Counter];
        let make = |(k, kept): (i64, &Kept)| Booking {
            kind: city.kinds[kept.kind],
            office: city.offices[kept.office],
            claim: claim(city, kept),
            ends_at: at(kept.start + kept.length),
            status: Status::ALL[kept.state.0],
            channel: channels[kept.state.1],
            counted: Group::ALL[kept.state.1 % 3],
            ..booking(city, k, kept.start)
        };
        (1..).zip(&self.bookings).map(make).collect()
    }

    pub fn holds(&self, city: &City) -> Vec<Hold> {
        let make = |(k, kept): (i64, &Kept)| Hold {
            kind: city.kinds[kept.kind],
            office: city.offices[kept.office],
            claim: claim(city, kept),
            ends_at: at(kept.start + kept.length),
            ..hold(city, k, kept.start, NOW - 2 + i64::try_from(kept.state.0).unwrap())
        };
        (1..).zip(&self.holds).map(make).collect()
    }

    /// One per nurse, kind, time and office: the first stays.
    pub fn slots(&self, city: &City) -> Vec<NurseSlot> {
        let mut unique = BTreeMap::new();
        for (k, (nurse, kind, office, from, length, modes, open)) in (1..).zip(&self.slots) {
            let one = NurseSlot {
                office: city.offices[*office],
                ends_at: at(from + length),
                modes: Modes::from_bits(*modes),
                open: *open,
                ..slot(city, k, *nurse, *kind, *from)
            };
            unique.entry((one.staff, one.kind, one.starts_at, one.office)).or_insert(one);
        }
        unique.into_values().collect()
    }

    /// What keeps others out at [`NOW`].
    pub fn taken(&self, city: &City) -> Vec<TakenTime> {
        let bookings = self.bookings(city);
        let bookings = bookings.iter().filter(|booking| booking.status != Status::Cancelled);
        let holds = self.holds(city);
        let holds = holds.iter().filter(|hold| hold.expires_at > at(NOW));
        bookings.map(taken_by_booking).chain(holds.map(taken_by_hold)).collect()
    }

    pub async fn write(&self, fresh: &Fresh, city: &City) -> Box<dyn WriteUnit> {
        let mut tx = fresh.store.begin().await.unwrap();
        for booking in &self.bookings(city) {
            assert!(insert(&mut tx, booking).await);
        }
        for hold in &self.holds(city) {
            tx.hold_insert(hold).await.unwrap();
        }
        tx.slots_insert(city.id, &self.slots(city)).await.unwrap();
        tx
    }
}

pub fn taken_by_booking(booking: &Booking) -> TakenTime {
    let Claim { staff, joint, room: place, busy } = booking.claim;
    let Booking { kind, office, starts_at, counted: group, .. } = *booking;
    TakenTime { staff, joint, place, busy, kind, office, group, starts_at }
}

pub fn taken_by_hold(hold: &Hold) -> TakenTime {
    let Claim { staff, joint, room: place, busy } = hold.claim;
    let Hold { kind, office, starts_at, .. } = *hold;
    TakenTime { staff, joint, place, busy, kind, office, group: Group::Web, starts_at }
}
