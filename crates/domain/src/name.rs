//! The name of a person, family first, with its reading in full-width katakana.

mod kana;
mod search;
mod variants;

use std::fmt;

use thiserror::Error;

pub use kana::katakana;
pub use search::search_key;

use crate::text::{
    Limits, TextError,
    chars::{is_kana, is_kanji},
    single_line_without_link,
};

/// A name as its owner writes it, with the reading that staff call out and sort by.
///
/// `Debug` shows nothing of it, so that no log does.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
}

/// The part of a name that an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameField {
    /// 姓
    Family,
    /// 名
    Given,
    /// セイ
    FamilyKana,
    /// メイ
    GivenKana,
}

impl NameField {
    /// The name of the field in the interface.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family_name",
            Self::Given => "given_name",
            Self::FamilyKana => "family_name_kana",
            Self::GivenKana => "given_name_kana",
        }
    }
}

/// Why one part of a name was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum NameError {
    /// Empty, too long, or with characters, links or numbers that have no place in a name.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A reading with something other than kana.
    #[error("the reading is not written in kana")]
    NotKana,
}

impl NameError {
    /// The stable code for interfaces and translations: a [`TextError`] code or `not_kana`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text(error) => error.code(),
            Self::NotKana => "not_kana",
        }
    }
}

impl PersonName {
    /// Reads the four fields of a form; on failure every wrong field is named once.
    ///
    /// Readings are accepted in hiragana and half-width katakana. A part written with kanji or kana needs its reading;
    /// any other part (alphabet) does not. Such a name may also lack the given part, for people who have one name only.
    pub fn parse(
        family: &str,
        given: &str,
        family_kana: &str,
        given_kana: &str,
    ) -> Result<Self, Vec<(NameField, NameError)>> {
        let mut errors = Vec::new();
        let mut note = |field, result: Result<String, NameError>| {
            result.unwrap_or_else(|error| {
                errors.push((field, error));
                String::new()
            })
        };
        let one_name_only = given.trim().is_empty() && !family.trim().is_empty() && !is_japanese(family);
        let name = Self {
            family: note(NameField::Family, parse_part(family)),
            given: if one_name_only { String::new() } else { note(NameField::Given, parse_part(given)) },
            family_kana: note(NameField::FamilyKana, parse_kana(family_kana, is_japanese(family))),
            given_kana: note(NameField::GivenKana, parse_kana(given_kana, is_japanese(given))),
        };
        if errors.is_empty() { Ok(name) } else { Err(errors) }
    }

    /// The family name, as typed.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The given name, as typed; empty for people with one name.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The reading of the family name in full-width katakana; may be empty.
    pub fn family_kana(&self) -> &str {
        &self.family_kana
    }

    /// The reading of the given name in full-width katakana; may be empty.
    pub fn given_kana(&self) -> &str {
        &self.given_kana
    }

    /// Family and given name with a space between them.
    pub fn full(&self) -> String {
        join(&self.family, &self.given)
    }

    /// The reading of the whole name with a space between its parts; may be empty.
    pub fn full_kana(&self) -> String {
        join(&self.family_kana, &self.given_kana)
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

fn parse_part(input: &str) -> Result<String, NameError> {
    Ok(single_line_without_link(input, &Limits::NAME)?)
}

fn parse_kana(input: &str, required: bool) -> Result<String, NameError> {
    if input.trim().is_empty() && !required {
        return Ok(String::new());
    }
    let reading = katakana(&parse_part(input)?);
    if kana::is_reading(&reading) { Ok(reading) } else { Err(NameError::NotKana) }
}

fn is_japanese(part: &str) -> bool {
    part.chars().any(|c| is_kanji(c) || is_kana(c))
}

fn join(first: &str, second: &str) -> String {
    format!("{first} {second}").trim().to_owned()
}
