//! Bookings round-trip, change only from the state one knows, and are found as the desk looks for them.

use chrono::NaiveDate;
use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, ClientId};
use mendan_service::model::{Booking, Claim, Course, Listed, MailboxUse, Met, Noted, NurseSlot};
use mendan_service::unit::WriteUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, insert, read, slot};

on_both_engines!(
    bookings_ahead_are_counted_where_they_are_listed,
    what_a_closure_meets_is_counted_by_its_time,
    a_booking_is_read_as_it_was_written,
    a_change_needs_the_version_one_has_seen,
    everything_that_may_change_is_written,
    one_open_booking_per_person_and_kind,
    a_booking_cannot_be_opened_again_beside_another,
    past_bookings_stop_counting,
    a_taken_reference_is_no_error,
    the_same_person_is_found_again,
    a_day_is_read_in_order,
    what_is_to_come_is_read_a_page_at_a_time,
    a_mailbox_is_counted_whatever_its_address_is_written_like,
);

async fn a_booking_is_read_as_it_was_written(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let full = Booking {
        join_url: Some("https://meet.example.jp/x".into()),
        created_by: Some(city.staff[1]),
        updated_by: Some(city.staff[2]),
        cancel_reason_sealed: Some("child ill".into()),
        status: Status::Cancelled,
        open: false,
        claim: Claim { joint: Some(city.staff[3]), ..booking(&city, 1, 0).claim },
        ..booking(&city, 1, 0)
    };
    let mut bare = booking(&city, 2, 100);
    (bare.claim.room, bare.source, bare.contact.email) = (None, None, None);
    bare.course = Course::default();
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &full).await && insert(&mut tx, &bare).await);
    // Locked and read in the transaction, and read outside of it.
    assert_eq!(tx.booking(city.id, full.id).await.unwrap().as_ref(), Some(&full));
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.booking(city.id, bare.id).await.unwrap().as_ref(), Some(&bare));
    assert_eq!(tx.booking_by_token(city.id, &full.token_hash).await.unwrap(), Some(full));
    assert_eq!(tx.booking_open_of(bare.client, bare.kind).await.unwrap(), Some(bare));
    assert_eq!(tx.booking_by_token(city.id, b"other").await.unwrap(), None);
}

async fn a_change_needs_the_version_one_has_seen(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let mut changed = booking(&city, 1, 0);
    assert!(insert(&mut tx, &changed).await);
    changed.status = Status::Arrived;
    for other in [0, 2, -1] {
        assert!(!tx.booking_update(&Booking { version: other, ..changed.clone() }).await.unwrap(), "{other}");
    }
    changed.version = 1;
    assert!(tx.booking_update(&changed).await.unwrap());
    assert!(!tx.booking_update(&changed).await.unwrap());
    assert_eq!(tx.booking(city.id, changed.id).await.unwrap(), Some(changed));
}

async fn everything_that_may_change_is_written(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let was = booking(&city, 1, 0);
    let target = booking(&city, 2, 500);
    assert!(insert(&mut tx, &was).await);
    let phone = &target.contact.phone_e164;
    tx.client_upsert(city.id, phone, target.contact.birth_date, target.client, at(0)).await.unwrap();
    let now = Booking {
        token_version: 2,
        token_hash: vec![5; 32],
        client: target.client,
        office: city.offices[1],
        claim: Claim { staff: city.staff[2], joint: Some(city.staff[1]), ..target.claim },
        mode: Mode::Video,
        starts_at: target.starts_at,
        ends_at: target.ends_at,
        sequence: 7,
        version: 1,
        join_url: Some("https://x".into()),
        discreet: false,
        contact: target.contact,
        private_sealed: vec![4],
        updated_at: at(3),
        updated_by: Some(city.staff[0]),
        cancel_reason_sealed: Some("x".into()),
        course: Course {
            arrived_at: Some(at(1)),
            started_at: Some(at(2)),
            ended_at: None,
            follow_up: Some(FollowUp::Nothing),
            note: Some(Noted { sealed: vec![8], at: at(3), by: None }),
        },
        ..was.clone()
    };
    assert!(tx.booking_update(&now).await.unwrap());
    assert_eq!(tx.booking(city.id, was.id).await.unwrap(), Some(now));
}

async fn one_open_booking_per_person_and_kind(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let first = booking(&city, 1, 0);
    assert!(insert(&mut tx, &first).await);
    let second = Booking { client: first.client, ..booking(&city, 2, 100) };
    assert!(!tx.booking_insert(&second).await.unwrap());
    let other_kind = Booking { kind: city.kinds[1], ..second.clone() };
    assert!(tx.booking_insert(&other_kind).await.unwrap());
    let mut cancelled = first.clone();
    (cancelled.open, cancelled.status, cancelled.version) = (false, Status::Cancelled, 1);
    assert!(tx.booking_update(&cancelled).await.unwrap());
    assert_eq!(tx.booking_open_of(first.client, first.kind).await.unwrap(), None);
    let third = Booking { client: first.client, ..booking(&city, 3, 100) };
    assert!(tx.booking_insert(&third).await.unwrap());
    assert_eq!(tx.booking_open_of(first.client, first.kind).await.unwrap(), Some(third));
}

