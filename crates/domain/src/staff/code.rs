//! A code that a member of staff types: of her authenticator app, or of her paper.

use unicode_normalization::UnicodeNormalization;

/// Its digits and letters in half width, however they were typed: in groups, with hyphens, in full width.
pub fn typed_code(typed: &str) -> String {
    typed.nfkc().filter(char::is_ascii_alphanumeric).collect()
}
