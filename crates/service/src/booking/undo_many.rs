//! Several bookings that were moved together, to be brought back together: one may have the time of another by then, so the time
//! each of them left is kept for all, and none is undone alone.

use chrono::{DateTime, Utc};
use mendan_domain::ids::HoldId;
use serde::{Deserialize, Serialize};

use crate::booking::undo::{Before, covers, told};
use crate::error::Refusal;
use crate::model::{Booking, Owner};
use crate::sealed::SealedPlace;
use crate::services::{Context, Services};
use crate::unit::WriteUnit;

/// A booking as it was before an act on many, and the version that the act left it with.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Moved {
    before: Before,
    version: i64,
    /// Keeps what nobody of the others has of its former time.
    hold: Option<HoldId>,
}

impl Services {
    /// Takes over what could be undone of that booking alone; its former time is free for the others meanwhile. Nothing where the act
    /// was not a member's.
    pub(crate) async fn of_many(&self, tx: &mut dyn WriteUnit, moved: &Booking) -> Result<Option<Moved>, Refusal> {
        let Some(undo) = tx.undo_of(moved.municipality, moved.id).await? else { return Ok(None) };
        let before: Before = self.open(&SealedPlace::Undo(moved.id), &undo.before_sealed)?;
        self.end_undo(tx, moved).await?;
        Ok(Some(Moved { before, version: moved.version, hold: None }))
    }

    /// Once all of them are moved: keeps of their former times what none of them has now.
    pub(crate) async fn keep_left(
        &self,
        tx: &mut dyn WriteUnit,
        moved: &mut [(Moved, Booking)],
        until: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let claims: Vec<_> = moved.iter().map(|(_, now)| now.claim).collect();
        for (kept, now) in moved {
            let Some(was) = &kept.before.booking else { continue };
            if claims.iter().any(|claim| covers(claim, &was.claim)) {
                continue;
            }
            let id = HoldId(self.new_id());
            // What others of them have of it by now is theirs: the rest is taken all the same.
            let _all = tx.keep_rest(&was.claim, Some(&now.claim), Owner::Hold(id)).await?;
            tx.hold_insert(&self.nobodys(id, was, until)).await?;
            kept.hold = Some(id);
        }
        Ok(())
    }

    /// Brings all of them back, or refuses: as soon as one was written by anybody, or was told of.
    pub(crate) async fn all_back(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        moved: Vec<Moved>,
    ) -> Result<(), Refusal> {
        let mut all = Vec::new();
        for Moved { before, version, hold } in moved {
            let Some(was) = before.booking else { return Err(Refusal::NotPossible) };
            let now = tx.booking(context.municipality(), was.id).await?.ok_or(Refusal::Changed)?;
            if now.version != version {
                return Err(Refusal::Changed);
            }
            if !context.reaches(was.office) || told(tx, &now).await? {
                return Err(Refusal::TooLate);
            }
            tx.release(&now.claim, Owner::Booking(now.id)).await?;
            if let Some(id) = hold
                && let Some(hold) = tx.hold(id).await?
            {
                tx.release(&hold.claim, Owner::Hold(id)).await?;
                tx.hold_delete(id).await?;
            }
            all.push((now, was, before.messages));
        }
        for (now, was, messages) in all {
            if !self.try_claim(tx, &was.claim, Owner::Booking(now.id), None).await? {
                return Err(Refusal::TooLate);
            }
            let back = self.row_back(tx, context, &now, was).await?;
            self.untell(tx, context, (&now, &back), messages).await?;
        }
        Ok(())
    }
}
