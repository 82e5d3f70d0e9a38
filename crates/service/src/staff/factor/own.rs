//! What she does with her own: sees them, registers an app, takes one away, has new codes printed.

use serde_json::json;

use super::kind::{FactorId, FactorRow, ProvenBy};
use super::offered::{NewFactor, Offered};
use crate::error::Refusal;
use crate::model::{Session, StaffMember};
use crate::services::{By, Services, Staff};
use crate::staff::sign_in::owns;

/// What she has.
#[derive(Debug, Clone)]
pub struct OwnFactors {
    /// Her factors, the oldest first.
    pub factors: Vec<FactorRow>,
    /// Codes of her paper that are left.
    pub codes: usize,
    /// The city wants one of everybody.
    pub required: bool,
}

impl Services {
    /// Her factors and codes.
    pub async fn own_factors(&self, context: &By<Staff>) -> Result<OwnFactors, Refusal> {
        let (city, id) = (context.municipality(), context.who().id());
        let mut tx = self.store().look().await?;
        let factors = tx.factors(city, id).await?;
        let codes = tx.recovery_codes(city, id).await?.len();
        Ok(OwnFactors { factors, codes, required: context.catalogue.municipality.settings.factor.required })
    }

    /// An app to be registered, or the one of a form that comes back.
    pub fn own_offer(&self, context: &By<Staff>, back: Option<&str>) -> Result<Offered, Refusal> {
        let member = context.catalogue.staff(context.who().id()).ok_or(Refusal::NotFound)?;
        self.offer_app(&context.catalogue, member, back)
    }

    /// Registers an app; one that she had is of no more use. Her other sessions end. Returns the cookie, and new codes where she had
    /// none left.
    pub async fn factor_add(
        &self,
        context: &By<Staff>,
        session: &Session,
        new: &NewFactor,
    ) -> Result<(String, Vec<String>), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let member = herself(context)?;
            let factor = writer.registered(member, new)?;
            let mut tx = writer.begin().await?;
            tx.staff_lock(member.municipality, member.id).await?;
            let by = ProvenBy::Factor(factor.kind);
            let token = writer.renewed(&mut tx, session, Some(by)).await?;
            tx.factors_delete(member.municipality, member.id, Some(factor.kind)).await?;
            if !tx.factor_insert(&factor).await? {
                return Err(Refusal::Changed);
            }
            let left = tx.recovery_codes(member.municipality, member.id).await?.len();
            let codes = if left == 0 { writer.new_codes(&mut tx, member).await? } else { Vec::new() };
            tx.other_sessions_delete(member.id, &crate::secret::sha256(token.as_bytes())).await?;
            let detail = json!({ "kind": factor.kind.as_str() });
            let recorded = writer.note_own(&mut tx, context, "factor_add", &detail).await?;
            tx.commit(recorded).await?;
            Ok((token, codes))
        })
        .await
    }

    /// Takes one of her factors away; with the last one her codes end. `NotPossible` where the city wants one and it is the last.
    pub async fn factor_remove(&self, context: &By<Staff>, session: &Session, id: FactorId) -> Result<String, Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, staff) = (context.municipality(), context.who().id());
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, staff).await?;
            let all = tx.factors(city, staff).await?;
            let factor = all.iter().find(|factor| factor.id == id).ok_or(Refusal::NotFound)?;
            let last = all.len() == 1;
            if last && context.catalogue.municipality.settings.factor.required {
                return Err(Refusal::NotPossible);
            }
            tx.factor_delete(city, id).await?;
            if last {
                tx.recovery_codes_delete(city, staff).await?;
            }
            let by = Some(if last { ProvenBy::Password } else { session.proven_by });
            let token = writer.renewed(&mut tx, session, by).await?;
            tx.other_sessions_delete(staff, &crate::secret::sha256(token.as_bytes())).await?;
            let detail = json!({ "kind": factor.kind.as_str() });
            let recorded = writer.note_own(&mut tx, context, "factor_remove", &detail).await?;
            tx.commit(recorded).await?;
            Ok(token)
        })
        .await
    }

    /// New codes for her paper; those of before end. `NotPossible` while she has no factor that they could stand for.
    pub async fn recovery_renew(&self, context: &By<Staff>, session: &Session) -> Result<Vec<String>, Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let member = herself(context)?;
            let mut tx = writer.begin().await?;
            tx.staff_lock(member.municipality, member.id).await?;
            if !tx.has_factor(member.municipality, member.id).await? {
                return Err(Refusal::NotPossible);
            }
            let codes = writer.new_codes(&mut tx, member).await?;
            let recorded = writer.note_own(&mut tx, context, "recovery_renew", &json!({})).await?;
            tx.commit(recorded).await?;
            Ok(codes)
        })
        .await
    }
}

fn herself(context: &By<Staff>) -> Result<&StaffMember, Refusal> {
    context.catalogue.staff(context.who().id()).ok_or(Refusal::NotFound)
}
