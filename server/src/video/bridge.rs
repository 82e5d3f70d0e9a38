//! A small program of the city's or of its integrator that makes meetings wherever the city has its licences (Teams, Webex, Zoom …),
//! and speaks these three requests, each with `Authorization: Bearer …`:
//!
//! - `PUT {MENDAN_VIDEO_BRIDGE_URL}/meetings/{key}` with `{"host","starts_at","ends_at","timezone"}` → `{"id","join_url"}`. Asked
//!   again for a key it knows, it answers as the first time and makes nothing.
//! - `PATCH …/meetings/{key}` with the same: the meeting is moved. `404` when there is none.
//! - `DELETE …/meetings/{key}`: it is taken away. `404` when there is none.
//!
//! Times are RFC 3339 in UTC; `host` is the nurse's sign-in name. Nothing is said of who is to come.

use async_trait::async_trait;
use chrono::SecondsFormat;
use mendan_service::video::provider::{Interview, MadeMeeting, MeetingError, Meetings, WantedMeeting};
use reqwest::{Client, Method, RequestBuilder};
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::http::{again, ask, client};
use crate::config::{ConfigError, VideoSettings};

/// Its address.
pub const URL: &str = "video_bridge_url";
/// What it knows us by.
pub const TOKEN: &str = "video_bridge_token";

/// The bridge.
pub struct Bridge {
    client: Client,
    base: Url,
    token: String,
}

/// What it answers.
#[derive(Deserialize)]
struct Answer {
    id: String,
    join_url: Url,
}

impl Bridge {
    /// The one that the settings name.
    ///
    /// # Errors
    /// When its address is none.
    pub fn from(settings: &VideoSettings) -> Result<Option<Self>, ConfigError> {
        let Some(url) = settings.get(URL) else { return Ok(None) };
        let wrong = |why: &str| ConfigError(format!("MENDAN_VIDEO_BRIDGE_URL: {why}"));
        let base = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let base = base.ok_or_else(|| wrong("use http://… or https://…"))?;
        let client = client().map_err(|error| wrong(&error.to_string()))?;
        Ok(Some(Self { client, base, token: settings.get(TOKEN).unwrap_or_default().to_owned() }))
    }

    fn request(&self, method: Method, key: &str) -> RequestBuilder {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(["meetings", key]);
        }
        self.client.request(method, url).bearer_auth(&self.token)
    }

    async fn told(&self, method: Method, meeting: &WantedMeeting) -> Result<MadeMeeting, MeetingError> {
        let body = json!({
            "host": meeting.host,
            "starts_at": meeting.starts_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "ends_at": meeting.ends_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "timezone": meeting.timezone.name(),
        });
        let answer = ask(self.request(method, &meeting.key).json(&body)).await?;
        let Answer { id, join_url } = answer.json().await.map_err(|error| again(&error))?;
        if !matches!(join_url.scheme(), "http" | "https") {
            return Err(MeetingError::Again("the provider's link is not an address".into()));
        }
        Ok(MadeMeeting { id, join_url })
    }
}

#[async_trait]
impl Meetings for Bridge {
    fn name(&self) -> &'static str {
        "bridge"
    }

    fn serves(&self, _interview: &Interview<'_>) -> bool {
        true
    }

    async fn create(&self, meeting: &WantedMeeting) -> Result<MadeMeeting, MeetingError> {
        self.told(Method::PUT, meeting).await
    }

    async fn update(&self, _id: &str, meeting: &WantedMeeting) -> Result<MadeMeeting, MeetingError> {
        self.told(Method::PATCH, meeting).await
    }

    async fn delete(&self, key: &str, _id: Option<&str>) -> Result<(), MeetingError> {
        ask(self.request(Method::DELETE, key)).await.map(drop)
    }
}
