//! The reference number of a booking (受付番号), easy to say on the phone.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::text::{chars::is_hyphen, without_marks};

/// Capital letters and digits without 0 O 1 I L.
const ALPHABET: [char; 31] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
    '2', '3', '4', '5', '6', '7', '8', '9',
];
const LENGTH: usize = 8;
const GROUP: usize = 4;

/// Eight characters that name a booking within its municipality. Not a secret: it opens nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// Makes a reference of 64 random bits.
    ///
    /// Eight times the remainder by 31 is taken, that is the number modulo 31⁸ ≈ 8.5 × 10¹¹. Since 2⁶⁴ is no multiple
    /// of it, some references are likelier than others, by less than one part in twenty million: no matter for a
    /// number that only has to be unlikely to repeat. The database refuses a repeat.
    pub fn from_entropy(bytes: u64) -> Self {
        let mut rest = bytes;
        let mut next = || {
            let index = usize::try_from(rest % 31).unwrap_or_default();
            rest /= 31;
            ALPHABET.get(index).copied().unwrap_or('A')
        };
        Self((0..LENGTH).map(|_| next()).collect())
    }

    /// Reads what a person typed or heard: any case, full width, with hyphens and spaces anywhere. `None` when
    /// it is no reference.
    pub fn parse(input: &str) -> Option<Self> {
        let text = fold(input);
        (text.len() == LENGTH && text.chars().all(|c| ALPHABET.contains(&c))).then_some(Self(text))
    }

    /// Reads a reference or a part of one of at least four characters, as in `7K3M`. `None` when no reference holds it.
    pub fn parse_part(input: &str) -> Option<String> {
        let text = fold(input);
        ((GROUP..=LENGTH).contains(&text.len()) && text.chars().all(|c| ALPHABET.contains(&c))).then_some(text)
    }

    /// The eight characters without a hyphen: for storing and comparing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A stored reference as people read it.
pub fn grouped(stored: &str) -> String {
    stored.split_at_checked(GROUP).map_or_else(|| stored.to_owned(), |(first, second)| format!("{first}-{second}"))
}

fn fold(input: &str) -> String {
    let text = without_marks(input);
    text.nfkc().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// Grouped for people, as in `7K3M-29QX`.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&grouped(&self.0))
    }
}
