//! What nurses are told of their day, each in her own city; what comes next for a nurse; other bookings of a person.

use mendan_domain::booking::Status;
use mendan_domain::ids::NewsId;
use mendan_service::model::{Booking, Claim, DayNews, NewsRow};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, insert};

on_both_engines!(
    what_a_nurse_has_not_seen_is_read_in_order_and_in_her_city,
    what_comes_next_is_the_soonest_that_is_not_over,
    others_of_the_same_person_are_read_the_latest_first,
);

fn row(city: &City, id: i64, booking: &Booking, minute: i64) -> NewsRow {
    NewsRow {
        id: NewsId(city.id.0 * 1000 + id),
        municipality: city.id,
        staff: city.staff[0],
        booking: booking.id,
        version: minute,
        what: DayNews::Moved,
        starts_at: at(60),
        was_at: Some(at(30)),
        at: at(minute),
        seen_at: None,
    }
}

async fn what_a_nurse_has_not_seen_is_read_in_order_and_in_her_city(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let made = booking(&one, 1, 60);
    assert!(insert(&mut tx, &made).await);
    let (second, first) = (row(&one, 1, &made, 7), row(&one, 2, &made, 5));
    let others = NewsRow { staff: one.staff[1], was_at: None, what: DayNews::Gone, ..row(&one, 3, &made, 6) };
    for row in [&second, &first, &others] {
        tx.news_insert(row).await.unwrap();
    }
    let hers = (one.id, one.staff[0]);
    assert_eq!(tx.news_of_nurse(hers, at(0), 9).await.unwrap(), [first, second]);
    assert_eq!(tx.news_of_nurse(hers, at(6), 9).await.unwrap(), [second]);
    assert_eq!(tx.news_of_nurse(hers, at(0), 1).await.unwrap(), [first]);
    assert!(tx.news_of_nurse((two.id, one.staff[0]), at(0), 9).await.unwrap().is_empty());
    assert_eq!(tx.news(one.id, others.id).await.unwrap(), Some(others));
    assert_eq!(tx.news(two.id, others.id).await.unwrap(), None);
    assert_eq!(tx.news_of_booking(one.id, made.id, 6).await.unwrap(), [others]);
    assert_eq!(tx.news_offices(hers, at(0), 9).await.unwrap(), [made.office, made.office], "one for each");
    assert_eq!(tx.news_offices(hers, at(6), 9).await.unwrap(), [made.office]);
    assert_eq!(tx.news_offices(hers, at(0), 1).await.unwrap(), [made.office]);
    assert!(tx.news_offices((two.id, one.staff[0]), at(0), 9).await.unwrap().is_empty());
    // Nobody sees it for her, and she does once.
    assert!(!tx.news_seen((one.id, one.staff[1]), first.id, at(8)).await.unwrap());
    assert!(!tx.news_seen((two.id, one.staff[0]), first.id, at(8)).await.unwrap());
    assert!(tx.news_seen(hers, first.id, at(8)).await.unwrap());
    assert!(!tx.news_seen(hers, first.id, at(9)).await.unwrap());
    assert_eq!(tx.news(one.id, first.id).await.unwrap().unwrap().seen_at, Some(at(8)));
    assert_eq!(tx.news_of_nurse(hers, at(0), 9).await.unwrap(), [second]);
    assert_eq!(tx.news_offices(hers, at(0), 9).await.unwrap(), [made.office], "what she has seen waits no more");
    tx.news_delete(two.id, second.id).await.unwrap();
    assert_eq!(tx.news_of_nurse(hers, at(0), 9).await.unwrap(), [second]);
    tx.news_delete(one.id, second.id).await.unwrap();
    assert!(tx.news_of_nurse(hers, at(0), 9).await.unwrap().is_empty());
}

async fn what_comes_next_is_the_soonest_that_is_not_over(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let here = Booking { status: Status::Arrived, ..booking(&one, 1, 0) };
    let with = Claim { staff: one.staff[1], joint: Some(one.staff[0]), ..booking(&one, 2, 200).claim };
    let second = Booking { claim: with, ..booking(&one, 2, 200) };
    let gone = Booking { status: Status::Cancelled, open: false, ..booking(&one, 3, 100) };
    for made in [&here, &second, &gone] {
        assert!(insert(&mut tx, made).await);
    }
    let hers = (one.id, one.staff[0]);
    let ids = |found: Vec<mendan_service::booking::repository::NextInterview>| {
        found.into_iter().map(|next| next.booking).collect::<Vec<_>>()
    };
    let day = (at(-60), at(600));
    assert_eq!(ids(tx.next_of_nurse(hers, day, at(5), 9).await.unwrap()), [second.id, here.id]);
    assert_eq!(ids(tx.next_of_nurse(hers, day, at(30), 9).await.unwrap()), [second.id], "at its end it is over");
    assert_eq!(ids(tx.next_of_nurse(hers, (at(-60), at(200)), at(5), 9).await.unwrap()), [here.id]);
    assert!(tx.next_of_nurse((two.id, one.staff[0]), day, at(5), 9).await.unwrap().is_empty());
    let next = tx.next_of_nurse(hers, day, at(5), 1).await.unwrap().remove(0);
    assert_eq!((next.office, next.mode, next.starts_at), (second.office, second.mode, second.starts_at));
    assert_eq!(next.room, second.claim.room.map(|(room, _)| room));
}

async fn others_of_the_same_person_are_read_the_latest_first(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let first = Booking { open: false, status: Status::Fulfilled, ..booking(&city, 1, 0) };
    assert!(insert(&mut tx, &first).await);
    let second = Booking { client: first.client, ..booking(&city, 2, 100) };
    assert!(tx.booking_insert(&second).await.unwrap());
    assert!(insert(&mut tx, &booking(&city, 3, 50)).await);
    let ids = |found: Vec<Booking>| found.into_iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(tx.bookings_of_client(first.client, second.id, 9).await.unwrap()), [first.id]);
    assert_eq!(
        ids(tx.bookings_of_client(first.client, booking(&city, 3, 50).id, 9).await.unwrap()),
        [second.id, first.id]
    );
    assert_eq!(ids(tx.bookings_of_client(first.client, booking(&city, 3, 50).id, 1).await.unwrap()), [second.id]);
}
