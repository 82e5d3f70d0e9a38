use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

const BEFORE: Deadline = Deadline::BusinessDays { days: 1, at: 900 };

fn local(month: u32, day: u32, minutes: i64) -> DateTime<Utc> {
    instant(Tz::Asia__Tokyo, NaiveDate::from_ymd_opt(2026, month, day).unwrap(), minutes).unwrap()
}

fn closes(deadline: Deadline, starts_at: DateTime<Utc>) -> DateTime<Utc> {
    deadline.closes(starts_at, &ClosedDays::default(), Tz::Asia__Tokyo)
}

#[test]
fn a_monday_closes_on_the_friday_before() {
    assert_eq!(closes(BEFORE, local(6, 8, 540)), local(6, 5, 900));
    assert_eq!(closes(BEFORE, local(5, 7, 540)), local(5, 1, 900), "over the golden week");
    assert_eq!(closes(Deadline::BusinessDays { days: 2, at: 750 }, local(6, 8, 540)), local(6, 4, 750));
}

#[test]
fn the_day_is_the_local_one() {
    // 8:00 in Tokyo on Tuesday is still Monday in UTC.
    assert_eq!(closes(BEFORE, local(6, 9, 480)), local(6, 8, 900));
    assert_eq!(closes(Deadline::Minutes(180), local(6, 9, 480)), local(6, 9, 300));
}

#[test]
fn nothing_closes_after_the_start() {
    let start = local(6, 8, 540);
    for deadline in [
        Deadline::Start,
        Deadline::Minutes(0),
        Deadline::Minutes(-60),
        Deadline::Minutes(i64::MAX),
        Deadline::BusinessDays { days: 0, at: 900 },
        Deadline::BusinessDays { days: -1, at: i64::MAX },
    ] {
        assert_eq!(closes(deadline, start), start, "{deadline:?}");
    }
    assert_eq!(closes(Deadline::BusinessDays { days: 0, at: 480 }, start), local(6, 8, 480));
}

#[test]
fn a_time_that_the_clocks_skip_is_an_hour_earlier() {
    // In New York 8 March 2026 has no 2:30.
    let zone = Tz::America__New_York;
    let date = NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
    let start = instant(zone, date, 600).unwrap();
    let closes = Deadline::BusinessDays { days: 0, at: 150 }.closes(start, &ClosedDays::default(), zone);
    assert_eq!(closes, instant(zone, date, 90).unwrap());
}

#[test]
fn rules_are_stored_in_three_shapes() {
    for (deadline, text) in [
        (Deadline::Start, r#""start""#),
        (Deadline::Minutes(180), r#"{"minutes":180}"#),
        (BEFORE, r#"{"business_days":1,"at":900}"#),
    ] {
        assert_eq!(serde_json::to_string(&deadline).unwrap(), text);
        assert_eq!(serde_json::from_str::<Deadline>(text).unwrap(), deadline);
    }
}

#[test]
fn forms_are_read_and_filled_again() {
    assert_eq!(Deadline::parse("business_days", "１", "15:00", "x"), Some(BEFORE));
    assert_eq!(Deadline::parse("hours", "", "", "3"), Some(Deadline::Minutes(180)));
    assert_eq!(Deadline::parse("hours", "", "", "３時間"), Some(Deadline::Minutes(180)));
    assert_eq!(Deadline::parse("hours", "", "", "90分"), Some(Deadline::Minutes(90)));
    for (kind, days, at, hours) in [
        ("", "", "", ""),
        ("hours", "1", "15:00", ""),
        ("hours", "", "", "-3"),
        ("hours", "", "", "99999"),
        ("business_days", "", "15:00", ""),
        ("business_days", "101", "15:00", ""),
        ("business_days", "1", "25:00", ""),
    ] {
        assert_eq!(Deadline::parse(kind, days, at, hours), None, "{kind} {days} {at} {hours}");
    }
}

fn any_deadline() -> impl Strategy<Value = Deadline> {
    prop_oneof![
        Just(Deadline::Start),
        (0_i64..100_000).prop_map(Deadline::Minutes),
        (0_i64..=100, 0_i64..=1440).prop_map(|(days, at)| Deadline::BusinessDays { days, at }),
    ]
}

proptest! {
    #[test]
    fn closing_is_never_after_the_start_and_later_starts_close_no_earlier(
        deadline in any_deadline(), start in 1_600_000_000_i64..2_000_000_000, more in 0_i64..2_000_000,
    ) {
        let (first, second) = (DateTime::from_timestamp(start, 0).unwrap(), DateTime::from_timestamp(start + more, 0).unwrap());
        prop_assert!(closes(deadline, first) <= first);
        prop_assert!(closes(deadline, first) <= closes(deadline, second));
    }

    #[test]
    fn what_a_form_shows_is_read_back(deadline in any_deadline()) {
        let (kind, days, at, hours) = deadline.fields();
        prop_assert_eq!(Deadline::parse(kind, &days, &at, &hours), Some(deadline));
    }

    #[test]
    fn reading_never_panics(kind in "start|hours|business_days", text in any::<String>(), near in "[0-9０-９:：時間分]{0,9}") {
        let _ = (Deadline::parse(&kind, &text, &near, &near), Deadline::parse(&kind, &near, &text, &text));
    }
}