async fn a_booking_cannot_be_opened_again_beside_another(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let missed = Booking { open: false, status: Status::Noshow, ..booking(&city, 1, 0) };
    assert!(insert(&mut tx, &missed).await);
    let second = Booking { client: missed.client, ..booking(&city, 2, 100) };
    assert!(tx.booking_insert(&second).await.unwrap());
    let reopened = Booking { open: true, status: Status::Booked, version: 1, ..missed.clone() };
    assert!(!tx.booking_update(&reopened).await.unwrap());
    let arrived = Booking { status: Status::Arrived, version: 1, ..missed };
    assert!(tx.booking_update(&arrived).await.unwrap());
    tx.commit().await.unwrap();
}

async fn past_bookings_stop_counting(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let (first, other) = (booking(&city, 1, 0), booking(&city, 2, 0));
    assert!(insert(&mut tx, &first).await && insert(&mut tx, &other).await);
    tx.booking_close_past(first.client, first.kind, at(29)).await.unwrap();
    assert!(tx.booking(city.id, first.id).await.unwrap().unwrap().open);
    tx.booking_close_past(first.client, first.kind, at(30)).await.unwrap();
    let closed = tx.booking(city.id, first.id).await.unwrap().unwrap();
    assert!(!closed.open && closed.version == first.version + 1, "a page that showed it as open is stale");
    assert!(tx.booking(city.id, other.id).await.unwrap().unwrap().open);
}

async fn a_taken_reference_is_no_error(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let first = booking(&city, 1, 0);
    let same = Booking { reference: first.reference.clone(), ..booking(&city, 2, 100) };
    assert!(insert(&mut tx, &first).await);
    assert!(!insert(&mut tx, &same).await);
    assert!(tx.booking_insert(&Booking { reference: "OTHER".into(), ..same }).await.unwrap());
}

async fn the_same_person_is_found_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let birth = |year| NaiveDate::from_ymd_opt(year, 2, 28).unwrap();
    let mut tx = begin(fresh).await;
    for (phone, year, new, expected) in
        [("+81", 1998, 1, 1), ("+81", 1998, 2, 1), ("+81", 1999, 3, 3), ("+82", 1998, 4, 4)]
    {
        let id = tx.client_upsert(city.id, phone, birth(year), ClientId(new), at(0)).await.unwrap();
        assert_eq!(id, ClientId(expected));
    }
}

async fn a_day_is_read_in_order(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for (k, from) in [(1, 100), (2, 0), (3, 60), (4, 99), (5, -1)] {
        let status = if k == 3 { Status::Cancelled } else { Status::Booked };
        assert!(insert(&mut tx, &Booking { status, ..booking(&city, k, from) }).await);
    }
    let found = tx.bookings_between(city.id, at(0), at(100)).await.unwrap();
    assert_eq!(found.iter().map(|booking| booking.id.0 % 10).collect::<Vec<_>>(), [2, 3, 4]);
}

async fn a_mailbox_is_counted_whatever_its_address_is_written_like(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for (k, email) in (1..).zip(["a@example.jp", "A+x@example.jp", "+a@example.jp"]) {
        let mut booking = booking(&city, k, k * 60);
        booking.created_at = at(k);
        booking.contact.email = Some(email.into());
        booking.created_by = (k == 3).then_some(city.staff[0]);
        assert!(insert(&mut tx, &booking).await);
    }
    for (mailbox, since, bookings, known) in [
        ("a@example.jp", 0, 2, false),
        ("a@example.jp", 2, 1, false),
        ("a@example.jp", 3, 0, false),
        ("+a@example.jp", 0, 1, true),
        ("b@example.jp", 0, 0, false),
    ] {
        let expected = MailboxUse { bookings, mails: 0, known };
        assert_eq!(tx.mailbox_use(city.id, mailbox, at(since)).await.unwrap(), expected, "{mailbox} {since}");
    }
}

async fn bookings_ahead_are_counted_where_they_are_listed(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let with = |k: i64, from: i64, change: fn(&mut Booking, &City)| {
        let mut one = booking(&city, k, from);
        change(&mut one, &city);
        one
    };
    let all = [
        with(1, 0, |_, _| ()),
        with(2, 60, |_, _| ()),
        with(3, 120, |one, city| (one.office, one.kind) = (city.offices[1], city.kinds[1])),
        with(4, 180, |one, city| (one.claim.staff, one.claim.joint) = (city.staff[1], Some(city.staff[0]))),
        with(5, 240, |one, _| (one.status, one.open) = (Status::Cancelled, false)),
    ];
    for one in &all {
        assert!(insert(&mut tx, one).await);
    }
    for (of, number) in [
        (Listed::Office(city.offices[0]), 2),
        (Listed::Office(city.offices[1]), 1),
        (Listed::Kind(city.kinds[0]), 2),
        (Listed::Staff(city.staff[0]), 3),
        (Listed::Staff(city.staff[1]), 1),
        (Listed::Staff(city.staff[2]), 0),
    ] {
        assert_eq!(tx.bookings_ahead(city.id, of, at(1)).await.unwrap(), number, "{of:?}");
        assert_eq!(tx.bookings_ahead(other.id, of, at(1)).await.unwrap(), 0, "{of:?} of another city");
    }
    let hers = tx.bookings_of_nurse(city.id, city.staff[0], at(1)).await.unwrap();
    assert_eq!(hers, all[1..4]);
    assert_eq!(tx.bookings_of_nurse(other.id, city.staff[0], at(1)).await.unwrap(), []);
}

