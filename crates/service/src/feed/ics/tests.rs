//! What files of real programs say, what the standard says, and what somebody may make up.

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use mendan_domain::offer::tick::Interval;
use proptest::prelude::*;

use super::*;

const TOKYO: Tz = Tz::Asia__Tokyo;

fn at(zone: Tz, day: (u32, u32), time: (u32, u32)) -> DateTime<Utc> {
    zone.with_ymd_and_hms(2031, day.0, day.1, time.0, time.1, 0).unwrap().to_utc()
}

/// June 2031, in a city of that zone.
fn june(zone: Tz) -> Wanted {
    Wanted { zone, from: at(zone, (6, 1), (0, 0)), until: at(zone, (7, 1), (0, 0)) }
}

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"))
}

/// An event with these lines.
fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:a@example\n{lines}\nEND:VEVENT\n")
}

/// From and until, on the clocks of Tokyo: `3 09:00-10:00`.
fn shown(busy: &[Interval]) -> Vec<String> {
    let mut busy = busy.to_vec();
    busy.sort_by_key(|time| (time.from, time.until));
    let local = |at: DateTime<Utc>| at.with_timezone(&TOKYO);
    busy.iter()
        .map(|time| format!("{}-{}", local(time.from).format("%-d %H:%M"), local(time.until).format("%H:%M")))
        .collect()
}

fn busy(events: &str) -> Vec<String> {
    shown(&busy_in(file(events).as_bytes(), &june(TOKYO)).unwrap())
}

