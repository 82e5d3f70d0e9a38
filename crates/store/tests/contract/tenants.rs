//! No query crosses municipalities: two cities with the same words, and every reading method asked for one of them.

use mendan_domain::ids::BookingId;
use mendan_service::model::Search;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, hold, insert, read, slot};

on_both_engines!(two_cities_with_the_same_words_never_see_each_other, the_other_city_cannot_be_changed);

async fn fill(fresh: &Fresh, n: i64) -> City {
    let city = city(&*fresh.store, n).await;
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &booking(&city, 1, 60)).await);
    tx.hold_insert(&hold(&city, 1, 200, 1000)).await.unwrap();
    tx.slots_insert(city.id, &[slot(&city, 1, 0, 0, 60), slot(&city, 2, 0, 0, 200), slot(&city, 3, 1, 0, 60)])
        .await
        .unwrap();
    assert_eq!(tx.idempotency_claim(city.id, "key", &n.to_be_bytes(), at(0)).await.unwrap(), None);
    tx.commit().await.unwrap();
    city
}

async fn two_cities_with_the_same_words_never_see_each_other(fresh: &Fresh) {
    let (one, two) = (fill(fresh, 1).await, fill(fresh, 2).await);
    for (mine, other) in [(&one, &two), (&two, &one)] {
        let mut tx = read(fresh).await;
        let expected = booking(mine, 1, 60);
        let (contact, only) = (&expected.contact, std::slice::from_ref(&expected));
        assert_eq!(tx.catalogue(mine.id).await.unwrap().unwrap(), mine.catalogue);

        let (from, until) = (at(-10_000), at(10_000));
        assert_eq!(tx.bookings_between(mine.id, from, until).await.unwrap(), only);
        let key = mendan_domain::name::search_key;
        for search in [
            Search::Kana(key(&contact.family_kana)),
            Search::Name(key(&contact.family_name)),
            Search::Last4(contact.phone_last4.clone()),
            Search::Birth(contact.birth_date),
            Search::Reference(expected.reference.clone()),
        ] {
            assert_eq!(tx.bookings_found(mine.id, &search, 10).await.unwrap(), only, "{search:?}");
        }
        let email = contact.email.as_deref().unwrap();
        assert_eq!(tx.bookings_by_email_since(mine.id, email, from).await.unwrap(), 1);
        assert_eq!(tx.booking(other.id, expected.id).await.unwrap(), None);
        assert_eq!(tx.booking_by_token(other.id, &expected.token_hash).await.unwrap(), None);

        let slots = tx.slots_between(mine.id, from, until).await.unwrap();
        assert!(slots.len() == 3 && slots.iter().all(|slot| mine.staff.contains(&slot.staff)));
        assert_eq!(tx.slot_of(other.id, slots[0].id).await.unwrap(), None);
        let busy = tx.busy(mine.id, mine.kind(0), from, until, at(0)).await.unwrap();
        assert_eq!(busy.iter().map(|busy| (busy.office, busy.count)).collect::<Vec<_>>(), [(mine.offices[0], 1); 2]);
        assert_eq!(tx.busy(mine.id, other.kind(0), from, until, at(0)).await.unwrap(), []);
        let claims = tx.room_claims(mine.id, from, until, at(0)).await.unwrap();
        assert_eq!(claims.iter().map(|claim| claim.room).collect::<Vec<_>>(), [mine.rooms[0]; 2]);

        let held = hold(mine, 1, 200, 1000);
        assert_eq!(tx.hold_of_browser(mine.id, &held.browser_hash).await.unwrap().as_ref(), Some(&held));
        let answer = tx.idempotency_find(mine.id, "key").await.unwrap().unwrap();
        assert_eq!(answer.request_hash, mine.id.0.to_be_bytes());
        let member = tx.staff_by_login(mine.id, "nurse-21").await.unwrap().unwrap();
        assert_eq!(member, mine.catalogue.staff[0]);
    }
}

async fn the_other_city_cannot_be_changed(fresh: &Fresh) {
    let (one, two) = (fill(fresh, 1).await, fill(fresh, 2).await);
    let mut tx = begin(fresh).await;
    let mut booking = booking(&one, 1, 60);
    booking.municipality = two.id;
    assert!(!tx.booking_update(&booking, 0, booking.status).await.unwrap());
    assert_eq!(tx.slots_set_open(two.id, one.staff[0], at(60), false).await.unwrap(), 0);
    let mut member = one.catalogue.staff[0].clone();
    (member.municipality, member.disabled) = (two.id, true);
    tx.staff_update(&member).await.unwrap();
    tx.idempotency_store(two.id, "key", BookingId(1), b"two").await.unwrap();
    assert!(!tx.staff_by_login(one.id, "nurse-21").await.unwrap().unwrap().disabled);
    assert_eq!(tx.idempotency_find(one.id, "key").await.unwrap().unwrap().answer_sealed, None);
    // The same phone and birth date are two persons in two cities.
    let contact = &booking.contact;
    for city in [&one, &two] {
        let known = crate::sample::booking(city, 1, 60).client;
        let id =
            tx.client_upsert(city.id, &contact.phone_e164, contact.birth_date, mendan_domain::ids::ClientId(1), at(0));
        assert_eq!(id.await.unwrap(), known);
    }
}
