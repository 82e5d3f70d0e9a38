//! What stands under a member's address: hers, also what was hers, and nothing of whom they are.

use mendan_service::expected::Expected;
use mendan_service::feed::content::{Content, Standing};
use mendan_service::feed::link::OwnFeed;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, StaffMember};
use mendan_service::permit::asked::ViewBookings;
use mendan_service::{Context, Refusal};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line};
use crate::support::build;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    an_address_opens_her_interviews_until_another_takes_its_place,
    what_is_hers_no_more_is_told_as_called_off,
    whoever_is_stopped_is_read_by_nobody,
);

const ANY: Expected = Expected::Any;

async fn own(world: &World, context: &Context) -> Option<OwnFeed> {
    world.services.own_feed(&context.permit::<ViewBookings>().unwrap()).await.unwrap()
}

/// Makes an address for that nurse; its secret.
async fn made(world: &World, context: &Context) -> String {
    world.services.feed_make(&context.permit().unwrap(), ANY).await.unwrap();
    let url = own(world, context).await.unwrap().url.unwrap();
    url.split('/').rev().nth(1).unwrap().to_owned()
}

async fn content(world: &World, token: &str) -> Result<Content, Refusal> {
    world.services.feed_content(world.number.city(), token).await
}

/// How that booking stands there, and by which version.
async fn standing(world: &World, token: &str, booking: &Booking) -> Option<(Standing, i64)> {
    let content = content(world, token).await.unwrap();
    let found = content.interviews.iter().find(|interview| interview.booking == booking.id);
    found.map(|interview| (interview.standing, interview.version))
}

async fn an_address_opens_her_interviews_until_another_takes_its_place(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let hers = Context::from(world.system().as_member(&build::nurse(world.number, 0, &world.town.nurses[0])));
    let services = world.services.clone();
    assert_eq!(own(&world, &hers).await, None);
    let first = made(&world, &hers).await;
    assert_eq!((first.len(), last_line(fresh).await.action.as_str()), (43, "feed_make"));
    let shown = own(&world, &hers).await.unwrap();
    assert!(shown.url.as_ref().is_some_and(|url| url.ends_with(&format!("/calendar/{first}/mendan.ics"))));
    let there = content(&world, &first).await.unwrap();
    assert_eq!(there.interviews.iter().any(|one| one.booking == booking.id), booking.claim.staff == there.staff);
    // What a page showed is what is written over.
    let permit = hers.permit().unwrap();
    assert_eq!(code_of(fresh, services.feed_make(&permit, Expected::Version(0))).await, "changed");
    services.feed_make(&permit, Expected::Version(shown.version)).await.unwrap();
    let second = own(&world, &hers).await.unwrap();
    assert_ne!(second.url, shown.url);
    assert!(matches!(content(&world, &first).await, Err(Refusal::NotFound)), "the former one opens nothing");
    let second = second.url.unwrap().split('/').rev().nth(1).unwrap().to_owned();
    content(&world, &second).await.unwrap();
    for wrong in ["", &first[1..], &second.to_lowercase()] {
        assert!(matches!(content(&world, wrong).await, Err(Refusal::NotFound)), "{wrong}");
    }
    services.feed_end(&hers.permit().unwrap(), ANY).await.unwrap();
    assert!(matches!(content(&world, &second).await, Err(Refusal::NotFound)));
    assert_eq!(own(&world, &hers).await, None);
}

async fn what_is_hers_no_more_is_told_as_called_off(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (moved, gone) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY + 1).await);
    let mut tokens = Vec::new();
    for index in 0..3 {
        let member = build::nurse(world.number, index, &world.town.nurses[index]);
        let context = Context::from(world.system().as_member(&member));
        tokens.push((member.id, made(&world, &context).await));
    }
    let token = |staff| tokens.iter().find(|(id, _)| *id == staff).map(|(_, token)| token.as_str()).unwrap();
    let (desk, services) = (world.desk(), world.services.clone());
    let from = moved.claim.staff;
    let to = tokens.iter().map(|(id, _)| *id).find(|id| *id != from && *id != gone.claim.staff).unwrap();
    assert_eq!(standing(&world, token(from), &moved).await, Some((Standing::Hers, 0)));
    assert_eq!(standing(&world, token(to), &moved).await, None);
    services.reassign(&desk.permit().unwrap(), moved.id, ANY, (from, to)).await.unwrap();
    assert_eq!(standing(&world, token(from), &moved).await, Some((Standing::Anothers, 1)));
    assert_eq!(standing(&world, token(to), &moved).await, Some((Standing::Hers, 1)));
    // Taken back, it is hers again, under a version that is higher still.
    services.undo(&desk.permit().unwrap(), moved.id, ANY).await.unwrap();
    let back = world.now_of(&moved).await;
    assert_eq!(standing(&world, token(from), &moved).await, Some((Standing::Hers, back.version)));
    assert_eq!(standing(&world, token(to), &moved).await, Some((Standing::Anothers, back.version)));
    assert!(back.version > 1);
    services.cancel(&desk, &Handle::Id(gone.id), ANY, None).await.unwrap();
    assert_eq!(standing(&world, token(gone.claim.staff), &gone).await, Some((Standing::CalledOff, 1)));
    // One UID for life, which is neither the mother's nor a colleague's.
    let content = content(&world, token(from)).await.unwrap();
    let hers = content.interviews.iter().find(|interview| interview.booking == moved.id).unwrap();
    let uids = [moved.uid.clone(), hers.uid_for(from), hers.uid_for(to)];
    assert!(uids[0] != uids[1] && uids[1] != uids[2], "{uids:?}");
    let printed = format!("{content:?}");
    assert!(!printed.contains(&moved.contact.family_name) && !printed.contains(&moved.contact.phone_last4));
}

async fn whoever_is_stopped_is_read_by_nobody(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let member = build::nurse(world.number, 0, &world.town.nurses[0]);
    let context = Context::from(world.system().as_member(&member));
    let token = made(&world, &context).await;
    content(&world, &token).await.unwrap();
    let stopped = StaffMember { disabled: true, ..member.clone() };
    world.set_up(async |tx| tx.staff_update(&stopped).await.unwrap()).await;
    assert!(matches!(content(&world, &token).await, Err(Refusal::NotFound)));
    world.set_up(async |tx| tx.staff_update(&member).await.unwrap()).await;
    content(&world, &token).await.unwrap();
}
