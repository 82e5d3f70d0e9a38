//! Find a caller in one go, by whatever she says of herself, all offices that she reaches at once. What may be said is the domain's
//! ([`mendan_domain::desk::search`]).

use mendan_domain::desk::search::wanted;
use serde_json::json;

use crate::error::Refusal;
use crate::model::Booking;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ViewBookings};

/// Results shown at most.
const LIMIT: i64 = 30;

/// Who was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The best: what can still be moved, the soonest first; then the past, the latest first.
    pub bookings: Vec<Booking>,
    /// How many more there are.
    pub more: i64,
}

impl Services {
    /// What the desk looks for. Looking is logged, without what was typed.
    pub async fn desk_search(&self, context: &Permit<ViewBookings>, typed: &str) -> Result<Found, Refusal> {
        let now = self.now();
        let wanted = wanted(typed, context.catalogue.municipality.local_date(now));
        let offices: Vec<_> = context.catalogue.offices.iter().map(|office| office.id).collect();
        let offices = if context.reaches_all() { None } else { Some(offices.as_slice()) };
        let (bookings, total) =
            self.store().look().await?.bookings_found(context.municipality(), &wanted, now, (LIMIT, offices)).await?;
        self.note_view(context, ("search", 0), &json!({ "found": bookings.len() })).await?;
        let more = total - i64::try_from(bookings.len()).unwrap_or(LIMIT);
        Ok(Found { bookings, more: more.max(0) })
    }
}
