//! What is typed into a form is kept while it is typed, sealed, for whoever types it and nobody else. It ends when the form is done,
//! when she throws it away, and by itself after a day.

use chrono::Duration;
use mendan_domain::fault::Fault;

use crate::draft::repository::{WorkDraft, WorkDraftId};
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::sealed::SealedPlace;
use crate::services::{By, Recorded, Services, Staff};

/// Hours after which what was typed last is gone.
pub const WORK_HOURS: i64 = 24;
/// Forms that are kept for one member; of more the oldest goes.
pub const MOST: usize = 20;
/// Octets of names and values that are kept of one form.
const LARGEST: usize = 32 * 1024;

/// Typing changes nothing of the city.
const NOTHING_YET: Recorded = Recorded::not_needed("nothing is done yet; the act itself is told");

/// A form as it stands on a screen.
#[derive(Clone)]
pub struct Begun {
    /// Where it is posted to ([`WorkDraft::form`]).
    pub form: String,
    /// The page on which it stands.
    pub place: String,
    /// As typed so far.
    pub fields: Fields,
}

crate::masked_debug!(Begun { form });

impl Services {
    /// Her forms that are half filled, the latest first.
    pub async fn drafts(&self, context: &By<Staff>) -> Result<Vec<WorkDraft>, Refusal> {
        let since = self.now() - Duration::hours(WORK_HOURS);
        Ok(self.store().look().await?.work_drafts(context.municipality(), context.who().id(), since).await?)
    }

    /// What was typed.
    pub fn draft_fields(&self, draft: &WorkDraft) -> Result<Fields, Refusal> {
        self.open(&SealedPlace::WorkDraft(draft.id), &draft.sealed)
    }

    /// Keeps what is typed so far. `Invalid`: more than any form of ours takes.
    pub async fn draft_keep(&self, context: &By<Staff>, begun: &Begun) -> Result<(), Refusal> {
        if begun.fields.pairs().map(|(name, value)| name.len() + value.len()).sum::<usize>() > LARGEST {
            return Err(Refusal::Invalid(vec![FieldError::new("fields", Fault::TooLong)]));
        }
        self.write(|writer| async move {
            let (municipality, staff, now) = (context.municipality(), context.who().id(), writer.now());
            let mut tx = writer.begin().await?;
            let all = tx.work_drafts(municipality, staff, now - Duration::hours(WORK_HOURS)).await?;
            let known = all.iter().find(|draft| draft.form == begun.form);
            if let (None, Some(oldest)) = (known, all.last().filter(|_| all.len() >= MOST)) {
                tx.work_draft_delete(municipality, staff, &oldest.form).await?;
            }
            let id = known.map_or_else(|| WorkDraftId(writer.new_id()), |draft| draft.id);
            let sealed = writer.seal(&SealedPlace::WorkDraft(id), &begun.fields)?;
            let (form, place) = (begun.form.clone(), begun.place.clone());
            let draft = WorkDraft { id, municipality, staff, form, place, sealed, updated_at: now };
            tx.work_draft_save(&draft).await?;
            Ok(tx.commit(NOTHING_YET).await?)
        })
        .await
    }

    /// That form was sent and done.
    pub async fn draft_done(&self, context: &By<Staff>, form: &str) -> Result<(), Refusal> {
        // Nearly always nothing is kept: then nobody waits for the writer.
        if self.drafts(context).await?.iter().all(|draft| draft.form != form) {
            return Ok(());
        }
        self.draft_end(context, form).await
    }

    /// Throws it away; what is gone already, or another's, is no form of hers.
    pub async fn draft_forget(&self, context: &By<Staff>, id: WorkDraftId) -> Result<(), Refusal> {
        match self.drafts(context).await?.into_iter().find(|draft| draft.id == id) {
            Some(draft) => self.draft_end(context, &draft.form).await,
            None => Ok(()),
        }
    }

    async fn draft_end(&self, context: &By<Staff>, form: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.work_draft_delete(context.municipality(), context.who().id(), form).await?;
            Ok(tx.commit(NOTHING_YET).await?)
        })
        .await
    }
}
