//! The staff's day and one booking of it: what is in it, and the line that says who looked.

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::ids::BookingId;
use mendan_service::calendar::day::DayQuery;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines};
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    a_day_holds_what_begins_in_it_and_says_who_looked,
    a_booking_is_opened_with_all_that_is_known_of_it,
    the_next_day_with_times_skips_what_is_closed,
);

async fn a_day_holds_what_begins_in_it_and_says_who_looked(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (hers, next) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY * 2).await);
    let held = world.hold(world.time(A_DAY + 3).await).await.unwrap();
    let (desk, services) = (world.desk(), world.services.clone());
    let date = desk.catalogue.municipality.local_date(hers.starts_at);
    let whole = DayQuery { date, office: None, staff: None };
    let day = services.day(&desk.permit().unwrap(), whole).await.unwrap();
    assert_eq!(day.bookings, std::slice::from_ref(&hers));
    assert_eq!(
        day.held.iter().map(|held| (held.starts_at, held.until)).collect::<Vec<_>>(),
        [(held.starts_at, held.expires_at)]
    );
    assert_eq!(day.slots.len(), 3 * 2 * A_DAY, "three nurses, two kinds");
    let line = last_line(fresh).await;
    assert_eq!(
        (line.action.as_str(), line.actor, &line.detail["bookings"]),
        ("view", Some(world.number.receptionist().0), &1.into())
    );
    // Narrowed to a nurse, to an office.
    let nurse = DayQuery { staff: Some(hers.claim.staff), ..whole };
    assert_eq!(services.day(&desk.permit().unwrap(), nurse).await.unwrap().slots.len(), 2 * A_DAY);
    let elsewhere = DayQuery { office: Some(world.number.office(1)), ..whole };
    let there = services.day(&desk.permit().unwrap(), elsewhere).await.unwrap();
    assert!(there.bookings.is_empty() && there.slots.is_empty() && there.held.is_empty());
    // What was called off stays to be seen, on its own day.
    services.cancel(&desk, &Handle::Id(next.id), Expected::Any, None).await.unwrap();
    let date = desk.catalogue.municipality.local_date(next.starts_at);
    assert_eq!(services.day(&desk.permit().unwrap(), DayQuery { date, ..whole }).await.unwrap().bookings.len(), 1);
    assert_eq!(code_of(fresh, async { services.day(&world.program().permit()?, whole).await }).await, "not_found");
}

async fn a_booking_is_opened_with_all_that_is_known_of_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (resident, mut command) = world.command(time, Channel::Web, None);
    command.person.note = "エレベーターの近く".into();
    command.person.needs = vec!["wheelchair".into()];
    let answer = world.services.book(&resident, command).await.unwrap();
    let (desk, services) = (world.desk(), world.services.clone());
    let booking = services.find(&desk, &Handle::Token(answer.token)).await.unwrap();
    let sealed = booking.private_sealed.windows(9).any(|part| part == "エレベ".as_bytes());
    assert!(!sealed, "what she needs stands sealed in the row");
    let opened = services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap();
    assert_eq!(
        (opened.private.note.as_str(), opened.private.needs.as_slice()),
        ("エレベーターの近く", &["wheelchair".to_owned()][..])
    );
    assert_eq!(opened.manage_url, Some(answer.manage_url));
    assert_eq!(opened.history.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), ["book"]);
    let again = services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap();
    assert_eq!(again.history.len(), 1, "who looked is not in the history");
    let views = lines(fresh).await.into_iter().filter(|line| line.action == "view");
    assert!(
        views.map(|line| line.subject).eq([("booking".to_owned(), booking.id.0), ("booking".to_owned(), booking.id.0)])
    );
    for (context, id) in [(resident, booking.id), (desk.into(), BookingId(booking.id.0 + 1))] {
        assert_eq!(
            code_of(fresh, async { services.open_booking(&context.permit()?, id).await }).await,
            "not_found",
            "and nobody has looked"
        );
    }
}

async fn the_next_day_with_times_skips_what_is_closed(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, services) = (world.desk(), &world.services);
    let first = desk.catalogue.municipality.local_date(services.now());
    let ahead = |days| first + Duration::days(days);
    let after = async |days| services.next_day_with_times(&desk.permit().unwrap(), ahead(days), None).await.unwrap();
    assert_eq!(after(0).await, Some(ahead(1)));
    assert_eq!(after(1).await, Some(ahead(3)), "29 April is a holiday");
    assert_eq!(after(5).await, Some(ahead(10)), "3 to 6 May");
    assert_eq!(after(12).await, None);
    let elsewhere =
        services.next_day_with_times(&desk.permit().unwrap(), first, Some(world.number.office(1))).await.unwrap();
    assert_eq!(elsewhere, None);
}
