//! From what was typed into the search to the ranges of terms that it may mean.

use chrono::NaiveDate;

use super::{Kind, latin, phone};
use crate::booking::reference::Reference;
use crate::date::possible_births;
use crate::person::name::search_key;
use crate::text::without_marks;

/// Beyond any character of a term.
const LAST: &str = "\u{10FFFF}";
/// Right behind a term itself, before any longer one.
const SELF_ONLY: &str = "\u{1}";
/// Words that are read; nobody says more.
const WORDS: usize = 6;
/// What is said behind a name.
const TITLES: [&str; 8] = ["さん", "さま", "ちゃん", "様", "氏", "サン", "サマ", "殿"];
const LATIN_TITLES: [&str; 2] = ["-san", "-sama"];

/// A range of terms that one word of a search may mean. A booking is found when, in one way of reading, each of the `words` has a range
/// that holds a term of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    /// 0: the whole text as one word; 1: word by word.
    pub way: i64,
    /// Which word of that way, from 0; where one of them is rare, 0 is a rare one.
    pub word: i64,
    /// Words of that way.
    pub words: i64,
    /// Word 0 of that way leads to few bookings: a date, a number or an address rather than a name.
    pub rare: bool,
    /// First term.
    pub low: String,
    /// Behind the last term.
    pub high: String,
}

impl std::fmt::Debug for Wanted {
    /// Without what was typed: it is somebody's name or number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wanted").field("way", &self.way).field("word", &self.word).finish_non_exhaustive()
    }
}

/// What a typed text may mean; empty when it can mean nothing. A slash in front is the key that leads to the search.
pub fn wanted(typed: &str, today: NaiveDate) -> Vec<Wanted> {
    let typed = without_marks(typed);
    let typed = typed.trim().trim_start_matches(['/', '／']).trim();
    let mut words: Vec<&str> = typed.split_whitespace().filter(|word| !is_title(word)).take(WORDS).collect();
    if words.is_empty() {
        // Somebody is called so.
        words = typed.split_whitespace().take(WORDS).collect();
    }
    let whole = ranges(&words.concat(), &words.join(" "), today);
    let mut all = of_way(0, vec![whole]);
    if words.len() > 1 {
        all.extend(of_way(1, words.iter().map(|word| ranges(word, word, today)).collect()));
    }
    all
}

/// The ranges of a way's words, a rare one first.
fn of_way(way: i64, mut words: Vec<Vec<(String, String)>>) -> Vec<Wanted> {
    words.sort_by_key(|ranges| !is_rare(ranges));
    let rare = words.first().is_some_and(|ranges| is_rare(ranges));
    let count = i64::try_from(words.len()).unwrap_or(i64::MAX);
    let of_word = |(word, ranges): (i64, Vec<(String, String)>)| {
        ranges.into_iter().map(move |(low, high)| Wanted { way, word, words: count, rare, low, high })
    };
    (0..).zip(words).flat_map(of_word).collect()
}

/// Whether a word may be something that few have. It may be a name all the same: then it only costs more.
fn is_rare(ranges: &[(String, String)]) -> bool {
    let letters = [Kind::Birth, Kind::Phone, Kind::Mail].map(|kind| kind.term(""));
    ranges.iter().any(|(low, _)| letters.iter().any(|letter| low.starts_with(letter)))
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || word.eq_ignore_ascii_case("san") || word.eq_ignore_ascii_case("sama")
}

/// The ranges of one word; `spaced` is the same with its spaces, which part numbers.
fn ranges(word: &str, spaced: &str, today: NaiveDate) -> Vec<(String, String)> {
    let mut ranges = Vec::new();
    for name in names(word) {
        let key = search_key(name);
        if !key.is_empty() {
            ranges.push(beginning(Kind::Name, &key));
        }
        ranges.extend(latin::key(name).map(|key| beginning(Kind::Latin, &key)));
    }
    if let Some(digits) = phone::digits(spaced) {
        let range = if digits.len() < phone::ANYWHERE { exactly } else { beginning };
        ranges.push(range(Kind::Phone, &digits));
    }
    ranges.extend(Reference::parse_part(word).map(|part| beginning(Kind::Reference, &part)));
    ranges.extend(possible_births(spaced, today).into_iter().map(|date| exactly(Kind::Birth, &date.to_string())));
    if let Some(mail) = mail(word) {
        ranges.push(beginning(Kind::Mail, &mail));
    }
    ranges
}

/// The word, and the word without the title behind it.
fn names(word: &str) -> impl Iterator<Item = &str> {
    let lower = word.to_ascii_lowercase();
    let latin = LATIN_TITLES.iter().find(|title| lower.ends_with(**title)).map(|title| title.len());
    let title = TITLES.iter().find(|title| word.ends_with(**title)).map(|title| title.len()).or(latin);
    let bare = title.and_then(|length| word.get(..word.len() - length)).filter(|bare| !bare.is_empty());
    std::iter::once(word).chain(bare)
}

/// A mail address or its beginning, in lower case and half width.
fn mail(word: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization as _;
    let plain = word.nfkc().collect::<String>().to_lowercase();
    plain.find('@').filter(|at| *at > 0).map(|_| plain)
}

fn beginning(kind: Kind, text: &str) -> (String, String) {
    let term = kind.term(text);
    (term.clone(), term + LAST)
}

fn exactly(kind: Kind, text: &str) -> (String, String) {
    let term = kind.term(text);
    (term.clone(), term + SELF_ONLY)
}
