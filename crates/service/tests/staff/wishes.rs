//! What members of staff want to be told by mail: their day in the morning, and what somebody has to look after.

use chrono::Duration;
use mendan_domain::ids::StaffId;
use mendan_service::message::deliver::{LetterTells, MailError, StaffLetter, Troubles};
use mendan_service::sealed::SealedPlace;
use mendan_service::staff::address::{Addresses, MailWish};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::tamper;
use crate::support::post::{Post, deliver};
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(
    in_the_morning_she_reads_once_what_her_day_holds,
    what_somebody_has_to_look_after_is_told_once_a_day_to_whoever_wants_it,
);

/// She has an address, and wants that.
async fn wants(world: &mut World, who: StaffId, wish: MailWish) {
    let (morning, troubles) = (wish == MailWish::Morning, wish == MailWish::Troubles);
    let own = Addresses { now: Some("hers@mail.kaku.example".into()), morning, troubles, ..Addresses::default() };
    let sealed = world.services.seal(&SealedPlace::StaffAddress(who), &own).unwrap();
    let city = world.number.city();
    world.set_up(async |tx| tx.staff_mail_set(city, who, &sealed).await.unwrap()).await;
}

fn of(letters: &[StaffLetter], kind: &str) -> usize {
    letters.iter().filter(|letter| letter.kind == kind).count()
}

async fn in_the_morning_she_reads_once_what_her_day_holds(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (first, services) = (world.booked_at(2).await, world.services.clone());
    let nurse = first.claim.staff;
    assert_eq!(services.write_mornings().await.unwrap(), 0, "nobody wants it");
    wants(&mut world, nurse, MailWish::Morning).await;
    let idle = (0..3).map(|index| world.number.nurse(index)).find(|id| *id != nurse).unwrap();
    wants(&mut world, idle, MailWish::Morning).await;
    let (post, worker) = Post::worker(&world);
    assert_eq!(services.write_mornings().await.unwrap(), 1, "whoever has no interview is told nothing");
    assert_eq!(services.write_mornings().await.unwrap(), 0, "once");
    deliver(&worker).await;
    let letters = post.to_staff();
    assert_eq!((letters.len(), letters[0].member.id), (1, nurse));
    let Some(LetterTells::Day(day)) = &letters[0].tells else { panic!("it tells of her day") };
    let [interview] = day.interviews[..] else { panic!("one: {day:?}") };
    assert_eq!((interview.starts_at, interview.mode, interview.office), (first.starts_at, first.mode, first.office));
    assert!(!interview.linkless && day.url.ends_with("/staff?view=day&date=2026-04-27"), "{day:?}");
    // The next day, but not when the morning is over.
    let tomorrow = services.now() + Duration::hours(24);
    let second = world.booked_at(usual::A_DAY + 2).await;
    wants(&mut world, second.claim.staff, MailWish::Morning).await;
    world.set_now(tomorrow + Duration::hours(3));
    assert_eq!(services.write_mornings().await.unwrap(), 0, "it is eleven");
    world.set_now(tomorrow);
    assert_eq!(services.write_mornings().await.unwrap(), 1);
    // Whoever does not want it any more, by the time it leaves, has none.
    wants(&mut world, second.claim.staff, MailWish::News).await;
    deliver(&worker).await;
    assert_eq!(of(&post.to_staff(), "morning"), 1);
}

async fn what_somebody_has_to_look_after_is_told_once_a_day_to_whoever_wants_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (desk, services) = (world.number.receptionist(), world.services.clone());
    wants(&mut world, desk, MailWish::Troubles).await;
    assert_eq!(services.write_troubles().await.unwrap(), 0, "all is well");
    let booking = world.booked_at(usual::A_DAY * 2).await;
    let (post, worker) = Post::worker(&world);
    post.refuses(Some(|| MailError::Recipient("550 5.1.1 unknown".into())));
    deliver(&worker).await;
    post.refuses(None);
    let told = async |world: &World| {
        let before = post.to_staff().len();
        world.services.write_troubles().await.unwrap();
        deliver(&worker).await;
        post.to_staff().get(before).map(|letter| match &letter.tells {
            Some(LetterTells::Troubles(troubles, _)) => *troubles,
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(told(&world).await, Some(Troubles { failed: 1, ..Troubles::default() }));
    world.set_now(services.now() + Duration::hours(4));
    assert_eq!(told(&world).await, None, "nothing is new");
    // Her nurse is stopped.
    tamper(fresh, &format!("UPDATE staff SET disabled = TRUE WHERE id = {}", booking.claim.staff)).await;
    services.forget_catalogue(world.number.city());
    world.set_now(services.now() + Duration::hours(1));
    assert_eq!(told(&world).await, None, "it is not the hour");
    world.set_now(services.now() + Duration::hours(3));
    assert_eq!(told(&world).await, Some(Troubles { failed: 1, linkless: 0, stranded: 1 }));
    // What nobody has looked after is told again the next day.
    world.set_now(services.now() + Duration::hours(16));
    assert_eq!(told(&world).await, Some(Troubles { failed: 1, linkless: 0, stranded: 1 }));
}
