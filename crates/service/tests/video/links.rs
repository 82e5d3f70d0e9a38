//! Meeting links: a provider that has none keeps nobody from booking, and the link follows.

use std::sync::Arc;

use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_service::model::{MessageKind, OutboxState, StaffMember};
use mendan_service::secret::Secret;
use mendan_service::unit::WriteUnit;
use mendan_service::video::provider::{FirstOf, FixedLink, Jitsi, RoomRequest, VideoProvider};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::build;
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
    let waits = |rows: Vec<mendan_service::model::OutboxRow>| {
        rows.into_iter().find(|row| row.kind == MessageKind::VideoLink && row.state == OutboxState::Pending)
    };
    let again = waits(world.messages(&booking).await).unwrap().due_at;
    assert!(again > world.services.now());
    give_rooms(&mut world, Some("https://meet.example.jp/sato")).await;
    world.set_now(again);
    deliver(&worker).await;
    let linked = world.now_of(&booking).await;
    assert_eq!((linked.join_url.as_deref(), linked.sequence), (Some("https://meet.example.jp/sato"), 1));
    assert!(waits(world.messages(&booking).await).is_none());
    let kinds: Vec<_> = post.letters().into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, [MessageKind::Confirmation, MessageKind::Change]);
}

async fn a_room_is_the_nurses_own_or_one_of_the_citys(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let catalogue = Arc::clone(&world.resident().catalogue);
    let nurse = catalogue.staff(booking.claim.staff).unwrap().clone();
    let mut city = catalogue.municipality.clone();
    let secret = || Secret::new("a secret of the tests, long enough");
    let jitsi = Jitsi::new(secret());
    let first = FirstOf(vec![Box::new(FixedLink), Box::new(Jitsi::new(secret()))]);
    let own = RoomRequest { booking: booking.id, municipality: &city, staff: &nurse };
    assert_eq!(first.link(&own).unwrap().as_str(), "https://meet.example.jp/room");
    jitsi.link(&own).unwrap_err();
    city.video_base_url = Some("https://jitsi.kaku.example/".into());
    let roomless = StaffMember { video_url: None, ..nurse };
    let of = |booking| RoomRequest { booking, municipality: &city, staff: &roomless };
    let room = first.link(&of(booking.id)).unwrap();
    assert_eq!(room, jitsi.link(&of(booking.id)).unwrap(), "the same for the same booking");
    assert!(room.as_str().starts_with("https://jitsi.kaku.example/") && room.path().len() > 16, "{room}");
    assert!(!room.as_str().contains(&booking.id.to_string()), "nobody guesses it");
    assert_ne!(room, first.link(&of(mendan_domain::ids::BookingId(booking.id.0 + 1))).unwrap());
}
