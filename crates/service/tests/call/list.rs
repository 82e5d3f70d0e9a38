//! The call list: who comes on it and off it, and what is noted of a try.

use chrono::Duration;
use mendan_service::call::list::NextTry;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::message::deliver::MailError;
use mendan_service::model::{Booking, CallOutcome, CallReason};
use mendan_service::offer::closure::ClosureForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    whoever_a_closure_meets_is_called_until_nothing_is_left_to_say,
    what_came_of_a_try_is_noted_once_and_tried_again_in_time,
    whose_mail_is_refused_for_good_is_called,
    whoever_is_brought_back_to_a_day_that_was_closed_meanwhile_is_called,
);

async fn close_the_day_of(world: &World, booking: &Booking) -> mendan_domain::ids::ClosureId {
    let day = world.desk().catalogue.municipality.local_date(booking.starts_at).to_string();
    let form = ClosureForm { whose: "city".into(), from: day, reason: "台風".into(), ..ClosureForm::default() };
    world.services.closure_save(&world.administrator().permit().unwrap(), None, &form).await.unwrap().0
}

async fn whoever_a_closure_meets_is_called_until_nothing_is_left_to_say(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, two) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY + 1).await);
    let _untouched = world.booked_at(A_DAY * 2).await;
    let closure = close_the_day_of(&world, &one).await;
    world.reread().await;
    let (desk, services) = (world.desk(), world.services.clone());
    let list = services.calls(&desk.permit().unwrap()).await.unwrap();
    let whom: Vec<_> = list.open.iter().map(|entry| (entry.booking.id, entry.call.reason)).collect();
    assert_eq!(whom, [(one.id, CallReason::Closed), (two.id, CallReason::Closed)], "the soonest interview first");
    assert_eq!(last_line(fresh).await.action, "view", "looking is logged");
    assert_eq!(services.calls_waiting(&desk.permit().unwrap()).await.unwrap(), 2);
    // Whoever is moved has been spoken to; when the day is open again, nothing is left to say to the other.
    let to = world.time(A_DAY * 3).await.id.to_string();
    services.move_to(&desk, &Handle::Id(one.id), Expected::Any, &to, None).await.unwrap();
    assert_eq!(services.calls_of(&desk, one.id).await.unwrap(), []);
    // An undo brings her back on it.
    services.undo(&desk.permit().unwrap(), one.id, Expected::Any).await.unwrap();
    assert_eq!(services.calls_of(&desk, one.id).await.unwrap().len(), 1);
    services.closure_delete(&world.administrator().permit().unwrap(), closure, Expected::Any).await.unwrap();
    assert_eq!(services.calls_waiting(&desk.permit().unwrap()).await.unwrap(), 0);
    let done = services.calls(&desk.permit().unwrap()).await.unwrap().done;
    assert!(done.len() == 2 && done.iter().all(|entry| entry.call.outcome == Some(CallOutcome::Settled)));
    assert_eq!(code_of(fresh, async { services.calls(&world.resident().permit()?).await }).await, "not_found");
}

async fn what_came_of_a_try_is_noted_once_and_tried_again_in_time(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    close_the_day_of(&world, &booking).await;
    world.reread().await;
    let (desk, services, now) = (world.desk(), world.services.clone(), world.services.now());
    let call = services.calls_of(&desk, booking.id).await.unwrap().remove(0);
    let permit = desk.permit().unwrap();
    let note = async |version, outcome, next| {
        services.call_note(&permit, call.id, Expected::Version(version), (Some(outcome), next)).await
    };
    let absent = note(0, CallOutcome::Absent, Some(NextTry::InThreeHours)).await.unwrap();
    assert_eq!((absent.attempts, absent.next_at, absent.done_at), (1, now + Duration::hours(3), None));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail["outcome"]), ("call", &"absent".into()));
    assert_eq!(note(0, CallOutcome::Absent, None).await.unwrap(), absent, "the same form sent twice");
    assert_eq!(code_of(fresh, note(0, CallOutcome::Later, None)).await, "changed");
    let later = note(1, CallOutcome::Later, Some(NextTry::Tomorrow)).await.unwrap();
    let tomorrow_at_nine = now + Duration::hours(25);
    assert_eq!((later.attempts, later.next_at), (1, tomorrow_at_nine), "put off without a try");
    for nothing in [None, Some(CallOutcome::Settled)] {
        let noted = services.call_note(&permit, call.id, Expected::Version(2), (nothing, None));
        assert_eq!(wrong(fresh, noted).await, [("outcome", "invalid")]);
    }
    let talked = note(2, CallOutcome::Talked, None).await.unwrap();
    assert_eq!((talked.done_at, talked.staff), (Some(now), Some(world.number.receptionist())));
    assert_eq!(code_of(fresh, note(3, CallOutcome::Absent, None)).await, "changed", "it is done");
    // Whoever was spoken to is not called again for the same.
    let again = ClosureForm { whose: "office-1100".into(), ..ClosureForm::default() };
    assert_eq!(
        code_of(fresh, services.closure_save(&world.administrator().permit().unwrap(), None, &again)).await,
        "invalid"
    );
    assert_eq!(services.calls_waiting(&desk.permit().unwrap()).await.unwrap(), 0);
}

async fn whose_mail_is_refused_for_good_is_called(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (post, worker) = Post::worker(&world);
    post.refuses(Some(|| MailError::Recipient("550 5.1.1".into())));
    deliver(&worker).await;
    let (desk, services) = (world.desk(), world.services.clone());
    assert_eq!(services.sweep_refused_mails().await.unwrap(), 1);
    let reasons: Vec<_> = services.calls_of(&desk, booking.id).await.unwrap().iter().map(|call| call.reason).collect();
    assert_eq!(reasons, [CallReason::MailRefused]);
    assert_eq!(services.sweep_refused_mails().await.unwrap(), 0, "one entry for one mail");
}

async fn whoever_is_brought_back_to_a_day_that_was_closed_meanwhile_is_called(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let to = world.time(A_DAY * 3).await.id.to_string();
    services.move_to(&desk, &Handle::Id(booking.id), Expected::Any, &to, None).await.unwrap();
    close_the_day_of(&world, &booking).await;
    assert_eq!(services.calls_of(&desk, booking.id).await.unwrap(), [], "she is not there");
    // Whoever undoes has the city before her as it was before.
    services.undo(&desk.permit().unwrap(), booking.id, Expected::Any).await.unwrap();
    let calls = services.calls_of(&desk, booking.id).await.unwrap();
    assert_eq!(calls.iter().map(|call| call.reason).collect::<Vec<_>>(), [CallReason::Closed]);
}
