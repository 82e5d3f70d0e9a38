//! Classes of characters, as ranges of the Unicode standard.

/// Kanji and the signs used like kanji (々 〆 〇), with the compatibility ideographs and all planes of ideographs.
pub(crate) const fn is_kanji(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{303B}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Ideographs that NFC would replace by their unified form.
pub(crate) const fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// What people type for a hyphen, in six kinds: hyphen-minus (-, full width －, small ﹣), hyphen (U+2010, U+2011),
/// dash (U+2012–U+2015), minus (U+2212), long vowel mark (ー, half width ｰ) and the box line ─ (U+2500).
pub(crate) const fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{FF0D}' | '\u{FE63}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FF70}' | '\u{2500}'
    )
}

/// Characters that steer, hide or break text: controls (but tab and line feed), line and paragraph separators,
/// bidirectional marks, zero-width characters, invisible fillers, tags and noncharacters.
pub(crate) fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FFFE}'
        | '\u{FFFF}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}'
        | '\u{E01F0}'..='\u{E0FFF}' => true,
        _ => c.is_control(),
    }
}

/// Whether `c` is a joiner or non-joiner between two letters or marks of a script that is spelt with them: Arabic and Persian, the
/// scripts of India and Sri Lanka, Burmese, Khmer, Mongolian.
pub(crate) const fn joins_letters(before: Option<char>, c: char, after: Option<char>) -> bool {
    match (before, c, after) {
        (Some(left), '\u{200C}' | '\u{200D}', Some(right)) => is_joining(left) && is_joining(right),
        _ => false,
    }
}

const fn is_joining(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17DD}'
        | '\u{1820}'..='\u{18AA}' | '\u{A8E0}'..='\u{A8FF}' | '\u{FB50}'..='\u{FDCF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether `c` is a zero-width joiner between two emoji.
pub(crate) const fn joins_emoji(before: Option<char>, c: char, after: Option<char>) -> bool {
    match (before, c, after) {
        (Some(left), '\u{200D}', Some(right)) => (left == '\u{FE0F}' || is_pictograph(left)) && is_pictograph(right),
        _ => false,
    }
}

/// False for a variation selector that stands where Unicode defines no variation; true for everything else.
///
/// Ideographic selectors need a kanji before them, emoji selectors a symbol or a digit.
pub(crate) const fn selector_is_legal(before: Option<char>, c: char) -> bool {
    match (before, c) {
        (Some(base), '\u{E0100}'..='\u{E01EF}' | '\u{FE00}'..='\u{FE02}') => is_kanji(base),
        (Some(base), '\u{FE0E}' | '\u{FE0F}') => is_pictograph(base) || matches!(base, '0'..='9' | '#' | '*'),
        (_, '\u{E0100}'..='\u{E01EF}' | '\u{FE00}'..='\u{FE0F}') => false,
        _ => true,
    }
}

/// Symbols that can be drawn as emoji, by block.
const fn is_pictograph(c: char) -> bool {
    matches!(c, '©' | '®' | '\u{203C}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}
