use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Asia::Tokyo;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, MunicipalityId};
use mendan_domain::message::when::Dropped;
use mendan_domain::message::window::ContactWindow;

use super::MessageKind;
use crate::city::catalogue::{Municipality, Texts};
use crate::city::settings::{Reminder, Settings};
use crate::message::rule::{Bookings, Due, Quiet, Rule, Useful};
use crate::message::times::{Facts, Planned};

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

/// A booking that starts then, of somebody to whom mails may come whenever it is not quiet.
fn facts<'a>(city: &'a Municipality, starts_at: &str) -> Facts<'a> {
    let starts_at = japan(starts_at);
    let ends_at = starts_at + Duration::minutes(40);
    Facts { city, starts_at, ends_at, was: None, window: ContactWindow::Any, hers: false }
}

/// Due and useful-until of a message about a booking that starts then, written at noon of 1 June and told at once; none where it does
/// not leave.
fn times(rule: Rule, starts_at: &str) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    leaves(plan(rule, starts_at))
}

fn plan(rule: Rule, starts_at: &str) -> Option<Planned> {
    let now = japan("2031-06-01T12:00");
    rule.plan(&facts(&city(), starts_at), (now, now))
}

fn leaves(planned: Option<Planned>) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    match planned? {
        Planned::Leaves { at, until } => Some((at, until)),
        Planned::Dropped { .. } => None,
    }
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
fn what_she_did_herself_is_answered_even_at_night_and_given_up_after_three_days() {
    let (now, undone_until) = (japan("2031-06-01T23:00"), japan("2031-06-01T23:01"));
    let city = city();
    for kind in [MessageKind::Confirmation, MessageKind::Change, MessageKind::Cancellation, MessageKind::AlreadyBooked]
    {
        let facts = Facts { hers: true, window: ContactWindow::Weekdays, ..facts(&city, "2031-06-10T09:00") };
        let (due, useful) = leaves(kind.rule().plan(&facts, (now, undone_until))).unwrap();
        assert_eq!((due, useful), (undone_until, undone_until + Duration::hours(72)), "{kind:?}");
    }
}

#[test]
fn what_others_did_waits_for_the_morning_unless_her_time_is_near() {
    let city = city();
    let night = japan("2031-06-01T23:00");
    let due = |facts: &Facts<'_>| {
        let (due, _) = leaves(MessageKind::Change.rule().plan(facts, (night, night))).unwrap();
        due
    };
    let far = facts(&city, "2031-06-10T09:00");
    assert_eq!(due(&far), japan("2031-06-02T08:00"));
    assert_eq!(due(&Facts { window: ContactWindow::Evenings, ..far }), japan("2031-06-02T17:00"), "in her own hours");
    assert_eq!(due(&facts(&city, "2031-06-02T22:59")), night, "within a day");
    assert_eq!(due(&Facts { was: Some(japan("2031-06-02T10:00")), ..far }), night, "or so was the time that she knows");
    // 1 June 2031 is a Sunday. Her hours come too late; nothing that tells is dropped.
    let soon = Facts { window: ContactWindow::Weekends, ..facts(&city, "2031-06-05T09:00") };
    assert_eq!(due(&soon), japan("2031-06-02T08:00"));
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
fn a_link_of_the_early_morning_is_dropped_and_says_why() {
    let rule = MessageKind::ReminderTwoHours.rule();
    let at = |due, useful| Some((japan(due), japan(useful)));
    assert_eq!(times(rule, "2031-06-03T10:40"), at("2031-06-03T08:40", "2031-06-03T10:10"));
    assert_eq!(times(rule, "2031-06-03T09:00"), at("2031-06-03T08:00", "2031-06-03T08:30"), "at eight it is of use");
    let dropped =
        Planned::Dropped { due: japan("2031-06-03T06:30"), until: japan("2031-06-03T08:00"), why: Dropped::QuietHours };
    assert_eq!(plan(rule, "2031-06-03T08:30"), Some(dropped));
    // One that counts in days comes before her own hours end, rather than not.
    let now = japan("2031-06-01T12:00");
    let city = city();
    // 7 June 2031 is a Saturday, 9 June a Monday.
    let hers = Facts { window: ContactWindow::Weekdays, ..facts(&city, "2031-06-09T10:00") };
    let one_day = leaves(MessageKind::ReminderOneDay.rule().plan(&hers, (now, now)));
    assert_eq!(one_day, at("2031-06-06T16:00", "2031-06-09T07:00"));
    let hers = Facts { window: ContactWindow::Evenings, ..facts(&city, "2031-06-09T10:00") };
    let link = rule.plan(&hers, (now, now));
    assert!(matches!(link, Some(Planned::Dropped { why: Dropped::ContactWindow, .. })), "{link:?}");
}

#[test]
fn what_comes_after_an_interview_counts_from_its_end() {
    let rule = MessageKind::ReminderOneDay.rule();
    let after = Rule { due: Due::AfterEnd(60), useful: Useful::AfterEnd(3 * 24 * 60), ..rule };
    let at = |due, useful| Some((japan(due), japan(useful)));
    assert_eq!(times(after, "2031-06-03T10:00"), at("2031-06-03T11:40", "2031-06-06T10:40"));
    assert_eq!(times(after, "2031-06-03T19:00"), at("2031-06-04T08:00", "2031-06-06T19:40"), "not in the evening");
}

#[test]
fn a_city_reminds_as_long_before_as_it_decides_and_nobody_at_night() {
    let at = |due, useful| Some((japan(due), japan(useful)));
    let with = |hours: u32| {
        let mut reminder = Reminder::default();
        for row in reminder.rows.iter_mut().filter(|row| row.message == MessageKind::ReminderOneDay) {
            row.before = hours * 60;
        }
        let city = Municipality { settings: Settings { reminder, ..Settings::default() }, ..city() };
        let rule_of = |kind: MessageKind| kind.rule_in(&city, KindId(1), Mode::Video).unwrap();
        for kind in MessageKind::ALL {
            let same = kind != MessageKind::ReminderOneDay || hours == 24;
            assert_eq!(rule_of(kind) == kind.rule(), same, "{kind:?}");
        }
        rule_of(MessageKind::ReminderOneDay)
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
    let starts_at = "2031-06-02T12:01";
    let (city, rule) = (city(), MessageKind::ReminderOneDay.rule());
    let (due, _) = leaves(rule.plan(&facts(&city, starts_at), (now, undone_until))).unwrap();
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
    own["due"] = serde_json::json!({ "before_start": 72 * 60 });
    own["quiet"] = "never".into();
    let rule: Rule = serde_json::from_value(own.clone()).unwrap();
    assert_eq!(rule.quiet, Quiet::Never);
    assert_eq!((rule.due, rule.useful), (Due::BeforeStart(72 * 60), Useful::BeforeStart(3 * 60)));
    assert_eq!(times(rule, "2031-06-05T23:00").map(|(due, _)| due), Some(japan("2031-06-02T23:00")));
    own["quite"] = true.into();
    assert!(serde_json::from_value::<Rule>(own).is_err(), "a misspelt rule is no rule");
}
