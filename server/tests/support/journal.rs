//! What was answered as done, kept beside the server: each is in the log exactly once, each raised its booking's version by one, and what it
//! did lasts until a later one did otherwise.

use std::collections::BTreeMap;

use super::act::Act;
use super::server::Home;

/// Acts on a booking, as the log calls them.
const ACTIONS: &str = "'cancel', 'change_mode', 'follow_up', 'joint', 'mark', 'move', 'note', 'offer_times', 'offer_withdraw', 'reassign', 'undo'";

/// What is known of a booking; none: that is the server's to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    status: Option<String>,
    mode: Option<String>,
    /// Hers who holds it, and the second's; 0: there is none.
    nurses: Option<(i64, i64)>,
    starts_at: Option<i64>,
    note: String,
}

/// The journal.
pub struct Journal {
    /// As they were when it began.
    before: BTreeMap<i64, (i64, State)>,
    /// By whom what was done, in the order of the answers.
    done: Vec<(i64, Act)>,
    /// Bookings that were made meanwhile.
    made: Vec<i64>,
    /// What must stand in their notes, once it was checked.
    notes: BTreeMap<i64, String>,
}

impl Journal {
    /// Begins with those bookings.
    pub async fn begin(home: &Home, ids: &[i64]) -> Self {
        let mut before = BTreeMap::new();
        for id in ids {
            before.insert(*id, stored(home, *id).await);
        }
        Self { before, done: Vec::new(), made: Vec::new(), notes: BTreeMap::new() }
    }

    /// That was answered as done to that member of staff; 0: to a resident.
    pub fn done(&mut self, staff: i64, act: Act) {
        self.done.push((staff, act));
    }

    /// That booking is new.
    pub fn made(&mut self, id: i64) {
        self.made.push(id);
    }

    /// How many acts are in it.
    pub fn count(&self) -> usize {
        self.done.len()
    }

    /// The notes that must stand there now, by booking.
    pub const fn notes(&self) -> &BTreeMap<i64, String> {
        &self.notes
    }

    /// Compares it with the rows and with the log.
    pub async fn check(&mut self, home: &Home) {
        for (id, (version, state)) in self.before.clone() {
            self.check_booking(home, id, (version, vec![state])).await;
        }
        for id in self.made.clone() {
            // It began as booked; how, its undo alone knows.
            let new =
                State { status: Some("booked".into()), mode: None, nurses: None, starts_at: None, note: String::new() };
            let unmade = State { status: Some("cancelled".into()), ..new.clone() };
            self.check_booking(home, id, (0, vec![unmade, new])).await;
        }
        self.check_times(home).await;
    }

    /// `states`: as it is at that version, and behind it whatever came before.
    async fn check_booking(&mut self, home: &Home, id: i64, (begin, mut states): (i64, Vec<State>)) {
        let mut writes: BTreeMap<i64, &(i64, Act)> = BTreeMap::new();
        let mut again = Vec::new();
        for entry in self.done.iter().filter(|(_, act)| act.verb != "next") {
            let Some((_, seen)) = entry.1.about.filter(|(about, _)| *about == id) else { continue };
            // The same asked twice by the same person, of the same page, is answered as the first time.
            match writes.get(&seen) {
                Some(first) => {
                    assert_eq!(first.0, entry.0, "booking {id}: two wrote over version {seen}: {first:?} {entry:?}");
                    again.push((seen, entry));
                }
                None => {
                    writes.insert(seen, entry);
                }
            }
        }
        let (end, now) = stored(home, id).await;
        let seen: Vec<i64> = writes.keys().copied().collect();
        assert_eq!(
            seen,
            (begin..end).collect::<Vec<_>>(),
            "booking {id}: each version is of one act that was answered as done"
        );
        let mut wanted: Vec<(String, i64)> =
            writes.values().map(|(staff, act)| (act.action_in_log().to_owned(), *staff)).collect();
        wanted.sort();
        assert_eq!(logged(home, id).await, wanted, "booking {id}: each is in the log exactly once");
        let first = states.len() - 1;
        for (_, act) in writes.values() {
            states.push(after(&states, act));
        }
        for (seen, (_, act)) in again {
            let at = first + usize::try_from(seen - begin).expect("a version");
            let (was, became) = (states.get(..=at).expect("states"), states.get(at + 1).expect("a state"));
            agree(&after(was, act), became, id);
        }
        let last = states.last().expect("a state");
        agree(last, &now, id);
        self.notes.insert(id, last.note.clone());
    }

