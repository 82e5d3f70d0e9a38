//! Meeting links. A provider that fails never blocks a booking: the link follows by a job of the outbox.

use mendan_domain::ids::BookingId;
use url::Url;

use crate::city::catalogue::Municipality;
use crate::model::StaffMember;
use crate::secret::Secret;

/// What a provider may know: no names, no contacts.
#[derive(Debug)]
pub struct RoomRequest<'a> {
    /// The booking.
    pub booking: BookingId,
    /// The city.
    pub municipality: &'a Municipality,
    /// The nurse who holds the interview.
    pub staff: &'a StaffMember,
}

/// Why there is no link yet.
#[derive(Debug, thiserror::Error)]
#[error("video provider: {0}")]
pub struct VideoError(pub &'static str);

/// Gives a booking its meeting link.
///
/// `link` is asked inside the booking's transaction and must answer at once, without network or waiting. A provider
/// that needs the network answers `Err` there and is asked again by the outbox job, outside any transaction.
pub trait VideoProvider: Send + Sync {
    /// The link of that booking's room; the same for the same request.
    fn link(&self, request: &RoomRequest<'_>) -> Result<Url, VideoError>;
}

/// The city's own Jitsi server: one unguessable room per booking, for life.
#[derive(Debug, Clone)]
pub struct Jitsi {
    secret: Secret,
}

impl Jitsi {
    /// Rooms are derived from the server's secret.
    pub fn new(secret: Secret) -> Self {
        Self { secret }
    }
}

impl VideoProvider for Jitsi {
    fn link(&self, request: &RoomRequest<'_>) -> Result<Url, VideoError> {
        let base = request.municipality.video_base_url.as_deref().ok_or(VideoError("no Jitsi server configured"))?;
        let room = self.secret.room_name(request.booking, 0);
        Url::parse(base).and_then(|url| url.join(&room)).map_err(|_| VideoError("the Jitsi address is not an address"))
    }
}

/// A fixed room per nurse (Webex personal room, Teams meeting …).
#[derive(Debug, Clone, Copy)]
pub struct FixedLink;

impl VideoProvider for FixedLink {
    fn link(&self, request: &RoomRequest<'_>) -> Result<Url, VideoError> {
        let link = request.staff.video_url.as_deref().ok_or(VideoError("the nurse has no room of her own"))?;
        Url::parse(link).map_err(|_| VideoError("the nurse's link is not an address"))
    }
}

/// The first that has a link: the nurse's own room, else the city's server.
pub struct FirstOf(pub Vec<Box<dyn VideoProvider>>);

impl VideoProvider for FirstOf {
    fn link(&self, request: &RoomRequest<'_>) -> Result<Url, VideoError> {
        let mut last = VideoError("no provider");
        for provider in &self.0 {
            match provider.link(request) {
                Ok(url) => return Ok(url),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}
