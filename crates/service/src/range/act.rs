//! See what would become of a range, and do exactly that.

use mendan_domain::ids::ClosureId;
use mendan_domain::offer::publish::Shift;
use serde_json::json;

use crate::error::Refusal;
use crate::forms::Checks;
use crate::offer::publish::changed;
use crate::range::facts::Facts;
use crate::range::form::RangeForm;
use crate::range::preview::{Preview, digest};
use crate::range::repository::RangeUndoId;
use crate::range::scope::{Act, Range};
use crate::range::shift::Going;
use crate::range::undo::{Before, Watch};
use crate::services::permit::{Permit, asked::ShapeOwnTimes};
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::{ReadUnit, WriteUnit};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// By which it can be undone; none: by nobody.
    pub undo: Option<RangeUndoId>,
    /// Times of which something became.
    pub times: usize,
    /// Bookings of which something became.
    pub bookings: usize,
    /// The absence that was written, where it is one nurse's and nothing else.
    pub absence: Option<ClosureId>,
}

impl Services {
    /// What would become of it. Moving is tried in a unit that is dropped, so that it is judged as it would be.
    pub async fn range_preview(&self, context: &Permit<ShapeOwnTimes>, form: &RangeForm) -> Result<Preview, Refusal> {
        let range = form.read(&context.catalogue)?;
        range.is_hers(context)?;
        let range = &range;
        match range.act {
            Act::Move(shift) => {
                let tried = |writer: Writer| async move { writer.try_to_move(context, range, shift).await };
                self.write(tried).await
            }
            Act::Copy(shift) => {
                let mut tx = self.store().read().await?;
                Ok(self.look_at_copied(tx.as_mut(), context, range, shift).await?.0)
            }
            Act::Close | Act::Open => {
                let mut tx = self.store().read().await?;
                let catalogue = tx.catalogue(context.municipality(), self.closures_since()).await?;
                let catalogue = context.seen(catalogue.ok_or(Refusal::NotFound)?);
                Ok(self.look_at_change(tx.as_mut(), context, &catalogue, range).await?.0)
            }
        }
    }

    /// Does what the preview of that digest showed; of another, nothing is done and `digest` is refused as `changed`.
    pub async fn range_do(
        &self,
        context: &Permit<ShapeOwnTimes>,
        form: &RangeForm,
        digest: &str,
    ) -> Result<Done, Refusal> {
        self.write(|writer| async move {
            let range = form.read(&context.catalogue)?;
            range.is_hers(context)?;
            match range.act {
                Act::Close | Act::Open => writer.range_change(context, form, &range, digest).await,
                Act::Move(shift) => writer.range_move(context, &range, shift, digest).await,
                Act::Copy(shift) => writer.range_copy(context, &range, shift, digest).await,
            }
        })
        .await
    }

    /// What copying would come to. The day's plan is all of it, also what has begun by now.
    async fn look_at_copied(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        range: &Range,
        shift: Shift,
    ) -> Result<(Preview, Going), Refusal> {
        let facts = Facts::read(tx, context, &context.catalogue, range, None).await?;
        let mut going = self.look_at_times(tx, context, (range, shift), &facts).await?;
        let told: Vec<String> = going.made.iter().map(|planned| format!("{planned:?}")).collect();
        let times = std::mem::take(&mut going.lines);
        let digest = digest(range, &told, &[]);
        let writes = !going.made.is_empty();
        Ok((Preview { range: range.clone(), times, bookings: Vec::new(), writes, digest }, going))
    }
}

impl Writer {
    async fn try_to_move(&self, context: &Context, range: &Range, shift: Shift) -> Result<Preview, Refusal> {
        // Whoever only looks keeps nobody who sets the city up, or books, waiting for the city's row.
        let mut tx = self.begin().await?;
        let catalogue = tx.catalogue(context.municipality(), self.closures_since()).await?.ok_or(Refusal::NotFound)?;
        let catalogue = context.seen(catalogue);
        // Dropped without a commit: nothing of it lasts.
        Ok(self.carry(tx.as_mut(), (context, catalogue), (range, shift), None).await?.preview)
    }

    async fn range_change(
        &self,
        context: &Context,
        form: &RangeForm,
        range: &Range,
        seen: &str,
    ) -> Result<Done, Refusal> {
        let mut checks = Checks::default();
        let reason = if range.act == Act::Close { checks.line("reason", &form.reason) } else { String::new() };
        checks.done()?;
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        let (preview, change) = self.look_at_change(tx.as_mut(), context, &catalogue, range).await?;
        if preview.digest != seen || !preview.writes {
            return Err(changed());
        }
        let before = self.write_range(tx.as_mut(), &catalogue, change, &reason).await?;
        self.call_about_closed(tx.as_mut(), context.municipality(), Some((range.from, range.until))).await?;
        let (done, recorded) = self.told_of(tx.as_mut(), context, &preview, before).await?;
        self.commit_setup(tx, recorded, context.municipality()).await?;
        Ok(done)
    }

    async fn range_copy(&self, context: &Context, range: &Range, shift: Shift, seen: &str) -> Result<Done, Refusal> {
        let (mut tx, _) = self.begin_setup(context).await?;
        let (preview, going) = self.look_at_copied(tx.as_mut(), context, range, shift).await?;
        if preview.digest != seen || !preview.writes {
            return Err(changed());
        }
        let before = self.write_going(tx.as_mut(), context, &going).await?;
        let (done, recorded) = self.told_of(tx.as_mut(), context, &preview, before).await?;
        self.commit_setup(tx, recorded, context.municipality()).await?;
        Ok(done)
    }

    /// Tries it first, as the preview does: what cannot go is not touched by the unit that lasts.
    async fn range_move(&self, context: &Context, range: &Range, shift: Shift, seen: &str) -> Result<Done, Refusal> {
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        let tried = self.carry(tx.as_mut(), (context, catalogue), (range, shift), None).await?;
        if tried.preview.digest != seen || !tried.preview.writes {
            return Err(changed());
        }
        drop(tx);
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        let gone = tried.gone();
        let carried = self.carry(tx.as_mut(), (context, catalogue), (range, shift), Some(&gone)).await?;
        if carried.preview.digest != seen {
            return Err(changed());
        }
        let (done, recorded) = self.told_of(tx.as_mut(), context, &carried.preview, carried.before).await?;
        self.commit_setup(tx, recorded, context.municipality()).await?;
        self.ring();
        Ok(done)
    }
}

impl Services {
    /// The common end of all of them: what is kept for an undo, and the line in the log.
    async fn told_of(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        preview: &Preview,
        before: Before,
    ) -> Result<(Done, Recorded), Refusal> {
        let (range, times, bookings) = (&preview.range, preview.changed(), preview.met());
        let action = range.act.action();
        let watch = Watch::of(&context.catalogue, range);
        let absence = if range.act == Act::Close { before.one_absence() } else { None };
        let undo = self.keep_range(tx, context, action, (before, watch)).await?;
        let detail = json!({ "from": range.from, "until": range.until, "times": times, "bookings": bookings });
        let recorded = self.audit(tx, context, action, ("slots", 0), &detail).await?;
        Ok((Done { undo, times, bookings, absence }, recorded))
    }
}
