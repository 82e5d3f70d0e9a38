//! Addresses of members' interviews, what stands there, and calendars that they have elsewhere.

use chrono::NaiveDate;
use mendan_domain::booking::Status;
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::offer::hours::Hours;
use mendan_service::feed::content::{Interview, Standing};
use mendan_service::feed::link::FeedRow;
use mendan_service::feed::port::Trouble;
use mendan_service::feed::source::SourceRow;
use mendan_service::model::Booking;
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, february, insert, read};

on_both_engines!(
    an_address_is_its_citys_and_a_newer_one_takes_its_place,
    what_was_hers_stays_as_she_knew_it,
    a_calendar_is_read_by_one_and_only_while_it_is_the_same,
    when_members_are_busy_is_read_with_the_catalogue,
);

fn feed(city: &City, nurse: usize, version: i64) -> FeedRow {
    let token_hash = vec![u8::try_from(city.id.0).unwrap(), u8::try_from(version).unwrap()];
    FeedRow { municipality: city.id, staff: city.staff[nurse], version, token_hash, made_at: at(0) }
}

/// A calendar of that member's, due at that minute.
pub fn source(municipality: MunicipalityId, staff: StaffId, due: i64) -> SourceRow {
    SourceRow {
        municipality,
        staff,
        version: 7,
        address_sealed: Some(vec![1]),
        etag: Some("\"one\"".into()),
        busy: vec![(february(3), Hours { from: 540, until: 600 }), (february(4), Hours::WHOLE_DAY)],
        made_at: at(0),
        read_at: Some(at(0)),
        failures: 0,
        failure: None,
        next_at: Some(at(due)),
    }
}

