//! What is over goes when it has been over long enough: the oldest first, in parts, and nothing else.

use mendan_domain::ids::{AlarmId, CallId, MunicipalityId};
use mendan_service::draft::repository::{WorkDraft, WorkDraftId};
use mendan_service::model::{Alarm, AlarmCode, Booking, Call, CallOutcome, CallReason, OutboxRow, OutboxState};
use mendan_service::staff::factor::step::StepRow;
use mendan_service::staff::link::{LinkKind, StaffLink, StaffLinkId};
use mendan_service::unit::WriteUnit;
use mendan_service::upkeep::repository::Over;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::openid::attempt;
use crate::sample::{City, at, begin, booking, city, insert, message, read};

on_both_engines!(
    messages_of_bookings_that_are_over_go_and_no_others,
    calls_that_were_made_go_with_time_and_open_ones_stay,
    alarms_that_ended_go_and_raised_ones_stay,
    steps_go_with_time_those_of_the_same_city_alone,
    links_of_staff_go_some_time_after_they_have_run_out,
    whoever_never_came_back_from_the_provider_goes_with_time,
    forms_that_nobody_types_into_any_more_go_with_time,
    what_is_over_goes_in_parts_the_oldest_first,
);

/// A booking that is over at minute 30, and one at minute 1030.
async fn two(fresh: &Fresh) -> (City, Booking, Booking) {
    let city = city(&*fresh.store, 1).await;
    let (early, late) = (booking(&city, 1, 0), booking(&city, 2, 1000));
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &early).await && insert(&mut tx, &late).await);
    tx.commit().await.unwrap();
    (city, early, late)
}

fn ended(city: &City, booking: &Booking, k: i64, state: OutboxState, minute: i64) -> OutboxRow {
    OutboxRow { state, finished_at: Some(at(minute)), ..message(city, booking.id, k, 0) }
}

/// What is looked for by reading is what writing ends.
async fn end(fresh: &Fresh, what: Over, whose: Option<MunicipalityId>, minute: i64) -> u64 {
    let any = read(fresh).await.is_over(what, whose, at(minute)).await.unwrap();
    let mut tx = begin(fresh).await;
    let gone = tx.end_over(what, whose, at(minute), 100).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(any, gone > 0);
    gone
}

async fn messages_of_bookings_that_are_over_go_and_no_others(fresh: &Fresh) {
    let (city, early, late) = two(fresh).await;
    let rows = [
        ended(&city, &early, 1, OutboxState::Sent, 5),
        ended(&city, &early, 2, OutboxState::Superseded, 6),
        ended(&city, &early, 3, OutboxState::Failed, 50),
        message(&city, early.id, 4, 0),
        ended(&city, &late, 5, OutboxState::Sent, 5),
    ];
    let mut tx = begin(fresh).await;
    tx.outbox_insert(&rows).await.unwrap();
    tx.commit().await.unwrap();
    let left = async || {
        let mut tx = read(fresh).await;
        let mut left = tx.outbox_of(early.id).await.unwrap();
        left.extend(tx.outbox_of(late.id).await.unwrap());
        left.into_iter().map(|row| row.id.0 % 10).collect::<Vec<_>>()
    };
    assert_eq!(end(fresh, Over::Messages, Some(city.id), 30).await, 0, "her interview has only just ended");
    assert_eq!(end(fresh, Over::Messages, Some(city.id), 31).await, 2);
    assert_eq!(left().await, [3, 4, 5]);
    assert_eq!(end(fresh, Over::Messages, Some(city.id), 1030).await, 1);
    assert_eq!(left().await, [4, 5], "what has not left stays, and what tells of a booking to come");
    assert_eq!(end(fresh, Over::Messages, Some(city.id), 1031).await, 1);
    assert_eq!(left().await, [4]);
}

async fn call(tx: &mut Box<dyn WriteUnit>, booking: &Booking, k: i64, done: Option<i64>) {
    let call = Call {
        id: CallId(k),
        municipality: booking.municipality,
        booking: booking.id,
        reason: CallReason::Closed,
        cause: format!("closure:{k}"),
        detail: "{}".into(),
        next_at: at(0),
        attempts: 1,
        outcome: done.map(|_| CallOutcome::Settled),
        done_at: done.map(at),
        staff: None,
        created_at: at(0),
        version: 0,
    };
    tx.call_ensure(&call).await.unwrap();
}

async fn calls_that_were_made_go_with_time_and_open_ones_stay(fresh: &Fresh) {
    let (city, early, late) = two(fresh).await;
    let mut tx = begin(fresh).await;
    for (k, about, done) in [(1, &early, Some(5)), (2, &early, None), (3, &early, Some(60)), (4, &late, Some(5))] {
        call(&mut tx, about, k, done).await;
    }
    tx.commit().await.unwrap();
    assert_eq!(end(fresh, Over::Calls, Some(city.id), 5).await, 0);
    assert_eq!(end(fresh, Over::Calls, Some(city.id), 40).await, 1);
    let mut tx = read(fresh).await;
    let of = async |tx: &mut dyn mendan_service::unit::ReadUnit, booking: &Booking| {
        tx.calls_of(booking.id).await.unwrap().into_iter().map(|call| call.id.0).collect::<Vec<_>>()
    };
    assert_eq!((of(&mut *tx, &early).await, of(&mut *tx, &late).await), (vec![2, 3], vec![4]));
}

