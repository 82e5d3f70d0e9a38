//! Being asked again before what is dangerous: a session that somebody found open is not her.

use chrono::Duration;
use serde_json::json;

use super::challenge::{Asking, Ways};
use super::kind::{Evidence, ProvenBy};
use crate::error::Refusal;
use crate::model::Session;
use crate::services::{By, Services, Staff};
use crate::staff::password::fits;
use crate::staff::sign_in::owns;

/// Minutes for which it is enough to have proven it once.
pub const PROVEN_MINUTES: i64 = 15;

impl Services {
    /// Whether she has proven lately that it is her.
    pub fn is_proven_lately(&self, session: &Session) -> bool {
        self.now() - session.proven_at < Duration::minutes(PROVEN_MINUTES)
    }

    /// What she can show when she is asked again.
    pub async fn own_ways(&self, context: &By<Staff>, session: &Session) -> Result<Ways, Refusal> {
        owns(context, session)?;
        let factors = self.store().look().await?.factors(context.municipality(), context.who().id()).await?;
        self.ways(&Asking { catalogue: &context.catalogue, token_hash: &session.token_hash }, &factors)
    }

    /// She proves it again: by a factor or a code from her paper, by her password only where she has no factor. Returns the new cookie,
    /// and by what it is proven. `Changed`: the session goes on under another cookie by now, because another tab was first; what was
    /// shown is not used by it.
    pub async fn prove_again(
        &self,
        context: &By<Staff>,
        session: &Session,
        shown: &Evidence,
    ) -> Result<(String, ProvenBy), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, id) = (context.municipality(), context.who().id());
            let password = match shown {
                Evidence::Password(typed) => {
                    let hash = writer.store().look().await?.password_hash(city, id).await?;
                    // Hashing takes its time: it must not keep others from writing.
                    fits(typed, hash.as_deref()).await?
                }
                Evidence::Code(_) | Evidence::Passkey(_) | Evidence::Recovery(_) => false,
            };
            let member = context.catalogue.staff(id).ok_or(Refusal::NotFound)?;
            let mut tx = writer.begin().await?;
            // Of two tabs the second waits here for the first, and is told by the session, not by a code that was used.
            tx.staff_lock(city, id).await?;
            if tx.session_find(&session.token_hash).await?.is_none() {
                return Err(Refusal::Changed);
            }
            let by = match shown {
                Evidence::Password(_) => {
                    // Where the city wants a factor she has shown the provider's: her password alone is less.
                    let wanted = context.catalogue.municipality.settings.factor.required;
                    let less = wanted && session.proven_by.is_second();
                    let enough = password && !less && !tx.has_factor(city, id).await?;
                    enough.then_some(ProvenBy::Password)
                }
                Evidence::Code(_) | Evidence::Passkey(_) | Evidence::Recovery(_) => {
                    let asking = Asking { catalogue: &context.catalogue, token_hash: &session.token_hash };
                    writer.proven(&mut tx, (member, &asking), shown).await?
                }
            };
            let Some(by) = by else { return Err(writer.unproven(tx, context, shown).await?) };
            let token = writer.renewed(&mut tx, session, Some(by)).await?;
            let recorded = writer.note_own(&mut tx, context, "proven_again", &json!({ "by": by.as_str() })).await?;
            tx.commit(recorded).await?;
            Ok((token, by))
        })
        .await
    }
}