#[test]
fn times_are_read_with_a_zone_without_one_as_instants_and_as_days() {
    for (lines, expected) in [
        ("DTSTART;TZID=Asia/Tokyo:20310603T090000\nDTEND;TZID=Asia/Tokyo:20310603T100000", "3 09:00-10:00"),
        ("DTSTART:20310603T090000\nDTEND:20310603T100000", "3 09:00-10:00"),
        ("DTSTART:20310603T000000Z\nDURATION:PT1H30M", "3 09:00-10:30"),
        ("DTSTART;TZID=Europe/Berlin:20310603T090000\nDTEND;TZID=Europe/Berlin:20310603T100000", "3 16:00-17:00"),
        ("DTSTART;TZID=Tokyo Standard Time:20310603T090000\nDURATION:PT1H", "3 09:00-10:00"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20310603T090000\nDURATION:PT1H", "3 09:00-10:00"),
        ("DTSTART;VALUE=DATE:20310603\nDTEND;VALUE=DATE:20310604", "3 00:00-00:00"),
        ("DTSTART;VALUE=DATE:20310603", "3 00:00-00:00"),
        ("DTSTART:20310603T230000\nDURATION:P1D", "3 23:00-23:00"),
    ] {
        assert_eq!(busy(&event(lines)), [expected], "{lines}");
    }
}

#[test]
fn what_keeps_nobody_from_anything_does_not_count() {
    let lines = "DTSTART:20310603T090000\nDTEND:20310603T100000\n";
    for free in [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "UID:mendan-staff-7-abc@yoyaku.example",
    ] {
        let event = format!("BEGIN:VEVENT\n{free}\n{lines}END:VEVENT\n");
        assert!(busy(&event).is_empty(), "{free}");
    }
    assert_eq!(busy(&event(&format!("{lines}STATUS:TENTATIVE\nTRANSP:OPAQUE"))), ["3 09:00-10:00"]);
    assert!(busy(&event("DTSTART:20310603T090000")).is_empty(), "it lasts for no time");
}

#[test]
fn a_series_has_its_days_but_for_those_it_leaves_out_and_those_that_were_moved() {
    let weekly = "DTSTART;TZID=Asia/Tokyo:20310506T090000\nDTEND;TZID=Asia/Tokyo:20310506T100000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH\n\
                  EXDATE;TZID=Asia/Tokyo:20310605T090000,20310610T090000\nEXDATE;VALUE=DATE:20310612\n";
    let moved = "BEGIN:VEVENT\nUID:a@example\nRECURRENCE-ID;TZID=Asia/Tokyo:20310617T090000\n\
                 DTSTART;TZID=Asia/Tokyo:20310618T130000\nDTEND;TZID=Asia/Tokyo:20310618T140000\nEND:VEVENT\n";
    let called_off = "BEGIN:VEVENT\nUID:a@example\nRECURRENCE-ID:20310619T000000Z\nSTATUS:CANCELLED\n\
                      DTSTART;TZID=Asia/Tokyo:20310619T090000\nDURATION:PT1H\nEND:VEVENT\n";
    let all = format!("{}{moved}{called_off}", event(weekly));
    assert_eq!(busy(&all), ["3 09:00-10:00", "18 13:00-14:00", "24 09:00-10:00", "26 09:00-10:00"]);
}

#[test]
fn a_series_ends_where_it_says_so() {
    let daily =
        |rule: &str| busy(&event(&format!("DTSTART:20310603T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;{rule}"))).len();
    assert_eq!(daily("COUNT=3"), 3);
    // The end is an instant: nine o'clock of the fifth in Tokyo is midnight in Greenwich.
    assert_eq!(daily("UNTIL=20310605T000000Z"), 3);
    assert_eq!(daily("UNTIL=20310604T235959Z"), 2);
    assert_eq!(daily("UNTIL=20310605"), 3);
    assert_eq!(daily("INTERVAL=2;UNTIL=20310609T090000"), 4);
    let more = "DTSTART:20310603T090000\nDURATION:PT1H\nRDATE:20310620T150000,20310621T150000";
    assert_eq!(busy(&event(more)), ["3 09:00-10:00", "20 15:00-16:00", "21 15:00-16:00"]);
}

#[test]
fn a_series_keeps_its_hour_when_clocks_are_set() {
    let berlin = Tz::Europe__Berlin;
    let weekly = event("DTSTART;TZID=Europe/Berlin:20310321T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3");
    let wanted = Wanted { zone: berlin, from: at(berlin, (3, 1), (0, 0)), until: at(berlin, (5, 1), (0, 0)) };
    let starts: Vec<_> = busy_in(file(&weekly).as_bytes(), &wanted).unwrap().iter().map(|time| time.from).collect();
    assert_eq!(starts, [(3, 21), (3, 28), (4, 4)].map(|day| at(berlin, day, (10, 0))));
    // Half past two of that Sunday is not there: it is when it would have been.
    let skipped = event("DTSTART;TZID=Europe/Berlin:20310330T023000\nDURATION:PT30M");
    let found = busy_in(file(&skipped).as_bytes(), &wanted).unwrap();
    assert_eq!(found, [Interval { from: at(berlin, (3, 30), (3, 30)), until: at(berlin, (3, 30), (4, 0)) }]);
}

#[test]
fn a_zone_that_the_file_describes_is_known_by_its_offset() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0800\n\
                TZOFFSETTO:+0800\nEND:STANDARD\nEND:VTIMEZONE\n";
    let lines = "DTSTART;TZID=Customized Time Zone:20310603T090000\nDURATION:PT1H";
    assert_eq!(busy(&format!("{zone}{}", event(lines))), ["3 10:00-11:00"]);
    // One that nobody knows is the city's.
    assert_eq!(busy(&event("DTSTART;TZID=Mars/Olympus:20310603T090000\nDURATION:PT1H")), ["3 09:00-10:00"]);
}

#[test]
fn lines_are_folded_as_their_program_likes_even_inside_a_letter() {
    let folded = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\u{6b6f}\u{79d1}\nDTSTART;TZID=As\n ia/Tokyo:2031\n\t0603T090000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n";
    assert_eq!(shown(&busy_in(folded.as_bytes(), &june(TOKYO)).unwrap()), ["3 09:00-10:00"]);
    let mut octets = folded.as_bytes().to_vec();
    let letter = octets.iter().position(|octet| *octet == 0xE6).unwrap();
    let behind = octets.split_off(letter + 1);
    octets = [octets.as_slice(), b"\r\n ", &behind].concat();
    assert_eq!(shown(&busy_in(&octets, &june(TOKYO)).unwrap()), ["3 09:00-10:00"]);
    let marked = [b"\xEF\xBB\xBF".as_slice(), folded.as_bytes()].concat();
    assert_eq!(shown(&busy_in(&marked, &june(TOKYO)).unwrap()), ["3 09:00-10:00"]);
}

