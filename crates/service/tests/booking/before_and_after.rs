//! Before and after the interview: its times, a note of colleagues, a second nurse, what follows where she did not come.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mark::Mark;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::StaffId;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, CallReason, Course};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::guard;
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    an_interview_has_its_times_and_each_is_taken_back,
    whoever_is_reached_where_she_is_begins_in_one,
    what_colleagues_write_is_sealed_and_theirs_alone,
    a_second_nurse_comes_and_goes_with_her_time,
    who_did_not_come_is_asked_about_and_nothing_is_sent,
);

const ANY: Expected = Expected::Any;

/// A city whose nurses hold interviews together, too.
async fn together(fresh: &Fresh) -> World {
    let mut town = usual::town();
    for nurse in &mut town.nurses {
        nurse.joint = true;
    }
    usual::city_of(fresh, town).await
}

async fn in_person(world: &mut World, n: usize) -> Booking {
    let time = Time { mode: Mode::InPerson, ..world.time(n).await };
    world.booked_by(time, Channel::Web).await
}

async fn an_interview_has_its_times_and_each_is_taken_back(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = in_person(&mut world, A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let came = booking.starts_at - Duration::minutes(6);
    let mark = async |at: DateTime<Utc>, mark: Mark| {
        world.set_now(at);
        services.mark(&desk.permit().unwrap(), booking.id, ANY, mark).await
    };
    // Nobody begins with whoever has not come.
    world.set_now(came);
    let early = async { services.mark(&desk.permit()?, booking.id, ANY, Mark::Started).await };
    assert_eq!(code_of(fresh, early).await, "not_possible");
    let here = mark(came, Mark::To(Status::Arrived)).await.unwrap();
    assert_eq!((here.course.arrived_at, here.course.started_at), (Some(came), None));
    assert!(!here.is_going_on());
    let begun = mark(booking.starts_at, Mark::Started).await.unwrap();
    assert_eq!((begun.status, begun.sequence), (Status::Arrived, 0), "programs and calendars see no other state");
    assert_eq!((begun.course.arrived_at, begun.course.started_at), (Some(came), Some(booking.starts_at)));
    assert!(begun.is_going_on());
    assert_eq!(last_line(fresh).await.detail["mark"], "started");
    let over = booking.starts_at + Duration::minutes(31);
    let ended = mark(over, Mark::To(Status::Fulfilled)).await.unwrap();
    assert_eq!((ended.course.started_at, ended.course.ended_at), (Some(booking.starts_at), Some(over)));
    // Back, one after the other.
    let back = mark(over, Mark::To(Status::Arrived)).await.unwrap();
    assert_eq!((back.course.ended_at, back.is_going_on()), (None, true));
    let back = mark(over, Mark::NotStarted).await.unwrap();
    assert_eq!((back.status, back.course.started_at, back.course.arrived_at), (Status::Arrived, None, Some(came)));
    let back = mark(over, Mark::To(Status::Booked)).await.unwrap();
    assert!(back.course == Course::default());
    // And by the undo, in its twenty seconds.
    mark(over, Mark::To(Status::Arrived)).await.unwrap();
    let undone = services.undo(&desk.permit().unwrap(), booking.id, ANY).await.unwrap();
    assert!(undone.status == Status::Booked && undone.course == Course::default());
}

async fn whoever_is_reached_where_she_is_begins_in_one(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    world.set_now(booking.starts_at);
    let begun = services.mark(&desk.permit().unwrap(), booking.id, Expected::Version(0), Mark::Started).await.unwrap();
    let course = &begun.course;
    assert_eq!(
        (begun.status, course.arrived_at, course.started_at),
        (Status::Arrived, Some(booking.starts_at), Some(booking.starts_at))
    );
    // Sent twice it is answered as the first time.
    let again = services.mark(&desk.permit().unwrap(), booking.id, Expected::Version(0), Mark::Started).await.unwrap();
    assert!(again == begun);
    let back = services.mark(&desk.permit().unwrap(), booking.id, ANY, Mark::NotStarted).await.unwrap();
    assert!(back.status == Status::Booked && back.course == Course::default(), "one button, one way back");
}

async fn what_colleagues_write_is_sealed_and_theirs_alone(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let save =
        async |expected, text: &'static str| services.note_save(&desk.permit()?, booking.id, expected, text).await;
    let before = world.messages(&booking).await;
    let noted = save(Expected::Version(0), "ベビーカーで来ます").await.unwrap();
    assert_eq!((noted.version, noted.sequence), (1, 0));
    assert_eq!(world.messages(&booking).await, before, "nobody is told");
    let sealed = &noted.course.note.as_ref().unwrap().sealed;
    assert!(!sealed.windows(9).any(|part| part == "ベビー".as_bytes()));
    let opened = services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap();
    let note = opened.note.unwrap();
    assert_eq!(
        (note.text.as_str(), note.by, note.at),
        ("ベビーカーで来ます", Some(world.number.receptionist()), services.now())
    );
    assert!(
        lines(fresh).await.iter().all(|line| !line.detail.to_string().contains("ベビー")),
        "the log does not say it"
    );
    assert_eq!(code_of(fresh, save(Expected::Version(0), "別のこと")).await, "changed");
    let long = async { services.note_save(&desk.permit()?, booking.id, ANY, &"あ".repeat(2_001)).await };
    assert_eq!(wrong(fresh, long).await, [("staff_note", "too_long")]);
    // The same text is nothing new, and keeps its hour.
    world.set_now(services.now() + Duration::hours(1));
    let same = save(Expected::Version(1), "ベビーカーで来ます").await.unwrap();
    assert!(same == noted);
    // It comes back with the undo, and an empty one takes it away.
    let gone = save(Expected::Version(1), " ").await.unwrap();
    assert!(gone.course.note.is_none());
    let back = services.undo(&desk.permit().unwrap(), booking.id, ANY).await.unwrap();
    assert!(back.course.note == noted.course.note);
    assert_eq!(services.desk_search(&desk.permit().unwrap(), "ベビーカー").await.unwrap().bookings.len(), 0);
}

async fn a_second_nurse_comes_and_goes_with_her_time(fresh: &Fresh) {
    let mut world = together(fresh).await;
    let (one, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY).await);
    let (desk, services) = (world.desk(), world.services.clone());
    let free: Vec<StaffId> = services
        .joint_colleagues(&desk.permit().unwrap(), one.id)
        .await
        .unwrap()
        .iter()
        .map(|colleague| colleague.staff)
        .collect();
    let third =
        (0..3).map(|nurse| world.number.nurse(nurse)).find(|id| ![one.claim.staff, other.claim.staff].contains(id));
    let third = third.unwrap();
    assert_eq!(free, [third], "her colleague of the other interview is not free");
    let set = async |expected, second| services.joint_set(&desk.permit()?, one.id, expected, second).await;
    assert_eq!(code_of(fresh, set(ANY, Some(other.claim.staff))).await, "slot_taken");
    assert_eq!(code_of(fresh, set(ANY, Some(one.claim.staff))).await, "slot_taken");
    let two = set(Expected::Version(0), Some(third)).await.unwrap();
    assert_eq!((two.claim.joint, two.sequence, two.version), (Some(third), 0, 1));
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    assert_eq!(
        (last_line(fresh).await.action.as_str(), &last_line(fresh).await.detail["added"]),
        ("joint", &third.0.into())
    );
    assert!(services.joint_colleagues(&desk.permit().unwrap(), one.id).await.unwrap().is_empty(), "there are two");
    let alone = set(Expected::Version(1), None).await.unwrap();
    assert_eq!((alone.claim.joint, alone.sequence), (None, 0));
    let back = services.undo(&desk.permit().unwrap(), one.id, Expected::Version(2)).await.unwrap();
    assert_eq!(back.claim.joint, Some(third));
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    // She comes along to another time and in another way.
    let (to, handle) = (world.time(A_DAY * 2).await.id.to_string(), Handle::Id(one.id));
    services.move_to(&desk, &handle, ANY, &to, None).await.unwrap();
    assert_eq!(world.now_of(&one).await.claim.joint, Some(third), "moved");
    services.change_mode(&desk, &handle, ANY, "video").await.unwrap();
    assert_eq!(world.now_of(&one).await.claim.joint, Some(third), "by video");
    world.undo_is_over().await;
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
}

