//! A fixed room per nurse (Webex personal room, Teams meeting …).

use mendan_service::video::provider::{Interview, Rooms, VideoError};
use url::Url;

/// The room that stands with her name.
#[derive(Debug, Clone, Copy)]
pub struct OwnRoom;

impl Rooms for OwnRoom {
    fn room(&self, interview: &Interview<'_>) -> Result<Url, VideoError> {
        let link = interview.staff.video_url.as_deref().ok_or(VideoError("the nurse has no room of her own"))?;
        Url::parse(link).map_err(|_| VideoError("the nurse's link is not an address"))
    }
}
