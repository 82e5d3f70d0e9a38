//! What is taken, what is published and whose turn it is agree with the slowest and plainest way to find out, whatever is in
//! the database.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::offer::tick::Interval;
use mendan_domain::offer::{NurseTime, TakenTime};
use mendan_service::model::{Booking, Candidate, NurseSlot, Owner};
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, city};
use crate::world::{NOW, World, each, taken_by_booking, taken_by_hold, world};

on_both_engines!(reading_agrees_with_brute_force);

async fn reading_agrees_with_brute_force(fresh: &Fresh) {
    each(40, &world(), async |number, world| {
        let city = city(&*fresh.store, number).await;
        let mut tx = world.write(fresh, &city).await;
        standing(&mut *tx, &city, &world).await;
        published(&mut *tx, &city, &world).await;
        turns(&mut *tx, &city, &world).await;
        tx.commit().await.unwrap();
    });
}

/// In one order, whatever the order they were read in.
fn sorted(mut taken: Vec<TakenTime>) -> Vec<TakenTime> {
    taken.sort_unstable_by_key(|time| {
        let TakenTime { staff, joint, place, busy, kind, office, group, starts_at } = *time;
        (starts_at, staff, joint, place, busy.from, busy.until, kind, office, group)
    });
    taken
}

async fn standing(tx: &mut dyn ReadUnit, city: &City, world: &World) {
    let window = Interval { from: at(world.from), until: at(world.from + world.length) };
    let (all, slots) = (world.taken(city), world.slots(city));
    let within = |taken: &[TakenTime], but: Option<&TakenTime>| {
        let mut left: Vec<_> = taken.to_vec();
        if let Some(but) = but.and_then(|but| left.iter().position(|time| time == but)) {
            left.remove(but);
        }
        left.retain(|time| time.busy.overlaps(&window));
        sorted(left)
    };
    let mut check = async |except: Option<Owner>, but: Option<TakenTime>| {
        let kind = city.kinds[0];
        let found = tx.standing((city.id, Some(kind)), (window.from, window.until), at(NOW), except).await.unwrap();
        assert_eq!(found.slots_version, i64::from(slots.iter().any(|slot| slot.kind == kind)));
        assert_eq!(sorted(found.taken), within(&all, but.as_ref()), "{except:?}");
    };
    check(None, None).await;
    for booking in world.bookings(city) {
        let alive = booking.status != Status::Cancelled;
        check(Some(Owner::Booking(booking.id)), alive.then(|| taken_by_booking(&booking))).await;
    }
    for hold in world.holds(city) {
        let alive = hold.expires_at > at(NOW);
        check(Some(Owner::Hold(hold.id)), alive.then(|| taken_by_hold(&hold))).await;
    }
}

fn time(slot: &NurseSlot) -> NurseTime {
    let NurseSlot { staff, starts_at, ends_at, modes, open, .. } = *slot;
    NurseTime { staff, starts_at, ends_at, modes, open }
}

async fn published(tx: &mut dyn ReadUnit, city: &City, world: &World) {
    let slots = world.slots(city);
    for (kind, office) in pairs(city) {
        let wanted =
            slots.iter().filter(|slot| (slot.kind, slot.office) == (kind, office) && slot.starts_at >= at(world.from));
        let mut expected: Vec<NurseTime> = wanted.map(time).collect();
        expected.sort_unstable_by_key(|time| (time.starts_at, time.ends_at, time.modes, time.staff));
        assert_eq!(tx.times_of_kind(kind, office, at(world.from)).await.unwrap(), expected);
    }
}

async fn turns(tx: &mut dyn ReadUnit, city: &City, world: &World) {
    let (slots, bookings) = (world.slots(city), world.bookings(city));
    let mut starts: Vec<_> = slots.iter().map(|slot| slot.starts_at).collect();
    starts.sort_unstable();
    starts.dedup();
    for (kind, office) in pairs(city) {
        for start in &starts {
            let wanted = slots.iter().filter(|slot| (slot.kind, slot.office, &slot.starts_at) == (kind, office, start));
            let load = |slot: &NurseSlot| bookings.iter().filter(|booking| counts(booking, slot, *start)).count();
            let mut expected: Vec<Candidate> =
                wanted.map(|slot| Candidate { time: time(slot), load: i64::try_from(load(slot)).unwrap() }).collect();
            expected.sort_unstable_by_key(|candidate| (candidate.load, candidate.time.staff));
            assert_eq!(tx.candidates(kind, office, *start).await.unwrap(), expected);
        }
    }
}

/// Interviews that she holds, alone or with another, count for whose turn it is.
fn counts(booking: &Booking, slot: &NurseSlot, start: DateTime<Utc>) -> bool {
    let near = (booking.starts_at - start).abs() <= Duration::days(7);
    let hers = booking.claim.staff == slot.staff || booking.claim.joint == Some(slot.staff);
    hers && booking.status != Status::Cancelled && near
}

fn pairs(city: &City) -> impl Iterator<Item = (mendan_domain::ids::KindId, mendan_domain::ids::OfficeId)> {
    let (kinds, offices) = (city.kinds, city.offices);
    kinds.into_iter().flat_map(move |kind| offices.map(|office| (kind, office)))
}
