use chrono::{Timelike, Weekday};
use proptest::prelude::*;

use super::*;
use crate::offer::hours::hour;

/// In Japan, with the usual quiet hours.
fn open(window: ContactWindow) -> OpenTo {
    OpenTo { zone: Tz::Asia__Tokyo, quiet: Quiet::default(), window }
}

/// An instant as Japanese clocks show it.
fn japan(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+09:00")).unwrap().to_utc()
}

/// What becomes of a message that is due then and of use until then.
fn of(window: ContactWindow, due: &str, latest: &str) -> When {
    when(japan(due), open(window), japan(latest))
}

fn at(text: &str) -> When {
    When::At(japan(text))
}

#[test]
fn a_message_of_the_night_leaves_at_eight_if_it_is_of_use_by_then() {
    let any = ContactWindow::Any;
    // 3 June 2031 is a Tuesday.
    assert_eq!(of(any, "2031-06-03T10:00", "2031-06-03T12:00"), at("2031-06-03T10:00"));
    assert_eq!(of(any, "2031-06-03T08:00", "2031-06-03T12:00"), at("2031-06-03T08:00"), "eight is no night");
    assert_eq!(of(any, "2031-06-03T19:59", "2031-06-04T12:00"), at("2031-06-03T19:59"));
    assert_eq!(of(any, "2031-06-03T20:00", "2031-06-04T12:00"), at("2031-06-04T08:00"), "but eight in the evening is");
    for due in ["2031-06-03T23:59", "2031-06-04T00:00", "2031-06-04T00:01", "2031-06-04T07:59"] {
        assert_eq!(of(any, due, "2031-06-04T12:00"), at("2031-06-04T08:00"), "{due}");
    }
    // Two hours before 8:30, of use until 8:00: at eight it would tell her nothing.
    assert_eq!(of(any, "2031-06-04T06:30", "2031-06-04T08:00"), When::Drop(Dropped::QuietHours));
    assert_eq!(of(any, "2031-06-04T06:30", "2031-06-04T08:01"), at("2031-06-04T08:00"));
}

#[test]
fn her_own_hours_lie_within_those_that_are_not_quiet() {
    let (weekdays, evenings, weekends) = (ContactWindow::Weekdays, ContactWindow::Evenings, ContactWindow::Weekends);
    assert_eq!(of(weekdays, "2031-06-03T08:30", "2031-06-03T12:00"), at("2031-06-03T09:00"));
    assert_eq!(of(weekdays, "2031-06-06T17:00", "2031-06-09T12:00"), at("2031-06-09T09:00"), "from Friday to Monday");
    assert_eq!(of(evenings, "2031-06-03T10:00", "2031-06-04T09:00"), at("2031-06-03T17:00"));
    assert_eq!(
        of(evenings, "2031-06-03T20:30", "2031-06-05T09:00"),
        at("2031-06-04T17:00"),
        "the evening ends at eight"
    );
    assert_eq!(of(weekends, "2031-06-06T10:00", "2031-06-08T09:00"), at("2031-06-07T08:00"));
    // Why not: because of her hours alone, or at night.
    assert_eq!(of(weekdays, "2031-06-07T10:00", "2031-06-08T10:00"), When::Drop(Dropped::ContactWindow));
    assert_eq!(of(weekdays, "2031-06-07T21:00", "2031-06-08T07:00"), When::Drop(Dropped::QuietHours));
}

#[test]
fn hours_that_have_nothing_in_common_end_the_search() {
    let never = OpenTo { quiet: Quiet::new(hour(17), hour(8)).unwrap(), ..open(ContactWindow::Evenings) };
    assert_eq!(
        (never.first_from(japan("2031-06-03T10:00")), never.last_before(japan("2031-06-03T10:00"))),
        (None, None)
    );
    assert_eq!(when(japan("2031-06-03T10:00"), never, japan("2032-06-03T10:00")), When::Drop(Dropped::ContactWindow));
}

