//! Marks: when they may be set, that each can be taken back, and that they tell nobody anything.

use chrono::Duration;
use mendan_domain::booking::{Channel, Status};
use mendan_service::booking::book::BookCommand;
use mendan_service::expected::Expected;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines};
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    nobody_arrives_before_the_day_and_nobody_is_missed_before_the_start,
    a_mark_tells_nobody_and_can_be_taken_back,
    a_mark_is_not_taken_back_where_she_has_booked_again,
);

const ANY: Expected = Expected::Any;

async fn nobody_arrives_before_the_day_and_nobody_is_missed_before_the_start(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let city = &desk.catalogue.municipality;
    let midnight = city.start_of_day(city.local_date(booking.starts_at));
    world.set_now(midnight - Duration::seconds(1));
    for to in [Status::Arrived, Status::Fulfilled, Status::Noshow] {
        assert_eq!(
            code_of(fresh, services.mark(&desk.permit().unwrap(), booking.id, ANY, to)).await,
            "not_possible",
            "{to:?}"
        );
    }
    world.set_now(midnight);
    services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Arrived).await.unwrap();
    services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Booked).await.unwrap();
    world.set_now(booking.starts_at);
    assert_eq!(
        code_of(fresh, services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Noshow)).await,
        "not_possible"
    );
    world.set_now(booking.starts_at + Duration::seconds(1));
    services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Noshow).await.unwrap();
    // Not by a mark: calling off frees the time and tells her.
    assert_eq!(
        code_of(fresh, services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Cancelled)).await,
        "not_possible"
    );
}

async fn a_mark_tells_nobody_and_can_be_taken_back(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let before = world.messages(&booking).await;
    world.set_now(booking.starts_at + Duration::minutes(20));
    let held =
        services.mark(&desk.permit().unwrap(), booking.id, Expected::Version(0), Status::Fulfilled).await.unwrap();
    assert_eq!((held.version, held.sequence, held.open), (1, 0, false));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.actor), ("mark", Some(world.number.receptionist().0)));
    assert_eq!((&line.detail["from"], &line.detail["to"]), (&"booked".into(), &"fulfilled".into()));
    assert_eq!(world.messages(&booking).await, before);
    let written = lines(fresh).await.len();
    services.mark(&desk.permit().unwrap(), booking.id, Expected::Version(0), Status::Fulfilled).await.unwrap();
    services.mark(&desk.permit().unwrap(), booking.id, Expected::Version(1), Status::Fulfilled).await.unwrap();
    assert_eq!(lines(fresh).await.len(), written, "the state it has already changes nothing");
    let stale = async { services.mark(&desk.permit()?, booking.id, Expected::Version(0), Status::Arrived).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    let back = services.mark(&desk.permit().unwrap(), booking.id, Expected::Version(1), Status::Booked).await.unwrap();
    assert_eq!((back.status, back.open), (Status::Booked, true));
}

async fn a_mark_is_not_taken_back_where_she_has_booked_again(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (desk, command) = world.command(time, Channel::Phone, None);
    world.services.book(&desk, command.clone()).await.unwrap();
    let first = world.bookings().await.remove(0);
    world.set_now(first.starts_at + Duration::seconds(1));
    world.services.mark(&desk.permit().unwrap(), first.id, ANY, Status::Noshow).await.unwrap();
    let again = world.time(A_DAY).await.id.to_string();
    world.services.book(&desk, BookCommand { slot_id: again, ..command }).await.unwrap();
    let back = async { world.services.mark(&desk.permit()?, first.id, ANY, Status::Booked).await };
    assert_eq!(code_of(fresh, back).await, "not_possible");
    world.services.mark(&desk.permit().unwrap(), first.id, ANY, Status::Noshow).await.unwrap();
}
