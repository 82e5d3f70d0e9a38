//! Passwords with nothing in them but what is tried first: words, rows of keys, years, however they are joined and disguised.
//! zxcvbn knows English ones that leaked; lists of those that are long enough for us are somebody's people's secrets, so ours is made
//! up by rule (`common.txt`).

use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of the list, and the length of the longest, letters.
static WORDS: LazyLock<(HashSet<&'static str>, usize)> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    let words: HashSet<&str> = lines.flat_map(str::split_whitespace).collect();
    let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    (words, longest)
});

/// A letter as it was typed, and as it is meant where it is disguised.
type Letter = (char, char);

/// Whether nothing is left of a password without what everybody tries: it can be parted into words of the list and words that are
/// `known` besides, with digits and marks anywhere between them. All are in small letters and half width.
pub(super) fn is_common(password: &str, known: &[&str]) -> bool {
    let letters = password.chars().map(|letter| (letter, undisguised(letter)));
    let letters: Vec<Letter> = letters.filter(|(_, meant)| meant.is_alphanumeric()).collect();
    let (words, longest) = &*WORDS;
    let longest = known.iter().map(|word| word.chars().count()).max().unwrap_or(0).max(*longest);
    let is_word = |word: &str| words.contains(word) || known.contains(&word);
    // How far it is understood: up to here, in each way there is.
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for from in 0..letters.len() {
        if !reached[from] {
            continue;
        }
        reached[from + 1] |= !letters[from].0.is_alphabetic();
        let (mut typed, mut meant) = (String::new(), String::new());
        for (until, letter) in (from + 1..).zip(&letters[from..]).take(longest) {
            typed.push(letter.0);
            meant.push(letter.1);
            reached[until] |= is_word(&typed) || is_word(&meant);
        }
    }
    reached[letters.len()]
}

/// The letter that a digit or mark stands for.
const fn undisguised(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_what_is_tried_first() {
        for password in [
            "sakura2026himawari",
            "sakura-himawari-tokyo",
            "1qaz2wsx3edc4rfv",
            "qwertyuiopasdfghjkl2026",
            "p@ssw0rd-p4ssw0rd-2026",
            "hokensenta-uketsuke-2026",
            "iloveyou.iloveyou.you2",
            "sh1yakush0-s@kura!2026",
            "reiwa8nen-tsubaki-kaku",
            "面談予約パスワード2026令和八",
            "保健センター受付さくら20261126",
        ] {
            assert!(is_common(password, &["kaku", "nen", "八"]), "{password}");
        }
    }

    #[test]
    fn a_word_of_ones_own_makes_another() {
        for password in [
            "kumo-ga-takai-yama-41",
            "mizu-no-oto-ga-suru-77",
            "fern lantern gravel 81 orbit",
            "a long enough password",
            "correct horse battery staple",
            "sakura under the wet gutter",
            "椿の花が咲く坂道で雨を待つ人",
        ] {
            assert!(!is_common(password, &["kaku"]), "{password}");
        }
    }
}