async fn an_address_is_its_citys_and_a_newer_one_takes_its_place(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for row in [feed(&one, 0, 1), feed(&one, 0, 2), feed(&one, 1, 3), feed(&two, 0, 4)] {
        tx.feed_save(&row).await.unwrap();
    }
    // Another city changes nothing of it.
    tx.feed_save(&FeedRow { municipality: two.id, ..feed(&one, 0, 9) }).await.unwrap();
    tx.feed_delete(two.id, one.staff[0]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = begin(fresh).await;
    let hers = feed(&one, 0, 2);
    assert_eq!(tx.feed_of(one.id, one.staff[0]).await.unwrap().as_ref(), Some(&hers));
    assert_eq!(tx.feed_by_token(one.id, &hers.token_hash).await.unwrap(), Some(hers.clone()));
    assert_eq!(tx.feed_by_token(two.id, &hers.token_hash).await.unwrap(), None);
    assert_eq!(tx.feed_by_token(one.id, &feed(&one, 0, 1).token_hash).await.unwrap(), None, "the newer one ended it");
    tx.feed_delete(one.id, one.staff[0]).await.unwrap();
    assert_eq!(tx.feed_of(one.id, one.staff[0]).await.unwrap(), None);
    assert!(tx.feed_of(one.id, one.staff[1]).await.unwrap().is_some());
}

async fn standings(tx: &mut dyn ReadUnit, city: &City, nurse: usize) -> Vec<(i64, Standing, i64)> {
    let all = tx.feed_interviews(city.id, city.staff[nurse], (at(-100), at(5_000))).await.unwrap();
    let minute = |interview: &Interview| (interview.starts_at - at(0)).num_minutes();
    let mut all: Vec<_> = all.iter().map(|one| (minute(one), one.standing, one.version)).collect();
    all.sort_by_key(|(minute, ..)| *minute);
    all
}

/// The booking as it is written next, by that change.
fn next(was: &Booking, change: impl FnOnce(&mut Booking)) -> Booking {
    let mut next = Booking { version: was.version + 1, updated_at: at(500), ..was.clone() };
    change(&mut next);
    next
}

async fn what_was_hers_stays_as_she_knew_it(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let made = booking(&one, 1, 60);
    let other = booking(&one, 2, 200);
    for booking in [&made, &other, &booking(&two, 1, 60)] {
        assert!(insert(&mut tx, booking).await);
    }
    assert_eq!(standings(&mut *tx, &one, 0).await, [(60, Standing::Hers, 0), (200, Standing::Hers, 0)]);
    // Two hold it; then she is no more of them; then it is moved, which is none of her business.
    let joint = next(&made, |booking| booking.claim.joint = Some(one.staff[1]));
    assert!(tx.booking_update(&joint).await.unwrap());
    assert_eq!(standings(&mut *tx, &one, 1).await, [(60, Standing::Hers, 1)]);
    let without =
        next(&joint, |booking| (booking.claim.staff, booking.claim.joint) = (one.staff[1], Some(one.staff[2])));
    assert!(tx.booking_update(&without).await.unwrap());
    let moved = next(&without, |booking| {
        (booking.starts_at, booking.ends_at) = (at(1_000), at(1_030));
        (booking.claim.busy.from, booking.claim.busy.until) = (at(1_000), at(1_030));
    });
    assert!(tx.booking_update(&moved).await.unwrap());
    assert_eq!(standings(&mut *tx, &one, 0).await, [(60, Standing::Anothers, 2), (200, Standing::Hers, 0)]);
    assert_eq!(standings(&mut *tx, &one, 1).await, [(1_000, Standing::Hers, 3)]);
    // It is hers again, and once more not.
    let again = next(&moved, |booking| booking.claim.staff = one.staff[0]);
    assert!(tx.booking_update(&again).await.unwrap());
    assert_eq!(standings(&mut *tx, &one, 0).await, [(200, Standing::Hers, 0), (1_000, Standing::Hers, 4)]);
    assert_eq!(standings(&mut *tx, &one, 1).await, [(1_000, Standing::Anothers, 4)]);
    let lost = next(&again, |booking| booking.claim.staff = one.staff[3]);
    assert!(tx.booking_update(&lost).await.unwrap());
    assert_eq!(standings(&mut *tx, &one, 0).await, [(200, Standing::Hers, 0), (1_000, Standing::Anothers, 5)]);
    // What was called off is hers still; nothing is noted of a writing that came too late.
    let gone = next(&other, |booking| (booking.status, booking.open) = (Status::Cancelled, false));
    assert!(tx.booking_update(&gone).await.unwrap());
    let late = next(&other, |booking| booking.claim.staff = one.staff[4]);
    assert!(!tx.booking_update(&late).await.unwrap());
    assert_eq!(standings(&mut *tx, &one, 0).await, [(200, Standing::CalledOff, 1), (1_000, Standing::Anothers, 5)]);
    assert_eq!(standings(&mut *tx, &two, 0).await, [(60, Standing::Hers, 0)]);
}

async fn a_calendar_is_read_by_one_and_only_while_it_is_the_same(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let row = source(one.id, one.staff[0], 10);
    let file = SourceRow { address_sealed: None, etag: None, next_at: None, ..source(two.id, two.staff[0], 0) };
    for row in [&row, &source(two.id, two.staff[1], 5), &file] {
        tx.busy_save(row).await.unwrap();
    }
    assert!(tx.busy_due(at(4), 10).await.unwrap().is_empty());
    let due: Vec<_> = tx.busy_due(at(10), 10).await.unwrap().iter().map(|row| row.staff).collect();
    assert_eq!(due, [two.staff[1], one.staff[0]], "the longest due first, and no file");
    assert_eq!(tx.busy_due(at(10), 1).await.unwrap().len(), 1);
    assert!(tx.busy_lease(&row, at(12)).await.unwrap());
    assert!(!tx.busy_lease(&row, at(13)).await.unwrap(), "somebody reads it already");
    let failed = SourceRow { failures: 1, failure: Some(Trouble::Silent), next_at: Some(at(40)), ..row.clone() };
    assert!(tx.busy_read(&failed).await.unwrap());
    assert_eq!(tx.busy_source(one.id, one.staff[0]).await.unwrap(), Some(failed.clone()));
    assert!(!tx.busy_read(&SourceRow { version: 8, ..failed.clone() }).await.unwrap(), "it is another by now");
    assert!(!tx.busy_read(&SourceRow { municipality: two.id, ..failed.clone() }).await.unwrap());
    tx.busy_delete(two.id, one.staff[0]).await.unwrap();
    assert_eq!(tx.busy_source(two.id, one.staff[0]).await.unwrap(), None);
    assert!(tx.busy_source(one.id, one.staff[0]).await.unwrap().is_some());
    tx.busy_delete(one.id, one.staff[0]).await.unwrap();
    assert_eq!(tx.busy_source(one.id, one.staff[0]).await.unwrap(), None);
}

async fn when_members_are_busy_is_read_with_the_catalogue(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    tx.busy_save(&source(one.id, one.staff[1], 0)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    let closed = tx.catalogue(one.id, NaiveDate::default()).await.unwrap().unwrap().closed;
    let morning = Hours { from: 570, until: 630 };
    assert!(closed.is_busy(february(3), morning, one.staff[1]) && closed.is_busy(february(4), morning, one.staff[1]));
    assert!(!closed.is_busy(february(3), morning, one.staff[0]) && !closed.is_busy(february(5), morning, one.staff[1]));
    assert_eq!(tx.catalogue(two.id, NaiveDate::default()).await.unwrap().unwrap().closed, two.catalogue.closed);
}
