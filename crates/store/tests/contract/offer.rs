//! Catalogue and candidates; published, busy and room claims are held against brute force in `agreement`.

use mendan_domain::booking::Status;
use mendan_domain::ids::MunicipalityId;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, booking, city, insert, read, slot};

on_both_engines!(
    a_city_is_read_as_it_was_written,
    a_changed_address_is_read_again,
    nurses_with_fewer_bookings_come_first,
    closed_slots_are_not_offered,
);

async fn a_city_is_read_as_it_was_written(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = read(fresh).await;
    assert_eq!(tx.catalogue(one.id).await.unwrap().unwrap(), one.catalogue);
    assert_eq!(tx.catalogue(two.id).await.unwrap().unwrap(), two.catalogue);
    assert_eq!(tx.catalogue(MunicipalityId(3)).await.unwrap(), None);
    assert_eq!(tx.municipalities().await.unwrap(), [one.catalogue.municipality, two.catalogue.municipality]);
}

async fn a_changed_address_is_read_again(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    tx.municipality_set_url(one.id, "https://new.example.jp").await.unwrap();
    tx.commit().await.unwrap();
    let all = read(fresh).await.municipalities().await.unwrap();
    assert_eq!(all[0].public_url, "https://new.example.jp");
    assert_eq!(all[1], two.catalogue.municipality);
}

async fn nurses_with_fewer_bookings_come_first(fresh: &Fresh) {
    const WEEK: i64 = 7 * 24 * 60;
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let slots: Vec<_> = (0..3).map(|nurse| slot(&city, 10 + i64::try_from(nurse).unwrap(), nurse, 0, 0)).collect();
    assert_eq!(tx.slots_insert(city.id, &slots).await.unwrap(), 3);
    // The first nurse has two bookings in the week around, the second one; the rest does not count.
    let cases = [
        (1, 0, WEEK, Status::Booked),
        (2, 0, -WEEK, Status::Fulfilled),
        (3, 0, -WEEK - 1, Status::Fulfilled),
        (4, 1, 300, Status::Arrived),
        (5, 1, WEEK + 1, Status::Booked),
        (6, 2, 60, Status::Cancelled),
    ];
    for (k, nurse, from, status) in cases {
        let mut booking = booking(&city, k, from);
        (booking.claim.staff, booking.status) = (city.staff[nurse], status);
        assert!(insert(&mut tx, &booking).await);
    }
    let found = tx.candidates(city.kinds[0], city.offices[0], at(0)).await.unwrap();
    let order: Vec<_> = found.iter().map(|candidate| (candidate.staff, candidate.load)).collect();
    assert_eq!(order, [(city.staff[2], 0), (city.staff[1], 1), (city.staff[0], 2)]);
    assert_eq!((found[0].slot, found[0].ends_at, found[0].modes), (slots[2].id, slots[2].ends_at, slots[2].modes));
    assert_eq!(tx.candidates(city.kinds[0], city.offices[1], at(0)).await.unwrap(), []);
    assert_eq!(tx.candidates(city.kinds[1], city.offices[0], at(0)).await.unwrap(), []);
}

async fn closed_slots_are_not_offered(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    tx.slots_insert(city.id, &[slot(&city, 1, 0, 0, 0), slot(&city, 2, 1, 0, 0)]).await.unwrap();
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(0), false).await.unwrap(), 1);
    assert_eq!(tx.candidates(city.kinds[0], city.offices[0], at(0)).await.unwrap().len(), 1);
    let published = tx.published(city.kinds[0], city.offices[0], at(0), at(1)).await.unwrap();
    assert_eq!(published.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1]);
}
