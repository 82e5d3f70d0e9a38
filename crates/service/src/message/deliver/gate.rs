//! A relay as this process knows it. Once it has refused us, one message at a time tries it, a minute apart at most;
//! the others wait without knocking. The first that passes opens the way for all.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};

/// The first wait after a refusal, doubled each time.
const FIRST_WAIT: i64 = 5;
/// The longest, in seconds: a mended relay has its mails within two minutes.
const LONGEST_WAIT: i64 = 60;
/// Longer than any attempt: then another one may try, whatever became of the first.
const ATTEMPT: i64 = 90;

/// Whether a message may go to the relay now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// Yes.
    Open,
    /// Not yet: the relay refuses us, in these words, and is tried again then.
    Shut(DateTime<Utc>, String),
}

#[derive(Debug, Default)]
struct State {
    shut: Option<Shut>,
    passed: Option<Instant>,
}

#[derive(Debug)]
struct Shut {
    tries: u32,
    next: DateTime<Utc>,
    why: String,
}

/// The way to the relay.
#[derive(Debug, Default)]
pub(super) struct Gate(Mutex<State>);

impl Gate {
    /// Asks to pass. While the relay refuses us the one who is let through is the only one.
    pub(super) fn enter(&self, now: DateTime<Utc>) -> Way {
        match &mut self.state().shut {
            Some(shut) if now < shut.next => Way::Shut(shut.next, shut.why.clone()),
            Some(shut) => {
                shut.next = now + Duration::seconds(ATTEMPT);
                Way::Open
            }
            None => Way::Open,
        }
    }

    /// The relay took a message, or refused it for a reason that is not ours. `true` when the way was shut.
    pub(super) fn passed(&self) -> bool {
        let mut state = self.state();
        state.passed = Some(Instant::now());
        state.shut.take().is_some()
    }

    /// The relay refused us, in a session that began then. `false` when others have passed since: it was that session's bad
    /// luck.
    pub(super) fn refused(&self, began: Instant, now: DateTime<Utc>, why: &str) -> bool {
        let mut state = self.state();
        if state.passed.is_some_and(|passed| passed > began) {
            return false;
        }
        let tries = state.shut.as_ref().map_or(0, |shut| shut.tries + 1);
        let wait = FIRST_WAIT.checked_shl(tries.min(10)).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
        state.shut = Some(Shut { tries, next: now + Duration::seconds(wait), why: why.to_owned() });
        true
    }

    /// Whether the relay refuses us, as far as is known.
    pub(super) fn is_shut(&self) -> bool {
        self.state().shut.is_some()
    }

    /// Nobody learned whether the relay would take us: another one may try soon.
    pub(super) fn undecided(&self, now: DateTime<Utc>) {
        if let Some(shut) = &mut self.state().shut {
            shut.next = now + Duration::seconds(FIRST_WAIT);
        }
    }

    /// What an alarm says. A process that has just begun believes it, and knocks with one message only.
    pub(super) fn believe(&self, why: &str, now: DateTime<Utc>) {
        let mut state = self.state();
        if state.passed.is_none() && state.shut.is_none() {
            state.shut = Some(Shut { tries: 0, next: now, why: why.to_owned() });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    #[test]
    fn a_relay_that_refuses_is_tried_by_one_at_a_time_and_at_least_once_a_minute() {
        let gate = Gate::default();
        let (mut now, mut waits) = (0, Vec::new());
        for _ in 0..7 {
            assert_eq!(gate.enter(at(now)), Way::Open, "one may try");
            assert!(now == 0 || matches!(gate.enter(at(now)), Way::Shut(..)), "and nobody else");
            assert!(gate.refused(Instant::now(), at(now), "504 no"));
            let Way::Shut(next, why) = gate.enter(at(now)) else { panic!("it is shut") };
            assert_eq!(why, "504 no");
            waits.push(next.timestamp() - now);
            now = next.timestamp();
        }
        assert_eq!(waits, [5, 10, 20, 40, 60, 60, 60]);
        assert!(gate.passed(), "it was shut");
        assert_eq!(gate.enter(at(now)), Way::Open);
        assert_eq!(gate.enter(at(now)), Way::Open);
        assert!(!gate.passed());
    }

    #[test]
    fn a_session_that_began_before_others_passed_shuts_nothing() {
        let gate = Gate::default();
        let began = Instant::now();
        gate.passed();
        assert!(!gate.refused(began, at(0), "time-out"));
        assert_eq!(gate.enter(at(0)), Way::Open);
    }

    #[test]
    fn a_process_that_begins_under_an_alarm_sends_one_ahead() {
        let gate = Gate::default();
        gate.believe("504 no", at(0));
        assert_eq!(gate.enter(at(0)), Way::Open);
        assert!(matches!(gate.enter(at(1)), Way::Shut(..)));
        // Whatever became of that one.
        assert_eq!(gate.enter(at(ATTEMPT)), Way::Open);
    }
}
