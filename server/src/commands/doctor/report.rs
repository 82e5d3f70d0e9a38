//! How it is told: a line a check, what to do under it; or JSON.

use std::fmt::Write as _;

use mendan_words::Doctor;
use serde_json::json;

use super::check::{Finding, State};

/// One check's line.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) found: Finding,
}

/// All lines.
#[derive(Default)]
pub(super) struct Report {
    pub(super) lines: Vec<Line>,
}

impl Report {
    /// The worst of all.
    pub(super) fn state(&self) -> State {
        self.lines.iter().map(|line| line.found.state).max().unwrap_or(State::Good)
    }

    /// For people. Everything stands on one line each: what servers said may have any length, and no line breaks.
    pub(super) fn text(&self, t: &Doctor) -> String {
        let mut text = String::new();
        for Line { title, found, .. } in &self.lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "[{}] {title}: {}", state(t, found.state), plain(&found.said.join(" ")));
            for mend in &found.mend {
                let _ = writeln!(text, "    → {}", plain(mend));
            }
        }
        let count = |state| self.lines.iter().filter(|line| line.found.state == state).count();
        let _ = writeln!(text, "{}", t.sum(count(State::Mend), count(State::Unknown)));
        text
    }

    /// For programs.
    pub(super) fn json(&self) -> String {
        let line = |line: &Line| json!({ "name": line.name, "title": line.title, "state": line.found.state, "said": line.found.said, "do": line.found.mend });
        let checks: Vec<_> = self.lines.iter().map(line).collect();
        format!("{}\n", json!({ "state": self.state(), "checks": checks }))
    }
}

const fn state(t: &Doctor, state: State) -> &'static str {
    match state {
        State::Good => t.good,
        State::Mend => t.mend,
        State::Unknown => t.unknown,
    }
}

/// Without line breaks and other marks that move a terminal's cursor.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
