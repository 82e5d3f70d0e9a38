//! Delivery: what leaves, once; what does not, and who is told of it.

use chrono::Duration;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::message::deliver::MailError;
use mendan_service::model::{AlarmCode, Failure, MessageKind, OutboxRow, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line};
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    a_message_leaves_once_with_the_number_it_was_written_with,
    what_is_no_longer_true_or_of_use_does_not_leave,
    what_the_relay_refuses_of_us_waits_and_what_is_refused_of_her_ends,
    what_failed_is_sent_anew_once_if_it_is_still_true,
    a_restored_backup_sends_nothing_by_itself,
);

fn state_of(rows: &[OutboxRow], kind: MessageKind) -> OutboxState {
    rows.iter().find(|row| row.kind == kind).unwrap().state
}

async fn a_message_leaves_once_with_the_number_it_was_written_with(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    deliver(&worker).await;
    let rows = world.messages(&booking).await;
    let confirmation = rows.iter().find(|row| row.kind == MessageKind::Confirmation).unwrap();
    assert_eq!(post.letters(), [(MessageKind::Confirmation, booking.id, confirmation.message_id.clone())]);
    assert_eq!((confirmation.state, confirmation.stamped_at), (OutboxState::Sent, Some(world.services.now())));
    // The reminder when its time has come, and not a second before.
    world.set_now(booking.starts_at - Duration::hours(24) - Duration::seconds(1));
    deliver(&worker).await;
    assert_eq!(post.letters().len(), 1);
    world.set_now(booking.starts_at - Duration::hours(24));
    deliver(&worker).await;
    assert_eq!(post.letters().last().map(|(kind, ..)| *kind), Some(MessageKind::ReminderOneDay));
}

async fn what_is_no_longer_true_or_of_use_does_not_leave(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (gone, late) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY + 8).await);
    world.services.cancel(&world.desk(), &Handle::Id(gone.id), Expected::Any, None).await.unwrap();
    let (post, worker) = Post::worker(&world);
    // The server slept until the reminder was of no use any more.
    world.set_now(late.starts_at - Duration::hours(3) + Duration::seconds(1));
    deliver(&worker).await;
    let letters: Vec<_> = post.letters().into_iter().map(|(kind, booking, _)| (kind, booking)).collect();
    assert!(
        letters.contains(&(MessageKind::Cancellation, gone.id))
            && letters.contains(&(MessageKind::Confirmation, late.id))
    );
    assert_eq!(letters.len(), 2, "{letters:?}");
    assert_eq!(state_of(&world.messages(&gone).await, MessageKind::Confirmation), OutboxState::Superseded);
    assert_eq!(state_of(&world.messages(&late).await, MessageKind::ReminderOneDay), OutboxState::Expired);
}

async fn what_the_relay_refuses_of_us_waits_and_what_is_refused_of_her_ends(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY * 5).await;
    let (post, worker) = Post::worker(&world);
    let (services, begun) = (world.services.clone(), world.services.now());
    post.refuses(Some(|| MailError::Relay("535 authentication failed".into())));
    deliver(&worker).await;
    let row = world.messages(&booking).await.into_iter().find(|row| row.kind == MessageKind::Confirmation).unwrap();
    assert_eq!((row.state, row.failure), (OutboxState::Pending, Some(Failure::Relay)));
    assert!(row.due_at <= begun + Duration::minutes(2), "soon again: {}", row.due_at);
    let alarms = services.alarms().await.unwrap();
    assert_eq!(alarms.iter().map(|alarm| alarm.code.as_str()).collect::<Vec<_>>(), [AlarmCode::MailRelay.as_str()]);
    // Days later it is as true as it was: it was our fault.
    world.set_now(begun + Duration::hours(80));
    post.refuses(None);
    deliver(&worker).await;
    assert_eq!(state_of(&world.messages(&booking).await, MessageKind::Confirmation), OutboxState::Sent);
    assert!(services.alarms().await.unwrap().is_empty(), "mended");
    let refused = world.booked_at(A_DAY * 3).await;
    post.refuses(Some(|| MailError::Recipient("550 5.1.1 unknown".into())));
    deliver(&worker).await;
    let row = world.messages(&refused).await.into_iter().find(|row| row.kind == MessageKind::Confirmation).unwrap();
    assert_eq!((row.state, row.failure), (OutboxState::Failed, Some(Failure::Recipient)));
    let tried = world.booked_at(A_DAY * 4).await;
    post.refuses(Some(|| MailError::Temporary("451 later".into())));
    deliver(&worker).await;
    let row = world.messages(&tried).await.into_iter().find(|row| row.kind == MessageKind::Confirmation).unwrap();
    let wait = row.due_at - services.now();
    assert!(
        row.state == OutboxState::Pending && wait >= Duration::minutes(1) && wait <= Duration::minutes(2),
        "{wait}"
    );
}

