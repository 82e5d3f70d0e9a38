//! Public holidays, day by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mendan_domain::offer::holiday::{holiday, is_year_end_closure};

use crate::dates::day;

#[test]
fn every_day_from_1955_to_2099_agrees_with_the_published_list() {
    let expected: BTreeSet<String> = include_str!("holidays.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| {
            let (year, days) = line.split_once(' ').unwrap();
            days.split(' ').map(move |day| format!("{year}{day}"))
        })
        .collect();
    let found: BTreeSet<String> = day(1955, 1, 1)
        .iter_days()
        .take_while(|date| *date < day(2100, 1, 1))
        .filter(|date| holiday(*date).is_some())
        .map(|date| date.format("%Y%m%d").to_string())
        .collect();
    assert_eq!(found.difference(&expected).collect::<Vec<_>>(), Vec::<&String>::new(), "only by our rules");
    assert_eq!(expected.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new(), "missed by our rules");
}

#[test]
fn holidays_have_the_name_of_their_time() {
    let cases = [
        ((1959, 4, 10), "皇太子明仁親王の結婚の儀"),
        ((1973, 4, 30), "振替休日"),
        ((1986, 5, 5), "こどもの日"),
        ((1987, 5, 4), "振替休日"),
        ((1988, 5, 4), "国民の休日"),
        ((1989, 2, 24), "昭和天皇の大喪の礼"),
        ((2006, 4, 29), "みどりの日"),
        ((2008, 5, 6), "振替休日"),
        ((2019, 4, 30), "国民の休日"),
        ((2019, 5, 1), "天皇の即位の日"),
        ((2019, 5, 2), "国民の休日"),
        ((2019, 10, 22), "即位礼正殿の儀"),
        ((2020, 7, 24), "スポーツの日"),
        ((2021, 8, 9), "振替休日"),
        ((2026, 4, 29), "昭和の日"),
        ((2026, 5, 6), "振替休日"),
        ((2026, 9, 22), "国民の休日"),
        ((2032, 9, 21), "国民の休日"),
    ];
    for ((year, month, number), name) in cases {
        assert_eq!(holiday(day(year, month, number)), Some(name), "{year}-{month}-{number}");
    }
}

#[test]
fn moved_and_abolished_holidays_leave_ordinary_days() {
    for (year, month, number) in
        [(1973, 2, 12), (1986, 5, 4), (1985, 5, 4), (2019, 12, 23), (2020, 10, 12), (2021, 8, 11)]
    {
        assert_eq!(holiday(day(year, month, number)), None, "{year}-{month}-{number}");
    }
}

#[test]
fn no_holiday_is_claimed_outside_the_known_years() {
    for date in [NaiveDate::MIN, day(1954, 1, 1), day(2100, 1, 1), NaiveDate::MAX] {
        assert_eq!(holiday(date), None);
    }
}

#[test]
fn public_offices_close_from_29_december_to_3_january() {
    let closed = day(2026, 12, 20).iter_days().take(30).filter(|date| is_year_end_closure(*date)).collect::<Vec<_>>();
    assert_eq!(closed, day(2026, 12, 29).iter_days().take(6).collect::<Vec<_>>());
}