#[test]
fn what_is_no_calendar_is_told_so_and_a_broken_event_leaves_the_others() {
    for wrong in [
        "",
        "<html>sign in</html>",
        "BEGIN:VEVENT\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\n",
        "BEGIN:VCALENDAR\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
        "END:VCALENDAR\n",
    ] {
        assert_eq!(busy_in(wrong.as_bytes(), &june(TOKYO)), Err(Trouble::NotCalendar), "{wrong}");
    }
    let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(100_000));
    assert_eq!(busy_in(deep.as_bytes(), &june(TOKYO)), Err(Trouble::NotCalendar));
    let broken = [
        "DTSTART:2031-06-03",
        "DTSTART:20310230T090000",
        "DTSTART:99990603T090000",
        "DTSTART;TZID",
        "DTEND:20310603T100000",
    ];
    let broken: String = broken.map(|lines| event(&format!("{lines}\nDURATION:PT1H"))).concat();
    let fine = event("DTSTART:20310603T090000\nDURATION:PT1H");
    assert_eq!(busy(&format!("{broken}{fine}")), ["3 09:00-10:00"]);
}

#[test]
fn what_somebody_makes_up_to_tie_us_up_is_refused_or_read_as_a_single_time() {
    let rules = [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        &format!("FREQ=DAILY;BYHOUR={}", vec!["1"; 600].join(",")),
        "FREQ=DAILY;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;BYDAY=\u{3042}",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=DAILY;UNTIL=never",
        "FREQ",
        "",
    ];
    for rule in rules {
        let found = busy(&event(&format!("DTSTART:20310603T090000\nDURATION:PT1H\nRRULE:{rule}")));
        assert_eq!(found, ["3 09:00-10:00"], "{rule}");
    }
    let never = event("DTSTART:20310603T090000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30");
    assert_eq!(busy(&never), ["3 09:00-10:00"]);
    let many = event("DTSTART:20310603T090000\nDURATION:PT1H").repeat(MOST_EVENTS + 1);
    assert_eq!(busy_in(file(&many).as_bytes(), &june(TOKYO)), Err(Trouble::TooMuch));
    let long = event("DTSTART:20310603T090000\nDURATION:P999999D");
    assert_eq!(busy(&long).len(), 1, "it ends with what is looked at");
    assert_eq!(busy_in(&vec![b'x'; MOST_OCTETS + 1], &june(TOKYO)), Err(Trouble::TooLarge));
    let zones = event(&format!("DTSTART;TZID={}:20310603T090000\nDURATION:PT1H", "a/".repeat(10_000)));
    assert_eq!(busy(&zones), ["3 09:00-10:00"]);
}

proptest! {
    /// Whatever stands in a file, something is answered, and it lies in what is looked at.
    #[test]
    fn no_file_breaks_it(text in "(BEGIN:VCALENDAR\n)?((BEGIN|END):V(EVENT|CALENDAR|TIMEZONE)\n|(DTSTART|DTEND|RRULE|EXDATE|DURATION|UID)(;TZID=[ -~]{0,12})?:[ -~]{0,30}\n|[ -~]{0,20}\n){0,30}(END:VCALENDAR\n)?") {
        let wanted = june(TOKYO);
        if let Ok(found) = busy_in(text.as_bytes(), &wanted) {
            prop_assert!(found.iter().all(|time| wanted.from <= time.from && time.from < time.until && time.until <= wanted.until));
        }
    }

    /// A daily series is as many times as days, whatever its hour and length, and each is where the clocks say.
    #[test]
    fn a_daily_series_has_each_day_once(hour in 0_u32..24, minutes in 1_i64..1_440, weeks in 0_u32..60) {
        let first = at(TOKYO, (6, 1), (hour, 0)) - TimeDelta::weeks(i64::from(weeks));
        let start = first.with_timezone(&TOKYO).format("%Y%m%dT%H%M%S");
        let daily = event(&format!("DTSTART;TZID=Asia/Tokyo:{start}\nDURATION:PT{minutes}M\nRRULE:FREQ=DAILY"));
        let found = busy_in(file(&daily).as_bytes(), &june(TOKYO)).unwrap();
        let begun: Vec<_> = found.iter().map(|time| time.from).filter(|from| *from > at(TOKYO, (6, 1), (0, 0))).collect();
        prop_assert!(begun.len() >= 29 && begun.windows(2).all(|pair| pair[1] - pair[0] == TimeDelta::days(1)));
    }
}
