//! The name a member of staff signs in with.

use unicode_normalization::UnicodeNormalization;

use crate::text::without_marks;

/// Longest name, characters.
const LONGEST: usize = 64;

/// The name as typed, without invisible marks, in half width and without spaces around it. Letters keep their case.
pub fn typed_login(typed: &str) -> String {
    without_marks(typed).nfkc().collect::<String>().trim().to_owned()
}

/// What names are compared by: `Hokenshi`, `ｈｏｋｅｎｓｈｉ` and `hokenshi ` are one name.
pub fn login_key(typed: &str) -> String {
    typed_login(typed).to_lowercase()
}

/// A new name: 1 to 64 ASCII letters, digits, `.`, `_` and `-`, in any width. `None` when it is none.
pub fn parse_login(typed: &str) -> Option<String> {
    let login = typed_login(typed);
    let fits = login.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    (fits && (1..=LONGEST).contains(&login.len())).then_some(login)
}
