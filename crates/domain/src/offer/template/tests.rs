use super::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn template() -> Template {
    Template {
        id: TemplateId(1),
        name: "午前".to_owned(),
        office: OfficeId(1),
        staff: None,
        kinds: vec![KindId(1)],
        modes: Modes::from_bits(15),
        repeat: Repeat::Weekly { every: 1 },
        weekdays: [Weekday::Tue, Weekday::Thu].into_iter().collect(),
        hours: Hours { from: 540, until: 720 },
        breaks: Vec::new(),
        step: 0,
        // A Wednesday.
        valid_from: day(4, 1),
        valid_until: None,
    }
}

fn days(template: &Template) -> Vec<String> {
    let all = day(3, 1).iter_days().take_while(|date| *date < day(6, 1));
    all.filter(|date| template.applies_on(*date)).map(|date| date.format("%m%d").to_string()).collect()
}

#[test]
fn weeks_are_counted_from_the_week_it_begins_in() {
    let weekly = Template { valid_until: Some(day(4, 9)), ..template() };
    assert_eq!(days(&weekly), ["0402", "0407", "0409"]);
    let every_other = Template { repeat: Repeat::Weekly { every: 2 }, valid_until: Some(day(5, 1)), ..template() };
    assert_eq!(days(&every_other), ["0402", "0414", "0416", "0428", "0430"]);
    assert!(!days(&Template { repeat: Repeat::Weekly { every: 0 }, ..template() }).is_empty());
}

#[test]
fn weeks_of_the_month_are_counted_by_weekday_and_the_last_is_found() {
    let monthly = Template { repeat: Repeat::Monthly { weeks: vec![1, -1] }, ..template() };
    assert_eq!(days(&monthly), ["0402", "0407", "0428", "0430", "0505", "0507", "0526", "0528"]);
    let fifth = Template { repeat: Repeat::Monthly { weeks: vec![5] }, ..template() };
    assert_eq!(days(&fifth), ["0430"]);
}

#[test]
fn once_is_its_first_day_whatever_the_weekday() {
    assert_eq!(days(&Template { repeat: Repeat::Once, ..template() }), ["0401"]);
    let over = Template { repeat: Repeat::Once, valid_until: Some(day(3, 31)), ..template() };
    assert!(days(&over).is_empty());
}

#[test]
fn starts_follow_length_and_buffers_or_the_step() {
    assert_eq!(template().starts(40, 10), [540, 590, 640]);
    assert_eq!(Template { step: 30, ..template() }.starts(40, 10), [540, 570, 600, 630, 660]);
    assert_eq!(template().starts(180, 0), [540]);
    assert!(template().starts(181, 0).is_empty());
}

#[test]
fn after_a_break_the_grid_begins_anew() {
    let pauses = |breaks| Template { breaks, ..template() };
    assert_eq!(pauses(vec![Hours { from: 600, until: 615 }]).starts(40, 10), [540, 615, 665]);
    let nested = vec![Hours { from: 560, until: 570 }, Hours { from: 530, until: 650 }];
    assert_eq!(pauses(nested).starts(40, 10), [650]);
}

#[test]
fn odd_numbers_end_too() {
    for (length, gap) in [(0, 0), (-5, 10), (i64::MAX, 1), (1, i64::MAX), (1, i64::MIN)] {
        assert!(template().starts(length, gap).len() <= 180, "{length} {gap}");
    }
}

#[test]
fn repeats_are_written_with_their_name() {
    for (repeat, text) in [
        (Repeat::Weekly { every: 2 }, r#"{"repeat":"weekly","every":2}"#),
        (Repeat::Monthly { weeks: vec![1, -1] }, r#"{"repeat":"monthly","weeks":[1,-1]}"#),
        (Repeat::Once, r#"{"repeat":"once"}"#),
    ] {
        assert_eq!(serde_json::to_string(&repeat).unwrap(), text);
        assert_eq!(serde_json::from_str::<Repeat>(text).unwrap(), repeat);
    }
}

#[test]
fn templates_of_one_nurse_meet_where_day_and_hours_do() {
    let one = Template { staff: Some(StaffId(1)), ..template() };
    let with = |change: fn(&mut Template)| {
        let mut other = Template { id: TemplateId(2), ..one.clone() };
        change(&mut other);
        assert_eq!(one.overlap(&other), other.overlap(&one), "whichever is asked");
        one.overlap(&other)
    };
    assert_eq!(with(|_| {}), Some(Overlap::Same));
    assert_eq!(with(|other| other.name = "別の名前".to_owned()), Some(Overlap::Same));
    assert_eq!(with(|other| other.hours = Hours { from: 600, until: 780 }), Some(Overlap::SameKind));
    assert_eq!(with(|other| other.kinds = vec![KindId(2)]), Some(Overlap::OtherKind));
    assert_eq!(with(|other| other.office = OfficeId(2)), Some(Overlap::Elsewhere));
    assert_eq!(with(|other| other.staff = Some(StaffId(2))), None);
    assert_eq!(with(|other| other.staff = None), None, "of everybody");
    assert_eq!(with(|other| other.hours = Hours { from: 720, until: 780 }), None, "one after the other");
    assert_eq!(with(|other| other.weekdays = [Weekday::Mon].into_iter().collect()), None);
    assert_eq!(with(|other| other.valid_from = day(12, 1)), Some(Overlap::Same), "later on");
    assert_eq!(with(|other| (other.repeat, other.valid_from) = (Repeat::Once, day(4, 3))), None, "a Friday");
    // Before and after the break of the other.
    let long = Template { breaks: vec![Hours { from: 600, until: 660 }], ..one.clone() };
    let inside = Template { hours: Hours { from: 600, until: 660 }, ..one.clone() };
    assert_eq!(long.overlap(&inside), None);
}