async fn what_failed_is_sent_anew_once_if_it_is_still_true(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY).await);
    let (post, worker) = Post::worker(&world);
    post.refuses(Some(|| MailError::Letter("554 5.6.0".into())));
    deliver(&worker).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let unsent = services.unsent_mails(&desk.permit().unwrap()).await.unwrap().ended;
    assert!(unsent.len() == 2 && unsent.iter().all(|mail| mail.resendable), "{unsent:?}");
    let of = |booking: &mendan_service::model::Booking| {
        unsent.iter().find(|mail| mail.row.as_ref().unwrap().booking == booking.id).unwrap().id
    };
    services.cancel(&desk, &Handle::Id(other.id), Expected::Any, None).await.unwrap();
    assert_eq!(
        code_of(fresh, services.mail_resend(&desk.permit().unwrap(), of(&other))).await,
        "not_possible",
        "it is not true any more"
    );
    post.refuses(None);
    services.mail_resend(&desk.permit().unwrap(), of(&one)).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "mail_resend");
    services.mail_resend(&desk.permit().unwrap(), of(&one)).await.unwrap();
    deliver(&worker).await;
    assert_eq!(post.letters().iter().filter(|(_, booking, _)| *booking == one.id).count(), 1, "asked twice, sent once");
    services.mail_settle(&desk.permit().unwrap(), of(&other)).await.unwrap();
    assert!(services.unsent_mails(&desk.permit().unwrap()).await.unwrap().ended.is_empty());
    let nurse = world.nurse();
    assert_eq!(code_of(fresh, async { services.mail_resend(&nurse.permit()?, of(&one)).await }).await, "not_found");
}

async fn a_restored_backup_sends_nothing_by_itself(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, two) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY * 2).await);
    let (post, worker) = Post::worker(&world);
    let (administrator, services) = (world.administrator(), world.services.clone());
    assert!(services.hold_after_restore().await.unwrap().is_none(), "this is no copy");
    assert_eq!(services.hold_mails().await.unwrap(), 4);
    deliver(&worker).await;
    assert!(post.letters().is_empty());
    let written = world.booked_at(A_DAY * 3).await;
    deliver(&worker).await;
    assert_eq!(
        post.letters().iter().map(|(_, booking, _)| *booking).collect::<Vec<_>>(),
        [written.id],
        "what is new is as always"
    );
    let held = services.held_mails(&administrator.permit().unwrap()).await.unwrap();
    let confirmation = |booking: &mendan_service::model::Booking| {
        held.iter()
            .find(|one| one.row.booking == booking.id && one.row.kind == MessageKind::Confirmation)
            .unwrap()
            .row
            .id
    };
    assert_eq!(services.mails_release(&administrator.permit().unwrap(), Some(confirmation(&one))).await.unwrap(), 1);
    assert_eq!(services.mails_drop(&administrator.permit().unwrap(), Some(confirmation(&two))).await.unwrap(), 1);
    assert_eq!(services.alarms().await.unwrap().len(), 1, "two are left to decide about");
    assert_eq!(services.mails_drop(&administrator.permit().unwrap(), None).await.unwrap(), 2);
    assert!(services.alarms().await.unwrap().is_empty());
    deliver(&worker).await;
    assert_eq!(post.letters().iter().map(|(_, booking, _)| *booking).collect::<Vec<_>>(), [written.id, one.id]);
    let desk = world.desk();
    assert_eq!(code_of(fresh, async { services.mails_release(&desk.permit()?, None).await }).await, "not_found");
}
