//! Hand what a nurse cannot hold to her colleagues at the same time, one booking or all at once; and take all of it back at once.

use chrono::Duration;
use mendan_domain::ids::{BookingId, ClosureId, StaffId};

use crate::booking::reassign::HandedOn;
use crate::booking::undo::UNDO_SECONDS;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::model::Booking;
use crate::range::repository::RangeUndoId;
use crate::range::undo::{Before, Watch};
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Recorded, Services, Writer};

/// Who takes which booking, as it was seen.
pub type Instead = (BookingId, Expected, StaffId);

/// What became of what was handed on at once, when it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenBack {
    /// Who has them is as before.
    pub back: usize,
    /// They have changed meanwhile, and stay as they are.
    pub left: usize,
}

impl Services {
    /// Hands each of them on as the page said. Each stands for itself, and can be undone by itself; of several, all can be undone at once
    /// by what is told beside the numbers.
    pub async fn rescue_hand_on(
        &self,
        context: &Permit<BookForOthers>,
        closure: ClosureId,
        all: &[Instead],
    ) -> Result<(HandedOn, Option<RangeUndoId>), Refusal> {
        let mut looking = self.store().read().await?;
        let nurse = self.rescue_scope(looking.as_mut(), context, closure).await?.nurse;
        drop(looking);
        let (mut done, mut handed) = (HandedOn::default(), Vec::new());
        for (id, expected, to) in all {
            match self.reassign(context, *id, *expected, (nurse, *to)).await {
                Ok(booking) => handed.push(booking),
                Err(error @ (Refusal::Busy(_) | Refusal::Internal(_))) => return Err(error),
                Err(_) => done.left += 1,
            }
        }
        done.handed = handed.len();
        // Where it cannot be kept now, each of them still has an undo of its own.
        let undo = self.keep_handed(context, &handed).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "what was handed on at once can only be undone one by one");
            None
        });
        Ok((done, undo))
    }

    /// Keeps what several need to be undone at once, for as long as the first of them can be.
    async fn keep_handed(&self, context: &Context, handed: &[Booking]) -> Result<Option<RangeUndoId>, Refusal> {
        let first = handed.iter().map(|booking| booking.updated_at).min();
        let Some(until) = first.filter(|_| handed.len() > 1).map(|at| at + Duration::seconds(UNDO_SECONDS)) else {
            return Ok(None);
        };
        self.write(|writer| async move {
            let each = handed.iter().map(|booking| (booking.id, booking.version)).collect();
            let kept = (Before { each, ..Before::default() }, Watch::default());
            let mut tx = writer.begin().await?;
            let undo = writer.keep_until(tx.as_mut(), context, ("reassign", until), kept).await?;
            tx.commit(Recorded::not_needed("each of them is in the log already")).await?;
            Ok(undo)
        })
        .await
    }

    /// Takes back what she handed on at once, in one unit: all of it, but for those that have changed meanwhile. `Changed`: all of them
    /// have. Asked once more it is answered as done.
    pub async fn rescue_take_back(
        &self,
        context: &Permit<BookForOthers>,
        undo: RangeUndoId,
    ) -> Result<TakenBack, Refusal> {
        self.write(|writer| async move { writer.take_back_once(context, undo).await }).await
    }
}

impl Writer {
    async fn take_back_once(&self, context: &Context, id: RangeUndoId) -> Result<TakenBack, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let (undo, each) = self.kept_each(tx.as_mut(), context, id).await?;
        if undo.undone {
            return Ok(TakenBack { back: each.len(), left: 0 });
        }
        let (mut done, mut last) = (TakenBack::default(), None);
        for handed in each {
            match self.undo_among(tx.as_mut(), context, handed).await? {
                Some(recorded) => {
                    done.back += 1;
                    last = Some(recorded);
                }
                None => done.left += 1,
            }
        }
        let recorded = last.ok_or(Refusal::Changed)?;
        tx.range_undo_done(context.municipality(), id).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(done)
    }
}
