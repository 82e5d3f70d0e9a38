//! The script that asks a browser for a passkey. It is no island: only the few pages that ask for one load it, and no page of residents
//! carries its weight.

use mendan_service::secret::sha256;

/// Where it is.
pub const PATH: &str = "/passkey.js";
/// The script.
pub const SCRIPT: &str = include_str!("passkeys.js");

/// Its address: another one with each content, so that no browser runs the one of another release.
pub fn address() -> String {
    let start = sha256(SCRIPT.as_bytes()).iter().take(4).fold(0_u32, |sum, octet| sum << 8 | u32::from(*octet));
    format!("{PATH}?{start:08x}")
}
