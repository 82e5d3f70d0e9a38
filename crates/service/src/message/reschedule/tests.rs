use mendan_domain::ids::MunicipalityId;
use mendan_domain::message::when::Dropped;

use super::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_938_000_000 + minutes * 60, 0).unwrap()
}

/// A reminder that is due after so many minutes and of use for an hour.
fn row(state: OutboxState, due: i64) -> OutboxRow {
    OutboxRow {
        id: OutboxId(due),
        municipality: MunicipalityId(1),
        booking: BookingId(1),
        kind: MessageKind::ReminderOneDay,
        version: 0,
        recipient: "hanako@mail.kaku.example".into(),
        dedupe_key: String::new(),
        due_at: at(due),
        useful_until: at(due + 60),
        state,
        attempts: 0,
        message_id: String::new(),
        stamped_at: None,
        finished_at: None,
        last_error: None,
        detail: "{}".into(),
        created_at: at(-60),
        failure: None,
        held_at: None,
        settled_at: None,
    }
}

fn leaves(due: i64) -> Planned {
    Planned::Leaves { at: at(due), until: at(due + 60) }
}

fn dropped(due: i64) -> Planned {
    Planned::Dropped { due: at(due), until: at(due + 60), why: Dropped::QuietHours }
}

/// What becomes of those rows: which are replaced, and what is written.
fn of(rows: &[OutboxRow], plan: (bool, Option<Planned>)) -> (Vec<i64>, Option<Planned>) {
    let rows: Vec<&OutboxRow> = rows.iter().collect();
    let Step { replaced, written } = step(&rows, plan, at(0));
    (replaced.into_iter().map(|row| row.id.0).collect(), written)
}

const NOTHING: (Vec<i64>, Option<Planned>) = (Vec::new(), None);

#[test]
fn what_waits_for_another_time_is_replaced_and_what_stands_as_it_should_is_not() {
    let waits = [row(OutboxState::Superseded, 7), row(OutboxState::Pending, 10)];
    assert_eq!(of(&waits, (true, Some(leaves(10)))), NOTHING);
    assert_eq!(of(&waits, (true, Some(leaves(20)))), (vec![10], Some(leaves(20))));
    assert_eq!(of(&waits, (true, Some(dropped(20)))), (vec![10], Some(dropped(20))));
    assert_eq!(of(&waits, (false, None)), (vec![10], None), "the city does without it by now");
    assert_eq!(of(&waits, (true, None)), NOTHING, "its new time is over: what waits is better than nothing");
    assert_eq!(of(&[], (true, Some(leaves(20)))), (vec![], Some(leaves(20))), "one that the city did without");
    assert_eq!(of(&[row(OutboxState::Dropped, 20)], (true, Some(dropped(20)))), NOTHING);
    assert_eq!(of(&[row(OutboxState::Dropped, 20)], (true, Some(leaves(30)))), (vec![], Some(leaves(30))));
}

#[test]
fn what_left_or_is_about_to_is_no_matter_of_the_schedule_any_more() {
    for state in [OutboxState::Leased, OutboxState::Sent, OutboxState::Failed, OutboxState::Expired] {
        assert_eq!(of(&[row(state, 10)], (true, Some(leaves(20)))), NOTHING, "{state:?}");
    }
    let due = row(OutboxState::Pending, 0);
    let tried = OutboxRow { attempts: 1, ..row(OutboxState::Pending, 10) };
    let held = OutboxRow { held_at: Some(at(-1)), ..row(OutboxState::Pending, 10) };
    for begun in [due, tried, held] {
        assert_eq!(of(std::slice::from_ref(&begun), (true, Some(leaves(20)))), NOTHING);
        assert_eq!(of(&[begun], (false, None)), NOTHING);
    }
}
