//! The city's own Jitsi server: one unguessable room per booking, for life.

use mendan_service::secret::Secret;
use mendan_service::video::provider::{Interview, Rooms, VideoError};
use url::Url;

/// Rooms whose names are derived from the server's secret.
#[derive(Debug, Clone)]
pub struct Jitsi {
    secret: Secret,
}

impl Jitsi {
    /// On that secret.
    pub fn new(secret: Secret) -> Self {
        Self { secret }
    }
}

impl Rooms for Jitsi {
    fn room(&self, interview: &Interview<'_>) -> Result<Url, VideoError> {
        let base = interview.municipality.video_base_url.as_deref();
        let base = base.ok_or(VideoError("no Jitsi server configured"))?;
        let room = self.secret.room_name(interview.booking, 0);
        Url::parse(base).and_then(|url| url.join(&room)).map_err(|_| VideoError("the Jitsi address is not an address"))
    }
}