async fn alarms_that_ended_go_and_raised_ones_stay(fresh: &Fresh) {
    let mut tx = begin(fresh).await;
    for (id, subject) in [(1, "a"), (2, "b")] {
        let alarm = Alarm {
            id: AlarmId(id),
            municipality: None,
            code: AlarmCode::MailRelay.as_str().into(),
            subject: subject.into(),
            detail: String::new(),
            raised_at: at(0),
            last_seen_at: at(0),
            count: 1,
        };
        tx.alarm_raise(&alarm).await.unwrap();
    }
    assert!(tx.alarm_clear(None, AlarmCode::MailRelay, "a", at(6)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(end(fresh, Over::Alarms, None, 6).await, 0);
    assert_eq!(end(fresh, Over::Alarms, None, 7).await, 1);
    assert_eq!(read(fresh).await.alarms().await.unwrap().len(), 1);
}

async fn whoever_never_came_back_from_the_provider_goes_with_time(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, crate::sample::city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for (city, k, minute) in [(&city, 1, 0), (&city, 2, 5), (&other, 3, 0)] {
        tx.openid_attempt_insert(&attempt(city, k, minute)).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(end(fresh, Over::Attempts, Some(city.id), 0).await, 0);
    assert_eq!(end(fresh, Over::Attempts, Some(city.id), 5).await, 1);
    let mut tx = read(fresh).await;
    assert!(tx.openid_attempt(city.id, &[1; 32]).await.unwrap().is_none());
    assert!(tx.openid_attempt(city.id, &[2; 32]).await.unwrap().is_some());
    assert!(tx.openid_attempt(other.id, &[3; 32]).await.unwrap().is_some());
}

async fn forms_that_nobody_types_into_any_more_go_with_time(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, crate::sample::city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for (city, k, minute) in [(&city, 1, 0), (&city, 2, 5), (&other, 3, 0)] {
        let draft = WorkDraft {
            id: WorkDraftId(k),
            municipality: city.id,
            staff: city.staff[0],
            form: format!("/staff/setup/offices/{k}"),
            place: "/staff/setup/offices".into(),
            sealed: vec![1],
            updated_at: at(minute),
        };
        tx.work_draft_save(&draft).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(end(fresh, Over::Drafts, Some(city.id), 0).await, 0);
    assert_eq!(end(fresh, Over::Drafts, Some(city.id), 5).await, 1);
    let mut tx = read(fresh).await;
    let left = tx.work_drafts(city.id, city.staff[0], at(-1)).await.unwrap();
    assert_eq!(left.iter().map(|draft| draft.id.0).collect::<Vec<_>>(), [2]);
    assert_eq!(tx.work_drafts(other.id, other.staff[0], at(-1)).await.unwrap().len(), 1);
}

async fn steps_go_with_time_those_of_the_same_city_alone(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, crate::sample::city(&*fresh.store, 2).await);
    let step = |k: u8, city: &City, minute: i64| StepRow {
        token_hash: vec![k; 32],
        municipality: city.id,
        staff: city.staff[0],
        created_at: at(minute),
        tries: 0,
        first_password: false,
    };
    let mut tx = begin(fresh).await;
    for step in [step(1, &city, 0), step(2, &city, 5), step(3, &other, 0)] {
        tx.step_insert(&step).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(end(fresh, Over::Steps, Some(city.id), 0).await, 0);
    assert_eq!(end(fresh, Over::Steps, Some(city.id), 5).await, 1, "what began before, and nothing at that moment");
    let mut tx = read(fresh).await;
    assert!(tx.step_member(&[1; 32]).await.unwrap().is_none());
    for left in [[2; 32], [3; 32]] {
        assert!(tx.step_member(&left).await.unwrap().is_some());
    }
}

async fn links_of_staff_go_some_time_after_they_have_run_out(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let link = |k: u8, kind: LinkKind, until: i64| StaffLink {
        id: StaffLinkId(i64::from(k)),
        municipality: city.id,
        staff: city.staff[0],
        kind,
        word_hash: vec![k; 32],
        made_at: at(0),
        expires_at: at(until),
        letter: None,
    };
    let mut tx = begin(fresh).await;
    tx.staff_link_replace(&link(1, LinkKind::Invitation, 5)).await.unwrap();
    tx.staff_link_replace(&link(2, LinkKind::Password, 10)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(end(fresh, Over::Links, Some(city.id), 5).await, 0);
    assert_eq!(end(fresh, Over::Links, Some(city.id), 6).await, 1);
    assert!(read(fresh).await.staff_link(&[2; 32]).await.unwrap().is_some());
}

async fn what_is_over_goes_in_parts_the_oldest_first(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, crate::sample::city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    assert_eq!(tx.idempotency_claim(other.id, "a", b"hash", at(0)).await.unwrap(), None);
    for (key, minute) in [("c", 3), ("a", 1), ("d", 4), ("b", 2)] {
        assert_eq!(tx.idempotency_claim(city.id, key, b"hash", at(minute)).await.unwrap(), None);
    }
    assert_eq!(tx.end_over(Over::Keys, Some(city.id), at(10), 3).await.unwrap(), 3);
    assert!(tx.idempotency_find(city.id, "d").await.unwrap().is_some());
    assert_eq!(tx.end_over(Over::Keys, Some(city.id), at(10), 3).await.unwrap(), 1);
    assert_eq!(tx.end_over(Over::Keys, Some(city.id), at(10), 3).await.unwrap(), 0);
    assert!(tx.idempotency_find(other.id, "a").await.unwrap().is_some(), "another city keeps its own");
}
