//! Nurses' published times.

use chrono::Duration;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{MunicipalityId, NurseSlotId};
use mendan_service::model::NurseSlot;
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, booking, city, insert, read, slot};

on_both_engines!(
    slots_are_read_as_they_were_written,
    publishing_twice_adds_nothing,
    thousands_are_published_quickly,
    one_nurse_is_closed_for_every_kind_at_once,
    ends_and_modes_are_changed_and_nothing_else,
    slots_that_go_are_gone_and_their_bookings_stay,
    the_version_of_a_kind_rises_with_every_change_of_its_times_and_only_then,
    changing_times_of_several_kinds_at_once_ends_well,
);

async fn slots_are_read_as_they_were_written(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let closed = NurseSlot { open: false, planned: false, office: city.offices[1], ..slot(&city, 1, 0, 1, 60) };
    let slots = [slot(&city, 2, 0, 0, 0), slot(&city, 3, 1, 0, 0), closed];
    let mut tx = begin(fresh).await;
    assert_eq!(tx.slots_insert(city.id, &slots).await.unwrap(), 3);
    assert_eq!(tx.slots_insert(city.id, &[]).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.slots_between(city.id, at(0), at(61)).await.unwrap(), slots);
    assert_eq!(tx.slots_between(city.id, at(0), at(60)).await.unwrap(), slots[..2]);
    assert_eq!(tx.slot_of(city.id, closed.id).await.unwrap(), Some(closed));
    assert_eq!(tx.slot_of(city.id, NurseSlotId(99)).await.unwrap(), None);
}

async fn publishing_twice_adds_nothing(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert_eq!(tx.slots_insert(city.id, &[slot(&city, 1, 0, 0, 0)]).await.unwrap(), 1);
    // The same id, and the same nurse, kind, time and place under another id.
    let again = [slot(&city, 1, 0, 0, 0), slot(&city, 2, 0, 0, 0), slot(&city, 3, 0, 0, 60)];
    assert_eq!(tx.slots_insert(city.id, &again).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn thousands_are_published_quickly(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let slots: Vec<_> = (0..5001).map(|k| slot(&city, k, 0, 0, k * 30)).collect();
    let mut tx = begin(fresh).await;
    let begun = std::time::Instant::now();
    assert_eq!(tx.slots_insert(city.id, &slots).await.unwrap(), 5001);
    tx.commit().await.unwrap();
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}

async fn one_nurse_is_closed_for_every_kind_at_once(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let slots = [slot(&city, 1, 0, 0, 0), slot(&city, 2, 0, 1, 0), slot(&city, 3, 1, 0, 0), slot(&city, 4, 0, 0, 60)];
    tx.slots_insert(city.id, &slots).await.unwrap();
    let open = async |tx: &mut dyn ReadUnit| {
        let slots = tx.slots_between(city.id, at(0), at(100)).await.unwrap();
        slots.iter().filter(|slot| slot.open).map(|slot| slot.id.0 % 10).collect::<Vec<_>>()
    };
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(0), false).await.unwrap(), 2);
    assert_eq!(open(&mut *tx).await, [3, 4]);
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(0), true).await.unwrap(), 2);
    assert_eq!(open(&mut *tx).await, [1, 2, 3, 4]);
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(1), false).await.unwrap(), 0);
    // Or each by its id, whoever else begins then.
    let some = [slots[0].id, slots[3].id];
    assert_eq!(tx.slots_open_each(city.id, &some, false).await.unwrap(), 2);
    assert_eq!(open(&mut *tx).await, [2, 3]);
    assert_eq!(tx.slots_open_each(MunicipalityId(city.id.0 + 1), &some, true).await.unwrap(), 0, "another city's");
    assert_eq!(tx.slots_open_each(city.id, &some, true).await.unwrap(), 2);
    assert_eq!(open(&mut *tx).await, [1, 2, 3, 4]);
}

