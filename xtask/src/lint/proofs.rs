//! `docs/SECURITY.md` proves each line by a test: every test that it names is there, in the folder that it says, and so is every file.

use super::files;
use crate::{paths, sh::Result};
use std::{collections::BTreeSet, fs, path::Path};

/// Where the proofs are named.
const TOLD_IN: &str = "docs/SECURITY.md";
/// The word in front of the names of tests, and where those are.
const FOLDERS: [(&str, &[&str]); 4] = [
    ("all", &["server/tests/all"]),
    ("use", &["crates/service/tests"]),
    ("contract", &["crates/store/tests/contract"]),
    ("unit", &UNITS),
];
/// Where tests stand beside the code.
const UNITS: [&str; 9] = [
    "app/src",
    "bench/src",
    "crates/domain/src",
    "crates/frontend/src",
    "crates/service/src",
    "crates/store/src",
    "crates/words/src",
    "server/src",
    "xtask/src",
];
/// A name of so many words is a test's: columns and functions of the product have shorter ones.
const WORDS: usize = 4;

/// A name as the document has it: the word in front of it, and how many lines down.
struct Named<'a> {
    line: usize,
    folder: Option<&'static str>,
    name: &'a str,
}

/// Names every test and every file that the document names and that is not there.
pub fn check() -> Result {
    let text = fs::read_to_string(paths::root().join(TOLD_IN))?;
    let mut there = BTreeSet::new();
    for (word, folders) in FOLDERS {
        for folder in folders {
            for file in files(&paths::root().join(folder), "rs")? {
                let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let code = fs::read_to_string(&file)?;
                there.extend(functions(&code).map(|name| (word, stem.clone(), name.to_owned())));
            }
        }
    }
    let (named, told) = (named(&text), files_named(&text));
    let lost = named.iter().filter(|named| !is_there(named, &there));
    let mut wrong: Vec<String> = lost.map(|lost| format!("{TOLD_IN}:{}: {}", lost.line, lost.name)).collect();
    let lost = told.into_iter().filter(|(_, path)| !paths::root().join(path).exists());
    wrong.extend(lost.map(|(line, path)| format!("{TOLD_IN}:{line}: {path}")));
    if wrong.is_empty() { Ok(()) } else { Err(format!("proofs that are not there:\n{}", wrong.join("\n")).into()) }
}

/// `file::test` is in that file; a test without its file in any of its folder, and without a folder anywhere.
fn is_there(named: &Named<'_>, there: &BTreeSet<(&str, String, String)>) -> bool {
    let (file, test) = named.name.split_once("::").map_or((None, named.name), |(file, test)| (Some(file), test));
    there.iter().any(|(word, stem, name)| {
        name == test && file.is_none_or(|file| file == stem) && named.folder.is_none_or(|folder| folder == *word)
    })
}

/// The names of tests, in backticks.
fn named(text: &str) -> Vec<Named<'_>> {
    let mut all = Vec::new();
    for (row, line) in (1..).zip(text.lines()) {
        let mut folder = None;
        for (part, quoted) in line.split('`').zip([false, true].into_iter().cycle()) {
            if !quoted {
                folder = word_in_front(part).or(folder);
            } else if is_test(part) {
                // A file is named where it is unlike the others.
                let folder = if part.contains("::") { None } else { folder };
                all.push(Named { line: row, folder, name: part });
            }
        }
    }
    all
}

/// The folder that the last word before a backtick names.
fn word_in_front(before: &str) -> Option<&'static str> {
    let last = before.split_whitespace().next_back().filter(|_| before.ends_with(' '))?;
    FOLDERS.into_iter().map(|(word, _)| word).find(|word| *word == last)
}

fn is_test(name: &str) -> bool {
    let lower = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
    match name.split_once("::") {
        Some((file, test)) => lower(file) && lower(test),
        None => lower(name) && name.split('_').count() >= WORDS,
    }
}

/// The sources that are named by their path, in backticks.
fn files_named(text: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    for (row, line) in (1..).zip(text.lines()) {
        let paths = line.split('`').skip(1).step_by(2);
        let is_source = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "rs" || ending == "ts");
        let paths = paths.filter(|path| path.contains('/') && is_source(path));
        all.extend(paths.map(|path| (row, path)));
    }
    all
}

/// The names of all functions of a source.
fn functions(code: &str) -> impl Iterator<Item = &str> {
    code.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_known_by_their_names_and_the_word_in_front() {
        let text = "| one | all sessions end, `page_asks_again` | use `one_that_is_there`, `another_that_is_lost`; all `x::y` |";
        let known: Vec<_> = named(text).iter().map(|named| (named.folder, named.name)).collect();
        assert_eq!(known, [(Some("use"), "one_that_is_there"), (Some("use"), "another_that_is_lost"), (None, "x::y")]);
    }

    #[test]
    fn a_test_that_is_elsewhere_or_gone_is_found() {
        let there = BTreeSet::from([("use", "door".to_owned(), "she_is_let_in_here".to_owned())]);
        let named = |folder, name| Named { line: 1, folder, name };
        assert!(is_there(&named(Some("use"), "she_is_let_in_here"), &there));
        assert!(is_there(&named(None, "door::she_is_let_in_here"), &there));
        assert!(!is_there(&named(Some("all"), "she_is_let_in_here"), &there));
        assert!(!is_there(&named(None, "gate::she_is_let_in_here"), &there));
        assert!(!is_there(&named(Some("use"), "she_is_let_in_there"), &there));
    }

    #[test]
    fn functions_and_files_are_found() {
        let code = "async fn first(fresh: &Fresh) {}\n#[test]\nfn second<T>() {}";
        assert_eq!(functions(code).collect::<Vec<_>>(), ["first", "second"]);
        assert_eq!(files_named("in `end2end/tests/a.spec.ts`, not `/staff/a`"), [(1, "end2end/tests/a.spec.ts")]);
    }
}
