//! Texts that nothing says any more: a key of `locales/ja` that no source, no template and no other text names. And texts that
//! stand in the sources of pages, where no other language can say them.

use super::files;
use crate::{paths, sh::Result};
use std::{collections::HashSet, fs, path::Path};

/// Where texts are said.
const SAID_IN: [&str; 7] =
    ["app/src", "server/src", "server/templates", MESSAGE_KINDS, STAFF_LETTERS, "crates/words/src", "locales/ja"];
/// A folder for each kind of messages. Its name stands in front of what staff call the kind, which is asked for by that name.
const MESSAGE_KINDS: &str = "crates/service/src/message/kinds";

/// The same of letters to members of staff.
const STAFF_LETTERS: &str = "crates/service/src/staff/letter";

/// Whose sources have no texts.
const PAGES: &str = "app/src";

/// Names every text that is never said, and every one that stands in a source.
pub fn check() -> Result {
    silent()?;
    hard_wired()
}

/// Refuses Japanese in the sources of pages, but for comments and tests.
fn hard_wired() -> Result {
    let root = paths::root();
    let mut found = Vec::new();
    for file in files(&root.join(PAGES), "rs")? {
        let shown = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
        found.extend(japanese(&fs::read_to_string(&file)?).map(|line| format!("{shown}:{line}")));
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("texts in sources, which belong in locales/<language>/<area>.ftl:\n{}", found.join("\n")).into())
}

/// The lines with Japanese letters before the file's tests.
fn japanese(text: &str) -> impl Iterator<Item = usize> {
    let code = text.lines().zip(1..).take_while(|(line, _)| !line.starts_with("#[cfg(test)]"));
    code.filter(|(line, _)| without_comment(line).contains(is_japanese)).map(|(_, number)| number)
}

/// What stands before the comment of a line; the slashes of an address are none.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line.get(..*at).is_some_and(|before| before.ends_with(':')));
    comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}

/// Hiragana, katakana, kanji, and the marks that only stand among them.
fn is_japanese(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '々' | '。' | '「' | '」')
}

/// Names every text that is never said.
fn silent() -> Result {
    let mut said = HashSet::new();
    for folder in SAID_IN {
        names(&paths::root().join(folder), &mut said)?;
    }
    for kind in fs::read_dir(paths::root().join(MESSAGE_KINDS))? {
        said.insert(format!("{}_name", kind?.file_name().display()));
    }
    let mut silent = Vec::new();
    for entry in fs::read_dir(paths::root().join("locales/ja"))? {
        let path = entry?.path();
        let shown = path.strip_prefix(paths::root()).unwrap_or(&path).display().to_string();
        let text = fs::read_to_string(&path)?;
        silent.extend(keys(&text).into_iter().filter(|key| !said.contains(key)).map(|key| format!("{shown}: {key}")));
    }
    if silent.is_empty() { Ok(()) } else { Err(format!("texts that nothing says:\n{}", silent.join("\n")).into()) }
}

/// The keys of a file; an attribute is called by its message and its own name.
fn keys(text: &str) -> Vec<String> {
    let (mut keys, mut message) = (Vec::new(), "");
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        match name.trim().strip_prefix('.') {
            Some(attribute) if name.starts_with(' ') => keys.push(format!("{message}_{}", attribute.trim())),
            None if name.starts_with(|first: char| first.is_ascii_lowercase()) => {
                message = name.trim();
                keys.push(message.to_owned());
            }
            _ => {}
        }
    }
    keys
}

/// Every name that stands in the files below a folder, but for the keys of texts themselves.
fn names(folder: &Path, said: &mut HashSet<String>) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            names(&path, said)?;
            continue;
        }
        let text = fs::read_to_string(&path)?;
        if path.extension().is_some_and(|ending| ending == "ftl") {
            // Of texts only what they refer to: `{ weekday }`.
            said.extend(text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.trim().to_owned())));
        } else {
            said.extend(text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check, japanese, keys};

    #[test]
    fn japanese_in_a_source_is_found_and_that_of_comments_and_tests_is_not() {
        let text = "//! 予約\nview! { <p>\"予約\"</p> } // said\nlet url = \"https://x/予約\";\nlet a = 1; // 予約\n\
                    let dot = \"・\";\n#[cfg(test)]\nlet b = \"予約\";";
        assert_eq!(japanese(text).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn every_text_is_said_somewhere_and_none_stands_in_a_source() {
        assert_eq!(check().map_err(|error| error.to_string()), Ok(()));
    }

    #[test]
    fn keys_are_those_of_messages_and_of_their_attributes() {
        let text =
            "### a = b\nbirth = 生年月日\n    .hint = 例\nn =\n    { $n ->\n       *[other] a = b\n    }\n-term = い";
        assert_eq!(keys(text), ["birth", "birth_hint", "n"]);
    }
}