async fn ends_and_modes_are_changed_and_nothing_else(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let slots = [slot(&city, 1, 0, 0, 0), slot(&city, 2, 1, 0, 0), slot(&city, 3, 2, 0, 60)];
    tx.slots_insert(city.id, &slots).await.unwrap();
    let longer = NurseSlot { ends_at: at(95), modes: Modes::from_bits(6), ..slots[0] };
    let asked = NurseSlot {
        staff: city.staff[3],
        kind: city.kinds[1],
        office: city.offices[1],
        starts_at: at(5),
        open: false,
        planned: false,
        ..longer
    };
    let unknown = NurseSlot { id: NurseSlotId(99), ..longer };
    assert_eq!(tx.slots_change(city.id, &[]).await.unwrap(), 0);
    assert_eq!(tx.slots_change(city.id, &[asked, unknown]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let found = read(fresh).await.slots_between(city.id, at(0), at(100)).await.unwrap();
    assert_eq!(found, [longer, slots[1], slots[2]]);
}

async fn slots_that_go_are_gone_and_their_bookings_stay(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let slots: Vec<_> = (0..1500).map(|k| slot(&city, k + 1, 0, 0, k * 30)).collect();
    tx.slots_insert(city.id, &slots).await.unwrap();
    let booking = booking(&city, 1, 0);
    assert!(insert(&mut tx, &booking).await);
    let gone: Vec<_> = slots.iter().skip(1).map(|slot| slot.id).chain([NurseSlotId(99)]).collect();
    assert_eq!(tx.slots_delete(city.id, &[]).await.unwrap(), 0);
    assert_eq!(tx.slots_delete(city.id, &gone).await.unwrap(), 1499);
    assert_eq!(tx.slots_delete(city.id, &gone).await.unwrap(), 0);
    assert_eq!(tx.slots_between(city.id, at(0), at(100_000)).await.unwrap(), slots[..1]);
    assert_eq!(tx.slots_delete(city.id, &[slots[0].id]).await.unwrap(), 1);
    assert_eq!(tx.booking(city.id, booking.id).await.unwrap(), Some(booking));
}

async fn the_version_of_a_kind_rises_with_every_change_of_its_times_and_only_then(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let [first, second] = [city.kinds[0], city.kinds[1]];
    let mut tx = begin(fresh).await;
    let versions = async |tx: &mut dyn ReadUnit| {
        let mut found = Vec::new();
        for of in [(city.id, first), (city.id, second), (other.id, other.kinds[0]), (other.id, first)] {
            let standing = tx.standing((of.0, Some(of.1)), (at(0), at(1)), at(0), None).await.unwrap();
            found.push(standing.slots_version);
        }
        found
    };
    let one = slot(&city, 1, 0, 0, 0);
    let longer = NurseSlot { ends_at: one.ends_at + Duration::minutes(5), ..one };
    assert_eq!(versions(&mut *tx).await, [0, 0, 0, 0]);
    tx.slots_insert(city.id, std::slice::from_ref(&one)).await.unwrap();
    assert_eq!(versions(&mut *tx).await, [1, 0, 0, 0]);
    // What was there already, what is nobody's, and what another city has: nothing happened.
    tx.slots_insert(city.id, std::slice::from_ref(&one)).await.unwrap();
    tx.slots_set_open(city.id, city.staff[1], at(0), false).await.unwrap();
    tx.slots_delete(city.id, &[NurseSlotId(99)]).await.unwrap();
    tx.slots_change(other.id, std::slice::from_ref(&longer)).await.unwrap();
    assert_eq!(versions(&mut *tx).await, [1, 0, 0, 0]);
    // The kind that the row has counts, not the one that the caller takes it for.
    tx.slots_change(city.id, &[NurseSlot { kind: second, ..longer }]).await.unwrap();
    assert_eq!(versions(&mut *tx).await, [2, 0, 0, 0]);
    tx.slots_insert(city.id, &[slot(&city, 2, 0, 1, 0), slot(&city, 3, 0, 1, 60), slot(&city, 4, 1, 0, 60)])
        .await
        .unwrap();
    assert_eq!(versions(&mut *tx).await, [3, 1, 0, 0], "once for each kind, however many there are");
    tx.slots_set_open(city.id, city.staff[0], at(0), false).await.unwrap();
    assert_eq!(versions(&mut *tx).await, [4, 2, 0, 0], "of both kinds at that time");
    tx.slots_set_open(city.id, city.staff[0], at(60), false).await.unwrap();
    assert_eq!(versions(&mut *tx).await, [4, 3, 0, 0], "one time of one kind");
    tx.slots_delete(city.id, &[one.id]).await.unwrap();
    assert_eq!(versions(&mut *tx).await, [5, 3, 0, 0]);
}

/// Two who change the times of the same kinds, in whatever order, come one after the other.
async fn changing_times_of_several_kinds_at_once_ends_well(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let change = async |first: usize| {
        for round in 0..10 {
            let id = i64::try_from(first).unwrap() * 1000 + round * 10;
            let mut tx = begin(fresh).await;
            for (n, kind) in [first, 1 - first].into_iter().enumerate() {
                let one = slot(&city, id + i64::try_from(n).unwrap(), first, kind, round * 60);
                assert_eq!(tx.slots_insert(city.id, &[one]).await.unwrap(), 1);
            }
            tx.commit().await.unwrap();
        }
    };
    futures::future::join(change(0), change(1)).await;
    for kind in [0, 1] {
        let of = (city.id, Some(city.kinds[kind]));
        let standing = read(fresh).await.standing(of, (at(0), at(1)), at(0), None).await.unwrap();
        assert_eq!(standing.slots_version, 20);
    }
}
