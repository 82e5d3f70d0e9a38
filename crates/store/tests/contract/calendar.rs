//! What the staff's calendar reads and counts of many days, and how each of them chose to see it.

use mendan_domain::booking::Status;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::{BookingId, StaffId};
use mendan_service::calendar::narrowed::{Narrowed, Shown};
use mendan_service::calendar::repository::{BookingCount, FreeCount};
use mendan_service::model::{Booking, NurseSlot, Owner};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, claim, insert, slot};

on_both_engines!(
    a_span_is_read_of_an_office_or_a_nurse,
    bookings_are_counted_by_office_time_and_state,
    a_time_is_free_while_its_nurse_has_nothing_else,
    how_she_sees_the_calendar_is_hers_alone,
);

/// Of the second office, of two nurses.
fn joint(city: &City, k: i64, from: i64) -> Booking {
    let mut one = booking(city, k, from);
    (one.office, one.claim.staff, one.claim.joint) = (city.offices[1], city.staff[1], Some(city.staff[2]));
    one
}

async fn a_span_is_read_of_an_office_or_a_nurse(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let gone = Booking { status: Status::Cancelled, open: false, ..booking(&city, 3, 60) };
    let all = [booking(&city, 1, 60), joint(&city, 2, 60), gone, booking(&city, 4, 90)];
    for one in &all {
        assert!(insert(&mut tx, one).await);
    }
    let within = (at(60), at(90));
    for (of, expected) in [
        ((None, None), vec![1, 2, 3]),
        ((Some(city.offices[0]), None), vec![1, 3]),
        ((None, Some(city.staff[2])), vec![2]),
        ((Some(city.offices[0]), Some(city.staff[2])), vec![]),
    ] {
        let found = tx.bookings_within(city.id, within, of).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id.0 % 1000).collect::<Vec<_>>(), expected, "{of:?}");
        assert_eq!(tx.bookings_within(other.id, within, of).await.unwrap(), []);
    }
    assert_eq!(tx.bookings_within(city.id, (at(90), at(91)), (None, None)).await.unwrap(), all[3..]);
}

async fn bookings_are_counted_by_office_time_and_state(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let gone = Booking { status: Status::Cancelled, open: false, ..booking(&city, 4, 60) };
    for one in [booking(&city, 1, 60), booking(&city, 2, 60), joint(&city, 3, 60), gone, booking(&city, 5, 120)] {
        assert!(insert(&mut tx, &one).await);
    }
    let within = (at(60), at(61));
    let brief = |counts: Vec<BookingCount>| {
        let brief = |count: BookingCount| {
            assert_eq!((count.starts_at, count.ends_at), (at(60), at(90)));
            (count.office, count.status, count.named, count.number)
        };
        counts.into_iter().map(brief).collect::<Vec<_>>()
    };
    let [here, there] = city.offices;
    let nobody = [None, None];
    let live = (here, Status::Booked, nobody, 2);
    let called_off = (here, Status::Cancelled, nobody, 1);
    let of_two = (there, Status::Booked, nobody, 1);
    let all = Narrowed::default();
    for (of, expected) in [
        (all, vec![live, called_off, of_two]),
        (Narrowed { office: Some(there), ..all }, vec![of_two]),
        (Narrowed { staff: Some(city.staff[2]), ..all }, vec![of_two]),
        (Narrowed { kind: Some(city.kinds[1]), ..all }, vec![]),
        (Narrowed { mode: Some(Mode::Video), ..all }, vec![]),
        (Narrowed { mode: Some(Mode::InPerson), state: Some(Shown::Of(Status::Cancelled)), ..all }, vec![called_off]),
    ] {
        assert_eq!(brief(tx.bookings_counted(city.id, within, (of, &[])).await.unwrap()), expected, "{of:?}");
        assert_eq!(tx.bookings_counted(other.id, within, (of, &[])).await.unwrap(), []);
    }
    let named = tx.bookings_counted(city.id, within, (all, &[city.staff[2], StaffId(7)])).await.unwrap();
    let by_name = (there, Status::Booked, [None, Some(city.staff[2])], 1);
    assert_eq!(brief(named), [live, called_off, by_name]);
    let named = tx.bookings_counted(city.id, within, (all, &[city.staff[0]])).await.unwrap();
    assert_eq!(brief(named).first(), Some(&(here, Status::Booked, [Some(city.staff[0]), None], 2)));
}

