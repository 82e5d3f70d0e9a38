//! Texts that are written in every language of the product: their fields end with the language's tag, `name_en`. What is not
//! written in a language is read in Japanese.

use std::collections::HashMap;
use std::sync::LazyLock;

use mendan_domain::language::Language;

/// The texts that the sections have in every language.
const TEXTS: [&str; 10] = [
    "name",
    "department",
    "phone_hours",
    "discreet_sender",
    "discreet_department",
    "purpose",
    "site_label",
    "privacy_label",
    "accessibility_label",
    "contact_label",
];

/// The names of fields: as many as texts times languages, each made once.
static FIELDS: LazyLock<HashMap<(&'static str, Language), &'static str>> = LazyLock::new(|| {
    let all = TEXTS.into_iter().flat_map(|text| Language::ALL.map(|language| (text, language)));
    all.map(|(text, language)| ((text, language), &*format!("{text}_{}", language.tag()).leak())).collect()
});

/// The field of a text in that language.
pub fn field(text: &'static str, language: Language) -> &'static str {
    FIELDS.get(&(text, language)).copied().unwrap_or(text)
}

/// The text and the language of such a field. `None` of any other.
pub fn text_of(field: &str) -> Option<(&'static str, Language)> {
    FIELDS.iter().find(|(_, known)| **known == field).map(|(of, _)| *of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_every_language_is_found_by_its_text_and_back() {
        for text in TEXTS {
            for language in Language::ALL {
                assert_eq!(field(text, language), format!("{text}_{}", language.tag()));
                assert_eq!(text_of(field(text, language)), Some((text, language)));
            }
        }
        assert_eq!(text_of("name"), None);
    }
}
