//! "Did the mail arrive?": what she is told, what she can have done, and how little a stranger can do by it.

use chrono::Duration;
use mendan_service::Refusal;
use mendan_service::booking::arrived::Wish;
use mendan_service::expected::Expected;
use mendan_service::message::report::Report;
use mendan_service::model::{CallReason, MessageKind, Verdict};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line};
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    she_is_told_what_is_known_and_has_it_sent_again_but_not_too_often,
    another_address_wants_the_end_of_her_number_and_nobody_tries_them_all,
    whoever_wants_to_be_called_is_on_the_list_once,
);

async fn she_is_told_what_is_known_and_has_it_sent_again_but_not_too_often(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY * 3).await;
    let (post, worker) = Post::worker(&world);
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    let waits = services.arrival(&resident, &link).await.unwrap();
    assert!(!waits.failed && waits.taken_at.is_none() && !waits.called, "{waits:?}");
    assert!(!waits.address.clone().unwrap().contains(&booking.contact.phone_last4), "it is not written out: {waits:?}");
    deliver(&worker).await;
    assert!(services.arrival(&resident, &link).await.unwrap().taken_at.is_some());
    let wish = async |expected| services.arrival_wish(&resident, &link, expected, Wish::Again).await;
    let granted = wish(Expected::Version(booking.version)).await.unwrap();
    assert_eq!(
        (granted.moved, granted.answer.token),
        (false, services.token_of(&booking).unwrap()),
        "her link is as it was"
    );
    assert_eq!(last_line(fresh).await.action, "mail_again");
    deliver(&worker).await;
    let confirmations = || post.letters().iter().filter(|(kind, ..)| *kind == MessageKind::Confirmation).count();
    assert_eq!(confirmations(), 2);
    assert_eq!(code_of(fresh, wish(Expected::Version(booking.version))).await, "changed");
    assert_eq!(code_of(fresh, wish(Expected::Any)).await, "too_many_requests", "at once");
    for asked in 1..3 {
        world.set_now(services.now() + Duration::minutes(3));
        wish(Expected::Any).await.unwrap_or_else(|refusal| panic!("{asked}: {refusal:?}"));
    }
    world.set_now(services.now() + Duration::minutes(3));
    assert_eq!(code_of(fresh, wish(Expected::Any)).await, "too_many_requests", "in a day");
    // Where it came back from, nothing is sent once more.
    world.set_now(services.now() + Duration::hours(25));
    deliver(&worker).await;
    let last = post.letters().into_iter().rev().find(|(kind, ..)| *kind == MessageKind::Confirmation).unwrap();
    let verdict = Some(Verdict::Hard);
    let back = Report { id: "back@carrier.example".into(), about: vec![last.2], verdict, code: "5.1.1".into() };
    services.take_report(&back).await.unwrap();
    assert!(services.arrival(&resident, &link).await.unwrap().failed);
    assert_eq!(code_of(fresh, wish(Expected::Any)).await, "not_possible");
}

async fn another_address_wants_the_end_of_her_number_and_nobody_tries_them_all(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, other) = (world.booked_at(A_DAY * 3).await, world.booked_at(A_DAY * 4).await);
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    let digits = booking.contact.phone_last4.clone();
    let to = async |email: &str, digits: &str| {
        services.arrival_wish(&resident, &link, Expected::Any, Wish::To(email, digits)).await
    };
    assert_eq!(code_of(fresh, to("no address", &digits)).await, "invalid");
    let granted = to("atarashii@mail.kaku.example", &digits).await.unwrap();
    assert!(granted.moved);
    assert_ne!(granted.answer.token, services.token_of(&booking).unwrap(), "the old mail opens it no more");
    assert_eq!(code_of(fresh, services.arrival(&resident, &link)).await, "not_found");
    let now = world.now_of(&booking).await;
    assert_eq!(now.contact.email.as_deref(), Some("atarashii@mail.kaku.example"));
    // A stranger with the link of another booking guesses.
    let link = world.link(&other);
    let wrong = if other.contact.phone_last4 == "0000" { "0001" } else { "0000" };
    for _ in 0..5 {
        let asked = Wish::To("stranger@mail.kaku.example", wrong);
        let refused = services.arrival_wish(&resident, &link, Expected::Any, asked).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    let right = other.contact.phone_last4.clone();
    let asked = Wish::To("stranger@mail.kaku.example", &right);
    assert_eq!(
        code_of(fresh, services.arrival_wish(&resident, &link, Expected::Any, asked)).await,
        "too_many_requests"
    );
    assert_eq!(world.now_of(&other).await.contact.email, other.contact.email);
}

async fn whoever_wants_to_be_called_is_on_the_list_once(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY * 3).await;
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    for _ in 0..2 {
        services.arrival_wish(&resident, &link, Expected::Any, Wish::Call).await.unwrap();
    }
    let calls = services.calls_of(&world.desk(), booking.id).await.unwrap();
    assert_eq!(calls.iter().map(|call| call.reason).collect::<Vec<_>>(), [CallReason::Asked]);
    assert!(services.arrival(&resident, &link).await.unwrap().called);
    services.cancel(&resident, &link, Expected::Any, None).await.unwrap();
    assert!(services.calls_of(&world.desk(), booking.id).await.unwrap().is_empty());
    let asked = services.arrival_wish(&resident, &link, Expected::Any, Wish::Call);
    assert_eq!(code_of(fresh, asked).await, "not_possible");
}
