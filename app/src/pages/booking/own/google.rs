//! The link that fills in Google's calendar: time and place, nothing of hers and not the secret of her booking.

use chrono::{DateTime, Utc};

/// What the entry says.
pub(crate) struct Entry {
    /// Neutral for a discreet booking.
    pub(crate) summary: String,
    /// Start.
    pub(crate) from: DateTime<Utc>,
    /// End.
    pub(crate) until: DateTime<Utc>,
    /// Address, or the link of the room.
    pub(crate) location: String,
    /// Reference and telephone.
    pub(crate) details: String,
}

mendan_service::masked_debug!(Entry { from, until });

impl Entry {
    /// The address.
    pub(crate) fn address(&self) -> String {
        let at = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        let dates = format!("{}/{}", at(self.from), at(self.until));
        let query = [
            ("action", "TEMPLATE"),
            ("text", &self.summary),
            ("dates", &dates),
            ("location", &self.location),
            ("details", &self.details),
        ];
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        format!("https://calendar.google.com/calendar/render?{query}")
    }
}
