//! Text typed by people: cleaned, limited, and free of what cannot be seen.
//!
//! Every string that enters from outside passes [`single_line`], [`single_line_without_link`] or [`free_text`] once,
//! at the edge. They refuse and never silently delete: a character that is taken away could have been part of a name.
//! Numbers, addresses and the like are no such text: they pass [`without_marks`] first.

pub(crate) mod chars;
pub(crate) mod invisible;
pub mod my_number;

use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::fault::Fault;
use crate::text::my_number::contains_my_number;
pub use invisible::{without_marks, without_stray_joiners};

use chars::{is_compatibility_ideograph, is_forbidden, joins_emoji, joins_letters, selector_is_legal};

/// The most combining marks one visible character may carry; living languages need three at most.
const MAX_MARKS: usize = 4;

/// How long a text may be, in what people see and in what the database stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most grapheme clusters (visible characters).
    pub graphemes: usize,
    /// Most bytes of UTF-8, because one grapheme has no upper size.
    pub bytes: usize,
}

impl Limits {
    /// One part of a person's name. The longest name part on a Japanese residence card is about this long.
    pub const NAME: Self = Self::new(50, 400);
    /// A title, a place, a short answer.
    pub const LINE: Self = Self::new(200, 1_000);
    /// A note of several lines.
    pub const NOTE: Self = Self::new(2_000, 10_000);

    /// Limits of `graphemes` visible characters and `bytes` bytes of UTF-8.
    pub const fn new(graphemes: usize, bytes: usize) -> Self {
        Self { graphemes, bytes }
    }
}

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum TextError {
    /// Nothing was typed, or only white space.
    #[error("the text is empty")]
    Required,
    /// More graphemes or bytes than the [`Limits`].
    #[error("the text is too long")]
    TooLong,
    /// A control, bidirectional, zero-width or piled-up combining character.
    #[error("the text holds characters that cannot be shown")]
    ControlCharacter,
    /// `://` or `www.` where a link makes no sense, such as in a name.
    #[error("the text holds a link")]
    Link,
    /// A マイナンバー, which must never be collected.
    #[error("the text holds a personal number")]
    MyNumber,
}

impl TextError {
    /// What forms call it.
    pub const fn fault(self) -> Fault {
        match self {
            Self::Required => Fault::Required,
            Self::TooLong => Fault::TooLong,
            Self::ControlCharacter => Fault::ControlCharacter,
            Self::Link => Fault::Link,
            Self::MyNumber => Fault::MyNumber,
        }
    }
}

/// Trims, and folds every run of white space (with U+3000) to one space; composes as NFC does.
///
/// CJK compatibility ideographs stay as typed: NFC would turn 神 (U+FA19) into 神, and a name is written as its owner
/// writes it. Variation sequences (葛 + U+E0100) and characters beyond the BMP (𠮷) stay too.
pub fn clean(input: &str) -> String {
    let folded = input.split_whitespace().collect::<Vec<_>>().join(" ");
    compose(&folded)
}

/// One line: cleaned, not empty, within `limits`. A tab counts as a space; line breaks are refused.
pub fn single_line(input: &str, limits: &Limits) -> Result<String, TextError> {
    if input.contains(['\n', '\r']) {
        return Err(if input.trim().is_empty() { TextError::Required } else { TextError::ControlCharacter });
    }
    check_characters(input)?;
    check_size(clean(input), limits)
}

/// One line as [`single_line`], in which `://` and `www.` (full width too) are refused: for names.
pub fn single_line_without_link(input: &str, limits: &Limits) -> Result<String, TextError> {
    let line = single_line(input, limits)?;
    let plain = line.nfkc().collect::<String>().to_lowercase();
    if plain.contains("://") || plain.contains("www.") { Err(TextError::Link) } else { Ok(line) }
}

/// A note of several lines, not empty: `\r\n` and `\r` become `\n`, tabs become spaces, line ends are trimmed.
///
/// Indents and inner spaces stay: U+3000 opens a Japanese paragraph.
pub fn free_text(input: &str, limits: &Limits) -> Result<String, TextError> {
    let unix = input.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    check_characters(&unix)?;
    let lines = unix.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    check_size(compose(lines.trim_matches('\n').trim_end()), limits)
}

/// NFC of everything between CJK compatibility ideographs.
fn compose(text: &str) -> String {
    text.split_inclusive(is_compatibility_ideograph).fold(String::with_capacity(text.len()), |mut out, part| {
        let keep = part.chars().next_back().filter(|last| is_compatibility_ideograph(*last));
        let rest = part.trim_end_matches(is_compatibility_ideograph);
        out.extend(rest.nfc());
        out.extend(keep);
        out
    })
}

fn check_characters(text: &str) -> Result<(), TextError> {
    let mut previous = None;
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let refused = is_forbidden(c) && !joins_emoji(previous, c, next) && !joins_letters(previous, c, next);
        let mark = is_combining_mark(c);
        marks = if mark { marks + 1 } else { 0 };
        let alone = mark && previous.is_none_or(char::is_whitespace);
        if refused || alone || marks > MAX_MARKS || !selector_is_legal(previous, c) {
            return Err(TextError::ControlCharacter);
        }
        previous = Some(c);
    }
    Ok(())
}

fn check_size(text: String, limits: &Limits) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Required);
    }
    if text.len() > limits.bytes || text.graphemes(true).count() > limits.graphemes {
        return Err(TextError::TooLong);
    }
    if contains_my_number(&text) { Err(TextError::MyNumber) } else { Ok(text) }
}
