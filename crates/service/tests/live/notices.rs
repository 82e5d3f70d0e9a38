//! Whatever is written is told by the unit that wrote it, once it lasts.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::Channel;
use mendan_domain::ids::MunicipalityId;
use mendan_service::calendar::day::DayQuery;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::live::notice::{Notice, What, When};
use mendan_service::offer::closure::ClosureForm;
use mendan_service::ports::Notices;
use mendan_service::{Context, Refusal, Services};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::lines;
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    what_is_written_is_told_with_its_place_and_its_day,
    a_move_is_told_where_it_was_and_where_it_is,
    what_is_offered_is_told_by_office_and_day,
    what_comes_to_nothing_is_told_to_nobody,
    what_a_page_fetches_by_itself_is_noted_once,
);

/// Remembers what was told.
#[derive(Default)]
struct Told(Mutex<Vec<Notice>>);

impl Told {
    fn by(services: &Services) -> Arc<Self> {
        let told = Arc::new(Self::default());
        services.tell_changes_to(Arc::<Self>::clone(&told));
        told
    }

    fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// Those of that sort.
    fn of(&self, what: What) -> Vec<Notice> {
        self.take().into_iter().filter(|notice| notice.what == what).collect()
    }
}

#[async_trait]
impl Notices for Told {
    async fn tell(&self, notices: Vec<Notice>) {
        self.0.lock().unwrap().extend(notices);
    }

    fn position(&self, _city: MunicipalityId) -> String {
        String::new()
    }
}

async fn what_is_written_is_told_with_its_place_and_its_day(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (city, office) = (Some(world.number.city()), Some(world.number.office(0)));
    let at = |what, id, at: DateTime<Utc>| Notice { city, what, office, id, when: When::at(at) };
    let told = Told::by(&world.services);
    let hold = world.hold(world.time(A_DAY + 3).await).await.unwrap();
    assert_eq!(told.take(), [at(What::Hold, hold.id.0, hold.starts_at)]);
    let booking = world.booked_at(A_DAY).await;
    assert_eq!(told.take(), [at(What::Booking, booking.id.0, booking.starts_at)]);
    let (services, desk) = (world.services.clone(), world.desk());
    services.cancel(&desk, &Handle::Id(booking.id), Expected::Any, None).await.unwrap();
    let notices = told.take();
    assert!(notices.contains(&at(What::Booking, booking.id.0, booking.starts_at)), "{notices:?}");
    assert!(notices.iter().all(|notice| notice.office == office && notice.when == When::at(booking.starts_at)));
}

async fn a_move_is_told_where_it_was_and_where_it_is(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let to = world.time(A_DAY * 2 + 1).await;
    let told = Told::by(&world.services);
    let slot = to.id.to_string();
    world.services.move_to(&world.desk(), &Handle::Id(booking.id), Expected::Any, &slot, None).await.unwrap();
    let places: Vec<(i64, When)> = told.of(What::Booking).iter().map(|notice| (notice.id, notice.when)).collect();
    let id = booking.id.0;
    assert_eq!(places, [(id, When::at(booking.starts_at)), (id, When::at(to.id.starts_at))]);
}

async fn what_is_offered_is_told_by_office_and_day(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (city, office) = (Some(world.number.city()), Some(world.number.office(0)));
    let slot = world.slots().await[A_DAY * 6];
    let told = Told::by(&world.services);
    let nurse = world.nurse();
    world.services.set_open(&nurse.permit().unwrap(), slot.id, Some(true), false).await.unwrap();
    let when = When::at(slot.starts_at);
    assert_eq!(told.take(), [Notice { city, what: What::Time, office, id: 0, when }]);

    let day = nurse.catalogue.municipality.local_date(slot.starts_at);
    let form =
        ClosureForm { whose: "city".into(), from: day.to_string(), reason: "台風".into(), ..Default::default() };
    world.services.closure_save(&world.administrator().permit().unwrap(), None, &form).await.unwrap();
    let when = When::Days(day, day);
    assert_eq!(told.of(What::Closure), [Notice { city, what: What::Closure, office: None, id: 0, when }]);
    world.reread().await;

    // A whole city's times are a few notices.
    world.publish(None).await;
    assert!(told.take().len() <= 16);
}

async fn what_comes_to_nothing_is_told_to_nobody(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY * 2).await);
    let desk = world.desk();
    let told = Told::by(&world.services);
    let services = world.services.clone();
    let stale = Expected::Version(booking.version + 7);
    let refused = services.cancel(&desk, &Handle::Id(booking.id), stale, None).await;
    assert!(matches!(refused, Err(Refusal::Changed)), "{refused:?}");
    let nowhere = world.time(A_DAY).await.id.to_string().replace('-', "x");
    assert!(services.move_to(&desk, &Handle::Id(other.id), Expected::Any, &nowhere, None).await.is_err());
    let date = desk.catalogue.municipality.local_date(booking.starts_at);
    services.day(&desk.permit().unwrap(), DayQuery { date, office: None, staff: None }).await.unwrap();
    let notices = told.take();
    assert!(notices.is_empty(), "who is refused, and who looks, changes nothing: {notices:?}");
}

async fn what_a_page_fetches_by_itself_is_noted_once(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let date = desk.catalogue.municipality.local_date(booking.starts_at);
    let views = async || lines(fresh).await.into_iter().filter(|line| line.subject.0 == "day").count();
    let query = |staff| DayQuery { date, office: None, staff };
    let by_itself = Context::from(desk.clone()).asked_by_itself();
    services.day(&desk.permit().unwrap(), query(None)).await.unwrap();
    // Others book meanwhile: the same page.
    world.booked_by(world.time(A_DAY + 1).await, Channel::Web).await;
    for _ in 0..3 {
        services.day(&by_itself.permit().unwrap(), query(None)).await.unwrap();
    }
    assert_eq!(views().await, 1);
    services.day(&by_itself.permit().unwrap(), query(Some(booking.claim.staff))).await.unwrap();
    assert_eq!(views().await, 2, "another page is another look");
    services.day(&desk.permit().unwrap(), query(None)).await.unwrap();
    assert_eq!(views().await, 3, "whoever opens it herself is noted each time");
}
