//! Calling off: until when, how often, why, and what is told.

use chrono::Duration;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::Rules;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{MessageKind, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::guard;
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    saying_it_twice_is_saying_it_once_and_the_time_is_free,
    residents_call_off_until_the_cut_off_to_the_second_and_staff_after_it,
    a_reason_is_sealed_and_nobody_is_told_who_wants_no_letter,
    a_link_dies_a_day_after_the_interview,
);

async fn saying_it_twice_is_saying_it_once_and_the_time_is_free(fresh: &Fresh) {
    let mut world = usual::city_of(fresh, usual::town_with(Rules { capacity: Some(1), ..Rules::default() })).await;
    let booking = world.booked_at(A_DAY).await;
    let (resident, link) = (world.resident(), world.link(&booking));
    let first = world.services.cancel(&resident, &link, Expected::Version(0), None).await.unwrap();
    let written = lines(fresh).await;
    let line = written.last().unwrap();
    assert_eq!((line.action.as_str(), line.actor_kind.as_str()), ("cancel", "client"));
    let again = world.services.cancel(&resident, &link, Expected::Version(0), None).await.unwrap();
    assert!(first == again && first.status == Status::Cancelled && first.sequence == 1, "{again:?}");
    assert_eq!(lines(fresh).await, written);
    let messages = world.messages(&booking).await;
    let waiting: Vec<_> = messages.iter().filter(|row| row.state == OutboxState::Pending).map(|row| row.kind).collect();
    assert_eq!(waiting, [MessageKind::Cancellation], "nobody is reminded of it");
    assert!(guard::rows(fresh, &world).await.is_empty());
    let time = world.time(A_DAY).await;
    world.book(time, Channel::Web, None).await.unwrap();
}

async fn residents_call_off_until_the_cut_off_to_the_second_and_staff_after_it(fresh: &Fresh) {
    let rules = Rules { cancel: Deadline::Minutes(60), ..Rules::default() };
    let mut world = usual::city_of(fresh, usual::town_with(rules)).await;
    let (one, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY).await);
    let (resident, services) = (world.resident(), world.services.clone());
    let cut_off = one.starts_at - Duration::minutes(60);
    world.set_now(cut_off - Duration::seconds(1));
    services.cancel(&resident, &world.link(&one), Expected::Any, None).await.unwrap();
    world.set_now(cut_off);
    assert_eq!(code_of(fresh, services.cancel(&resident, &world.link(&other), Expected::Any, None)).await, "too_late");
    assert_eq!(
        code_of(fresh, services.cancel(&world.program(), &world.link(&other), Expected::Any, None)).await,
        "too_late"
    );
    services.cancel(&world.desk(), &Handle::Id(other.id), Expected::Any, None).await.unwrap();
}

async fn a_reason_is_sealed_and_nobody_is_told_who_wants_no_letter(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, handle, services) = (world.desk(), Handle::Id(booking.id), world.services.clone());
    let long = "長".repeat(5000);
    let too_long = services.cancel(&desk, &handle, Expected::Any, Some(&long));
    assert_eq!(wrong(fresh, too_long).await, [("reason", "too_long")]);
    services.cancel_quietly(&desk, &handle, Expected::Any, Some("体調のため")).await.unwrap();
    let opened = services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap();
    assert_eq!(opened.cancel_reason.as_deref(), Some("体調のため"));
    assert!(opened.messages.iter().all(|row| row.state == OutboxState::Superseded), "no message is left to leave");
    let told = lines(fresh).await;
    assert!(told.iter().all(|line| !line.detail.to_string().contains("体調")), "{told:?}");
    // What has been held cannot be called off.
    let other = world.booked_at(A_DAY).await;
    world.set_now(other.starts_at);
    services.mark(&desk.permit().unwrap(), other.id, Expected::Any, Status::Arrived).await.unwrap();
    let handle = Handle::Id(other.id);
    assert_eq!(code_of(fresh, services.cancel(&desk, &handle, Expected::Any, None)).await, "not_possible");
    assert_eq!(last_line(fresh).await.action, "mark");
}

async fn a_link_dies_a_day_after_the_interview(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    let Handle::Token(token) = link.clone() else { panic!("a link") };
    world.set_now(booking.ends_at + Duration::days(1));
    services.find(&resident, &link).await.unwrap();
    assert_eq!(services.ended(&resident, &token).await.unwrap(), None);
    world.set_now(booking.ends_at + Duration::days(1) + Duration::seconds(1));
    assert_eq!(code_of(fresh, services.find(&resident, &link)).await, "not_found");
    assert_eq!(code_of(fresh, services.cancel(&resident, &link, Expected::Any, None)).await, "not_found");
    assert_eq!(services.ended(&resident, &token).await.unwrap(), Some((booking.language, false)));
    assert_eq!(services.ended(&resident, "nobody's").await.unwrap(), None);
}
