//! Closed days: who may close what, what is said of it, and that a closed day is not offered from that moment on.

use mendan_domain::booking::Channel;
use mendan_service::expected::Expected;
use mendan_service::offer::closure::ClosureForm;
use mendan_service::offer::holiday::HolidayChoice;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_day_closed_now_is_not_offered_now_and_its_bookings_stay,
    a_nurse_is_absent_for_herself_alone,
    what_was_typed_of_a_closure_is_checked,
    the_city_decides_about_its_holidays,
);

fn closure(whose: &str, from: &str) -> ClosureForm {
    ClosureForm { whose: whose.into(), from: from.into(), reason: "研修".into(), ..ClosureForm::default() }
}

async fn is_offered(world: &mut World, n: usize) -> bool {
    let time = world.time(n).await;
    world.book(time, Channel::Web, None).await.is_ok()
}

async fn a_day_closed_now_is_not_offered_now_and_its_bookings_stay(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let mut form = closure("city", "2026-04-28");
    form.hours = ["9:00".into(), "10:00".into()];
    let would = services.closure_check(&administrator.permit().unwrap(), &form).await.unwrap();
    assert_eq!((would.bookings(), would.times), (1, 12), "two starts, three nurses, two kinds");
    let (id, met) = services.closure_save(&administrator.permit().unwrap(), None, &form).await.unwrap();
    assert_eq!(met, would);
    assert_eq!(
        (last_line(fresh).await.action.as_str(), &last_line(fresh).await.detail["bookings"]),
        ("closure_save", &1.into())
    );
    assert!(!is_offered(&mut world, A_DAY).await && is_offered(&mut world, A_DAY + 2).await);
    assert_eq!(world.now_of(&booking).await, booking);
    let stale =
        async { services.closure_save(&administrator.permit()?, Some((id, Expected::Version(3))), &form).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    services.closure_delete(&administrator.permit().unwrap(), id, Expected::Version(0)).await.unwrap();
    assert!(is_offered(&mut world, A_DAY).await);
    assert_eq!(
        code_of(fresh, async { services.closure_delete(&administrator.permit()?, id, Expected::Any).await }).await,
        "not_found"
    );
}

async fn a_nurse_is_absent_for_herself_alone(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (nurse, desk, services) = (world.nurse(), world.desk(), &world.services);
    let (own, colleague) = (world.number.nurse(0), world.number.nurse(1));
    for whose in ["city".to_owned(), format!("office-{}", world.number.office(0)), format!("staff-{colleague}")] {
        let form = closure(&whose, "2026-04-28");
        assert_eq!(
            code_of(fresh, async { services.closure_save(&nurse.permit()?, None, &form).await }).await,
            "not_found",
            "{whose}"
        );
    }
    let form = closure(&format!("staff-{own}"), "2026-04-28");
    assert_eq!(
        code_of(fresh, async { services.closure_save(&desk.permit()?, None, &form).await }).await,
        "not_found",
        "reception"
    );
    let (_, met) = services.closure_save(&nurse.permit().unwrap(), None, &form).await.unwrap();
    assert_eq!(met.times, 2 * A_DAY, "hers of two kinds");
    let anybodys = nurse.catalogue.closed.closures[0].id;
    assert_eq!(
        code_of(fresh, async { services.closure_delete(&nurse.permit()?, anybodys, Expected::Any).await }).await,
        "not_found"
    );
}

async fn what_was_typed_of_a_closure_is_checked(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (administrator, services) = (world.administrator(), &world.services);
    let wrong_with = async |form: ClosureForm| {
        wrong(fresh, services.closure_save(&administrator.permit().unwrap(), None, &form)).await
    };
    let good = || closure("city", "2026-05-08");
    for whose in ["", "staff-1", "office-x", "village"] {
        assert_eq!(
            wrong_with(ClosureForm { whose: whose.into(), ..good() }).await.first().map(|(field, _)| *field),
            Some("whose")
        );
    }
    assert_eq!(wrong_with(ClosureForm { until: "2026-05-07".into(), ..good() }).await, [("until", "before_start")]);
    assert_eq!(wrong_with(ClosureForm { until: "2030-05-07".into(), ..good() }).await, [("until", "out_of_range")]);
    let no_hours = ["25:00".into(), "26:00".into()];
    assert_eq!(wrong_with(ClosureForm { hours: no_hours, ..good() }).await, [("hours_from", "not_a_time")]);
    assert_eq!(wrong_with(closure("city", "2026-02-29")).await.first().map(|(field, _)| *field), Some("from"));
}

async fn the_city_decides_about_its_holidays(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let day = chrono::NaiveDate::from_ymd_opt(2026, 4, 28).unwrap();
    let named = HolidayChoice::Holiday("市民の日".into());
    assert_eq!(
        services.holiday_set(&administrator.permit().unwrap(), Expected::Version(0), day, &named).await.unwrap().times,
        6 * A_DAY
    );
    assert!(!is_offered(&mut world, A_DAY).await);
    let stale =
        async { services.holiday_set(&administrator.permit()?, Expected::Version(0), day, &HolidayChoice::Rule).await };
    assert_eq!(code_of(fresh, stale).await, "changed", "all holidays have one version");
    services
        .holiday_set(&administrator.permit().unwrap(), Expected::Version(1), day, &HolidayChoice::Rule)
        .await
        .unwrap();
    assert!(is_offered(&mut world, A_DAY).await);
    let nameless = HolidayChoice::Holiday(String::new());
    let asked = async { services.holiday_set(&administrator.permit()?, Expected::Any, day, &nameless).await };
    assert_eq!(wrong(fresh, asked).await.first().map(|(field, _)| *field), Some("name"));
    assert_eq!(
        wrong(fresh, services.holidays_import(&administrator.permit().unwrap(), Expected::Any, b"no list")).await,
        [("list", "invalid")]
    );
    assert_eq!(
        code_of(fresh, async { services.year_end_set(&world.nurse().permit()?, Expected::Any, false).await }).await,
        "not_found"
    );
    services.year_end_set(&administrator.permit().unwrap(), Expected::Any, false).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "year_end_set");
}
