//! How an offer ends, whoever ends it: its times are free again in the same transaction.

use crate::error::Refusal;
use crate::model::{Booking, OfferSet, OfferState, Owner};
use crate::rescue::list::cause;
use crate::services::{Recorded, Services};
use crate::unit::WriteUnit;

/// Offers that end in one transaction.
const BATCH: i64 = 50;

impl Services {
    /// Ends what a booking is offered, if anything: it was moved or called off, or nothing is wrong with its time any more.
    pub(crate) async fn end_offers(
        &self,
        tx: &mut dyn WriteUnit,
        booking: &Booking,
        state: OfferState,
    ) -> Result<bool, Refusal> {
        let sets = tx.offer_sets_of(booking.municipality, booking.id).await?;
        match sets.into_iter().find(OfferSet::is_open) {
            Some(set) => self.end_offer(tx, &set, state).await,
            None => Ok(false),
        }
    }

    /// Ends that one; `false` when somebody else has ended it.
    pub(crate) async fn end_offer(
        &self,
        tx: &mut dyn WriteUnit,
        set: &OfferSet,
        state: OfferState,
    ) -> Result<bool, Refusal> {
        if !tx.offer_set_end(set, state, self.now()).await? {
            return Ok(false);
        }
        for choice in &set.choices {
            // What she has taken belongs to her booking by now, and what has expired may be somebody else's.
            if let Some(hold) = tx.hold(choice.hold).await? {
                tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
                tx.hold_delete(hold.id).await?;
            }
        }
        if state != OfferState::Taken {
            // Nobody waits for her any more: her turn has come.
            self.call_at(tx, set.booking, &cause(set.closure), self.now()).await?;
        }
        Ok(true)
    }

    /// Ends the offers that nobody waits for any more. Whoever did not answer stands on the call list already, and her turn has come.
    pub async fn sweep_offers(&self) -> Result<usize, Refusal> {
        self.write(|writer| async move {
            let now = writer.now();
            if writer.store().look().await?.offers_due(now, 1).await?.is_empty() {
                return Ok(0);
            }
            let mut tx = writer.begin().await?;
            let mut ended = 0;
            for set in tx.offers_due(now, BATCH).await? {
                ended += usize::from(writer.end_offer(tx.as_mut(), &set, OfferState::Expired).await?);
            }
            tx.commit(Recorded::not_needed("nobody does what time does")).await?;
            Ok(ended)
        })
        .await
    }
}
