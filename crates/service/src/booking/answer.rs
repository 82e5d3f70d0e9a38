//! What everybody is told about a booking: nothing personal.

use chrono::{DateTime, FixedOffset, Offset};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::grouped;
use serde::{Deserialize, Serialize};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::Booking;
use crate::sealed::{SealError, SealedPlace};
use crate::secret::sha256;
use crate::services::{Services, unusable};

/// A booking as the API and the pages tell it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingAnswer {
    /// 8 characters, grouped 4-4.
    pub reference: String,
    /// The secret of the manage link.
    pub token: String,
    /// The manage page.
    pub manage_url: String,
    /// State.
    pub status: Status,
    /// How.
    pub mode: Mode,
    /// Office slug.
    pub office: String,
    /// RFC 3339 with the office's offset.
    pub starts_at: DateTime<FixedOffset>,
    /// RFC 3339 with the office's offset.
    pub ends_at: DateTime<FixedOffset>,
    /// RFC 5545 SEQUENCE.
    pub sequence: i64,
    /// Meeting link, for video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_url: Option<String>,
}

crate::masked_debug!(BookingAnswer { status, mode, office, starts_at, ends_at, sequence });

/// What came of asking for a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The booking as it is now.
    pub answer: BookingAnswer,
    /// Whether anything is different; `false` when it was so already.
    pub changed: bool,
}

/// An instant with the city's offset.
pub fn local(catalogue: &Catalogue, at: chrono::DateTime<chrono::Utc>) -> DateTime<FixedOffset> {
    let local = at.with_timezone(&catalogue.municipality.timezone);
    let offset = local.offset().fix();
    local.with_timezone(&offset)
}

impl Services {
    /// The token of a booking's link, the one that people have in their mails: made by one of the secrets, or kept sealed since
    /// its secret was taken off the list.
    pub fn token_of(&self, booking: &Booking) -> Result<String, Refusal> {
        let (id, hash) = (booking.id, booking.token_hash.as_slice());
        if let Some((token, _)) = self.secret().booking_token_of(id, booking.token_version, hash) {
            return Ok(token);
        }
        let place = SealedPlace::LinkToken(id);
        let Some(sealed) = &booking.token_sealed else { return Err(unusable(&place, SealError::UnknownLink)) };
        let token: String = self.open(&place, sealed)?;
        if sha256(token.as_bytes()) == hash { Ok(token) } else { Err(unusable(&place, SealError::UnknownLink)) }
    }

    /// Ends the link that people have so far; from now on there is another one.
    pub(crate) fn renew_link(&self, booking: &mut Booking) {
        booking.token_version += 1;
        booking.token_sealed = None;
        let token = self.secret().booking_token(booking.id, booking.token_version);
        booking.token_hash = sha256(token.as_bytes());
    }

    /// The address of a booking's manage page.
    pub fn manage_url(&self, catalogue: &Catalogue, booking: &Booking) -> Result<String, Refusal> {
        Ok(url_of(catalogue, &self.token_of(booking)?))
    }

    /// What may be told.
    pub fn answer(&self, catalogue: &Catalogue, booking: &Booking) -> Result<BookingAnswer, Refusal> {
        let token = self.token_of(booking)?;
        Ok(BookingAnswer {
            reference: grouped(&booking.reference),
            manage_url: url_of(catalogue, &token),
            token,
            status: booking.status,
            mode: booking.mode,
            office: catalogue.office(booking.office).map(|office| office.slug.clone()).unwrap_or_default(),
            starts_at: local(catalogue, booking.starts_at),
            ends_at: local(catalogue, booking.ends_at),
            sequence: booking.sequence,
            join_url: booking.join_url.clone(),
        })
    }
}

/// The address of the manage page of that token.
pub fn url_of(catalogue: &Catalogue, token: &str) -> String {
    format!("{}/b/{token}", catalogue.municipality.public_url.trim_end_matches('/'))
}
