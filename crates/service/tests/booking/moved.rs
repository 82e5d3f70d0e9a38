//! Moving and the change of mode: until when, to where, what is told, and that nothing is lost by a refusal.

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::Rules;
use mendan_service::booking::move_booking::MoveTo;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{MessageKind, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::guard;
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::Time;

on_both_engines!(
    a_move_takes_the_new_time_and_tells_of_it,
    a_move_that_is_refused_leaves_the_booking_where_it_is,
    residents_change_until_the_cut_off_to_the_second_and_staff_after_it,
    an_action_hits_what_its_page_showed,
    a_mode_keeps_the_time_and_takes_a_room_or_a_link,
    a_link_cannot_be_used_to_send_mails_without_end,
);

async fn a_move_takes_the_new_time_and_tells_of_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, to) = (world.booked_at(A_DAY).await, world.time(A_DAY * 2).await);
    let (resident, link) = (world.resident(), world.link(&booking));
    let done = world.services.move_to(&resident, &link, Expected::Version(0), &to.id.to_string(), None).await.unwrap();
    assert!(done.changed);
    let moved = world.now_of(&booking).await;
    assert_eq!((moved.starts_at, moved.sequence, moved.version), (to.id.starts_at, 1, 1));
    assert_eq!(moved.claim.staff, booking.claim.staff, "her nurse, if she is free");
    assert_eq!((moved.uid, moved.reference), (booking.uid.clone(), booking.reference.clone()));
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    let messages = world.messages(&booking).await;
    let of = |version| messages.iter().filter(move |row| row.version == version);
    assert!(of(0).all(|row| row.state == OutboxState::Superseded), "{messages:?}");
    let change = of(1).find(|row| row.kind == MessageKind::Change).unwrap();
    assert_eq!((change.was(), change.is_hers()), (Some(booking.starts_at.timestamp()), true));
    assert_eq!(of(1).filter(|row| row.kind == MessageKind::ReminderOneDay).count(), 1);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail["sequence"]), ("move", &1.into()));
    // The time she left is anybody's at once.
    let left = Time { id: world.time(A_DAY).await.id, mode: Mode::Phone };
    for _ in 0..3 {
        world.book(left, Channel::Web, None).await.unwrap();
    }
}

async fn a_move_that_is_refused_leaves_the_booking_where_it_is(fresh: &Fresh) {
    let mut world = usual::city_of(fresh, usual::town_with(Rules { capacity: Some(1), ..Rules::default() })).await;
    let (one, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY + 1).await);
    let (there, foreign) = (world.time(A_DAY + 1).await, world.starts(world.number.kind(1)).await[A_DAY]);
    let (resident, desk, link) = (world.resident(), world.desk(), world.link(&one));
    let services = &world.services;
    let to = there.id.to_string();
    assert_eq!(code_of(fresh, services.move_to(&resident, &link, Expected::Any, &to, None)).await, "slot_taken");
    assert_eq!(code_of(fresh, services.move_to(&desk, &link, Expected::Any, &to, None)).await, "slot_taken");
    let foreign = foreign.id.to_string();
    let of_another_kind = services.move_to(&resident, &link, Expected::Any, &foreign, None);
    assert_eq!(wrong(fresh, of_another_kind).await, [("slot_id", "invalid")]);
    let free = world.time(A_DAY + 2).await.id.to_string();
    let in_no_mode = services.move_to(&resident, &link, Expected::Any, &free, Some("letter"));
    assert_eq!(wrong(fresh, in_no_mode).await, [("mode", "invalid")]);
    // A nurse is a wish of the staff's alone.
    let to_a_nurse = MoveTo { slot_id: free.clone(), mode: None, nurse: Some(other.claim.staff) };
    let asked = async { services.move_where(&resident.permit()?, &link, Expected::Any, to_a_nurse).await };
    assert_eq!(code_of(fresh, asked).await, "not_found");
    let here = world.time(A_DAY).await.id.to_string();
    let nothing = services.move_to(&resident, &link, Expected::Any, &here, None).await.unwrap();
    assert!(!nothing.changed && world.now_of(&one).await == one);
    services.cancel(&resident, &link, Expected::Any, None).await.unwrap();
    assert_eq!(code_of(fresh, services.move_to(&desk, &link, Expected::Any, &free, None)).await, "not_possible");
}

