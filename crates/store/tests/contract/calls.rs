//! The call list: one entry per booking, reason and cause, in its own city.

use mendan_domain::ids::{CallId, StaffId};
use mendan_service::model::{Booking, Call, CallOutcome, CallReason, Failure, MessageKind, OutboxRow, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, insert, message, read};

on_both_engines!(
    the_same_cause_makes_one_entry_and_a_talk_ends_it_for_good,
    an_entry_is_written_only_by_whoever_saw_it_and_in_its_city,
    refused_mails_of_bookings_to_come_are_found_once,
    people_born_on_a_day_are_found_by_their_open_bookings,
);

fn call(city: &City, id: i64, booking: &Booking, next: i64) -> Call {
    Call {
        id: CallId(city.id.0 * 1000 + id),
        municipality: city.id,
        booking: booking.id,
        reason: CallReason::Closed,
        cause: "closure:7".into(),
        detail: "{}".into(),
        next_at: at(next),
        attempts: 0,
        outcome: None,
        done_at: None,
        staff: None,
        created_at: at(0),
        version: 0,
    }
}

fn over(call: &Call, outcome: CallOutcome, when: i64) -> Call {
    Call { outcome: Some(outcome), done_at: Some(at(when)), version: call.version + 1, ..call.clone() }
}

async fn the_same_cause_makes_one_entry_and_a_talk_ends_it_for_good(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let (one, two) = (booking(&city, 1, 0), booking(&city, 2, 60));
    assert!(insert(&mut tx, &one).await && insert(&mut tx, &two).await);
    let (first, other) = (call(&city, 1, &one, 9), call(&city, 2, &two, 5));
    tx.call_ensure(&first).await.unwrap();
    tx.call_ensure(&Call { id: CallId(99), next_at: at(50), ..first.clone() }).await.unwrap();
    tx.call_ensure(&other).await.unwrap();
    assert_eq!(tx.calls_open(city.id).await.unwrap(), [other.clone(), first.clone()], "the next try first");
    assert_eq!(tx.calls_waiting(city.id).await.unwrap(), 2);
    assert_eq!(tx.bookings_to_call(city.id).await.unwrap(), [one.clone(), two.clone()]);

    // What settled by itself is open again when its cause comes back, or when what settled it is undone.
    let settled = over(&first, CallOutcome::Settled, 20);
    assert!(tx.call_update(&settled).await.unwrap());
    assert_eq!(tx.calls_done(city.id, at(20)).await.unwrap(), std::slice::from_ref(&settled));
    assert_eq!(tx.calls_done(city.id, at(21)).await.unwrap(), []);
    assert_eq!(tx.calls_reopen(one.id, at(21)).await.unwrap(), 0);
    assert_eq!(tx.calls_reopen(one.id, at(20)).await.unwrap(), 1);
    let again = Call { version: 2, ..first.clone() };
    assert_eq!(tx.call(city.id, first.id).await.unwrap(), Some(again.clone()));
    assert!(tx.call_update(&over(&again, CallOutcome::Settled, 30)).await.unwrap());
    tx.call_ensure(&Call { id: CallId(98), next_at: at(40), ..first.clone() }).await.unwrap();
    let back = Call { version: 4, next_at: at(40), ..first.clone() };
    assert_eq!(tx.calls_of(one.id).await.unwrap(), std::slice::from_ref(&back));

    // Whoever was spoken to is not called again for the same.
    assert!(tx.call_update(&over(&back, CallOutcome::Talked, 50)).await.unwrap());
    tx.call_ensure(&first).await.unwrap();
    assert_eq!(tx.calls_reopen(one.id, at(0)).await.unwrap(), 0);
    assert_eq!(tx.calls_open(city.id).await.unwrap(), [other]);
}

