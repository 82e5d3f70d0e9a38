//! What a nurse is told of her day: of what others do, on that day, once.

use chrono::Duration;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_domain::staff::Role;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::message::deliver::LetterTells;
use mendan_service::model::{Booking, DayNews};
use mendan_service::sealed::SealedPlace;
use mendan_service::staff::address::Addresses;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::number;
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_nurse_is_told_of_what_others_do_to_her_day,
    what_is_undone_was_never_told,
    by_mail_she_is_told_where_she_wants_it_and_nobody_is_named,
    the_next_interview_of_today_is_hers_and_names_nobody,
);

const ANY: Expected = Expected::Any;

/// What stands on her page.
async fn told(world: &World, nurse: StaffId) -> Vec<(DayNews, Booking)> {
    let she = world.member(nurse, Role::Nurse);
    let mut all = Vec::new();
    for entry in world.services.day_news(&she.permit().unwrap()).await.unwrap() {
        let booking = world.services.find(&she, &Handle::Id(entry.row.booking)).await.unwrap();
        all.push((entry.row.what, booking));
    }
    all
}

fn words(told: &[(DayNews, Booking)]) -> Vec<DayNews> {
    told.iter().map(|(what, _)| *what).collect()
}

async fn a_nurse_is_told_of_what_others_do_to_her_day(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, tomorrow) = (world.booked_at(2).await, world.booked_at(A_DAY).await);
    let (desk, services) = (world.desk(), world.services.clone());
    let nurse = booking.claim.staff;
    assert_eq!(words(&told(&world, nurse).await), [DayNews::New]);
    assert_eq!(told(&world, nurse).await[0].1.id, booking.id);
    if tomorrow.claim.staff != nurse {
        assert!(told(&world, tomorrow.claim.staff).await.is_empty(), "tomorrow is another day");
    }
    // She says that she has seen it; nobody says so for her.
    let she = world.member(nurse, Role::Nurse);
    let ids: Vec<_> =
        services.day_news(&she.permit().unwrap()).await.unwrap().iter().map(|entry| entry.row.id).collect();
    assert_eq!(services.day_news_waiting(&she.permit().unwrap()).await.unwrap(), 1);
    assert_eq!(services.day_news_waiting(&desk.permit().unwrap()).await.unwrap(), 0, "it is hers alone");
    assert_eq!(services.day_news_seen(&desk.permit().unwrap(), &ids).await.unwrap(), 0);
    assert_eq!(services.day_news_seen(&she.permit().unwrap(), &ids).await.unwrap(), 1);
    assert!(told(&world, nurse).await.is_empty());
    assert_eq!(services.day_news_waiting(&she.permit().unwrap()).await.unwrap(), 0);
    // Another way, another hour of the day.
    services.change_mode(&desk, &Handle::Id(booking.id), ANY, Mode::Video.as_str()).await.unwrap();
    assert_eq!(words(&told(&world, nurse).await), [DayNews::Mode]);
    let to = world.time(6).await.id.to_string();
    services.move_to(&desk, &Handle::Id(booking.id), ANY, &to, None).await.unwrap();
    assert_eq!(words(&told(&world, nurse).await), [DayNews::Mode, DayNews::Moved]);
    // Given to a colleague: hers no more, and the colleague's.
    let free = services.colleagues(&desk.permit().unwrap(), booking.id, nurse).await.unwrap();
    services.reassign(&desk.permit().unwrap(), booking.id, ANY, (nurse, free[0].staff)).await.unwrap();
    assert_eq!(words(&told(&world, nurse).await).last(), Some(&DayNews::Gone));
    assert_eq!(words(&told(&world, free[0].staff).await), [DayNews::New]);
    // What she does herself she knows.
    let other = world.member(free[0].staff, Role::Nurse);
    services.cancel(&other, &Handle::Id(booking.id), ANY, None).await.unwrap();
    assert_eq!(words(&told(&world, free[0].staff).await), [DayNews::New]);
    // The day is over.
    world.set_now(services.now() + Duration::days(1));
    assert!(told(&world, nurse).await.is_empty());
    assert_eq!(services.day_news_waiting(&she.permit().unwrap()).await.unwrap(), 0);
}

