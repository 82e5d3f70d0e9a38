//! Names in the alphabet: `sato`, `satou`, `satoh` and `サトウ` are one.

use wana_kana::ConvertJapanese as _;

use crate::person::name::{katakana, search_key};

/// Hepburn and the slips of it, written as Kunrei-shiki does; in this order.
const SPELLINGS: [(&str, &str); 25] = [
    ("tchi", "tti"),
    ("tch", "tty"),
    ("shi", "si"),
    ("sh", "sy"),
    ("chi", "ti"),
    ("ch", "ty"),
    ("tsu", "tu"),
    ("dzu", "zu"),
    ("du", "zu"),
    ("ji", "zi"),
    ("jy", "zy"),
    ("di", "zi"),
    ("j", "zy"),
    ("f", "h"),
    ("v", "b"),
    ("l", "r"),
    ("mb", "nb"),
    ("mp", "np"),
    ("mm", "nm"),
    ("wo", "o"),
    ("ou", "o"),
    ("oo", "o"),
    ("uu", "u"),
    ("aa", "a"),
    ("nn", "n"),
];

/// The key of a reading or a name in one spelling of the alphabet; `None` when it has other characters.
pub(super) fn key(name: &str) -> Option<String> {
    let reading = katakana(name);
    let latin = if reading.chars().any(|c| ('ァ'..='ヺ').contains(&c)) { romaji(&reading) } else { reading };
    let latin = search_key(&latin).chars().map(plain).collect::<String>();
    (!latin.is_empty() && latin.bytes().all(|b| b.is_ascii_alphabetic())).then(|| fold(&latin))
}

/// Letters that are no letter with an accent, as an airline writes them.
const fn plain(c: char) -> char {
    match c {
        'đ' | 'ð' => 'd',
        'ø' => 'o',
        'ł' => 'l',
        'ı' => 'i',
        'ß' => 's',
        other => other,
    }
}

/// Letters of a reading. What stands between the parts of a name goes, and so does a long vowel mark: `オーノ` is `ono`.
fn romaji(reading: &str) -> String {
    reading.chars().filter(|c| !matches!(c, 'ー' | '・' | '＝' | ' ')).collect::<String>().to_romaji()
}

fn fold(latin: &str) -> String {
    let latin = SPELLINGS.iter().fold(without_long_h(latin), |latin, (typed, key)| latin.replace(typed, key));
    // Three vowels in a row leave two behind.
    SPELLINGS.iter().rev().take(5).fold(latin, |latin, (typed, key)| latin.replace(typed, key))
}

/// `ohno` and `satoh`: an h behind a vowel that no vowel and no y follows makes it long.
fn without_long_h(latin: &str) -> String {
    let letters: Vec<char> = latin.chars().collect();
    let is_long = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let behind = letters.get(at + 1);
        letters.get(at) == Some(&'h')
            && before.is_some_and(|c| "aiueo".contains(*c))
            && behind.is_none_or(|c| !"aiueoyh".contains(*c))
    };
    letters.iter().enumerate().filter(|(at, _)| !is_long(*at)).map(|(_, c)| *c).collect()
}
