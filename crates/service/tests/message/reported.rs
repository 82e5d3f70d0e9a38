//! What mail servers tell of letters that they took: what is believed, what follows for the address, and how it is mended.

use chrono::Duration;
use mendan_domain::ids::OutboxId;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::message::again::Outage;
use mendan_service::message::became::Became;
use mendan_service::message::deliver::MailError;
use mendan_service::message::receipt::Taken;
use mendan_service::message::report::Report;
use mendan_service::model::{Booking, CallReason, Failure, MessageKind, OutboxRow, OutboxState, Receipt, Verdict};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_mail_that_came_back_did_not_arrive_and_its_address_gets_nothing_more,
    a_report_that_names_no_message_of_ours_ends_nothing,
    what_is_worse_is_not_taken_back,
    a_corrected_address_gets_what_did_not_arrive,
    an_outage_is_shown_sent_anew_and_taken_back,
);

fn report(id: &str, about: &str, verdict: Verdict, code: &str) -> Report {
    Report { id: id.to_owned(), about: vec![about.to_owned()], verdict: Some(verdict), code: code.to_owned() }
}

async fn confirmation(world: &World, booking: &Booking) -> OutboxRow {
    let rows = world.messages(booking).await;
    rows.into_iter().find(|row| row.kind == MessageKind::Confirmation).unwrap()
}

async fn receipts(world: &World, booking: &Booking) -> Vec<Receipt> {
    world.store.read().await.unwrap().receipts_of(world.number.city(), booking.id).await.unwrap()
}

async fn a_mail_that_came_back_did_not_arrive_and_its_address_gets_nothing_more(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    let row = confirmation(&world, &booking).await;
    assert_eq!(Became::of(&row, &[]), Became::Accepted, "that it arrived nobody has said");
    let back = report("r1@carrier.example", &row.message_id, Verdict::Hard, "5.1.1");
    assert_eq!(world.services.take_report(&back).await.unwrap(), Taken::Taken);
    assert_eq!(world.services.take_report(&back).await.unwrap(), Taken::Taken, "once and for all");
    let row = confirmation(&world, &booking).await;
    assert_eq!((row.state, row.failure), (OutboxState::Failed, Some(Failure::Recipient)));
    let heard = receipts(&world, &booking).await;
    assert_eq!(
        heard.iter().map(|heard| (heard.verdict, heard.code.as_str())).collect::<Vec<_>>(),
        [(Verdict::Hard, "5.1.1")]
    );
    assert_eq!(Became::of(&row, &heard), Became::Returned);
    // She is called, and the reminder does not leave.
    assert_eq!(world.services.sweep_refused_mails().await.unwrap(), 1);
    let calls = world.services.calls_of(&world.desk(), booking.id).await.unwrap();
    assert_eq!(calls.iter().map(|call| call.reason).collect::<Vec<_>>(), [CallReason::MailRefused]);
    world.set_now(booking.starts_at - Duration::hours(24));
    deliver(&worker).await;
    assert_eq!(post.letters().len(), 1, "the confirmation alone");
    let rows = world.messages(&booking).await;
    let reminder = rows.iter().find(|row| row.kind == MessageKind::ReminderOneDay).unwrap();
    assert_eq!(Became::of(reminder, &heard), Became::NotTried);
}

async fn a_report_that_names_no_message_of_ours_ends_nothing(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (_post, worker) = Post::worker(&world);
    deliver(&worker).await;
    let rows = world.messages(&booking).await;
    let waits = rows.iter().find(|row| row.kind == MessageKind::ReminderOneDay).unwrap();
    let email = booking.contact.email.clone().unwrap();
    for (n, about) in ["", "guessed@kaku.example", email.as_str(), waits.message_id.as_str()].into_iter().enumerate() {
        let forged = report(&format!("forged-{n}@evil.example"), about, Verdict::Hard, "5.1.1");
        assert_eq!(world.services.take_report(&forged).await.unwrap(), Taken::Foreign, "{about}");
    }
    let unreadable = Report { id: "poem@people.example".into(), ..Report::default() };
    assert_eq!(world.services.take_report(&unreadable).await.unwrap(), Taken::Unreadable);
    assert_eq!(confirmation(&world, &booking).await.state, OutboxState::Sent);
    assert!(receipts(&world, &booking).await.is_empty());
    let administrator = world.administrator();
    let unread = world.services.unread_reports(&administrator.permit().unwrap()).await.unwrap();
    assert_eq!(unread.len(), 5);
    assert!(unread.iter().any(|one| one.name == world.services.report_name(&unreadable)));
    // Staff may type that address as before.
    let desk = world.desk();
    let permit = desk.permit().unwrap();
    world.services.correct_address(&permit, booking.id, Expected::Any, (email.as_str(), false)).await.unwrap();
}

