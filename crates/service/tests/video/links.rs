//! Meeting links: a provider that has none keeps nobody from booking, and the link follows.

use std::sync::Arc;

use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::BookingId;
use mendan_service::city::catalogue::Municipality;
use mendan_service::job::kind::JobKind as _;
use mendan_service::model::{JobRow, MessageKind, OutboxState, StaffMember};
use mendan_service::secret::Secret;
use mendan_service::unit::WriteUnit;
use mendan_service::video::link::FindLink;
use mendan_service::video::provider::{Interview, Providers, Way};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::build;
use crate::support::doubles::all_rooms;
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(without_a_link_she_is_booked_and_the_link_follows, a_room_is_the_nurses_own_or_one_of_the_citys);

async fn give_rooms(world: &mut World, room: Option<&str>) {
    let (number, town) = (world.number, world.town.clone());
    world
        .set_up(async |tx: &mut dyn WriteUnit| {
            for (index, nurse) in town.nurses.iter().enumerate() {
                let member = build::nurse(number, index, nurse);
                tx.staff_update(&StaffMember { video_url: room.map(str::to_owned), ..member }).await.unwrap();
            }
        })
        .await;
}

async fn without_a_link_she_is_booked_and_the_link_follows(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    give_rooms(&mut world, None).await;
    let time = Time { mode: Mode::Video, ..world.time(A_DAY).await };
    let booking = world.booked_by(time, Channel::Web).await;
    assert_eq!(booking.join_url, None);
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    assert_eq!(world.now_of(&booking).await.join_url, None);
    let waits =
        |rows: Vec<JobRow>| rows.into_iter().find(|row| row.job == FindLink::WORD && row.state == OutboxState::Pending);
    let again = waits(world.jobs(&booking).await).unwrap().due_at;
    assert!(again > world.services.now());
    give_rooms(&mut world, Some("https://meet.example.jp/sato")).await;
    world.set_now(again);
    deliver(&worker).await;
    let linked = world.now_of(&booking).await;
    assert_eq!((linked.join_url.as_deref(), linked.sequence), (Some("https://meet.example.jp/sato"), 1));
    assert!(waits(world.jobs(&booking).await).is_none());
    let kinds: Vec<_> = post.letters().into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, [MessageKind::Confirmation, MessageKind::Change]);
}

async fn a_room_is_the_nurses_own_or_one_of_the_citys(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let catalogue = Arc::clone(&world.resident().catalogue);
    let nurse = catalogue.staff(booking.claim.staff).unwrap().clone();
    let mut city = catalogue.municipality.clone();
    let room = |providers: &Providers, city: &Municipality, staff: &StaffMember| match providers.way(&Interview {
        booking: booking.id,
        municipality: city,
        staff,
    }) {
        Way::Room(url) => Some(url.to_string()),
        Way::Meeting(_) | Way::Nowhere(_) => None,
    };
    let roomless = StaffMember { video_url: None, ..nurse.clone() };
    assert_eq!(room(&all_rooms(), &city, &nurse).as_deref(), Some("https://meet.example.jp/room"));
    assert_eq!(room(&all_rooms(), &city, &roomless), None);
    city.video_base_url = Some("https://jitsi.kaku.example/".into());
    let hers = room(&all_rooms(), &city, &roomless).unwrap();
    assert!(hers.starts_with("https://jitsi.kaku.example/"), "{hers}");
    assert_eq!(room(&all_rooms(), &city, &nurse).as_deref(), Some("https://meet.example.jp/room"), "hers comes first");
}

#[test]
fn a_room_of_the_citys_is_guessed_by_nobody_and_the_same_for_the_same_booking() {
    let (secret, other) =
        (Secret::new("a secret of the tests, long enough"), Secret::new("another secret, as long as one"));
    let room = secret.room_name(BookingId(7_000_001), 0);
    assert_eq!(room, secret.room_name(BookingId(7_000_001), 0));
    assert!(room.len() > 16 && !room.contains("7000001"), "{room}");
    assert_ne!(room, secret.room_name(BookingId(7_000_002), 0));
    assert_ne!(room, other.room_name(BookingId(7_000_001), 0));
}
