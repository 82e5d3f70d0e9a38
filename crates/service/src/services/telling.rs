//! Pages that are open: what they are told of, and what of their own asking is noted.

use std::sync::Arc;
use std::time::Duration;

use mendan_domain::ids::MunicipalityId;

use super::{Context, Services};
use crate::live::notice::Notice;
use crate::ports::Notices;
use crate::secret::sha256;

/// A page that asks anew by itself is noted so often, for the same reader and the same page.
pub(super) const SEEN_AGAIN: Duration = Duration::from_mins(1);

/// What a view is known by: who, what, and how narrowed; not what there was to see.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct View(Vec<u8>);

impl View {
    /// Of that asker.
    pub(crate) fn of(context: &Context, subject: (&str, i64), detail: &serde_json::Value) -> Self {
        let mut asked = detail.clone();
        if let Some(fields) = asked.as_object_mut() {
            fields.remove("bookings");
        }
        let who = context.actor.staff().map_or(0, |staff| staff.0);
        Self(sha256(format!("{who} {} {} {asked}", subject.0, subject.1).as_bytes()))
    }
}

impl Services {
    /// From now on pages that are open are told there of what is changed; only the first to say so counts. Without it nobody is.
    pub fn tell_changes_to(&self, notices: Arc<dyn Notices>) {
        drop(self.inner.notices.set(notices));
    }

    /// Tells pages that are open what is different.
    pub(super) async fn tell(&self, changes: Vec<Notice>) {
        if let Some(notices) = self.inner.notices.get().filter(|_| !changes.is_empty()) {
            notices.tell(changes).await;
        }
    }

    /// A word for all that pages of that city were told so far: whoever asks before reading misses nothing behind it. None: nobody is
    /// told anything.
    pub fn position(&self, city: MunicipalityId) -> Option<String> {
        self.inner.notices.get().map(|notices| notices.position(city))
    }

    /// Another process has changed something: what is kept here of its city may be of before.
    pub fn heard(&self, notice: &Notice) {
        if notice.what.ages_catalogue() {
            match notice.city {
                Some(city) => self.forget_catalogue(city),
                None => self.forget_catalogues(),
            }
        }
    }

    /// Whether that view was noted less than a minute ago.
    pub(crate) fn was_seen(&self, view: &View) -> bool {
        self.inner.looked.count(view) > 0
    }

    /// It was noted.
    pub(crate) fn saw(&self, view: View) {
        self.inner.looked.forget_quiet();
        self.inner.looked.take(view);
    }
}
