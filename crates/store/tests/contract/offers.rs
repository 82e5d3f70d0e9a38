//! Other times that are kept for somebody: written once, ended once, gone when they have been over long enough.

use mendan_domain::ids::{ClosureId, HoldId};
use mendan_service::model::{Booking, OfferChoice, OfferSet, OfferState};
use mendan_service::rescue::set::{OfferChoiceId, OfferSetId};
use mendan_service::upkeep::repository::Over;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, insert, read};

on_both_engines!(
    a_booking_has_one_open_offer_that_ends_once,
    an_offer_that_nobody_waits_for_is_due_and_goes_with_its_booking,
    the_nurses_she_knows_are_those_of_her_other_interviews,
);

fn offer(city: &City, of: &Booking, k: i64, until: i64) -> OfferSet {
    let id = city.id.0 * 100_000 + k;
    let choice = |n: i64| OfferChoice {
        id: OfferChoiceId(id * 10 + n),
        hold: HoldId(id * 10 + n),
        office: city.offices[0],
        staff: city.staff[1],
        joint: Some(city.staff[0]),
        starts_at: at(until + n * 60),
        ends_at: at(until + n * 60 + 30),
    };
    OfferSet {
        id: OfferSetId(id),
        municipality: city.id,
        booking: of.id,
        closure: ClosureId(7),
        state: OfferState::Open,
        until: at(until),
        made_at: at(0),
        made_by: Some(city.staff[2]),
        ended_at: None,
        choices: (1..4).map(choice).collect(),
    }
}

async fn a_booking_has_one_open_offer_that_ends_once(fresh: &Fresh) {
    let (mine, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let hers = booking(&mine, 1, 60);
    assert!(insert(&mut tx, &hers).await);
    let (first, second) = (offer(&mine, &hers, 1, 30), offer(&mine, &hers, 2, 40));
    assert!(tx.offer_set_insert(&first).await.unwrap());
    assert!(!tx.offer_set_insert(&second).await.unwrap(), "nobody is offered two at once");
    assert_eq!(tx.offer_sets_of(mine.id, hers.id).await.unwrap(), std::slice::from_ref(&first));
    assert_eq!(tx.offer_sets_of(other.id, hers.id).await.unwrap(), []);
    assert_eq!(tx.bookings_offered(mine.id).await.unwrap(), std::slice::from_ref(&hers));
    assert_eq!(tx.bookings_offered(other.id).await.unwrap(), []);
    let elsewhere = OfferSet { municipality: other.id, ..first.clone() };
    assert!(!tx.offer_set_end(&elsewhere, OfferState::Declined, at(1)).await.unwrap());
    assert!(tx.offer_set_end(&first, OfferState::Declined, at(2)).await.unwrap());
    assert!(!tx.offer_set_end(&first, OfferState::Taken, at(3)).await.unwrap(), "it has ended");
    let ended = OfferSet { state: OfferState::Declined, ended_at: Some(at(2)), ..first };
    assert!(tx.offer_set_insert(&second).await.unwrap());
    assert_eq!(tx.offer_sets_of(mine.id, hers.id).await.unwrap(), [ended, second], "the latest last");
    tx.commit().await.unwrap();
}

async fn an_offer_that_nobody_waits_for_is_due_and_goes_with_its_booking(fresh: &Fresh) {
    let mine = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let hers = booking(&mine, 1, 60);
    assert!(insert(&mut tx, &hers).await);
    let set = offer(&mine, &hers, 1, 30);
    assert!(tx.offer_set_insert(&set).await.unwrap());
    assert_eq!(tx.offers_due(at(29), 5).await.unwrap(), []);
    assert_eq!(tx.offers_due(at(30), 5).await.unwrap(), std::slice::from_ref(&set));
    assert!(tx.offer_set_end(&set, OfferState::Expired, at(30)).await.unwrap());
    assert_eq!(tx.offers_due(at(99), 5).await.unwrap(), []);
    tx.commit().await.unwrap();
    // Her interview ends at minute 90.
    let mut tx = begin(fresh).await;
    assert_eq!(tx.end_over(Over::Offers, Some(mine.id), at(80), 10).await.unwrap(), 0);
    assert_eq!(tx.end_over(Over::Offers, Some(mine.id), at(91), 10).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.offer_sets_of(mine.id, hers.id).await.unwrap(), []);
}

async fn the_nurses_she_knows_are_those_of_her_other_interviews(fresh: &Fresh) {
    let mine = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let now = booking(&mine, 1, 600);
    assert!(insert(&mut tx, &now).await);
    for (k, nurse, from) in [(2, 1, 60), (3, 2, 120)] {
        let mut before = Booking { client: now.client, open: false, ..booking(&mine, k, from) };
        before.claim.staff = mine.staff[nurse];
        assert!(tx.booking_insert(&before).await.unwrap());
    }
    assert_eq!(tx.nurses_before(now.client, now.id).await.unwrap(), [mine.staff[2], mine.staff[1]]);
    tx.commit().await.unwrap();
}
