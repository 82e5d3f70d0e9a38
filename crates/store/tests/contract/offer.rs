//! Catalogue and candidates; what is published and what is taken are held against brute force in `agreement`.

use chrono::NaiveDate;
use mendan_domain::booking::Status;
use mendan_domain::ids::{ClientId, MunicipalityId};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use mendan_service::model::Booking;

use crate::sample::{at, begin, booking, city, insert, read, slot};

on_both_engines!(
    a_city_is_read_as_it_was_written,
    a_changed_address_is_read_again,
    nurses_with_fewer_bookings_come_first,
    closed_slots_are_read_as_closed,
    the_nurse_she_knows_is_the_one_of_her_latest_booking,
);

async fn a_city_is_read_as_it_was_written(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = read(fresh).await;
    assert_eq!(tx.catalogue(one.id, NaiveDate::default()).await.unwrap().unwrap(), one.catalogue);
    assert_eq!(tx.catalogue(two.id, NaiveDate::default()).await.unwrap().unwrap(), two.catalogue);
    assert_eq!(tx.catalogue(MunicipalityId(3), NaiveDate::default()).await.unwrap(), None);
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
    let order: Vec<_> = found.iter().map(|candidate| (candidate.time.staff, candidate.load)).collect();
    assert_eq!(order, [(city.staff[2], 0), (city.staff[1], 1), (city.staff[0], 2)]);
    let first = found[0].time;
    assert_eq!((first.starts_at, first.ends_at, first.modes), (at(0), slots[2].ends_at, slots[2].modes));
    assert_eq!(tx.candidates(city.kinds[0], city.offices[1], at(0)).await.unwrap(), []);
    assert_eq!(tx.candidates(city.kinds[1], city.offices[0], at(0)).await.unwrap(), []);
}

async fn closed_slots_are_read_as_closed(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    tx.slots_insert(city.id, &[slot(&city, 1, 0, 0, 0), slot(&city, 2, 1, 0, 0)]).await.unwrap();
    assert_eq!(tx.slots_set_open(city.id, city.staff[0], at(0), false).await.unwrap(), 1);
    let expected = [(city.staff[0], false), (city.staff[1], true)];
    let candidates = tx.candidates(city.kinds[0], city.offices[0], at(0)).await.unwrap();
    assert_eq!(candidates.iter().map(|one| (one.time.staff, one.time.open)).collect::<Vec<_>>(), expected);
    let times = tx.times_of_kind(city.kinds[0], city.offices[0], at(0)).await.unwrap();
    assert_eq!(times.iter().map(|time| (time.staff, time.open)).collect::<Vec<_>>(), expected);
}

async fn the_nurse_she_knows_is_the_one_of_her_latest_booking(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let client = booking(&city, 1, 0).client;
    let cases = [
        (1, 0, Status::Fulfilled, 200),
        (2, 1, Status::Noshow, 300),
        (3, 2, Status::Fulfilled, 100),
        (4, 3, Status::Cancelled, 400),
    ];
    for (k, nurse, status, from) in cases {
        let mut booking = Booking { client, open: false, status, ..booking(&city, k, from) };
        booking.claim.staff = city.staff[nurse];
        booking.claim.joint = Some(city.staff[4]);
        booking.contact = crate::sample::contact(1);
        assert!(insert(&mut tx, &booking).await);
    }
    assert_eq!(tx.nurse_of_client(client).await.unwrap(), Some(city.staff[1]));
    assert_eq!(tx.nurse_of_client(ClientId(client.0 + 1)).await.unwrap(), None);
}
