//! The port to video providers. A provider that fails never blocks a booking: it is asked by jobs, outside any transaction.
//!
//! | | [`Rooms`] | [`Meetings`] |
//! |---|---|---|
//! | answers | at once, in the booking's transaction | over the network, by the jobs beside this file |
//! | knows the time | no | yes: made, moved and taken away with the booking |
//! | for instance | a nurse's own room, a Jitsi server | Teams (`onlineMeetings/createOrGet` takes [`WantedMeeting::key`] as its external id), Webex, Zoom |

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use mendan_domain::ids::BookingId;
use url::Url;

use crate::city::catalogue::Municipality;
use crate::model::StaffMember;

/// What a provider may know: no names of residents, no contacts.
#[derive(Debug)]
pub struct Interview<'a> {
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

/// Rooms that are there already.
pub trait Rooms: Send + Sync {
    /// The link of that interview's room; the same for the same interview. Without network or waiting.
    fn room(&self, interview: &Interview<'_>) -> Result<Url, VideoError>;
}

/// A meeting as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedMeeting {
    /// The same for the same meeting: whoever is asked twice for one key makes one meeting.
    pub key: String,
    /// The sign-in name of the nurse who holds it: whose account it belongs to, where the provider asks.
    pub host: String,
    /// From.
    pub starts_at: DateTime<Utc>,
    /// Until.
    pub ends_at: DateTime<Utc>,
    /// The city's time zone.
    pub timezone: Tz,
}

/// A meeting that the provider has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeMeeting {
    /// What the provider calls it.
    pub id: String,
    /// The link to it.
    pub join_url: Url,
}

/// What a provider may fail with. Texts carry its words, nothing personal.
#[derive(Debug, thiserror::Error)]
pub enum MeetingError {
    /// Not now: it is asked again.
    #[error("{0}")]
    Again(String),
    /// It has no such meeting.
    #[error("the provider has no such meeting")]
    Missing,
}

/// Makes meetings.
#[async_trait]
pub trait Meetings: Send + Sync {
    /// Its name, kept with each of its meetings: it must never change.
    fn name(&self) -> &'static str;
    /// Whether that interview's meeting is its business.
    fn serves(&self, interview: &Interview<'_>) -> bool;
    /// Makes it, or finds the one it has made for that key.
    async fn create(&self, meeting: &WantedMeeting) -> Result<MadeMeeting, MeetingError>;
    /// Moves it, or hands it to another nurse; by what the provider calls it.
    async fn update(&self, id: &str, meeting: &WantedMeeting) -> Result<MadeMeeting, MeetingError>;
    /// Takes it away. Without an id nobody knows whether it was made for that key. One that is not there is well.
    async fn delete(&self, key: &str, id: Option<&str>) -> Result<(), MeetingError>;
}

enum Provider {
    Rooms(Box<dyn Rooms>),
    Meetings(Arc<dyn Meetings>),
}

/// How an interview gets its link.
pub enum Way {
    /// There is a room.
    Room(Url),
    /// That provider makes a meeting.
    Meeting(Arc<dyn Meetings>),
    /// Nobody has one now.
    Nowhere(VideoError),
}

/// All providers; the first that has a link for an interview gives it.
#[derive(Default)]
pub struct Providers(Vec<Provider>);

impl Providers {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// And those rooms.
    #[must_use]
    pub fn rooms(mut self, provider: impl Rooms + 'static) -> Self {
        self.0.push(Provider::Rooms(Box::new(provider)));
        self
    }

    /// And those meetings, where there are any.
    #[must_use]
    pub fn meetings(mut self, provider: Option<impl Meetings + 'static>) -> Self {
        self.0.extend(provider.map(|provider| Provider::Meetings(Arc::new(provider))));
        self
    }

    /// How that interview gets its link.
    pub fn way(&self, interview: &Interview<'_>) -> Way {
        let mut last = VideoError("no provider");
        for provider in &self.0 {
            match provider {
                Provider::Rooms(rooms) => match rooms.room(interview) {
                    Ok(url) => return Way::Room(url),
                    Err(error) => last = error,
                },
                Provider::Meetings(meetings) if meetings.serves(interview) => {
                    return Way::Meeting(Arc::clone(meetings));
                }
                Provider::Meetings(_) => {}
            }
        }
        Way::Nowhere(last)
    }

    /// Whether any of them makes meetings.
    pub fn make_meetings(&self) -> bool {
        self.0.iter().any(|provider| matches!(provider, Provider::Meetings(_)))
    }

    /// The one that makes meetings under that name.
    pub fn named(&self, name: &str) -> Option<Arc<dyn Meetings>> {
        self.0.iter().find_map(|provider| match provider {
            Provider::Meetings(meetings) if meetings.name() == name => Some(Arc::clone(meetings)),
            _ => None,
        })
    }
}
