//! The name of a person, family first, with its reading in full-width katakana.

mod kana;
mod search;
mod variants;

use std::fmt;

use thiserror::Error;

pub use kana::katakana;
pub use search::search_key;

use crate::fault::Fault;
use crate::text::{Limits, TextError, chars::is_kanji, single_line_without_link, without_marks, without_stray_joiners};

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
    /// What forms call it: that of a [`TextError`], or [`Fault::NotKana`].
    pub const fn fault(self) -> Fault {
        match self {
            Self::Text(error) => error.fault(),
            Self::NotKana => Fault::NotKana,
        }
    }
}

impl PersonName {
    /// Reads the four fields of a form; on failure every wrong field is named once.
    ///
    /// Either name may be empty, for people who have one name only, but not both. Readings are accepted in hiragana and half-width
    /// katakana. A name in kana is its own reading and one in the alphabet needs none: only a name with kanji asks for it. Whoever
    /// has one name may have typed its reading into either field; a reading typed for a name that is missing says that the name was
    /// forgotten.
    pub fn parse(
        family: &str,
        given: &str,
        family_kana: &str,
        given_kana: &str,
    ) -> Result<Self, Vec<(NameField, NameError)>> {
        let [no_family, no_given] = [family, given].map(is_blank);
        let [no_family_kana, no_given_kana] = [family_kana, given_kana].map(is_blank);
        // One name, one reading: whichever field it stands in.
        let (family_kana, given_kana) = match (no_family, no_given) {
            (true, false) if no_given_kana => ("", family_kana),
            (false, true) if no_family_kana => (given_kana, ""),
            _ => (family_kana, given_kana),
        };
        let nobody = no_family && no_given;
        let family_wanted = nobody || !is_blank(family_kana);
        let given_wanted = nobody || !is_blank(given_kana);
        let mut errors = Vec::new();
        let mut note = |field, result: Result<String, NameError>| {
            result.unwrap_or_else(|error| {
                errors.push((field, error));
                String::new()
            })
        };
        let name = Self {
            family: note(NameField::Family, parse_part(family, family_wanted)),
            given: note(NameField::Given, parse_part(given, given_wanted)),
            family_kana: note(NameField::FamilyKana, parse_kana(family_kana, family)),
            given_kana: note(NameField::GivenKana, parse_kana(given_kana, given)),
        };
        if errors.is_empty() { Ok(name) } else { Err(errors) }
    }

    /// The family name, as typed; empty for people with one name, when it stands in the other field.
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

fn is_blank(part: &str) -> bool {
    without_marks(part).trim().is_empty()
}

fn parse_part(input: &str, required: bool) -> Result<String, NameError> {
    if is_blank(input) && !required {
        return Ok(String::new());
    }
    Ok(single_line_without_link(&without_stray_joiners(input), &Limits::NAME)?)
}

/// The reading of `name`: as typed, or the name itself where that is kana; required where it has kanji.
fn parse_kana(input: &str, name: &str) -> Result<String, NameError> {
    if is_blank(input) {
        if name.chars().any(is_kanji) {
            return Err(TextError::Required.into());
        }
        let own = parse_part(name, false).map(|name| katakana(&name)).unwrap_or_default();
        return Ok(if kana::is_reading(&own) { own } else { String::new() });
    }
    let reading = katakana(&parse_part(&without_marks(input), true)?);
    if kana::is_reading(&reading) { Ok(reading) } else { Err(NameError::NotKana) }
}

fn join(first: &str, second: &str) -> String {
    format!("{first} {second}").trim().to_owned()
}
