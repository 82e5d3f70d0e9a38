//! Readings in full-width katakana.

use unicode_normalization::UnicodeNormalization;

use crate::text::chars::is_hyphen;

/// Turns hiragana and half-width katakana into full-width katakana; everything else goes through NFKC.
///
/// Sound marks are joined to their letter whether typed as half-width (ｶﾞ), decomposed (か + U+3099) or spacing (か゛).
/// A hyphen behind kana is a long vowel mark that the keyboard made a hyphen. Between the parts of foreign names stand `・` and
/// `＝`, in whichever of their looks they were typed (`･` `·` `•`, `=` `゠`).
pub fn katakana(input: &str) -> String {
    let marked: String = input.chars().map(combining_sound_mark).nfkc().map(to_katakana).nfc().collect();
    let mut previous = ' ';
    marked
        .chars()
        .map(|c| {
            previous = match c {
                c if is_hyphen(c) && is_katakana(previous) => 'ー',
                '·' | '•' | '‧' | '∙' => '・',
                '=' | '゠' => '＝',
                c => c,
            };
            previous
        })
        .collect()
}

/// Whether `reading` holds only katakana, its marks, the signs between the parts of a name and single spaces, and at least one
/// letter.
pub(super) fn is_reading(reading: &str) -> bool {
    reading.chars().all(|c| is_katakana(c) || matches!(c, '・' | '＝' | ' '))
        && reading.chars().any(|c| matches!(c, 'ァ'..='ヺ'))
}

/// The katakana of a hiragana letter or iteration mark; other characters as they are.
pub(super) fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    }
}

/// NFKC would make a spacing sound mark a space and a mark; as combining mark it joins its letter.
pub(super) fn combining_sound_mark(c: char) -> char {
    match c {
        '゛' => '\u{3099}',
        '゜' => '\u{309A}',
        other => other,
    }
}

const fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー'..='ヾ')
}