async fn an_entry_is_written_only_by_whoever_saw_it_and_in_its_city(fresh: &Fresh) {
    let (mine, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let made = booking(&mine, 1, 0);
    assert!(insert(&mut tx, &made).await);
    let entry = call(&mine, 1, &made, 0);
    tx.call_ensure(&entry).await.unwrap();
    let staff: Option<StaffId> = Some(mine.staff[0]);
    let noted = Call { attempts: 1, outcome: Some(CallOutcome::Absent), next_at: at(60), staff, version: 1, ..entry };
    assert!(!tx.call_update(&Call { municipality: other.id, ..noted.clone() }).await.unwrap());
    assert!(!tx.call_update(&Call { version: 2, ..noted.clone() }).await.unwrap(), "somebody else was faster");
    assert!(tx.call_update(&noted).await.unwrap());
    assert!(!tx.call_update(&noted).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.call(mine.id, noted.id).await.unwrap(), Some(noted.clone()));
    assert_eq!(tx.call(other.id, noted.id).await.unwrap(), None);
    assert_eq!((tx.calls_open(other.id).await.unwrap(), tx.calls_waiting(other.id).await.unwrap()), (Vec::new(), 0));
    assert_eq!(tx.bookings_to_call(other.id).await.unwrap(), []);
    assert_eq!(tx.calls_done(other.id, at(0)).await.unwrap(), []);
}

async fn refused_mails_of_bookings_to_come_are_found_once(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let made = booking(&city, 1, 600);
    assert!(insert(&mut tx, &made).await);
    let mut ids = Vec::new();
    let (recipient, reminder) = (Some(Failure::Recipient), MessageKind::ReminderOneDay);
    for (k, failure, kind) in [
        (1, recipient, reminder),
        (2, Some(Failure::Letter), reminder),
        (3, recipient, MessageKind::Confirmation),
        (4, recipient, MessageKind::AlreadyBooked),
    ] {
        let mut row = OutboxRow { kind, ..message(&city, made.id, k, 0) };
        row.recipient = made.contact.email.clone().unwrap();
        tx.outbox_insert(std::slice::from_ref(&row)).await.unwrap();
        assert_eq!(tx.outbox_claim(1, at(k), at(99), 1).await.unwrap().rows.len(), 1);
        assert!(tx.outbox_finish(1, row.id, (OutboxState::Failed, failure, Some("550")), at(10)).await.unwrap());
        ids.push(row.id);
    }
    let found = |ids: &[mendan_domain::ids::OutboxId]| ids.iter().map(|id| (*id, city.id, made.id)).collect::<Vec<_>>();
    assert_eq!(
        tx.mails_refused(at(10), at(20)).await.unwrap(),
        found(&[ids[0], ids[2]]),
        "the letter's fault is not hers, and whoever asked in her name is called by nobody"
    );
    assert_eq!(tx.mails_refused(at(11), at(20)).await.unwrap(), []);
    assert_eq!(tx.mails_refused(at(10), made.ends_at).await.unwrap(), [], "it is over");
    let cause = format!("mail:{}", ids[0]);
    let entry = Call { reason: CallReason::MailRefused, cause, ..call(&city, 1, &made, 0) };
    tx.call_ensure(&entry).await.unwrap();
    assert_eq!(tx.mails_refused(at(10), at(20)).await.unwrap(), [], "one call is enough for all of them");
    assert!(tx.call_update(&over(&entry, CallOutcome::Talked, 20)).await.unwrap());
    assert_eq!(tx.mails_refused(at(10), at(20)).await.unwrap(), found(&[ids[2]]));
}

async fn people_born_on_a_day_are_found_by_their_open_bookings(fresh: &Fresh) {
    let (mine, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let open = booking(&mine, 1, 60);
    let closed = Booking { open: false, ..booking(&mine, 2, 60) };
    assert!(insert(&mut tx, &open).await && insert(&mut tx, &closed).await);
    let born = open.contact.birth_date;
    assert_eq!(tx.bookings_born(mine.id, born, at(0)).await.unwrap(), std::slice::from_ref(&open));
    assert_eq!(tx.bookings_born(mine.id, born, open.ends_at).await.unwrap(), []);
    assert_eq!(tx.bookings_born(other.id, born, at(0)).await.unwrap(), []);
    assert_eq!(tx.bookings_born(mine.id, born.succ_opt().unwrap(), at(0)).await.unwrap(), []);
}
