//! Finding a マイナンバー (個人番号) in text, so that it is refused before anything stores it.
//!
//! Nothing in this system has the legal ground to collect one (番号法 第20条). Phone fields are not searched: one in
//! eleven numbers written +81… has a valid check digit by chance.

use unicode_normalization::UnicodeNormalization;

use crate::text::chars::is_hyphen;

/// The longest gap that still joins two groups of digits, as in `1234 - 5678 - 9018`.
const LONGEST_GAP: usize = 3;

/// What stands before a group of digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Spaces,
    Hyphens,
    /// Other text: no number goes across it.
    Text,
    /// A plus sign: the digits are a phone number.
    Plus,
}

/// Whether `text` holds 12 digits with a valid check digit, after NFKC.
///
/// Found are: 12 digits in a row; groups joined all by spaces or all by hyphens with 12 digits together; and 4-4-4 in
/// any mixture. Digits that belong to a longer run, or follow a `+`, are not found.
///
/// The check digit is that of 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード並びに情報提供
/// ネットワークシステムによる特定個人情報の提供等に関する省令 (平成26年総務省令第85号) 第5条: with `Pₙ` the n-th of the other eleven
/// digits counted from the right, and `Qₙ = n + 1` for n ≤ 6, `n − 5` for n ≥ 7, it is `11 − (Σ PₙQₙ mod 11)`, or 0 when
/// that remainder is 0 or 1.
pub fn contains_my_number(text: &str) -> bool {
    let groups = groups(text);
    let alone = |(gap, digits): &(Gap, Vec<u32>)| *gap != Gap::Plus && is_valid(digits);
    groups.iter().any(alone)
        || runs(&groups, |gap| gap == Gap::Spaces).any(|run| is_valid(&run.concat()))
        || runs(&groups, |gap| gap == Gap::Hyphens).any(|run| is_valid(&run.concat()))
        || runs(&groups, |gap| matches!(gap, Gap::Spaces | Gap::Hyphens))
            .any(|run| run.iter().all(|group| group.len() == 4) && is_valid(&run.concat()))
}

/// The groups of digits, each with what stands before it.
fn groups(text: &str) -> Vec<(Gap, Vec<u32>)> {
    let mut groups: Vec<(Gap, Vec<u32>)> = Vec::new();
    let mut between = String::new();
    for c in text.nfkc() {
        match (c.to_digit(10), groups.last_mut()) {
            (Some(digit), Some((_, digits))) if between.is_empty() => digits.push(digit),
            (Some(digit), last) => {
                let gap = gap(&between, last.is_none());
                groups.push((gap, vec![digit]));
                between.clear();
            }
            (None, _) => between.push(c),
        }
    }
    groups
}

fn gap(between: &str, first: bool) -> Gap {
    if between.ends_with('+') {
        Gap::Plus
    } else if first || between.chars().count() > LONGEST_GAP || !between.chars().all(|c| c == ' ' || is_hyphen(c)) {
        Gap::Text
    } else if between.contains(is_hyphen) {
        Gap::Hyphens
    } else {
        Gap::Spaces
    }
}

/// The longest runs of groups whose inner gaps satisfy `joined`; runs after a plus sign are left out.
fn runs(groups: &[(Gap, Vec<u32>)], joined: impl Fn(Gap) -> bool) -> impl Iterator<Item = Vec<Vec<u32>>> {
    groups
        .chunk_by(move |_, (gap, _)| joined(*gap))
        .filter(|run| run.first().is_some_and(|(gap, _)| *gap != Gap::Plus))
        .map(|run| run.iter().map(|(_, digits)| digits.clone()).collect())
}

/// Whether these are 12 digits of which the last is the check digit.
fn is_valid(digits: &[u32]) -> bool {
    let Some((check, rest)) = digits.split_last() else { return false };
    let weights = [2_u32, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6];
    let sum: u32 = rest.iter().rev().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    };
    digits.len() == 12 && *check == expected
}