async fn residents_change_until_the_cut_off_to_the_second_and_staff_after_it(fresh: &Fresh) {
    let rules = Rules { change: Deadline::Minutes(120), ..Rules::default() };
    let mut world = usual::city_of(fresh, usual::town_with(rules)).await;
    let (booking, to) = (world.booked_at(A_DAY).await, world.time(A_DAY * 2).await.id.to_string());
    let (resident, link) = (world.resident(), world.link(&booking));
    let services = world.services.clone();
    let cut_off = booking.starts_at - Duration::minutes(120);
    world.set_now(cut_off);
    assert_eq!(code_of(fresh, services.move_to(&resident, &link, Expected::Any, &to, None)).await, "too_late");
    assert_eq!(code_of(fresh, services.change_mode(&resident, &link, Expected::Any, "video")).await, "too_late");
    world.set_now(cut_off - Duration::seconds(1));
    services.change_mode(&resident, &link, Expected::Any, "video").await.unwrap();
    world.set_now(booking.starts_at - Duration::minutes(1));
    services.move_to(&world.desk(), &Handle::Id(booking.id), Expected::Any, &to, None).await.unwrap();
}

async fn an_action_hits_what_its_page_showed(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), &world.services);
    let handle = Handle::Id(booking.id);
    let (to, elsewhere) = (world.time(A_DAY * 2).await.id.to_string(), world.time(A_DAY * 3).await.id.to_string());
    let (seen, unknown) = (Expected::Version(0), Expected::Unknown);
    services.move_to(&desk, &handle, seen, &to, None).await.unwrap();
    let written = lines(fresh).await.len();
    // The same form sent twice is answered as the first time; another one from the same page is stale.
    assert!(services.move_to(&desk, &handle, seen, &to, None).await.unwrap().changed);
    assert_eq!(lines(fresh).await.len(), written);
    for expected in [seen, unknown, Expected::Sequence(0)] {
        assert_eq!(code_of(fresh, services.move_to(&desk, &handle, expected, &elsewhere, None)).await, "changed");
        assert_eq!(code_of(fresh, services.change_mode(&desk, &handle, expected, "video")).await, "changed");
        assert_eq!(code_of(fresh, services.cancel(&desk, &handle, expected, None)).await, "changed");
    }
    // Somebody else's same form was not hers.
    let nurse = world.nurse();
    assert_eq!(code_of(fresh, services.move_to(&nurse, &handle, seen, &to, None)).await, "changed");
    services.move_to(&nurse, &handle, Expected::Sequence(1), &elsewhere, None).await.unwrap();
}

async fn a_mode_keeps_the_time_and_takes_a_room_or_a_link(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    let change = async |mode: &str| services.change_mode(&resident, &link, Expected::Any, mode).await;
    change("in_person").await.unwrap();
    let here = world.now_of(&booking).await;
    assert!(here.claim.room.is_some() && here.join_url.is_none());
    change("video").await.unwrap();
    let video = world.now_of(&booking).await;
    assert!(video.claim.room.is_none() && video.join_url.is_some());
    assert_eq!((video.starts_at, video.claim.staff, video.sequence), (booking.starts_at, booking.claim.staff, 2));
    assert!(!change("video").await.unwrap().changed);
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    let no_mode = services.change_mode(&resident, &link, Expected::Any, "letter");
    assert_eq!(wrong(fresh, no_mode).await, [("mode", "invalid")]);
    // Both places of the only room are taken now.
    let in_person = Time { mode: Mode::InPerson, ..world.time(A_DAY).await };
    for _ in 0..2 {
        world.book(in_person, Channel::Web, None).await.unwrap();
    }
    assert_eq!(services.possible_modes(&resident, &link).await.unwrap(), [Mode::Video, Mode::Phone, Mode::HomeVisit]);
    let full = services.change_mode(&resident, &link, Expected::Any, "in_person");
    assert_eq!(code_of(fresh, full).await, "slot_taken");
    assert_eq!(world.now_of(&booking).await.mode, Mode::Video);
}

async fn a_link_cannot_be_used_to_send_mails_without_end(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    // Nobody knows whose address it is: five mails a day, the confirmation among them.
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    for mode in ["video", "phone", "video", "phone"] {
        services.change_mode(&resident, &link, Expected::Any, mode).await.unwrap();
        deliver(&worker).await;
    }
    assert_eq!(post.letters().len(), 5);
    let sixth = services.change_mode(&resident, &link, Expected::Any, "video");
    assert_eq!(code_of(fresh, sixth).await, "too_many_requests");
    // Whoever gets no mail at all has forty changes.
    let mut other = world.book(world.time(A_DAY + 1).await, Channel::Web, None).await.unwrap();
    other.sequence = 40;
    other.version += 1;
    let mut tx = world.store.begin().await.unwrap();
    assert!(tx.booking_update(&other).await.unwrap());
    tx.commit().await.unwrap();
    let link = world.link(&other);
    assert_eq!(
        code_of(fresh, services.change_mode(&resident, &link, Expected::Any, "video")).await,
        "too_many_requests"
    );
    services.change_mode(&world.desk(), &link, Expected::Any, "video").await.unwrap();
    // Calling off is always possible; that her address has had its share keeps it from nothing.
    services.cancel(&resident, &world.link(&booking), Expected::Any, None).await.unwrap();
    let told = world.messages(&booking).await;
    assert!(told.iter().all(|row| row.kind != MessageKind::Cancellation));
}
