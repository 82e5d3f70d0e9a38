//! Forms that need a cookie say so in their address: the server then finds out whether the browser keeps any, before
//! anything is held or a password is looked at.

/// A form of a page that has set a cookie.
pub const EXPECTED: &str = "cookies=expected";
/// The same form once more, after the server has set one with its answer.
pub const AGAIN: &str = "cookies=again";

/// The address of such a form.
pub fn expecting(action: &str) -> String {
    format!("{action}?{EXPECTED}")
}