async fn what_a_closure_meets_is_counted_by_its_time(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let joint = |k: i64, from: i64| {
        let mut one = booking(&city, k, from);
        (one.office, one.claim.staff, one.claim.joint) = (city.offices[1], city.staff[1], Some(city.staff[2]));
        one
    };
    for one in [booking(&city, 1, 60), booking(&city, 2, 60), joint(3, 60), joint(4, 120), booking(&city, 5, 180)] {
        assert!(insert(&mut tx, &one).await);
    }
    let gone = Booking { status: Status::Fulfilled, open: false, ..booking(&city, 6, 120) };
    assert!(insert(&mut tx, &gone).await);
    let shut = NurseSlot { open: false, ..slot(&city, 4, 3, 0, 60) };
    tx.slots_insert(city.id, &[slot(&city, 1, 0, 0, 60), slot(&city, 2, 1, 0, 60), slot(&city, 3, 1, 0, 120), shut])
        .await
        .unwrap();
    let brief = |met: Vec<Met>| met.into_iter().map(|met| (met.starts_at, met.number)).collect::<Vec<_>>();
    let within = (at(60), at(180));
    for (of, bookings, times) in [
        ((None, None), vec![(at(60), 3), (at(120), 1)], vec![(at(60), 2), (at(120), 1)]),
        ((Some(city.offices[0]), None), vec![(at(60), 2)], vec![(at(60), 2), (at(120), 1)]),
        ((Some(city.offices[1]), None), vec![(at(60), 1), (at(120), 1)], vec![]),
        ((None, Some(city.staff[0])), vec![(at(60), 2)], vec![(at(60), 1)]),
        ((None, Some(city.staff[2])), vec![(at(60), 1), (at(120), 1)], vec![]),
    ] {
        assert_eq!(brief(tx.bookings_met(city.id, within, of).await.unwrap()), bookings, "{of:?}");
        assert_eq!(brief(tx.times_met(city.id, within, of).await.unwrap()), times, "{of:?}");
        assert_eq!(tx.bookings_met(other.id, within, of).await.unwrap(), []);
        assert_eq!(tx.times_met(other.id, within, of).await.unwrap(), []);
    }
    let met = tx.bookings_met(city.id, (at(180), at(181)), (None, None)).await.unwrap();
    assert_eq!(met, [Met { starts_at: at(180), ends_at: at(210), number: 1 }]);
    let next = async |tx: &mut Box<dyn WriteUnit>, from: i64, office: Option<usize>| {
        tx.next_time(city.id, (at(from), at(1000)), office.map(|n| city.offices[n])).await.unwrap()
    };
    assert_eq!(next(&mut tx, 0, None).await, Some(at(60)));
    assert_eq!(next(&mut tx, 61, Some(0)).await, Some(at(120)));
    assert_eq!(next(&mut tx, 0, Some(1)).await, None);
    assert_eq!(next(&mut tx, 121, None).await, None);
}

async fn what_is_to_come_is_read_a_page_at_a_time(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let with = |k: i64, from: i64, nurse: usize, status: Status| {
        let one = booking(&city, k, from);
        let claim = Claim { staff: city.staff[nurse], ..one.claim };
        Booking { claim, status, open: status == Status::Booked, ..one }
    };
    let all = [
        with(1, 0, 0, Status::Booked),
        with(2, 60, 0, Status::Booked),
        with(3, 60, 1, Status::Booked),
        with(4, 120, 0, Status::Cancelled),
        with(5, 180, 0, Status::Booked),
    ];
    for one in &all {
        assert!(insert(&mut tx, one).await);
    }
    let (mut found, mut behind) = (Vec::new(), (at(1), BookingId(0)));
    loop {
        let page = tx.bookings_to_come(city.id, behind, 1).await.unwrap();
        let Some(last) = page.last() else { break };
        behind = (last.starts_at, last.id);
        found.extend(page.into_iter().map(|one| one.id));
    }
    assert_eq!(found, [all[1].id, all[2].id, all[4].id], "each once, though two begin together");
    assert_eq!(tx.bookings_to_come(other.id, (at(0), BookingId(0)), 9).await.unwrap(), []);
}