async fn a_time_is_free_while_its_nurse_has_nothing_else(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let by_phone = NurseSlot { modes: Modes::from_bits(4), ..slot(&city, 1, 0, 0, 60) };
    let shut = NurseSlot { open: false, ..slot(&city, 4, 2, 0, 60) };
    // The second nurse offers two kinds, and is one nurse.
    tx.slots_insert(city.id, &[by_phone, slot(&city, 2, 1, 0, 60), slot(&city, 3, 1, 1, 60), shut]).await.unwrap();
    let within = (at(60), at(61));
    let brief = |counts: Vec<FreeCount>| {
        let brief = |count: FreeCount| {
            assert_eq!((count.office, count.starts_at), (city.offices[0], at(60)));
            (count.named, count.number)
        };
        counts.into_iter().map(brief).collect::<Vec<_>>()
    };
    let all = Narrowed::default();
    let counted = tx.times_counted(city.id, within, (all, &[])).await.unwrap();
    assert_eq!(counted.first().map(|count| count.ends_at), Some(at(90)), "of the shortest kind");
    assert_eq!(brief(counted), [(None, 2)]);
    for (of, expected) in [
        (Narrowed { office: Some(city.offices[1]), ..all }, vec![]),
        (Narrowed { staff: Some(city.staff[1]), ..all }, vec![(None, 1)]),
        (Narrowed { kind: Some(city.kinds[1]), ..all }, vec![(None, 1)]),
        (Narrowed { mode: Some(Mode::Phone), ..all }, vec![(None, 2)]),
        (Narrowed { mode: Some(Mode::Video), ..all }, vec![(None, 1)]),
    ] {
        assert_eq!(brief(tx.times_counted(city.id, within, (of, &[])).await.unwrap()), expected, "{of:?}");
    }
    let named = brief(tx.times_counted(city.id, within, (all, &[city.staff[0]])).await.unwrap());
    assert_eq!(named, [(None, 1), (Some(city.staff[0]), 1)]);
    assert_eq!(tx.times_counted(other.id, within, (all, &[])).await.unwrap(), []);
    assert_eq!(tx.times_counted(city.id, (at(61), at(300)), (all, &[])).await.unwrap(), []);
    // What ends where the buffer before begins is not in the way; five minutes more are.
    let owner = Owner::Booking(BookingId(1));
    assert!(tx.occupy(&claim(city.staff[0], None, 30, 50), owner).await.unwrap());
    assert_eq!(brief(tx.times_counted(city.id, within, (all, &[])).await.unwrap()), [(None, 2)]);
    assert!(tx.occupy(&claim(city.staff[0], None, 50, 55), owner).await.unwrap());
    assert_eq!(brief(tx.times_counted(city.id, within, (all, &[])).await.unwrap()), [(None, 1)]);
    assert!(tx.occupy(&claim(city.staff[1], None, 90, 95), owner).await.unwrap());
    assert_eq!(tx.times_counted(city.id, within, (all, &[])).await.unwrap(), [], "nor is the buffer behind free");
}

async fn how_she_sees_the_calendar_is_hers_alone(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    assert_eq!(tx.calendar_choice(one.id, one.staff[0]).await.unwrap(), None);
    tx.calendar_choose(two.id, one.staff[0], "view=list").await.unwrap();
    assert_eq!(tx.calendar_choice(one.id, one.staff[0]).await.unwrap(), None, "another city's");
    tx.calendar_choose(one.id, one.staff[0], "view=week").await.unwrap();
    assert_eq!(tx.calendar_choice(one.id, one.staff[0]).await.unwrap().as_deref(), Some("view=week"));
    assert_eq!(tx.calendar_choice(two.id, one.staff[0]).await.unwrap(), None);
    assert_eq!(tx.calendar_choice(one.id, one.staff[1]).await.unwrap(), None, "a colleague's");
    // The usual is what who never chose has.
    tx.calendar_choose(one.id, one.staff[1], "").await.unwrap();
    assert_eq!(tx.calendar_choice(one.id, one.staff[1]).await.unwrap(), None);
    // What else is written of her leaves it alone.
    tx.staff_update(&one.catalogue.staff[0]).await.unwrap();
    assert_eq!(tx.calendar_choice(one.id, one.staff[0]).await.unwrap().as_deref(), Some("view=week"));
}
