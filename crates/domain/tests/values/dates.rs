//! Dates, eras and weeks of pregnancy.

use chrono::{Datelike, Days, NaiveDate};
use mendan_domain::{
    booking::gestation::GestationalAge,
    date::{DateError, age_on, check_birth_date, check_due_date, fiscal_year, parse_date},
    era::era_name,
};
use proptest::prelude::*;

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn one_day_is_read_in_every_usual_writing() {
    let writings = [
        "2026-04-03",
        "2026/4/3",
        "2026.4.3",
        "20260403",
        "2026年4月3日",
        "2026年04月03日",
        " 2026 年 4 月 3 日 ",
        "R8.4.3",
        "r8.4.3",
        "R8/4/3",
        "R.8.4.3",
        "R080403",
        "令和8年4月3日",
        "令和８年４月３日",
        "㋿8年4月3日",
        "２０２６／４／３",
        "２０２６０４０３",
        "2026−4−3",
        "2026年4月3日(金)",
        "2026年4月3日（金）",
        "令8年4月3日",
        "\u{202D}2026-04-03\u{202C}",
        "令和8年4月3日(金)",
    ];
    for writing in writings {
        assert_eq!(parse_date(writing), Some(day(2026, 4, 3)), "{writing}");
    }
}

#[test]
fn eras_are_read_up_to_their_borders() {
    let cases = [
        ("S64.1.7", Some(day(1989, 1, 7))),
        ("S64.1.8", None),
        ("H1.1.7", None),
        ("H1.1.8", Some(day(1989, 1, 8))),
        ("平成元年1月8日", Some(day(1989, 1, 8))),
        ("H31.4.30", Some(day(2019, 4, 30))),
        ("H31.5.1", None),
        ("R1.4.30", None),
        ("令和元年5月1日", Some(day(2019, 5, 1))),
        ("T15.12.25", Some(day(1926, 12, 25))),
        ("S1.12.25", Some(day(1926, 12, 25))),
        ("S1.12.24", None),
        ("昭和60年3月1日", Some(day(1985, 3, 1))),
        ("大正10年1月1日", Some(day(1921, 1, 1))),
        ("M6.1.1", Some(day(1873, 1, 1))),
        ("M5.12.31", None),
        ("R0.4.3", None),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_date(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_day_is_refused() {
    let texts = [
        "",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-4",
        "2026-4/3",
        "26-04-03",
        "2026-04-03-01",
        "20261",
        "8.4.3",
        "2026 04 03",
        "2026年4月3日(木)",
        "2026-04-03T10:00",
        "R8年",
        "0001-01-01",
        "10000-01-01",
        "+2026-04-03",
        "2026-+4-03",
        "١٢٣٤-٠١-٠١",
    ];
    for text in texts {
        assert_eq!(parse_date(text), None, "{text}");
    }
    assert_eq!(parse_date("2028-02-29"), Some(day(2028, 2, 29)));
    assert_eq!(parse_date("9999-12-31"), Some(day(9999, 12, 31)));
}

#[test]
fn birth_dates_are_plausible() {
    let today = day(2026, 4, 3);
    assert_eq!(check_birth_date(day(2016, 4, 3), today), Ok(()));
    assert_eq!(check_birth_date(day(2016, 4, 4), today), Err(DateError::OutOfRange));
    assert_eq!(check_birth_date(day(1926, 4, 4), today), Ok(()));
    assert_eq!(check_birth_date(day(1926, 4, 3), today), Err(DateError::OutOfRange));
    assert_eq!(check_birth_date(day(1899, 12, 31), day(1950, 1, 1)), Err(DateError::OutOfRange));
    assert_eq!(check_birth_date(day(2026, 4, 4), today), Err(DateError::InFuture));
    assert_eq!(check_birth_date(day(9999, 1, 1), today), Err(DateError::InFuture));
    assert_eq!(age_on(day(2004, 2, 29), day(2026, 2, 28)), 21);
    assert_eq!(age_on(day(2004, 2, 29), day(2026, 3, 1)), 22);
}

#[test]
fn due_dates_lie_within_their_window() {
    let today = day(2026, 4, 3);
    assert_eq!(check_due_date(today - Days::new(180), today), Ok(()));
    assert_eq!(check_due_date(today - Days::new(181), today), Err(DateError::OutOfRange));
    assert_eq!(check_due_date(today + Days::new(300), today), Ok(()));
    assert_eq!(check_due_date(today + Days::new(301), today), Err(DateError::OutOfRange));
    assert_eq!(check_due_date(NaiveDate::MAX, NaiveDate::MIN), Err(DateError::OutOfRange));
}

#[test]
fn a_day_has_its_era_and_its_fiscal_year() {
    assert_eq!(era_name(day(2026, 4, 3)), Some(("令和", 8)));
    assert_eq!(era_name(day(2019, 5, 1)), Some(("令和", 1)));
    assert_eq!(era_name(day(1872, 12, 31)), None);
    assert_eq!(era_name(day(1926, 12, 25)), Some(("昭和", 1)));
    assert_eq!(era_name(day(1926, 12, 24)), Some(("大正", 15)));
    assert_eq!((fiscal_year(day(2026, 3, 31)), fiscal_year(day(2026, 4, 1))), (2025, 2026));
}

#[test]
fn gestation_counts_back_from_forty_weeks() {
    let due = day(2026, 8, 1);
    let age = GestationalAge::at(due, due - Days::new(81));
    assert_eq!((age.weeks(), age.days_of_week()), (28, 3));
    let weeks = |age: GestationalAge| (age.weeks(), age.days_of_week());
    assert_eq!(weeks(GestationalAge::at(due, due)), (40, 0));
    assert_eq!(weeks(GestationalAge::at(due, due + Days::new(10))), (41, 3));
    assert_eq!(GestationalAge::at(due, due - Days::new(283)).days(), -3);
    let eighth = |days_before: u64| GestationalAge::at(due, due - Days::new(days_before)).is_eighth_month();
    assert_eq!([85, 84, 57, 56].map(eighth), [false, true, true, false]);
}

proptest! {
    #[test]
    fn reading_never_panics(text in any::<String>(), more in "[RHSTM令和昭平成大正明治元]{0,3}[0-9０-９年月日/.()-]{0,12}") {
        let _ = (parse_date(&text), parse_date(&more));
    }

    #[test]
    fn what_is_written_before_reiwa_100_is_read_back(offset in 0_u64..89_484) {
        let date = day(1873, 1, 1) + Days::new(offset);
        let weekday = ["月", "火", "水", "木", "金", "土", "日"][usize::try_from(date.weekday().num_days_from_monday()).unwrap()];
        let behind = format!("{}月{}日({weekday})", date.month(), date.day());
        let (era, year) = era_name(date).expect("an era since 1873");
        let of_era = if year == 1 { "元".to_owned() } else { year.to_string() };
        for text in [format!("{}年{behind}", date.year()), format!("{era}{of_era}年{behind}"), date.to_string(), date.format("%Y%m%d").to_string()] {
            prop_assert_eq!(parse_date(&text), Some(date), "{}", text);
        }
    }
}
