//! What she does with her own: sees them, registers an app or a passkey, takes one away, has new codes printed.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::challenge::{AskedPasskey, Asking};
use super::kind::{FactorId, FactorKind, FactorRow, ProvenBy};
use super::offered::{NewFactor, Offered};
use super::party::Party;
use super::passkey::MOST;
use crate::error::Refusal;
use crate::model::{Session, StaffMember};
use crate::services::{By, Services, Staff};
use crate::staff::sign_in::owns;

/// What she has.
#[derive(Debug, Clone)]
pub struct OwnFactors {
    /// Her factors, the oldest first.
    pub factors: Vec<OwnFactor>,
    /// Codes of her paper that are left.
    pub codes: usize,
    /// The city wants one of everybody.
    pub required: bool,
    /// Whether she may register a passkey.
    pub passkeys: Passkeys,
}

/// A factor of hers.
#[derive(Clone)]
pub struct OwnFactor {
    /// Id.
    pub id: FactorId,
    /// Of which kind.
    pub kind: FactorKind,
    /// What she calls it: passkeys have a name.
    pub name: Option<String>,
    /// It was made at another address of the city's: no browser finds it here.
    pub elsewhere: bool,
    /// Since when she has it.
    pub made_at: DateTime<Utc>,
    /// When she last used it.
    pub used_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(OwnFactor { id, kind, elsewhere, made_at, used_at });

/// Whether a passkey can be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passkeys {
    /// It can.
    Possible,
    /// At the city's address browsers make none.
    NotHere,
    /// She has as many as there may be.
    Enough,
}

impl Services {
    /// Her factors and codes.
    pub async fn own_factors(&self, context: &By<Staff>) -> Result<OwnFactors, Refusal> {
        let (city, id) = (context.municipality(), context.who().id());
        let mut tx = self.store().look().await?;
        let factors = tx.factors(city, id).await?;
        let codes = tx.recovery_codes(city, id).await?.len();
        drop(tx);
        let municipality = &context.catalogue.municipality;
        let party = Party::of(municipality);
        let passkeys = match &party {
            None => Passkeys::NotHere,
            Some(_) if has_enough(&factors) => Passkeys::Enough,
            Some(_) => Passkeys::Possible,
        };
        let factors = factors.iter().map(|row| self.own_factor(party.as_ref(), row)).collect::<Result<_, _>>()?;
        Ok(OwnFactors { factors, codes, required: municipality.settings.factor.required, passkeys })
    }

    fn own_factor(&self, party: Option<&Party>, row: &FactorRow) -> Result<OwnFactor, Refusal> {
        let FactorRow { id, kind, made_at, used_at, .. } = *row;
        let passkey = match kind {
            FactorKind::Totp => None,
            FactorKind::Passkey => Some(row.held(self)?.passkey),
        };
        let elsewhere = passkey.as_ref().is_some_and(|passkey| !party.is_some_and(|party| passkey.is_of(party)));
        Ok(OwnFactor { id, kind, name: passkey.map(|passkey| passkey.name), elsewhere, made_at, used_at })
    }

    /// An app to be registered, or the one of a form that comes back.
    pub fn own_offer(&self, context: &By<Staff>, back: Option<&str>) -> Result<Offered, Refusal> {
        let member = context.catalogue.staff(context.who().id()).ok_or(Refusal::NotFound)?;
        self.offer_app(&context.catalogue, member, back)
    }

    /// What a new passkey of hers is asked for. None: at the city's address browsers make none, or she has as many as there may be.
    pub async fn own_passkey(&self, context: &By<Staff>, session: &Session) -> Result<Option<AskedPasskey>, Refusal> {
        owns(context, session)?;
        let member = herself(context)?;
        let factors = self.store().look().await?.factors(member.municipality, member.id).await?;
        if has_enough(&factors) {
            return Ok(None);
        }
        let asking = Asking { catalogue: &context.catalogue, token_hash: &session.token_hash };
        self.offer_passkey(&asking, member, &factors)
    }

    /// Registers an app, or a passkey; an app that she had is of no more use. Her other sessions end. Returns the cookie, and new codes
    /// where she had none left.
    pub async fn factor_add(
        &self,
        context: &By<Staff>,
        session: &Session,
        new: &NewFactor,
    ) -> Result<(String, Vec<String>), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let member = herself(context)?;
            let mut tx = writer.begin().await?;
            tx.staff_lock(member.municipality, member.id).await?;
            let has = tx.factors(member.municipality, member.id).await?;
            let asking = Asking { catalogue: &context.catalogue, token_hash: &session.token_hash };
            let factor = writer.registered(&asking, (member, &has), new)?;
            let by = ProvenBy::Factor(factor.kind);
            let token = writer.renewed(&mut tx, session, Some(by)).await?;
            if factor.kind.is_single() {
                tx.factors_delete(member.municipality, member.id, Some(factor.kind)).await?;
            }
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
            let by = Some(if last { session.proven_by.without_factor() } else { session.proven_by });
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

/// Whether she has as many passkeys as there may be.
pub(super) fn has_enough(factors: &[FactorRow]) -> bool {
    factors.iter().filter(|factor| factor.kind == FactorKind::Passkey).count() >= MOST
}
