//! Another nurse at the same time: who can, who is told, and what becomes of the bookings of somebody who leaves.

use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_service::booking::reassign::HandedOn;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, CallReason, MessageKind};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line};
use crate::support::build;
use crate::support::guard;
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    a_colleague_takes_it_and_she_hears_of_it_only_if_her_link_changes,
    a_colleague_who_is_busy_cannot_have_it,
    the_bookings_of_somebody_who_leaves_are_handed_on_or_called_about,
);

const ANY: Expected = Expected::Any;

fn others(world: &World, booking: &Booking) -> Vec<StaffId> {
    (0..3).map(|nurse| world.number.nurse(nurse)).filter(|id| *id != booking.claim.staff).collect()
}

async fn a_colleague_takes_it_and_she_hears_of_it_only_if_her_link_changes(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (number, town) = (world.number, world.town.clone());
    world
        .set_up(async |tx| {
            for (index, nurse) in town.nurses.iter().enumerate() {
                let room = Some(format!("https://meet.example.jp/{index}"));
                let member = build::nurse(number, index, nurse);
                tx.staff_update(&mendan_service::model::StaffMember { video_url: room, ..member }).await.unwrap();
            }
        })
        .await;
    let (desk, services) = (world.desk(), world.services.clone());
    let by_phone = world.booked_at(A_DAY).await;
    let to = others(&world, &by_phone)[0];
    let quiet = services
        .reassign(&desk.permit().unwrap(), by_phone.id, Expected::Version(0), (by_phone.claim.staff, to))
        .await
        .unwrap();
    assert_eq!((quiet.claim.staff, quiet.sequence, quiet.version), (to, 0, 1));
    assert!(world.messages(&by_phone).await.iter().all(|row| row.kind != MessageKind::Change));
    assert_eq!(
        (last_line(fresh).await.action.as_str(), &last_line(fresh).await.detail["nurse"]),
        ("reassign", &to.0.into())
    );
    let video = Time { mode: Mode::Video, ..world.time(A_DAY * 2).await };
    let video = world.booked_by(video, Channel::Web).await;
    let to = others(&world, &video)[0];
    let told = services.reassign(&desk.permit().unwrap(), video.id, ANY, (video.claim.staff, to)).await.unwrap();
    assert!(told.sequence == 1 && told.join_url != video.join_url, "{told:?}");
    assert_eq!(world.messages(&video).await.iter().filter(|row| row.kind == MessageKind::Change).count(), 1);
    world.undo_is_over().await;
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
}

async fn a_colleague_who_is_busy_cannot_have_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY).await);
    let (desk, services) = (world.desk(), world.services.clone());
    let (hers, busy) = (one.claim.staff, other.claim.staff);
    let free: Vec<_> =
        services.colleagues(&desk.permit().unwrap(), one.id, hers).await.unwrap().iter().map(|one| one.staff).collect();
    let third = others(&world, &one).into_iter().find(|id| *id != busy).unwrap();
    assert_eq!(free, [third]);
    let reassign = async |pair| services.reassign(&desk.permit().unwrap(), one.id, ANY, pair).await;
    assert_eq!(code_of(fresh, reassign((hers, busy))).await, "slot_taken");
    assert_eq!(code_of(fresh, reassign((hers, hers))).await, "not_possible");
    assert_eq!(code_of(fresh, reassign((third, busy))).await, "not_possible", "she does not have it");
    // Reception answers the phone and holds no interviews.
    assert_eq!(code_of(fresh, reassign((hers, world.number.receptionist()))).await, "slot_taken");
    let stale = async { services.reassign(&desk.permit()?, one.id, Expected::Version(7), (hers, third)).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    services.cancel(&desk, &Handle::Id(one.id), ANY, None).await.unwrap();
    assert_eq!(code_of(fresh, reassign((hers, third))).await, "not_possible");
}

async fn the_bookings_of_somebody_who_leaves_are_handed_on_or_called_about(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let administrator = world.administrator();
    let mut hers = Vec::new();
    for day in 1..8 {
        let booking = world.booked_at(A_DAY * day).await;
        if booking.claim.staff == world.number.nurse(0) {
            hers.push(booking);
        }
    }
    let services = world.services.clone();
    let [one, two, ..] = hers.as_slice() else { panic!("{hers:?}") };
    let from = world.number.nurse(0);
    let listed = services.to_hand_on(&administrator.permit().unwrap(), from).await.unwrap();
    assert_eq!(
        listed.iter().map(|one| one.booking.id).collect::<Vec<_>>(),
        hers.iter().map(|one| one.id).collect::<Vec<_>>()
    );
    assert_eq!(last_line(fresh).await.action, "view", "looking is logged");
    let to = others(&world, one)[0];
    let decided = [
        (one.id, Expected::Version(0), Some(to)),
        (two.id, Expected::Version(0), None),
        (two.id, Expected::Version(9), Some(to)),
    ];
    let done = services.hand_on(&administrator.permit().unwrap(), from, &decided).await.unwrap();
    assert_eq!(done, HandedOn { handed: 1, called: 1, left: 1 });
    assert_eq!(world.now_of(one).await.claim.staff, to);
    let calls = services.calls_of(&administrator, two.id).await.unwrap();
    assert_eq!(calls.iter().map(|call| call.reason).collect::<Vec<_>>(), [CallReason::NurseLeft]);
    assert_eq!(world.now_of(two).await.claim, two.claim, "she is called, and keeps her time until then");
}
