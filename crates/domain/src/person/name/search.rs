//! The form in which names are compared and found.

use unicode_normalization::UnicodeNormalization;

use super::{kana, variants::fold_kanji};
use crate::text::chars::is_hyphen;
use crate::text::invisible::is_mark;

/// The search key of a name or a reading: two spellings that a receptionist takes for the same have the same key.
///
/// NFKC, katakana, small kana made large, long vowel marks, hyphens, spaces, `・`, `＝` and invisible marks removed, letters in lower case
/// without accents, variant kanji (髙/高, 﨑/崎, 邊/辺 …) and variation sequences folded. The key of the first visible characters of a text
/// is the beginning of its key, so keys serve prefix search; they are never shown. A key is its own key.
pub fn search_key(text: &str) -> String {
    // All folding happens on decomposed text, so that a mark composes with the folded letter and not with the typed one.
    text.chars()
        .map(kana::combining_sound_mark)
        .nfkd()
        .filter(|c| !is_ignored(*c))
        .flat_map(char::to_lowercase)
        .map(kana::to_katakana)
        .map(enlarge)
        .map(fold_kanji)
        .nfkc()
        .collect()
}

/// Separators, long vowels, invisible marks, Latin accents, variation selectors and the apostrophes of romanised names.
fn is_ignored(c: char) -> bool {
    c.is_whitespace()
        || is_hyphen(c)
        || is_mark(c)
        || matches!(c, '・' | '·' | '•' | '‧' | '∙' | '=' | '゠' | '.' | ',' | '\'' | '’' | '\u{300}'..='\u{36F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The large form of a small katakana letter.
const fn enlarge(c: char) -> char {
    match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        other => other,
    }
}