async fn who_did_not_come_is_asked_about_and_nothing_is_sent(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let before = world.messages(&booking).await;
    let choose = async |choice, note| services.follow_up(&desk.permit()?, booking.id, ANY, (choice, note)).await;
    assert_eq!(code_of(fresh, choose(FollowUp::Call, None)).await, "not_possible", "she has not been missed");
    world.set_now(booking.starts_at + Duration::minutes(20));
    services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Noshow).await.unwrap();
    let reasons = async || {
        let calls = services.calls_of(&desk, booking.id).await.unwrap();
        calls.iter().map(|call| call.reason).collect::<Vec<_>>()
    };
    let called = choose(FollowUp::Call, Some("携帯は夜だけ")).await.unwrap();
    assert_eq!(called.course.follow_up, Some(FollowUp::Call));
    assert!(called.course.note.is_some());
    assert_eq!(reasons().await, [CallReason::Noshow]);
    services.undo(&desk.permit().unwrap(), booking.id, ANY).await.unwrap();
    assert!(reasons().await.is_empty());
    choose(FollowUp::Call, None).await.unwrap();
    assert_eq!(reasons().await, [CallReason::Noshow], "undone, and decided again");
    choose(FollowUp::Nothing, None).await.unwrap();
    assert!(reasons().await.is_empty());
    assert_eq!(world.messages(&booking).await, before, "nothing is sent by itself");
    // Whoever comes after all is not called.
    choose(FollowUp::Call, None).await.unwrap();
    let late = services.mark(&desk.permit().unwrap(), booking.id, ANY, Status::Arrived).await.unwrap();
    assert!(late.course.follow_up.is_none() && reasons().await.is_empty());
}