#[test]
fn the_hour_before_the_quiet_is_the_last_that_is_used() {
    let last = |window, before: &str| open(window).last_before(japan(before));
    assert_eq!(last(ContactWindow::Any, "2031-06-04T06:30"), Some(japan("2031-06-03T19:00")));
    assert_eq!(last(ContactWindow::Any, "2031-06-03T21:00"), Some(japan("2031-06-03T19:00")));
    assert_eq!(last(ContactWindow::Weekdays, "2031-06-08T10:00"), Some(japan("2031-06-06T16:00")), "on Friday");
}

#[test]
fn a_reason_is_kept_by_its_words() {
    for reason in Dropped::ALL {
        assert_eq!(Dropped::parse(reason.as_str()), Some(reason));
    }
    assert_eq!(Dropped::parse("the booking has changed"), None);
}

fn any_open() -> impl Strategy<Value = OpenTo> {
    let zones = prop::sample::select(vec![Tz::Asia__Tokyo, Tz::America__New_York, Tz::Australia__Lord_Howe]);
    let quiet = (hour(17)..=hour(22), hour(6)..=hour(12));
    (zones, quiet, prop::sample::select(ContactWindow::ALL.to_vec())).prop_map(|(zone, (from, until), window)| OpenTo {
        zone,
        quiet: Quiet::new(from, until).unwrap(),
        window,
    })
}

/// Whether something may leave then, told by the clock on the wall alone.
fn disturbs_nobody(open: OpenTo, at: DateTime<Utc>) -> bool {
    let local = at.with_timezone(&open.zone);
    let minutes = i64::from(local.hour()) * 60 + i64::from(local.minute());
    let weekend = matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
    let hers = match open.window {
        ContactWindow::Any => true,
        ContactWindow::Weekdays => !weekend && (hour(9)..hour(17)).contains(&minutes),
        ContactWindow::Evenings => minutes >= hour(17),
        ContactWindow::Weekends => weekend,
    };
    hers && (open.quiet.ends()..open.quiet.begins()).contains(&minutes)
}

proptest! {
    #[test]
    fn it_leaves_as_soon_as_it_may_and_never_when_it_may_not(
        open in any_open(),
        due in 1_900_000_000_i64..2_000_000_000,
        of_use in 0_i64..12_000,
    ) {
        let due = DateTime::from_timestamp(due - due.rem_euclid(60), 0).unwrap();
        let latest = due + Duration::minutes(of_use);
        let minutes = |until: DateTime<Utc>| {
            let step = move |at: &DateTime<Utc>| Some(*at + Duration::minutes(1)).filter(|next| *next < until);
            std::iter::successors(Some(due).filter(|due| *due < until), step)
        };
        match when(due, open, latest) {
            When::At(at) => {
                prop_assert!(due <= at && at < latest, "{due} {at} {latest}");
                prop_assert!(disturbs_nobody(open, at), "{at}");
                prop_assert!(!minutes(at).any(|sooner| disturbs_nobody(open, sooner)), "{due} {at}");
            }
            When::Drop(why) => {
                prop_assert!(!minutes(latest).any(|at| disturbs_nobody(open, at)), "{due} {latest}");
                let whenever = OpenTo { window: ContactWindow::Any, ..open };
                let night = !minutes(latest).any(|at| disturbs_nobody(whenever, at));
                prop_assert_eq!(why == Dropped::QuietHours, night);
            }
        }
    }

    #[test]
    fn what_is_of_use_for_longer_is_sent_at_the_same_time(
        open in any_open(),
        due in 1_900_000_000_i64..2_000_000_000,
        of_use in 0_i64..12_000,
        longer in 0_i64..12_000,
    ) {
        let due = DateTime::from_timestamp(due, 0).unwrap();
        let latest = due + Duration::minutes(of_use);
        if let When::At(at) = when(due, open, latest) {
            prop_assert_eq!(when(due, open, latest + Duration::minutes(longer)), When::At(at));
            // Looked at again when it is due, it is due.
            prop_assert_eq!(when(at, open, latest), When::At(at));
        }
    }
}