async fn what_is_worse_is_not_taken_back(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (_post, worker) = Post::worker(&world);
    deliver(&worker).await;
    let row = confirmation(&world, &booking).await;
    let mut n = 0;
    for (told, kept) in [
        (Verdict::Delayed, Became::Delayed),
        (Verdict::Delivered, Became::Delivered),
        (Verdict::Delayed, Became::Delivered),
        (Verdict::Complaint, Became::Unwanted),
        (Verdict::Delivered, Became::Unwanted),
        (Verdict::Hard, Became::Unwanted),
    ] {
        n += 1;
        let told = report(&format!("r{n}@carrier.example"), &row.message_id, told, "");
        assert_eq!(world.services.take_report(&told).await.unwrap(), Taken::Taken);
        let row = confirmation(&world, &booking).await;
        assert_eq!(Became::of(&row, &receipts(&world, &booking).await), kept, "{n}");
        assert_eq!(row.state, OutboxState::Sent, "it arrived");
    }
    let desk = world.desk();
    let email = booking.contact.email.clone().unwrap();
    let typed = (email.as_str(), false);
    let asked = world.services.correct_address(&desk.permit().unwrap(), booking.id, Expected::Any, typed).await;
    assert!(matches!(asked, Err(Refusal::Invalid(_))), "whoever complains gets nothing more: {asked:?}");
}

async fn a_corrected_address_gets_what_did_not_arrive(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY * 3).await;
    let (post, worker) = Post::worker(&world);
    post.refuses(Some(|| MailError::Recipient("550 5.1.1 unknown".into())));
    deliver(&worker).await;
    world.services.sweep_refused_mails().await.unwrap();
    post.refuses(None);
    let (desk, services) = (world.desk(), world.services.clone());
    let permit = desk.permit().unwrap();
    let old = booking.contact.email.clone().unwrap();
    let seen = Expected::Version(booking.version);
    assert_eq!(
        wrong(fresh, services.correct_address(&permit, booking.id, seen, (old.as_str(), false))).await,
        [("email", "undelivered")]
    );
    assert_eq!(wrong(fresh, services.correct_address(&permit, booking.id, seen, ("a@b@c", false))).await.len(), 1);
    let stale = Expected::Version(booking.version + 7);
    let new = ("atarashii@mail.kaku.example", false);
    assert_eq!(code_of(fresh, services.correct_address(&permit, booking.id, stale, new)).await, "changed");
    let mended = services.correct_address(&permit, booking.id, seen, new).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "correct");
    assert_ne!(mended.token_hash, booking.token_hash, "whoever has the old address opens it no more");
    assert!(services.calls_of(&desk, booking.id).await.unwrap().is_empty(), "she need not be called");
    world.set_now(services.now() + Duration::minutes(1));
    deliver(&worker).await;
    let rows = world.messages(&booking).await;
    let to_new = rows.iter().filter(|row| row.recipient == "atarashii@mail.kaku.example");
    let sent: Vec<_> = to_new.filter(|row| row.state == OutboxState::Sent).map(|row| row.kind).collect();
    assert_eq!(sent, [MessageKind::Confirmation]);
    let former = rows.iter().find(|row| row.recipient == old && row.state == OutboxState::Failed).unwrap();
    assert!(former.settled_at.is_some(), "it stays in the history and asks for nobody");
    // It was right after all.
    let again = services.correct_address(&permit, booking.id, Expected::Any, (old.as_str(), true)).await.unwrap();
    assert_eq!(again.contact.email.as_deref(), Some(old.as_str()));
}

async fn an_outage_is_shown_sent_anew_and_taken_back(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, two, gone) =
        (world.booked_at(A_DAY * 2).await, world.booked_at(A_DAY * 3).await, world.booked_at(A_DAY * 4).await);
    let (post, worker) = Post::worker(&world);
    post.refuses(Some(|| MailError::Letter("554 5.7.1 not today".into())));
    deliver(&worker).await;
    post.refuses(None);
    world.cancel(&gone).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let permit = desk.permit().unwrap();
    let all = Outage { failure: Some(Failure::Letter), from: None, until: None };
    let shown = services.outage(&permit, all).await.unwrap();
    assert_eq!((shown.kinds.as_slice(), shown.left_out), ([(MessageKind::Confirmation, 2)].as_slice(), 1));
    let before = Outage { until: Some(services.now() - Duration::hours(1)), ..all };
    assert_eq!(services.outage(&permit, before).await.unwrap().total(), 0, "nothing had failed yet");
    let another = Outage { failure: Some(Failure::Recipient), ..all };
    assert_eq!(services.outage(&permit, another).await.unwrap().total(), 0);
    assert_eq!(code_of(fresh, services.outage_resend(&permit, all, "something else")).await, "changed");
    // Sent, and taken back before anything has left.
    let batch = services.outage_resend(&permit, all, &shown.seal).await.unwrap();
    assert_eq!(batch.messages, 2);
    deliver(&worker).await;
    assert!(post.letters().iter().all(|(_, booking, _)| *booking == gone.id), "it can still be taken back");
    assert_eq!(services.outage_undo(&permit, batch.id).await.unwrap(), 2);
    assert_eq!(services.outage_undo(&permit, batch.id).await.unwrap(), 0, "once");
    assert_eq!(services.outage(&permit, all).await.unwrap(), shown, "as it was before");
    // And once more, for good.
    let batch = services.outage_resend(&permit, all, &shown.seal).await.unwrap();
    world.set_now(services.now() + Duration::minutes(1));
    deliver(&worker).await;
    let reached = |booking: &Booking| post.letters().iter().filter(|(_, id, _)| *id == booking.id).count();
    assert_eq!((reached(&one), reached(&two)), (1, 1));
    assert_eq!(services.outage_undo(&permit, batch.id).await.unwrap(), 0, "they have left");
    let nurse = world.nurse();
    assert_eq!(code_of(fresh, async { services.outage(&nurse.permit()?, all).await }).await, "not_found");
    assert_eq!(code_of(fresh, services.mail_resend(&permit, OutboxId(1))).await, "not_possible");
}
