//! The script that asks a browser for a passkey. It is no island: only the few pages that ask for one load it, and no page of residents
//! carries its weight.

use crate::scripts::Script;

/// Where it is.
pub const PATH: &str = "/passkey.js";
/// The script.
pub const SCRIPT: &str = include_str!("passkeys.js");

/// Its address: another one with each content, so that no browser runs the one of another release.
pub fn address() -> String {
    Script { path: PATH, text: SCRIPT }.address()
}
