//! The words of the pages, from `locales/*.json`. The build fails when a language lacks one.

use std::fmt::Display;

use mendan_domain::language::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The texts in that language.
pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}

/// Puts values in the places of `{names}`.
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &value.to_string()))
}

/// A link within the pages of that language.
pub fn href(language: Language, path: &str) -> String {
    match (language.prefix(), path) {
        ("", path) => path.to_owned(),
        (prefix, "/") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_places_of_their_names() {
        assert_eq!(fill("{a}の{b}、{a}", &[("a", &1), ("b", &"い")]), "1のい、1");
    }
}
