//! What the mail of an offer tells: asked when it leaves, for the offer may have ended by then.

use serde::Deserialize;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, OfferSet, OutboxRow};
use crate::rescue::set::OfferSetId;
use crate::services::Services;

/// What the row knows.
#[derive(Debug, Deserialize)]
struct Detail {
    set: OfferSetId,
}

impl Services {
    /// The offer that a message speaks of, with the times that can still be had; none: there is nothing to answer any more.
    pub(crate) async fn offer_told(
        &self,
        catalogue: &Catalogue,
        booking: &Booking,
        row: &OutboxRow,
    ) -> Result<Option<OfferSet>, Refusal> {
        let Ok(detail) = serde_json::from_str::<Detail>(&row.detail) else { return Ok(None) };
        let sets = self.store().look().await?.offer_sets_of(booking.municipality, booking.id).await?;
        let told = sets.into_iter().find(|set| set.id == detail.set).map(|set| set.at(self.now()));
        Ok(told.filter(OfferSet::is_open).and_then(|mut set| {
            set.choices.retain(|choice| choice.stands(catalogue));
            (!set.choices.is_empty()).then_some(set)
        }))
    }
}
