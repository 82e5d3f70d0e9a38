use super::*;

const HERE: OfficeId = OfficeId(1);
const SHE: StaffId = StaffId(7);

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn closure(id: i64, office: Option<OfficeId>, staff: Option<StaffId>, date: NaiveDate) -> Closure {
    Closure { id: ClosureId(id), office, staff, from: date, until: date, hours: None, reason: format!("理由{id}") }
}

fn at(hour: i64) -> Hours {
    Hours { from: hour * 60, until: hour * 60 + 40 }
}

fn id_of(closed: Option<Closed>) -> Option<i64> {
    match closed? {
        Closed::Closure { id, .. } | Closed::Absence { id, .. } => Some(id.0),
        Closed::YearEnd | Closed::Holiday { .. } => None,
    }
}

#[test]
fn a_closure_goes_before_a_holiday_and_a_holiday_before_an_absence() {
    let date = day(5, 4);
    let mut days = ClosedDays { closures: vec![closure(3, None, Some(SHE), date)], ..ClosedDays::default() };
    let name = "みどりの日".to_owned();
    assert_eq!(days.why(date, at(9), HERE, Some(SHE)), Some(Closed::Holiday { name }));
    days.closures.push(closure(2, Some(HERE), None, date));
    assert_eq!(id_of(days.why(date, at(9), HERE, Some(SHE))), Some(2));
    days.closures.push(closure(4, None, None, date));
    assert_eq!(id_of(days.why(date, at(9), HERE, Some(SHE))), Some(4), "the city before the office");
    days.holidays.insert(date, None);
    days.closures.truncate(1);
    assert_eq!(id_of(days.why(date, at(9), HERE, Some(SHE))), Some(3), "the list says the city works");
    assert_eq!(days.why(date, at(9), HERE, None), None);
    assert_eq!(id_of(days.absence(date, at(9), SHE)), Some(3));
    assert_eq!(days.absence(date, at(9), StaffId(8)), None);
}

#[test]
fn a_closure_by_hours_closes_only_what_it_touches() {
    let date = day(6, 1);
    let hours = Hours::parse("10:00", "12:00");
    let days =
        ClosedDays { closures: vec![Closure { hours, ..closure(1, Some(HERE), None, date) }], ..ClosedDays::default() };
    let closed = |hour| days.why(date, at(hour), HERE, None).is_some();
    assert_eq!([8, 9, 10, 11, 12].map(closed), [false, false, true, true, false]);
    assert_eq!(days.why(date, at(10), OfficeId(2), None), None);
    assert_eq!(days.why(day(6, 2), at(10), HERE, None), None);
    assert!(days.is_business_day(date));
}

#[test]
fn the_turn_of_the_year_is_closed_unless_the_city_says_otherwise() {
    let mut days = ClosedDays::default();
    assert_eq!(days.why(day(12, 29), at(9), HERE, None), Some(Closed::YearEnd));
    days.year_end = false;
    assert_eq!(days.why(day(12, 29), at(9), HERE, None), None);
    assert_eq!(days.why(day(1, 1), at(9), HERE, None), Some(Closed::Holiday { name: "元日".to_owned() }));
}

#[test]
fn business_days_are_counted_over_weekends_holidays_and_closures() {
    let mut days = ClosedDays::default();
    assert_eq!(days.business_days_before(day(6, 8), 1), day(6, 5), "Friday before Monday");
    assert_eq!(days.business_days_before(day(5, 7), 1), day(5, 1), "over the golden week");
    assert_eq!(days.business_days_before(day(5, 7), 0), day(5, 7));
    assert_eq!(days.business_days_before(day(5, 7), -3), day(5, 7));
    days.closures.push(closure(1, None, None, day(6, 5)));
    days.closures.push(closure(2, Some(HERE), None, day(6, 4)));
    assert_eq!(days.business_days_before(day(6, 8), 1), day(6, 4), "one office closed is still a business day");
}

#[test]
fn a_city_that_never_works_is_answered_too() {
    let always = Closure { from: NaiveDate::MIN, until: NaiveDate::MAX, ..closure(1, None, None, day(1, 1)) };
    let days = ClosedDays { closures: vec![always], ..ClosedDays::default() };
    assert!(days.business_days_before(day(6, 8), 1) < day(1, 1));
    assert!(days.business_days_before(day(6, 8), i64::MAX) < day(1, 1));
    assert_eq!(days.business_days_before(NaiveDate::MIN, 1), NaiveDate::MIN);
}

#[test]
fn what_opens_again_leaves_the_rest_of_a_closure() {
    let week = Closure { until: day(6, 5), ..closure(5, None, Some(SHE), day(6, 1)) };
    let parts = |closure: &Closure, days: (u32, u32), hours: Hours| {
        let left = closure.without((day(6, days.0), day(6, days.1)), hours).into_iter();
        left.map(|part| (part.id.0, part.from, part.until, part.hours)).collect::<Vec<_>>()
    };
    let morning = Hours { from: 0, until: 720 };
    let afternoon = Some(Hours { from: 720, until: 1440 });
    assert_eq!(parts(&week, (1, 5), Hours::WHOLE_DAY), []);
    assert_eq!(parts(&week, (8, 9), morning), [(5, day(6, 1), day(6, 5), None)], "other days");
    assert_eq!(
        parts(&week, (2, 3), morning),
        [(5, day(6, 1), day(6, 1), None), (0, day(6, 2), day(6, 3), afternoon), (0, day(6, 4), day(6, 5), None)]
    );
    let middle = Hours { from: 600, until: 660 };
    let before = Some(Hours { from: 540, until: 600 });
    let after = Some(Hours { from: 660, until: 720 });
    let short = Closure { hours: Some(Hours { from: 540, until: 720 }), until: day(6, 1), ..week.clone() };
    assert_eq!(parts(&short, (1, 1), middle), [(5, day(6, 1), day(6, 1), before), (0, day(6, 1), day(6, 1), after)]);
    assert_eq!(parts(&short, (1, 1), Hours { from: 720, until: 780 }).len(), 1, "hours that touch do not overlap");
    // Whatever is left closes nothing of what was opened, and everything else as before.
    let opened = (day(6, 2), day(6, 3));
    let days = ClosedDays { closures: week.without(opened, middle), ..ClosedDays::default() };
    for date in [day(6, 1), day(6, 2), day(6, 3), day(6, 5)] {
        for hour in [9, 10, 11, 15] {
            let open = (opened.0 <= date && date <= opened.1) && hour == 10;
            assert_eq!(days.absence(date, at(hour), SHE).is_none(), open, "{date} {hour}");
        }
    }
}
