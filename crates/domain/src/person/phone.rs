//! Telephone numbers: kept as typed, compared as E.164, shown as Japan writes them.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::fault::Fault;
use crate::text::{self, chars::is_hyphen};

/// Longest accepted input in bytes; a number with every separator in full width is far shorter.
const MAX_BYTES: usize = 100;

/// A telephone number that can be dialled. No My Number is looked for in it.
///
/// Equality includes what was typed; compare people by [`Phone::e164`]. `Debug` shows the last four digits only.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    typed: String,
    e164: String,
    national: String,
}

/// Why a telephone number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("the telephone number is empty")]
    Required,
    /// No Japanese number and no foreign one with its country code.
    #[error("this is not a telephone number")]
    Invalid,
}

impl PhoneError {
    /// What forms call it.
    pub const fn fault(self) -> Fault {
        match self {
            Self::Required => Fault::Required,
            Self::Invalid => Fault::Invalid,
        }
    }
}

impl Phone {
    /// Reads a number in any usual writing: full width, +81, 0081, `+81 (0)90…`, spaces, dots, parentheses and six kinds
    /// of hyphen: hyphen-minus (- － ﹣), hyphen (‐ and U+2011), dash (‒ – — ―), minus (−), long vowel mark (ー ｰ), box
    /// line (─).
    ///
    /// Japanese numbers are 060/070/080/090, 050 and 0800 with 11 digits, 0120, 0570 and land lines with 10. Foreign numbers need
    /// `+` and their country code, 8–15 digits (ITU-T E.164). Invisible marks are dropped: contact lists wrap numbers in them.
    pub fn parse(input: &str) -> Result<Self, PhoneError> {
        let input = text::without_marks(input);
        let input = input.as_ref();
        if input.trim().is_empty() {
            return Err(PhoneError::Required);
        }
        if input.len() > MAX_BYTES || input.chars().any(|c| c.is_control() && c != '\t') {
            return Err(PhoneError::Invalid);
        }
        let typed = text::clean(input);
        let groups = groups(&typed).ok_or(PhoneError::Invalid)?;
        let digits = groups.concat();
        let (e164, national) = if let Some(abroad) = digits.strip_prefix('+').filter(|rest| !rest.starts_with("81")) {
            let valid = (8..=15).contains(&abroad.len()) && !abroad.starts_with('0');
            (valid.then_some(digits.clone()), digits.clone())
        } else {
            let number = domestic(&digits);
            let e164 = is_domestic(&number).then(|| format!("+81{}", number.get(1..).unwrap_or_default()));
            (e164, hyphenate(&number, &groups))
        };
        e164.map(|e164| Self { typed, e164, national }).ok_or(PhoneError::Invalid)
    }

    /// What was typed, white space cleaned.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The number as `+` and digits; the one form to compare, index and dial.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The last four digits, by which the desk searches and a client proves who she is.
    pub fn last4(&self) -> &str {
        self.e164.get(self.e164.len().saturating_sub(4)..).unwrap_or_default()
    }

    /// The number for people in Japan: `090-1234-5678`; foreign numbers as E.164.
    ///
    /// Land lines keep the groups that were typed, since their area codes have two to five digits; without groups, only
    /// area codes known here are set apart.
    pub fn national(&self) -> &str {
        &self.national
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", self.last4())
    }
}

/// The digits between separators; a plus sign, if any, leads the first group. `None` for any other character.
fn groups(typed: &str) -> Option<Vec<String>> {
    let mut groups = vec![String::new()];
    for c in typed.nfkc() {
        let at_start = groups.iter().all(String::is_empty);
        match (c, groups.last_mut()) {
            ('0'..='9', Some(group)) => group.push(c),
            ('+', Some(group)) if at_start => group.push(c),
            (' ' | '(' | ')' | '.', _) => groups.push(String::new()),
            (hyphen, _) if is_hyphen(hyphen) => groups.push(String::new()),
            _ => return None,
        }
    }
    groups.retain(|group| !group.is_empty());
    Some(groups)
}

/// The number with its domestic 0, from +81…, 0081… or as it is.
pub(crate) fn domestic(digits: &str) -> String {
    match digits.strip_prefix("+81").or_else(|| digits.strip_prefix("0081")) {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None => digits.to_owned(),
    }
}

/// The numbering plan of 電気通信番号計画 (総務省告示), as far as a person can be called.
fn is_domestic(number: &str) -> bool {
    let bytes = number.as_bytes();
    match (bytes.len(), bytes) {
        (11, [b'0', b'5'..=b'9', b'0', ..]) => true,
        (10, [b'0', second, third, ..]) => *second != b'0' && *third != b'0',
        _ => false,
    }
}

fn hyphenate(number: &str, groups: &[String]) -> String {
    let lengths = match number.get(..4).unwrap_or_default() {
        "0120" | "0570" | "0800" => [4, 3],
        _ if number.len() == 11 => [3, 4],
        _ if groups.len() == 3 && groups.concat() == number => return groups.join("-"),
        code if code.starts_with("03") || code.starts_with("06") => [2, 4],
        "0422" | "0428" => [4, 2],
        code if ["042", "044", "045"].iter().any(|known| code.starts_with(known)) => [3, 3],
        _ => return number.to_owned(),
    };
    let [area, local] = lengths;
    match (number.get(..area), number.get(area..area + local), number.get(area + local..)) {
        (Some(first), Some(second), Some(third)) => format!("{first}-{second}-{third}"),
        _ => number.to_owned(),
    }
}
