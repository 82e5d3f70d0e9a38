use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Asia::Tokyo;
use mendan_domain::booking::Status;
use mendan_domain::ids::MunicipalityId;

use super::MessageKind;
use crate::city::catalogue::{Municipality, Texts};
use crate::city::settings::{Reminder, Settings};
use crate::message::rule::{Bookings, Due, Rule, Useful};

fn city() -> Municipality {
    Municipality {
        id: MunicipalityId(1),
        slug: "kaku".into(),
        public_url: "https://yoyaku.kaku.example".into(),
        staff_url: None,
        timezone: Tokyo,
        mail_from: "yoyaku@mail.kaku.example".into(),
        discreet_mail_from: String::new(),
        phone: "0111-22-3344".into(),
        video_base_url: None,
        consent_version: "1".into(),
        large_networks: Vec::new(),
        settings: Settings::default(),
        texts: Texts::default(),
    }
}

/// An instant as Japanese clocks show it.
fn japan(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+09:00")).unwrap().to_utc()
}

/// Due and useful-until of a message about a booking that starts then, written at noon of 1 June and told at once.
fn times(rule: Rule, starts_at: &str) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let now = japan("2031-06-01T12:00");
    rule.times(&city(), japan(starts_at), (now, now))
}

#[test]
fn every_folder_is_a_kind_and_every_kind_is_a_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/message/kinds");
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir());
    let folders: BTreeSet<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert_eq!(folders, MessageKind::ALL.map(|kind| kind.as_str().to_owned()).into());
    for kind in MessageKind::ALL {
        assert_eq!(MessageKind::parse(kind.as_str()), Some(kind));
    }
}

#[test]
fn what_tells_leaves_with_what_it_tells_even_at_night_and_is_given_up_after_three_days() {
    let (now, undone_until) = (japan("2031-06-01T23:00"), japan("2031-06-01T23:01"));
    for kind in [MessageKind::Confirmation, MessageKind::Change, MessageKind::Cancellation, MessageKind::AlreadyBooked]
    {
        let (due, useful) = kind.rule().times(&city(), japan("2031-06-02T09:00"), (now, undone_until)).unwrap();
        assert_eq!((due, useful), (undone_until, undone_until + Duration::hours(72)), "{kind:?}");
    }
}

#[test]
fn a_reminder_leaves_a_day_before_or_in_the_morning_after_the_quiet_hours() {
    let rule = MessageKind::ReminderOneDay.rule();
    let at = |due, useful| Some((japan(due), japan(useful)));
    assert_eq!(times(rule, "2031-06-03T10:00"), at("2031-06-02T10:00", "2031-06-03T07:00"));
    assert_eq!(times(rule, "2031-06-03T20:30"), at("2031-06-03T08:00", "2031-06-03T17:30"), "not in the evening");
    assert_eq!(times(rule, "2031-06-03T07:30"), at("2031-06-02T08:00", "2031-06-03T04:30"), "nor before eight");
    assert_eq!(times(rule, "2031-06-02T11:00"), None, "its time has passed");
}

#[test]
fn a_city_reminds_as_long_before_as_it_decides_and_nobody_at_night() {
    let at = |due, useful| Some((japan(due), japan(useful)));
    let with = |hours| {
        let city = Municipality {
            settings: Settings { reminder: Reminder { silent: false, hours: Some(hours) }, ..Settings::default() },
            ..city()
        };
        let rule = MessageKind::ReminderOneDay.rule_in(&city);
        for kind in MessageKind::ALL {
            assert_eq!(
                kind.rule_in(&city) == kind.rule(),
                kind != MessageKind::ReminderOneDay || hours == 24,
                "{kind:?}"
            );
        }
        rule
    };
    assert_eq!(times(with(48), "2031-06-04T10:00"), at("2031-06-02T10:00", "2031-06-04T07:00"));
    assert_eq!(
        times(with(12), "2031-06-03T16:00"),
        at("2031-06-03T08:00", "2031-06-03T13:00"),
        "the morning is soon enough"
    );
    // 21:00, and 23:30: at eight she is on her way.
    assert_eq!(times(with(12), "2031-06-03T09:00"), at("2031-06-02T19:00", "2031-06-03T06:00"), "the evening before");
    assert_eq!(times(with(12), "2031-06-03T10:30"), at("2031-06-02T19:00", "2031-06-03T07:30"));
    assert_eq!(times(with(24), "2031-06-03T10:30"), at("2031-06-02T10:30", "2031-06-03T07:30"));
}

#[test]
fn what_staff_did_is_reminded_of_only_once_it_cannot_be_undone() {
    let (now, undone_until) = (japan("2031-06-01T12:00"), japan("2031-06-01T12:05"));
    let starts_at = japan("2031-06-02T12:01");
    let (due, _) = MessageKind::ReminderOneDay.rule().times(&city(), starts_at, (now, undone_until)).unwrap();
    assert_eq!(due, undone_until);
}

#[test]
fn a_message_is_true_of_its_states_alone() {
    let of = |bookings: Bookings| Status::ALL.into_iter().filter(move |status| bookings.include(*status));
    for kind in MessageKind::ALL {
        let states: Vec<Status> = of(kind.rule().of).collect();
        let right: &[Status] = match kind {
            MessageKind::Confirmation | MessageKind::Change => {
                &[Status::Booked, Status::Arrived, Status::Fulfilled, Status::Noshow]
            }
            MessageKind::Cancellation => &[Status::Cancelled],
            _ => &[Status::Booked],
        };
        assert_eq!(states, right, "{kind:?}");
    }
}

#[test]
fn a_rule_is_data_that_a_city_could_write_itself() {
    for kind in MessageKind::ALL {
        let json = serde_json::to_string(&kind.rule()).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&json).unwrap(), kind.rule(), "{json}");
    }
    let mut own = serde_json::to_value(MessageKind::ReminderOneDay.rule()).unwrap();
    own["due"] = serde_json::json!({ "hours_before_start": 72 });
    own["keeps_quiet_hours"] = false.into();
    let rule: Rule = serde_json::from_value(own.clone()).unwrap();
    assert_eq!((rule.due, rule.useful), (Due::HoursBeforeStart(72), Useful::HoursBeforeStart(3)));
    assert_eq!(times(rule, "2031-06-05T23:00").map(|(due, _)| due), Some(japan("2031-06-02T23:00")));
    own["quiet"] = true.into();
    assert!(serde_json::from_value::<Rule>(own).is_err(), "a misspelt rule is no rule");
}
