//! Marks that nobody sees: what contact lists, chats and right-to-left keyboards put around numbers and addresses.

use std::borrow::Cow;

use super::chars::{joins_emoji, joins_letters};

/// Marks of direction, of zero width, the byte order mark and the soft hyphen: none of them belongs to a number, an address,
/// a date, a reference or a sign-in name.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// The text without invisible marks. For everything that is not a name or a sentence: the first step of reading it.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains(is_mark) {
        Cow::Owned(text.chars().filter(|c| !is_mark(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A name without joiners that join nothing. Between letters of Sinhala, Persian, Hindi … they belong to the spelling and stay, as
/// they do inside an emoji; anywhere else nobody typed them on purpose.
pub fn without_stray_joiners(text: &str) -> Cow<'_, str> {
    const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];
    if !text.contains(JOINERS) {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let joins = |at: usize, c: char| {
        let (before, after) = (at.checked_sub(1).and_then(|at| chars.get(at)).copied(), chars.get(at + 1).copied());
        joins_letters(before, c, after) || joins_emoji(before, c, after)
    };
    let kept = chars.iter().enumerate().filter(|(at, c)| !JOINERS.contains(c) || joins(*at, **c));
    Cow::Owned(kept.map(|(_, c)| *c).collect())
}
