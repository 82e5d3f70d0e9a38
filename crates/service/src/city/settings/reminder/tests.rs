use mendan_domain::fault::Fault;
use serde_json::json;

use super::*;
use crate::error::Refusal;
use crate::forms::Fields;

/// What stands in the database as that.
fn kept(value: &Value) -> Reminder {
    serde_json::from_value(value.clone()).unwrap()
}

/// Minutes of due and useful, and whether it leaves.
fn of(reminder: &Reminder, message: MessageKind, interview: i64, mode: Mode) -> Option<(u32, u32, bool)> {
    reminder.row_of(message, KindId(interview), mode).map(|row| (row.before, row.latest, row.on))
}

/// The form as it stands, with some typed over; what comes of it, or what is to mend.
fn typed(stands: &Reminder, over: &[(&str, &str)]) -> Result<Reminder, Vec<(String, Fault)>> {
    let shown = stands.shown().into_iter().map(|(name, value)| (name.to_owned(), value));
    let kept = shown.filter(|(name, _)| over.iter().all(|(typed, _)| typed != name));
    let over = over.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let fields = Fields::new(kept.chain(over).collect());
    let mut checks = Checks::default();
    let read = Reminder::typed(&Typed { fields: &fields, mark: String::new() }, stands.clone(), &mut checks);
    match checks.done() {
        Ok(()) => Ok(read),
        Err(Refusal::Invalid(errors)) => Err(errors.into_iter().map(|e| (e.field.to_string(), e.code)).collect()),
        Err(other) => panic!("{other}"),
    }
}

const DAY: u32 = 24 * 60;

#[test]
fn whoever_has_said_nothing_has_the_ready_schedule() {
    for nothing in [json!({}), json!({ "silent": false, "hours": null })] {
        let reminder = kept(&nothing);
        assert_eq!(reminder, Reminder::default());
        for mode in Mode::ALL {
            let week = of(&reminder, MessageKind::ReminderSevenDays, 1, mode);
            assert_eq!(week, Some((7 * DAY, 3 * DAY, true)));
            assert_eq!(of(&reminder, MessageKind::ReminderOneDay, 1, mode), Some((DAY, 3 * 60, true)));
            let link = (mode == Mode::Video).then_some((2 * 60, 30, true));
            assert_eq!(of(&reminder, MessageKind::ReminderTwoHours, 1, mode), link, "{mode:?}");
        }
    }
}

#[test]
fn a_city_of_an_earlier_release_keeps_its_hour_and_goes_back_with_it() {
    let reminder = kept(&json!({ "silent": true, "hours": 48 }));
    assert!(reminder.silent, "one without reminders goes on without any");
    assert_eq!(of(&reminder, MessageKind::ReminderOneDay, 1, Mode::Phone), Some((2 * DAY, 3 * 60, true)));
    let written = serde_json::to_value(&reminder).unwrap();
    assert_eq!((&written["silent"], &written["hours"]), (&json!(true), &json!(48)), "an earlier release reads this");
    assert_eq!(kept(&written), reminder);
}

#[test]
fn what_is_said_of_a_kind_of_interviews_goes_before_what_is_said_of_a_mode() {
    let row = |interview, mode, before| Row {
        message: MessageKind::ReminderOneDay,
        interview,
        mode,
        before,
        latest: 60,
        on: true,
    };
    let rows = vec![
        row(None, None, DAY),
        row(Some(KindId(2)), None, 2 * DAY),
        row(None, Some(Mode::Video), 3 * DAY),
        row(Some(KindId(2)), Some(Mode::Video), 4 * DAY),
    ];
    let reminder = Reminder { rows, ..Reminder::default() };
    let before =
        |interview, mode| of(&reminder, MessageKind::ReminderOneDay, interview, mode).map(|(before, ..)| before);
    assert_eq!(before(1, Mode::Phone), Some(DAY));
    assert_eq!(before(2, Mode::Phone), Some(2 * DAY));
    assert_eq!(before(1, Mode::Video), Some(3 * DAY));
    assert_eq!(before(2, Mode::Video), Some(4 * DAY));
}

#[test]
fn a_row_of_a_kind_that_nobody_knows_is_left_out_and_one_that_is_new_is_ready() {
    let rows = json!([
        { "message": "survey", "before": 60, "latest": 30, "on": true },
        { "message": "confirmation", "before": 60, "latest": 30, "on": true },
        { "message": "reminder_1d", "before": 720, "latest": 60, "on": false },
    ]);
    let reminder = kept(&json!({ "rows": rows, "quiet": [1260, 420] }));
    assert_eq!(reminder.quiet, Quiet::new(21 * 60, 7 * 60).unwrap());
    assert_eq!(of(&reminder, MessageKind::ReminderOneDay, 1, Mode::Phone), Some((720, 60, false)));
    assert_eq!(reminder.rows.len(), MessageKind::scheduled().count());
}

#[test]
fn what_is_shown_and_typed_again_is_the_same() {
    let stands = Reminder::default();
    assert_eq!(typed(&stands, &[]), Ok(stands.clone()));
    assert_eq!(in_units(DAY), (1, "d"));
    assert_eq!((in_units(90), in_units(180), in_units(0)), ((90, "m"), (3, "h"), (0, "m")));
    for (number, part) in [(0, "message"), (MOST_OFFERED, "latest_unit")] {
        assert_eq!(cell_of(cell(number, part)), Some((number, part)));
    }
    assert_eq!((cell_of("row_0"), cell_of("name_ja")), (None, None));
}

#[test]
fn a_row_that_is_emptied_is_not_sent_any_more() {
    let read = typed(&Reminder::default(), &[("row_0_message", "")]).unwrap();
    assert_eq!(of(&read, MessageKind::ReminderSevenDays, 1, Mode::Phone), Some((7 * DAY, 3 * DAY, false)));
    assert_eq!(typed(&read, &[]), Ok(read.clone()), "and stays so");
}

#[test]
fn all_there_is_to_mend_is_told_at_its_field() {
    let stands = Reminder::default();
    let wrong = |over: &[(&str, &str)]| typed(&stands, over).unwrap_err();
    let one = |field: &str, fault| vec![(field.to_owned(), fault)];
    assert_eq!(wrong(&[("row_1_before", "")]), one("row_1_before", Fault::Required));
    assert_eq!(wrong(&[("row_1_before", "soon")]), one("row_1_before", Fault::Invalid));
    assert_eq!(wrong(&[("row_1_before", "61")]), one("row_1_before", Fault::OutOfRange));
    assert_eq!(wrong(&[("row_1_latest", "24")]), one("row_1_latest", Fault::TooLate), "of no use when it is due");
    assert_eq!(wrong(&[("row_1_message", "confirmation")]), one("row_1_message", Fault::Invalid));
    assert_eq!(wrong(&[("row_1_message", "reminder_7d")])[0], ("row_1_message".to_owned(), Fault::Taken));
    assert_eq!(wrong(&[("row_1_mode", "by_pigeon")]), one("row_1_mode", Fault::Invalid));
    assert_eq!(wrong(&[("quiet_from", "late")]), one("quiet_from", Fault::NotATime));
    assert_eq!(wrong(&[("quiet_from", "16:00")]), one("quiet_from", Fault::OutOfRange));
    assert_eq!(wrong(&[("quiet_until", "13:00")]), one("quiet_until", Fault::OutOfRange));
}
