//! Published, busy and room claims agree with the slowest and plainest way to count, whatever is in the database.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::OfficeId;
use mendan_domain::mode::Modes;
use mendan_domain::offer::SlotGroup;
use mendan_domain::tick::Interval;
use mendan_service::model::{Booking, Hold, NurseSlot};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::sample::{City, at, begin, booking, city, hold, insert, slot};

on_both_engines!(counting_agrees_with_brute_force);

/// Nurse, room, start, length, buffers, status (a booking) or expiry (a hold).
type Taken = (usize, Option<usize>, i64, i64, (i64, i64), usize);
/// Nurse, kind, office, start, length, modes, open.
type Offered = (usize, usize, usize, i64, i64, i64, bool);

#[derive(Debug, Clone)]
struct Case {
    bookings: Vec<Taken>,
    holds: Vec<Taken>,
    slots: Vec<Offered>,
    from: i64,
    length: i64,
}

fn case() -> impl Strategy<Value = Case> {
    // Two days in steps of ten minutes; lengths up to eight hours, buffers up to two.
    let start = || (-144_i64..288).prop_map(|n| n * 10);
    let length = || prop_oneof![4 => 1_i64..12, 1 => 12_i64..=96].prop_map(|n| n * 5);
    let buffers = || (0_i64..=24, 0_i64..=24).prop_map(|(before, after)| (before * 5, after * 5));
    let taken = move || (0_usize..3, proptest::option::of(0_usize..3), start(), length(), buffers(), 0_usize..5);
    let offered = (0_usize..3, 0_usize..2, 0_usize..2, start(), length(), 0_i64..4, prop::bool::weighted(0.9));
    (
        prop::collection::vec(taken(), 0..25),
        prop::collection::vec(taken(), 0..10),
        prop::collection::vec(offered, 0..60),
        start(),
        0_i64..2000,
    )
        .prop_map(|(bookings, holds, slots, from, length)| Case { bookings, holds, slots, from, length })
}

const NOW: i64 = 100;

fn bookings(city: &City, case: &Case) -> Vec<Booking> {
    let make = |(k, (nurse, room, from, length, (before, after), status)): (i64, &Taken)| {
        let mut one = booking(city, k, *from);
        one.ends_at = at(from + length);
        one.claim.staff = city.staff[*nurse];
        one.claim.room = room.map(|room| (city.rooms[room], 0));
        one.claim.busy = Interval { from: at(from - before), until: at(from + length + after) };
        one.status = Status::ALL[*status];
        one
    };
    (1..).zip(&case.bookings).map(make).collect()
}

fn holds(city: &City, case: &Case) -> Vec<Hold> {
    let make = |(k, (nurse, room, from, length, (before, after), expiry)): (i64, &Taken)| {
        let mut one = hold(city, k, *from, NOW - 2 + i64::try_from(*expiry).unwrap());
        one.ends_at = at(from + length);
        one.claim.staff = city.staff[*nurse];
        one.claim.room = room.map(|room| (city.rooms[room], 0));
        one.claim.busy = Interval { from: at(from - before), until: at(from + length + after) };
        one
    };
    (1..).zip(&case.holds).map(make).collect()
}

fn slots(city: &City, case: &Case) -> Vec<NurseSlot> {
    // One per nurse, kind, time and office: the first stays.
    let mut unique = BTreeMap::new();
    for (k, (nurse, kind, office, from, length, modes, open)) in (1..).zip(&case.slots) {
        let one = NurseSlot {
            office: city.offices[*office],
            ends_at: at(from + length),
            modes: Modes::from_bits(1 + modes),
            open: *open,
            ..slot(city, k, *nurse, *kind, *from)
        };
        unique.entry((one.staff, one.kind, one.starts_at, one.office)).or_insert(one);
    }
    unique.into_values().collect()
}

type Counts = BTreeMap<(OfficeId, SlotGroup), i64>;

fn count<'s>(slots: impl Iterator<Item = &'s NurseSlot>) -> Counts {
    let mut counts = Counts::new();
    for slot in slots {
        let group = SlotGroup { starts_at: slot.starts_at, ends_at: slot.ends_at, modes: slot.modes };
        *counts.entry((slot.office, group)).or_default() += 1;
    }
    counts
}

async fn check(fresh: &Fresh, number: i64, case: &Case) {
    let city = city(&*fresh.store, number).await;
    let (bookings, holds, slots) = (bookings(&city, case), holds(&city, case), slots(&city, case));
    let mut tx = begin(fresh).await;
    for booking in &bookings {
        assert!(insert(&mut tx, booking).await);
    }
    for hold in &holds {
        tx.hold_insert(hold).await.unwrap();
    }
    tx.slots_insert(city.id, &slots).await.unwrap();

    let (from, until, now) = (at(case.from), at(case.from + case.length), at(NOW));
    let within = |instant: DateTime<Utc>| from <= instant && instant < until;
    let claims: Vec<_> = bookings
        .iter()
        .filter(|booking| booking.status != Status::Cancelled)
        .map(|booking| booking.claim)
        .chain(holds.iter().filter(|hold| hold.expires_at > now).map(|hold| hold.claim))
        .collect();

    for kind in &city.catalogue.kinds {
        let offered: Vec<_> =
            slots.iter().filter(|slot| slot.open && slot.kind == kind.id && within(slot.starts_at)).collect();
        let mut published = Counts::new();
        for office in city.offices {
            let groups = tx.published(kind.id, office, from, until).await.unwrap();
            assert!(groups.is_sorted_by_key(|(group, _)| *group));
            published.extend(groups.into_iter().map(|(group, count)| ((office, group), count)));
        }
        assert_eq!(published, count(offered.iter().copied()));

        let is_busy = |slot: &NurseSlot| {
            let busy = kind.buffers.around(slot.starts_at, slot.ends_at);
            claims.iter().any(|claim| claim.staff == slot.staff && claim.busy.overlaps(&busy))
        };
        let busy = tx.busy(city.id, kind, from, until, now).await.unwrap();
        let busy: Counts = busy.into_iter().map(|busy| ((busy.office, busy.group), busy.count)).collect();
        assert_eq!(busy, count(offered.iter().copied().filter(|slot| is_busy(slot))));
    }

    let window = Interval { from, until };
    let mut expected: Vec<_> = claims
        .iter()
        .filter(|claim| claim.busy.overlaps(&window))
        .filter_map(|claim| claim.room.map(|(room, lane)| (claim.busy.from, room, lane, claim.busy.until)))
        .collect();
    expected.sort_unstable();
    let found = tx.room_claims(city.id, from, until, now).await.unwrap();
    assert!(found.is_sorted_by_key(|claim| claim.interval.from));
    let mut found: Vec<_> =
        found.iter().map(|claim| (claim.interval.from, claim.room, claim.lane, claim.interval.until)).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
    tx.commit().await.unwrap();
}

async fn counting_agrees_with_brute_force(fresh: &Fresh) {
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let number = std::cell::Cell::new(0);
    let outcome = runner.run(&case(), |case| {
        // A city of its own for each case.
        number.set(number.get() + 1);
        let checking = check(fresh, number.get(), &case);
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(checking));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
