//! Nurses' published times.

use mendan_domain::ids::NurseSlotId;
use mendan_service::model::NurseSlot;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, read, slot};

on_both_engines!(
    slots_are_read_as_they_were_written,
    publishing_twice_adds_nothing,
    thousands_are_published_quickly,
    one_nurse_is_closed_for_every_kind_at_once,
);

async fn slots_are_read_as_they_were_written(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let closed = NurseSlot { open: false, office: city.offices[1], ..slot(&city, 1, 0, 1, 60) };
    let slots = [slot(&city, 2, 0, 0, 0), slot(&city, 3, 1, 0, 0), closed.clone()];
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
    let open = async |tx: &mut Box<dyn mendan_service::ports::Tx>| {
        let slots = tx.slots_between(city.id, at(0), at(100)).await.unwrap();
        slots.iter().filter(|slot| slot.open).map(|slot| slot.id.0 % 10).collect::<Vec<_>>()
    };
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(0), false).await.unwrap(), 2);
    assert_eq!(open(&mut tx).await, [3, 4]);
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(0), true).await.unwrap(), 2);
    assert_eq!(open(&mut tx).await, [1, 2, 3, 4]);
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(1), false).await.unwrap(), 0);
}
