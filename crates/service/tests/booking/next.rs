//! The next interview, booked from the one that is open: for the same person, with the nurse she knows first.

use chrono::Duration;
use mendan_domain::booking::{Channel, Status};
use mendan_service::booking::next::{NextCommand, NextWish};
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, MessageKind};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, wrong};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    the_next_interview_is_booked_for_the_same_person_with_what_is_known_of_her,
    whoever_did_not_come_is_offered_the_same_again,
    other_words_of_the_purpose_statement_are_agreed_to_anew,
);

/// One of hers that was held.
async fn held(world: &mut World) -> Booking {
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    world.set_now(booking.starts_at + Duration::minutes(35));
    services.mark(&desk.permit().unwrap(), booking.id, Expected::Any, Status::Fulfilled).await.unwrap()
}

async fn the_next_interview_is_booked_for_the_same_person_with_what_is_known_of_her(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = held(&mut world).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let offer = services.next_offer(&desk.permit().unwrap(), booking.id, &NextWish::default()).await.unwrap();
    let second = world.number.kind(1);
    assert_eq!(offer.kinds.first(), Some(&second), "what follows comes before the same again");
    assert_eq!(offer.chosen, Some((second, booking.mode)));
    assert!(!offer.hers.is_empty() && !offer.asks_consent);
    assert!(offer.others.iter().all(|slot| offer.hers.iter().all(|hers| hers.id != slot.id)));
    let kind = desk.catalogue.kind(second).unwrap().slug.clone();
    let command = NextCommand {
        slot_id: offer.hers[0].id.to_string(),
        kind,
        mode: booking.mode.as_str().to_owned(),
        nurse: Some(booking.claim.staff),
        key: Some("form".into()),
        ..NextCommand::default()
    };
    let version = Expected::Version(booking.version);
    let book = async || services.book_next(&desk.permit()?, booking.id, version, command.clone()).await;
    let answer = book().await.unwrap();
    let next = services.find(&desk, &Handle::Token(answer.token.clone())).await.unwrap();
    assert_eq!((next.client, next.kind, next.claim.staff), (booking.client, second, booking.claim.staff));
    assert_eq!((next.channel, next.created_by), (Channel::Counter, Some(world.number.receptionist())));
    assert!(next.contact == booking.contact && next.discreet == booking.discreet && next.language == booking.language);
    assert_eq!(world.messages(&next).await.iter().filter(|row| row.kind == MessageKind::Confirmation).count(), 1);
    assert!(services.undoable(&desk.permit().unwrap(), &next).await.unwrap().is_some());
    assert!(book().await.unwrap() == answer, "sent twice it is booked once");
    // That kind is not offered any more, nor a time at which she has an interview.
    let offer = services.next_offer(&desk.permit().unwrap(), booking.id, &NextWish::default()).await.unwrap();
    assert!(!offer.kinds.contains(&second));
    assert!(offer.hers.iter().chain(&offer.others).all(|slot| slot.starts_at != next.starts_at));
    let opened = services.open_booking(&desk.permit().unwrap(), next.id).await.unwrap();
    assert_eq!(
        opened.others.iter().map(|other| (other.id, other.status)).collect::<Vec<_>>(),
        [(booking.id, Status::Fulfilled)]
    );
    let stale = async { services.book_next(&desk.permit()?, booking.id, Expected::Version(0), command.clone()).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
}

async fn whoever_did_not_come_is_offered_the_same_again(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    world.set_now(booking.starts_at + Duration::minutes(20));
    services.mark(&desk.permit().unwrap(), booking.id, Expected::Any, Status::Noshow).await.unwrap();
    let offer = services.next_offer(&desk.permit().unwrap(), booking.id, &NextWish::default()).await.unwrap();
    assert_eq!(offer.kinds.first(), Some(&booking.kind));
}

async fn other_words_of_the_purpose_statement_are_agreed_to_anew(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = held(&mut world).await;
    let city = world.number.city();
    world
        .set_up(async |tx| {
            let mut all = tx.municipalities().await.unwrap();
            let mut changed = all.remove(all.iter().position(|one| one.id == city).unwrap());
            changed.consent_version = "2026-05".into();
            tx.municipality_update(&changed).await.unwrap();
        })
        .await;
    let (desk, services) = (world.desk(), world.services.clone());
    let offer = services.next_offer(&desk.permit().unwrap(), booking.id, &NextWish::default()).await.unwrap();
    assert!(offer.asks_consent);
    let (kind, mode) = offer.chosen.unwrap();
    let command = NextCommand {
        slot_id: offer.others.first().or(offer.hers.first()).unwrap().id.to_string(),
        kind: desk.catalogue.kind(kind).unwrap().slug.clone(),
        mode: mode.as_str().to_owned(),
        consent_seen: "2026-05".into(),
        ..NextCommand::default()
    };
    let book = async |consent| {
        let next = NextCommand { consent, ..command.clone() };
        services.book_next(&desk.permit()?, booking.id, Expected::Any, next).await
    };
    assert_eq!(wrong(fresh, book(false)).await, [("consent", "required")]);
    let answer = book(true).await.unwrap();
    let next = services.find(&desk, &Handle::Token(answer.token)).await.unwrap();
    assert_eq!(next.consent_version, "2026-05");
}
