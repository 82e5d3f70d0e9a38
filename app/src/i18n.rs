//! Where the pages of a language are, and what stands around a part of a text. The texts are in `mendan_words`.

use mendan_domain::language::Language;
use mendan_words::{Words, words};

/// Stands for a part of a text that is shown in its own way. Nobody types it, and no text has it.
const MARK: char = '\u{E000}';

/// The language of the staff's pages.
pub const fn staff_language() -> Language {
    Language::Ja
}

/// What the staff's pages say.
pub fn staff_words() -> &'static Words {
    words(staff_language())
}

/// A link within the pages of that language.
pub fn href(language: Language, path: &str) -> String {
    match (language.prefix(), path) {
        ("", path) => path.to_owned(),
        (prefix, "/") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}{path}"),
    }
}

/// What stands before and after an argument that is shown in its own way: stronger, or as a link.
pub fn around(text: impl FnOnce(char) -> String) -> (String, String) {
    let text = text(MARK);
    text.split_once(MARK).map_or((text.clone(), String::new()), |(before, after)| (before.to_owned(), after.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_shown_in_its_own_way_wherever_its_language_puts_it() {
        assert_eq!(around(|mark| format!("{mark}まで")), (String::new(), "まで".to_owned()));
        assert_eq!(around(|mark| format!("until {mark}")), ("until ".to_owned(), String::new()));
    }
}
