//! A week: whose it is, what it holds, and the one line that says who looked.

use chrono::Duration;
use mendan_domain::ids::OfficeId;
use mendan_service::calendar::week::{WeekQuery, monday_of};
use mendan_service::offer::closure::ClosureForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, lines};
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    a_week_holds_seven_days_and_is_looked_at_once,
    a_week_of_one_nurse_or_office_holds_nothing_else,
    what_is_closed_in_a_week_is_barred_on_its_day_alone,
);

async fn a_week_holds_seven_days_and_is_looked_at_once(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    // Tuesday and Thursday of the first week; Thursday of the second, after the holidays.
    let (tuesday, thursday) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY * 2).await);
    let later = world.booked_at(A_DAY * 5).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let date = |at| desk.catalogue.municipality.local_date(at);
    let before = lines(fresh).await.len();
    let query = WeekQuery { date: date(thursday.starts_at), office: None, staff: None };
    let week = services.week(&desk.permit().unwrap(), query).await.unwrap();
    let monday = monday_of(date(tuesday.starts_at));
    let dates: Vec<_> = week.iter().map(|(date, _)| *date).collect();
    assert_eq!(dates, (0..7).map(|n| monday + Duration::days(n)).collect::<Vec<_>>());
    let booked = week.iter().flat_map(|(on, day)| day.bookings.iter().map(|one| (*on, one.id))).collect::<Vec<_>>();
    assert_eq!(booked, [(date(tuesday.starts_at), tuesday.id), (date(thursday.starts_at), thursday.id)]);
    assert_ne!(monday_of(date(later.starts_at)), monday, "the other is of another week");
    // 29 April and 3 May are holidays: nothing was published.
    let times: Vec<bool> = week.iter().map(|(_, day)| !day.slots.is_empty()).collect();
    assert_eq!(times, [true, true, false, true, true, true, false]);
    let (after, seen) = (lines(fresh).await, before + 1);
    assert_eq!(after.len(), seen, "one line for all seven days");
    let line = after.last().unwrap();
    assert_eq!((line.action.as_str(), line.subject.0.as_str(), &line.detail["bookings"]), ("view", "week", &2.into()));
    assert_eq!(code_of(fresh, async { services.week(&world.program().permit()?, query).await }).await, "not_found");
}

async fn a_week_of_one_nurse_or_office_holds_nothing_else(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let held = world.hold(world.time(A_DAY + 3).await).await.unwrap();
    let (desk, services) = (world.desk(), world.services.clone());
    let date = desk.catalogue.municipality.local_date(booking.starts_at);
    let ask = async |office: Option<OfficeId>, staff| {
        let week = services.week(&desk.permit().unwrap(), WeekQuery { date, office, staff }).await.unwrap();
        let count = |count: &dyn Fn(&mendan_service::calendar::day::Day) -> usize| -> usize {
            week.iter().map(|(_, day)| count(day)).sum()
        };
        (count(&|day| day.bookings.len()), count(&|day| day.held.len()), count(&|day| day.slots.len()))
    };
    // Five days of nine starts and two kinds.
    let hers = 5 * 2 * A_DAY;
    assert_eq!(ask(None, None).await, (1, 1, 3 * hers));
    let nurse = booking.claim.staff;
    assert_eq!(ask(None, Some(nurse)).await, (1, usize::from(held.claim.staff == nurse), hers));
    let other = (0..3).map(|n| world.number.nurse(n)).find(|other| *other != nurse).unwrap();
    assert_eq!(ask(None, Some(other)).await, (0, usize::from(held.claim.staff == other), hers));
    assert_eq!(ask(Some(world.number.office(0)), None).await, (1, 1, 3 * hers));
    assert_eq!(ask(Some(world.number.office(1)), None).await, (0, 0, 0));
}

async fn what_is_closed_in_a_week_is_barred_on_its_day_alone(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let date = world.desk().catalogue.municipality.local_date(booking.starts_at);
    let form =
        ClosureForm { whose: "city".into(), from: date.to_string(), reason: "台風".into(), ..Default::default() };
    world.services.closure_save(&world.administrator().permit().unwrap(), None, &form).await.unwrap();
    world.reread().await;
    for (query, hers) in [
        (WeekQuery { date, office: None, staff: None }, 3),
        (WeekQuery { date, office: None, staff: Some(booking.claim.staff) }, 1),
    ] {
        let week = world.services.week(&world.desk().permit().unwrap(), query).await.unwrap();
        for (on, day) in &week {
            if *on == date {
                assert_eq!((day.bookings.len(), day.slots.len()), (1, hers * 2 * A_DAY), "what was booked stays");
                assert!(day.slots.iter().all(|slot| day.barred.contains_key(&slot.id)));
            } else {
                assert!(day.barred.is_empty(), "{on}: {:?}", day.barred);
            }
        }
    }
}
