//! Where the city's own Jitsi server is.

use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Video {
    video_base_url: Option<String>,
}

impl Part for Video {
    fn read(city: &Municipality) -> Self {
        Self { video_base_url: city.video_base_url.clone() }
    }

    /// Rooms are names in a folder.
    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let typed = form.fields.some("video_base_url").map(str::trim).filter(|typed| !typed.is_empty());
        let folder = |url: String| if url.is_empty() || url.ends_with('/') { url } else { url + "/" };
        Self { video_base_url: typed.map(|typed| folder(checks.https("video_base_url", typed))) }
    }

    fn apply(self, city: &mut Municipality) {
        city.video_base_url = self.video_base_url;
    }

    fn shown(&self) -> Shown {
        vec![("video_base_url", self.video_base_url.clone().unwrap_or_default())]
    }
}