async fn what_is_undone_was_never_told(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(2).await;
    let (desk, services, nurse) = (world.desk(), world.services.clone(), booking.claim.staff);
    world.set_now(services.now() + Duration::minutes(5));
    services.cancel(&desk, &Handle::Id(booking.id), ANY, None).await.unwrap();
    assert_eq!(words(&told(&world, nurse).await), [DayNews::New, DayNews::Gone]);
    services.undo(&desk.permit().unwrap(), booking.id, ANY).await.unwrap();
    assert_eq!(words(&told(&world, nurse).await), [DayNews::New]);
    // Whoever has seen it already is told that it is back.
    world.set_now(services.now() + Duration::minutes(5));
    services.cancel(&desk, &Handle::Id(booking.id), ANY, None).await.unwrap();
    let she = world.member(nurse, Role::Nurse);
    let ids: Vec<_> =
        services.day_news(&she.permit().unwrap()).await.unwrap().iter().map(|entry| entry.row.id).collect();
    assert_eq!(services.day_news_seen(&she.permit().unwrap(), &ids).await.unwrap(), 2);
    services.undo(&desk.permit().unwrap(), booking.id, ANY).await.unwrap();
    assert_eq!(words(&told(&world, nurse).await), [DayNews::New]);
}

async fn by_mail_she_is_told_where_she_wants_it_and_nobody_is_named(fresh: &Fresh) {
    const LETTERS: &str = "SELECT COUNT(*) FROM outbox WHERE kind = 'day_news'";
    let mut world = usual::city(fresh).await;
    let first = world.booked_at(2).await;
    assert_eq!(number(fresh, LETTERS).await, 0, "she has not asked for it");
    let (services, nurse) = (world.services.clone(), first.claim.staff);
    let wants = Addresses { now: Some("hers@mail.kaku.example".into()), news: true, ..Addresses::default() };
    let sealed = services.seal(&SealedPlace::StaffAddress(nurse), &wants).unwrap();
    let city = world.number.city();
    world.set_up(async |tx| tx.staff_mail_set(city, nurse, &sealed).await.unwrap()).await;
    let (post, worker) = Post::worker(&world);
    // A resident's act is told at once.
    services.cancel(&world.resident(), &world.link(&first), ANY, None).await.unwrap();
    deliver(&worker).await;
    let letter = post.to_staff().pop().unwrap();
    assert_eq!(
        (letter.kind, letter.recipient.as_str(), letter.member.id),
        ("day_news", "hers@mail.kaku.example", nurse)
    );
    let Some(LetterTells::News(news)) = letter.tells else { panic!("it tells of her day") };
    assert_eq!((news.what, news.starts_at, news.mode), (DayNews::Gone, first.starts_at, first.mode));
    assert!(!news.url.contains("山田") && news.url.ends_with("#panel"));
    // What staff do waits as long as it can be undone, and is not told if it was.
    let desk = world.desk();
    let second = loop {
        let booking = world.booked_at(4).await;
        if booking.claim.staff == nurse {
            break booking;
        }
    };
    deliver(&worker).await;
    let sent = post.to_staff().len();
    services.cancel(&desk, &Handle::Id(second.id), ANY, None).await.unwrap();
    deliver(&worker).await;
    assert_eq!(post.to_staff().len(), sent, "not yet");
    services.undo(&desk.permit().unwrap(), second.id, ANY).await.unwrap();
    world.set_now(services.now() + Duration::seconds(30));
    deliver(&worker).await;
    assert_eq!(post.to_staff().len(), sent, "it was undone");
    services.cancel(&desk, &Handle::Id(second.id), ANY, None).await.unwrap();
    world.set_now(services.now() + Duration::seconds(30));
    deliver(&worker).await;
    assert_eq!(post.to_staff().len(), sent + 1);
}

async fn the_next_interview_of_today_is_hers_and_names_nobody(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, _) = (world.booked_at(2).await, world.booked_at(A_DAY).await);
    let (services, nurse) = (world.services.clone(), booking.claim.staff);
    let next = async |id: StaffId, role: Role| {
        let she = world.member(id, role);
        services.next_interview(&she.permit().unwrap()).await.unwrap()
    };
    let hers = next(nurse, Role::Nurse).await.unwrap();
    assert_eq!((hers.booking, hers.starts_at, hers.mode), (booking.id, booking.starts_at, booking.mode));
    let colleague = (0..3).map(|nurse| world.number.nurse(nurse)).find(|id| *id != nurse).unwrap();
    assert!(next(colleague, Role::Nurse).await.is_none(), "today she has none");
    assert!(next(nurse, Role::Receptionist).await.is_none(), "whoever holds no interviews has none");
    world.set_now(booking.ends_at);
    assert!(next(nurse, Role::Nurse).await.is_none(), "it is over");
}
