//! Tests live on a clock of their own: one that reads the wall clock passes on some days and fails on others. Waiting on
//! monotonic time (`Instant`, `performance.now()`) is fine; a sleep that hopes is not.

use super::files;
use crate::{paths, sh::Result};
use std::fs;

/// Where tests live, with the endings of their files.
const TESTS: [(&str, &str); 5] = [
    ("server/tests", "rs"),
    ("crates/domain/tests", "rs"),
    ("crates/service/tests", "rs"),
    ("crates/store/tests", "rs"),
    ("end2end", "ts"),
];

/// What none of them may say.
const FORBIDDEN: [&str; 6] =
    ["Utc::now", "Local::now", "SystemTime::now", "Date.now()", "new Date()", "waitForTimeout"];

/// Names every place in a test that reads the wall clock, or hopes.
pub fn check() -> Result {
    let mut found = Vec::new();
    for (folder, ending) in TESTS {
        for file in files(&paths::root().join(folder), ending)? {
            let text = fs::read_to_string(&file)?;
            let shown = file.strip_prefix(paths::root()).unwrap_or(&file).display().to_string();
            found.extend(forbidden(&text).map(|(line, word)| format!("{shown}:{line}: {word}")));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("tests read the wall clock, or sleep and hope:\n{}", found.join("\n")).into())
}

fn forbidden(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let words = |line: &str| FORBIDDEN.into_iter().find(|word| line.contains(word));
    text.lines().zip(1..).filter_map(move |(line, number)| Some((number, words(line)?)))
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn the_wall_clock_is_found_and_the_stop_watch_is_not() {
        let text =
            "let begun = Instant::now();\nlet now = chrono::Utc::now();\nconst now = new Date();\nnew Date(text)";
        assert_eq!(forbidden(text).collect::<Vec<_>>(), [(2, "Utc::now"), (3, "new Date()")]);
    }
}
