//! A month in numbers, which tells nobody's name and so notes nobody who looks.

use chrono::{Datelike as _, NaiveDate};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_service::calendar::month::MonthDay;
use mendan_service::calendar::narrowed::{Narrowed, Shown};
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::offer::closure::ClosureForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, lines};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_month_counts_bookings_and_what_is_left,
    a_month_is_narrowed_as_the_other_views_are,
    what_stands_on_closed_days_is_counted_by_itself_and_nothing_is_free_there,
);

/// Times of a day of three nurses.
const FREE: i64 = 27;

async fn month(world: &World, date: NaiveDate, narrowed: Narrowed) -> Vec<MonthDay> {
    world.services.month(&world.desk().permit().unwrap(), date, narrowed).await.unwrap()
}

fn day(number: u32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, number).unwrap()
}

/// What a day has: booked, free, met.
fn of(month: &[MonthDay], date: NaiveDate) -> (i64, i64, i64) {
    let day = month.iter().find(|day| day.date == date).unwrap();
    (day.booked, day.free, day.met)
}

async fn a_month_counts_bookings_and_what_is_left(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, gone) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY + 2).await);
    world.services.cancel(&world.desk(), &Handle::Id(gone.id), Expected::Any, None).await.unwrap();
    let tuesday = world.desk().catalogue.municipality.local_date(one.starts_at);
    assert_eq!(tuesday, day(28, 4));
    let before = lines(fresh).await.len();
    let april = month(&world, tuesday, Narrowed::default()).await;
    assert_eq!(april.iter().map(|day| day.date.day()).collect::<Vec<_>>(), (1..=30).collect::<Vec<_>>());
    // What was called off is kept for its undo for some seconds, and free again afterwards.
    world.set_now(world.services.now() + chrono::Duration::minutes(5));
    world.services.sweep_holds().await.unwrap();
    let april = month(&world, tuesday, Narrowed::default()).await;
    assert_eq!(of(&april, tuesday), (1, FREE - 1, 0));
    assert_eq!(of(&april, day(27, 4)), (0, FREE, 0));
    assert_eq!(of(&april, day(29, 4)), (0, 0, 0), "a holiday");
    assert_eq!(of(&april, day(26, 4)), (0, 0, 0), "before anything was published");
    let may = month(&world, day(31, 5), Narrowed::default()).await;
    assert_eq!((may.len(), of(&may, day(1, 5)), of(&may, day(4, 5))), (31, (0, FREE, 0), (0, 0, 0)));
    // Once a time has begun nobody can take it any more.
    world.set_now(one.starts_at);
    let april = month(&world, tuesday, Narrowed::default()).await;
    assert_eq!((of(&april, day(27, 4)), of(&april, tuesday)), ((0, 0, 0), (1, FREE - 3, 0)));
    assert_eq!(lines(fresh).await.len(), before, "numbers are nobody's");
    let program = async { world.services.month(&world.program().permit()?, tuesday, Narrowed::default()).await };
    assert_eq!(code_of(fresh, program).await, "not_found");
}

async fn a_month_is_narrowed_as_the_other_views_are(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let one = world.booked_at(A_DAY).await;
    let gone = world.booked_at(A_DAY + 2).await;
    world.services.cancel(&world.desk(), &Handle::Id(gone.id), Expected::Any, None).await.unwrap();
    let date = day(28, 4);
    let all = Narrowed::default();
    let other = (0..3).map(|n| world.number.nurse(n)).find(|other| *other != one.claim.staff).unwrap();
    let [here, there] = [0, 1].map(|n| Some(world.number.office(n)));
    let states = [Shown::Free, Shown::Of(Status::Booked), Shown::Of(Status::Cancelled), Shown::Of(Status::Noshow)];
    let booked = async |narrowed: Narrowed| of(&month(&world, date, narrowed).await, date).0;
    for (narrowed, expected) in [
        (Narrowed { office: here, ..all }, 1),
        (Narrowed { office: there, ..all }, 0),
        (Narrowed { staff: Some(one.claim.staff), ..all }, 1),
        (Narrowed { staff: Some(other), ..all }, 0),
        (Narrowed { kind: Some(one.kind), ..all }, 1),
        (Narrowed { kind: Some(world.number.kind(1)), ..all }, 0),
        (Narrowed { mode: Some(one.mode), ..all }, 1),
        (Narrowed { mode: Some(Mode::Video), ..all }, 0),
    ] {
        assert_eq!(booked(narrowed).await, expected, "{narrowed:?}");
    }
    for (state, expected) in states.into_iter().zip([0, 1, 1, 0]) {
        assert_eq!(booked(Narrowed { state: Some(state), ..all }).await, expected, "{state:?}");
    }
    let free = async |narrowed: Narrowed| of(&month(&world, date, narrowed).await, day(30, 4)).1;
    assert_eq!(free(Narrowed { staff: Some(other), ..all }).await, FREE / 3);
    assert_eq!(free(Narrowed { state: Some(Shown::Free), ..all }).await, FREE);
    assert_eq!(free(Narrowed { state: Some(Shown::Of(Status::Booked)), ..all }).await, 0);
    assert_eq!(free(Narrowed { office: there, ..all }).await, 0);
}

async fn what_stands_on_closed_days_is_counted_by_itself_and_nothing_is_free_there(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, two) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY * 2).await);
    let on =
        |booking: &mendan_service::model::Booking| world.desk().catalogue.municipality.local_date(booking.starts_at);
    let (tuesday, thursday) = (on(&one), on(&two));
    let city =
        ClosureForm { whose: "city".into(), from: tuesday.to_string(), reason: "台風".into(), ..Default::default() };
    let away = ClosureForm {
        whose: format!("staff-{}", two.claim.staff),
        from: thursday.to_string(),
        reason: "研修".into(),
        ..Default::default()
    };
    for form in [&city, &away] {
        world.services.closure_save(&world.administrator().permit().unwrap(), None, form).await.unwrap();
    }
    world.reread().await;
    let april = month(&world, tuesday, Narrowed::default()).await;
    assert_eq!(of(&april, tuesday), (1, 0, 1), "closed for everybody");
    assert_eq!(of(&april, thursday), (1, FREE / 3 * 2, 1), "one of three is away");
    assert_eq!(of(&april, day(27, 4)), (0, FREE, 0));
    // Who is not hers is not met by her absence.
    let other = (0..3).map(|n| world.number.nurse(n)).find(|other| *other != two.claim.staff);
    let april = month(&world, tuesday, Narrowed { staff: other, ..Narrowed::default() }).await;
    assert_eq!(of(&april, thursday), (0, FREE / 3, 0));
}
