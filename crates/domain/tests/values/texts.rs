//! Cleaning and limiting of text.

use mendan_domain::text::{
    Limits, TextError, clean, free_text, single_line, single_line_without_link, without_marks, without_stray_joiners,
};
use proptest::prelude::*;

const LINE: Limits = Limits::new(20, 200);

#[test]
fn white_space_is_folded_and_letters_are_kept() {
    assert_eq!(clean("\u{3000} 山田\u{3000}\u{3000}\t花子 "), "山田 花子");
    assert_eq!(clean("か\u{3099}"), "が");
    for kept in ["𠮷田", "葛\u{E0100}城", "\u{FA19}谷", "福\u{FA1B}\u{E0101}", "﨑", "髙"] {
        assert_eq!(clean(kept), kept);
    }
}

#[test]
fn what_cannot_be_seen_is_refused_on_one_line_and_in_notes() {
    let hidden = [
        "a\0b",
        "a\u{1B}[31m",
        "a\u{7F}",
        "a\u{85}b",
        "a\u{2028}b",
        "a\u{2029}b",
        "a\u{202E}b",
        "a\u{2066}b",
        "a\u{200F}b",
        "a\u{200B}b",
        "a\u{200D}b",
        "a\u{2060}b",
        "\u{FEFF}a",
        "a\u{AD}b",
        "a\u{FE0F}",
        "a\u{E0100}",
        "\u{E0100}",
        "あ\u{FE0F}",
        "a\u{E0041}",
        "\u{301}",
        "a \u{301}",
        "Z\u{301}\u{302}\u{303}\u{304}\u{305}",
    ];
    for text in hidden {
        assert_eq!(single_line(text, &LINE), Err(TextError::ControlCharacter), "{text:?}");
        assert_eq!(free_text(text, &LINE), Err(TextError::ControlCharacter), "{text:?}");
    }
    for text in ["a\nb", "a\r\nBcc: b", "a\r"] {
        assert_eq!(single_line(text, &LINE), Err(TextError::ControlCharacter), "{text:?}");
    }
}

#[test]
fn what_people_write_is_accepted() {
    for text in [
        "山田 花子",
        "𠮷野",
        "葛\u{E0100}城",
        "☎\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
        "👨‍👩‍👧",
        "❤\u{FE0F}‍🔥",
        "👍🏽",
        "ශ්\u{200D}රී",
        "نیلوفر\u{200C}سا",
        "Nguyễn Thị Ánh",
        "</script>",
        "= 1",
    ] {
        assert_eq!(single_line(text, &LINE).as_deref(), Ok(text));
    }
}

#[test]
fn joiners_stay_where_they_are_spelling_and_nowhere_else() {
    for name in ["ශ්\u{200D}රී", "فاطمه\u{200C}سادات", "क्\u{200D}ष", "👩\u{200D}🍼", "花子"]
    {
        assert_eq!(without_stray_joiners(name), name);
    }
    for (typed, name) in
        [("花\u{200D}子", "花子"), ("\u{200C}Ana\u{200D}", "Ana"), ("ශ්\u{200D}", "ශ්"), ("نیلوفر\u{200C} ", "نیلوفر ")]
    {
        assert_eq!(without_stray_joiners(typed), name);
    }
    assert_eq!(without_marks("\u{2067}a\u{200D}b\u{2069}"), "ab");
}

#[test]
fn length_is_counted_in_graphemes_and_in_bytes() {
    assert!(single_line(&"𠮷".repeat(20), &LINE).is_ok());
    assert_eq!(single_line(&"𠮷".repeat(21), &LINE), Err(TextError::TooLong));
    assert!(single_line(&"👨‍👩‍👧".repeat(11), &LINE).is_ok());
    assert_eq!(single_line(&"👨‍👩‍👧".repeat(12), &LINE), Err(TextError::TooLong));
    assert_eq!(single_line(" \u{3000}", &LINE), Err(TextError::Required));
    assert_eq!(free_text("\r\n \n", &LINE), Err(TextError::Required));
}

#[test]
fn notes_keep_their_lines_and_indents() {
    let note = free_text("\r\n\u{3000}一行目 \r\n\r\n二行目\t終\r\n\r\n", &LINE);
    assert_eq!(note.as_deref(), Ok("\u{3000}一行目\n\n二行目 終"));
}

#[test]
fn numbers_of_the_state_and_links_are_refused() {
    assert_eq!(single_line("1234 5678 9018", &LINE), Err(TextError::MyNumber));
    assert_eq!(free_text("番号\n123456789018", &LINE), Err(TextError::MyNumber));
    for text in ["http://a", "ｈｔｔｐ：／／a", "WWW.a", "ｗｗｗ．a"] {
        assert_eq!(single_line_without_link(text, &LINE), Err(TextError::Link), "{text}");
        assert_eq!(single_line(text, &LINE).as_deref(), Ok(text));
    }
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(text in any::<String>(), near in "[ \u{3000}かﾞ\u{3099}\u{FA19}\u{E0100}e\u{301}]{0,12}") {
        for input in [text, near] {
            let once = clean(&input);
            prop_assert_eq!(clean(&once), once);
        }
    }

    #[test]
    fn accepted_text_is_accepted_again_unchanged(text in any::<String>(), near in "[ \u{3000}か\u{3099}\u{FA19}\u{E0100}e\u{301}\r\n☎👩\u{200D}\u{FE0F}]{0,12}") {
        for input in [text, near] {
            if let Ok(line) = single_line(&input, &Limits::LINE) {
                prop_assert_eq!(single_line(&line, &Limits::LINE), Ok(line));
            }
            if let Ok(note) = free_text(&input, &Limits::NOTE) {
                prop_assert_eq!(free_text(&note, &Limits::NOTE), Ok(note));
            }
        }
    }
}
