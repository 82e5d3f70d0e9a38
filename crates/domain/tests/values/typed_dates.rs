//! Dates in a form about oneself: short years, empty fields, all in one field.

use chrono::{Days, NaiveDate};
use mendan_domain::date::{Asked, DateError, join_fields, parse_date, possible_births, read_typed, same_however_typed};
use proptest::prelude::*;

use crate::dates::day;

const TODAY: fn() -> NaiveDate = || day(2026, 4, 3);

fn birth(year: &str, month: &str, number: &str) -> Result<NaiveDate, DateError> {
    typed([year, month, number], Asked::Birth)
}

fn due(year: &str, month: &str, number: &str) -> Result<NaiveDate, DateError> {
    typed([year, month, number], Asked::Due)
}

fn typed(fields: [&str; 3], asked: Asked) -> Result<NaiveDate, DateError> {
    read_typed(&join_fields(&fields.map(str::to_owned)), asked, TODAY())
}

fn code(read: Result<NaiveDate, DateError>) -> &'static str {
    read.map_or_else(|error| error.fault().as_str(), |date| panic!("read as {date}"))
}

#[test]
fn a_birth_year_is_read_as_people_write_it() {
    for year in [
        "1995",
        "１９９５",
        "1995年",
        "95",
        "９５",
        "'95",
        "H7",
        "h7",
        "Ｈ７",
        "平7",
        "平成7",
        "平成７年",
        " 平成 7 年 ",
        "\u{200E}1995",
    ] {
        let read = birth(year, "７", "1日");
        if year.starts_with('\'') {
            assert_eq!(code(read), "invalid");
        } else {
            assert_eq!(read, Ok(day(1995, 7, 1)), "{year}");
        }
    }
    assert_eq!(birth("昭和60", "3月", "1"), Ok(day(1985, 3, 1)));
    assert_eq!(birth("昭60", "3", "1"), Ok(day(1985, 3, 1)));
    assert_eq!(birth("令和元", "5", "1"), Ok(day(2019, 5, 1)));
    assert_eq!(birth("令和1", "5", "1"), Ok(day(2019, 5, 1)));
    assert_eq!(birth("05", "5", "1"), Ok(day(2005, 5, 1)), "the latest century in which she can be a mother");
    assert_eq!(birth("88", "5", "1"), Ok(day(1988, 5, 1)));
}

#[test]
fn a_year_that_can_be_several_is_asked_about() {
    for year in ["7", "12", "2", "60", "199", "20"] {
        assert_eq!(code(birth(year, "5", "6")), "which_year", "{year}");
    }
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(code(birth("", " ", "\u{3000}")), "required");
    for (fields, expected) in [
        (["", "7", "1"], "missing_year"),
        (["1995", "", "1"], "missing_month"),
        (["1995", "7", "\u{200B}"], "missing_day"),
        (["", "", "1"], "missing_year_month"),
        (["", "7", ""], "missing_year_day"),
        (["1995", "", ""], "missing_month_day"),
        (["平成7年", "", ""], "missing_month_day"),
    ] {
        assert_eq!(code(typed(fields, Asked::Birth)), expected, "{fields:?}");
        assert_eq!(code(typed(fields, Asked::Due)), expected, "{fields:?}");
    }
}

#[test]
fn a_day_that_is_not_there_is_told_apart_from_what_cannot_be_read() {
    for (year, month, number) in
        [("1995", "2", "30"), ("H1", "1", "7"), ("S64", "1", "8"), ("95", "13", "1"), ("1995", "0", "1")]
    {
        assert_eq!(code(birth(year, month, number)), "no_such_day", "{year} {month} {number}");
    }
    for (year, month, number) in
        [("1995", "x", "1"), ("年", "1", "1"), ("1995", "001", "1"), ("1|9", "1", "1"), ("1 9", "1", "1")]
    {
        assert_eq!(code(birth(year, month, number)), "invalid", "{year} {month} {number}");
    }
}