    /// Times: as many lines of each of them as she was told.
    async fn check_times(&self, home: &Home) {
        let mut wanted = BTreeMap::<i64, i64>::new();
        for (staff, _) in self.done.iter().filter(|(_, act)| act.about.is_none()) {
            *wanted.entry(*staff).or_default() += 1;
        }
        let lines = "SELECT actor_id, COUNT(*) FROM audit WHERE actor_kind = 'staff' AND action IN \
                     ('open', 'close', 'range_open', 'range_close', 'range_undo') GROUP BY actor_id";
        let logged: BTreeMap<i64, i64> = home.db.rows::<(i64, i64)>(lines).await.into_iter().collect();
        assert_eq!(logged, wanted, "acts on times by member");
    }
}

/// What the log says was done to it, and by whom.
async fn logged(home: &Home, id: i64) -> Vec<(String, i64)> {
    let lines = format!(
        "SELECT action, CASE WHEN actor_kind = 'staff' THEN actor_id ELSE 0 END FROM audit \
         WHERE subject_kind = 'booking' AND subject_id = {id} AND action IN ({ACTIONS})"
    );
    let mut lines = home.db.rows::<(String, i64)>(&lines).await;
    lines.sort();
    lines
}

/// Its version and its state.
async fn stored(home: &Home, id: i64) -> (i64, State) {
    let sql = format!(
        "SELECT version, status, mode, staff_id, COALESCE(joint_staff_id, 0), starts_at FROM booking WHERE id = {id}"
    );
    let (version, status, mode, staff, joint, starts_at) =
        home.db.rows::<(i64, String, String, i64, i64, i64)>(&sql).await.remove(0);
    let (nurses, starts_at) = (Some((staff, joint)), Some(starts_at));
    (version, State { status: Some(status), mode: Some(mode), nurses, starts_at, note: String::new() })
}

/// Nothing that is known differs.
fn agree(one: &State, other: &State, id: i64) {
    let known = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
    let same = known(&one.status, &other.status)
        && known(&one.mode, &other.mode)
        && (one.nurses.is_none() || other.nurses.is_none() || one.nurses == other.nurses)
        && (one.starts_at.is_none() || other.starts_at.is_none() || one.starts_at == other.starts_at);
    assert!(same, "booking {id}: what was done is lost: {one:?} became {other:?}");
}

/// What an act makes of the last of those states.
fn after(states: &[State], act: &Act) -> State {
    let mut state = states.last().expect("a state").clone();
    let number = |name: &str| act.said(name).parse::<i64>().unwrap_or_default();
    match act.verb.as_str() {
        "mark" => {
            state.status = match act.said("status") {
                "started" => Some("arrived".into()),
                // One button that said both is taken back with both.
                "not_started" => None,
                status => Some(status.to_owned()),
            };
        }
        "cancel" => state.status = Some("cancelled".into()),
        "mode" => (state.mode, state.nurses) = (Some(act.said("mode").to_owned()), None),
        "move" => {
            let start = act.said("slot_id").rsplit('-').next().and_then(|at| i64::from_str_radix(at, 36).ok());
            (state.starts_at, state.nurses) = (start, None);
            if !act.said("mode").is_empty() {
                state.mode = Some(act.said("mode").to_owned());
            }
        }
        "take" => (state.starts_at, state.nurses) = (None, None),
        "reassign" => {
            let (from, to) = (number("from"), number("to"));
            let other = |nurse| if nurse == from { to } else { nurse };
            state.nurses = state.nurses.map(|(staff, joint)| (other(staff), other(joint)));
        }
        "hand" => state.nurses = None,
        "joint" => state.nurses = state.nurses.map(|(staff, _)| (staff, number("second"))),
        "note" => act.said("staff_note").clone_into(&mut state.note),
        "undo" => {
            let before = states.len().checked_sub(2).and_then(|index| states.get(index));
            state = before.expect("what was undone").clone();
        }
        _ => {}
    }
    state
}
