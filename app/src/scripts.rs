//! Scripts of the staff's pages that are no islands: what residents load weighs nothing more for them. Each is a module of the browser's
//! own, a few kilobytes, and its page works without it.

use mendan_service::secret::sha256;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Script {
    /// Where it is.
    pub path: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// A booking is carried to another place of the day, by mouse, finger or keys.
pub const HANDS: Script = Script { path: "/hands.js", text: include_str!("hands.js") };
/// What is typed is kept while it is typed.
pub const DRAFTS: Script = Script { path: "/drafts.js", text: include_str!("drafts.js") };
/// A page is told of what others change, fetches itself again and changes what is different.
pub const LIVE: Script = Script { path: "/live.js", text: include_str!("live.js") };
/// All of them.
pub const ALL: [Script; 3] = [HANDS, DRAFTS, LIVE];

impl Script {
    /// Its address: another one with each content, so that no browser runs the one of another release.
    pub fn address(self) -> String {
        let start = sha256(self.text.as_bytes()).iter().take(4).fold(0_u32, |sum, octet| sum << 8 | u32::from(*octet));
        format!("{}?{start:08x}", self.path)
    }
}