#[test]
fn a_whole_date_in_the_field_of_the_year_is_read() {
    for text in
        ["R8.7.1", "令和8年7月1日", "2026/7/1", "20260701", "R080701", "2026年7月1日(水)", "26.7.1", "8.7.1", "260701"]
    {
        assert_eq!(due(text, "", ""), Ok(day(2026, 7, 1)), "{text}");
        assert_eq!(read_typed(text, Asked::Due, TODAY()), Ok(day(2026, 7, 1)), "{text}");
    }
    assert_eq!(code(due("R8.7.1", "7", "")), "missing_day", "two answers are no answer");
    assert_eq!(birth("95.7.1", "", ""), Ok(day(1995, 7, 1)));
    assert_eq!(code(birth("7.7.1", "", "")), "which_year");
    assert_eq!(code(birth("S64.1.8", "", "")), "no_such_day");
    assert_eq!(code(birth("1995年7月1日(月)", "", "")), "no_such_day", "it was a Saturday");
}

#[test]
fn a_due_year_is_one_of_two() {
    for year in ["2026", "26", "8", "R8", "令8"] {
        assert_eq!(due(year, "7", "1"), Ok(day(2026, 7, 1)), "{year}");
    }
    assert_eq!(code(due("95", "7", "1")), "which_year");
}

#[test]
fn callers_say_birth_dates_short() {
    assert_eq!(possible_births("7.5.6", TODAY()), [day(2007, 5, 6), day(1995, 5, 6)]);
    assert_eq!(possible_births("H7.5.6", TODAY()), [day(1995, 5, 6)]);
    assert_eq!(possible_births("s60.5.6", TODAY()), [day(1985, 5, 6)]);
    assert_eq!(possible_births("60.5.6", TODAY()), [day(1985, 5, 6)]);
    assert_eq!(possible_births("950506", TODAY()), [day(1995, 5, 6)]);
    assert_eq!(possible_births("19950506", TODAY()), [day(1995, 5, 6)]);
    for text in ["", "花子", "5.6", "7.13.6", "1234"] {
        assert_eq!(possible_births(text, TODAY()), [], "{text}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in any::<String>(), year in "[RHSTM令和昭平成元0-9０-９年./|-]{0,8}", month in "[0-9月]{0,3}", number in "[0-9日]{0,3}") {
        let fields = join_fields(&[year.clone(), month, number]);
        for asked in [Asked::Birth, Asked::Due] {
            let _ = (read_typed(&text, asked, TODAY()), read_typed(&fields, asked, TODAY()), possible_births(&year, TODAY()));
        }
    }

    #[test]
    fn what_is_written_in_full_is_read_as_it_stands(offset in 0_u64..60_000) {
        let date = day(1873, 1, 1) + Days::new(offset);
        let text = date.to_string();
        prop_assert_eq!(read_typed(&text, Asked::Birth, TODAY()).ok(), parse_date(&text));
    }

    #[test]
    fn two_digits_are_never_a_child_or_the_very_old(year in 0_u32..100, month in 1_u32..13, number in 1_u32..29) {
        if let Ok(date) = birth(&format!("{year:02}"), &month.to_string(), &number.to_string()) {
            prop_assert!((day(1966, 4, 3)..=day(2014, 4, 3)).contains(&date), "{}", date);
        }
    }
}

#[test]
fn three_fields_that_are_a_date_are_that_date_and_nothing_else_is_changed() {
    for (fields, date) in [(["1995", "4", "03"], "1995-04-03"), (["平成7年", "４月", "3日"], "1995-04-03")] {
        assert_eq!(same_however_typed(&join_fields(&fields.map(str::to_owned))), date);
    }
    for typed in ["", "1995-04-03", "H7.4.3", "95|4|3", "1995|4|", "1995|2|30", "a|b|c|d"] {
        assert_eq!(same_however_typed(typed), typed);
    }
}
