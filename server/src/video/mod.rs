//! Video providers: each has a file here and a line in the list below. What they are asked and when, the service says
//! (`mendan_service::video`).
//!
//! To add one: its file, which reads what it needs from its own `MENDAN_VIDEO_…` variables, its line in [`providers`], and its
//! variables in [`KEYS`].

mod bridge;
mod http;
mod jitsi;
mod own_room;

use mendan_service::secret::Secret;
use mendan_service::video::provider::Providers;

use crate::config::{ConfigError, VideoSettings};

/// The `MENDAN_VIDEO_…` variables that somebody reads.
pub const KEYS: [&str; 2] = [bridge::URL, bridge::TOKEN];

/// All providers. The first that has a link for an interview gives it.
///
/// # Errors
/// When the settings of one cannot be used.
pub fn providers(settings: &VideoSettings, secret: &Secret) -> Result<Providers, ConfigError> {
    Ok(Providers::new()
        .rooms(own_room::OwnRoom)
        .meetings(bridge::Bridge::from(settings)?)
        .rooms(jitsi::Jitsi::new(secret.clone())))
}
