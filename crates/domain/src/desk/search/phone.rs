//! Numbers by any part of them: callers say the end, the local part of a land line, or all of it.

use crate::person::phone::domestic;
use crate::text::{chars::is_hyphen, without_marks};
use unicode_normalization::UnicodeNormalization;

/// Fewer digits than these are no part of a number to search by.
const FEWEST: usize = 4;
/// From so many on, any part of a number is found; fewer must be its end.
pub(super) const ANYWHERE: usize = 6;

/// The digits of a number from each of its digits on, down to the last four.
pub(super) fn endings(e164: &str) -> impl Iterator<Item = String> {
    let digits = domestic(e164).trim_start_matches('+').to_owned();
    let ends = digits.len().saturating_sub(FEWEST);
    (0..=ends).filter_map(move |from| digits.get(from..).map(str::to_owned))
}

/// The digits that somebody typed, with the separators people use; `None` when it is something else.
pub(super) fn digits(typed: &str) -> Option<String> {
    let plain: String = without_marks(typed).nfkc().filter(|c| !c.is_whitespace() && !"().".contains(*c)).collect();
    let plain: String = plain.chars().filter(|c| !is_hyphen(*c)).collect();
    let number = domestic(&plain);
    let digits = number.strip_prefix('+').unwrap_or(&number);
    (digits.len() >= FEWEST && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.to_owned())
}
