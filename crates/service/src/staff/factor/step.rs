//! Between password and session. Whoever has shown the one and not yet the other has a cookie of its own, which opens nothing but
//! this step; it is good for ten minutes (half an hour where she has to register an app first) and five tries, and every step gives
//! another cookie.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde_json::json;

use super::challenge::{Asking, Ways};
use super::kind::{Evidence, ProvenBy, Showing};
use super::offered::{NewFactor, OFFER_MINUTES, Offered};
use crate::error::{FieldError, Refusal};
use crate::model::{Session, StaffMember};
use crate::secret::sha256;
use crate::services::{By, Context, Recorded, Services, Staff, Unit, Writer};
use crate::staff::arrival::At;

/// Minutes in which the second step has to follow the first.
pub const STEP_MINUTES: i64 = 10;
/// Tries until the password is asked again.
pub const STEP_TRIES: i64 = 5;

/// Somebody between password and session, as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct StepRow {
    /// SHA-256 of the cookie.
    pub token_hash: Vec<u8>,
    /// The city.
    pub municipality: MunicipalityId,
    /// Who.
    pub staff: StaffId,
    /// When her password was right.
    pub created_at: DateTime<Utc>,
    /// Tries so far.
    pub tries: i64,
    /// Her password was made by somebody else.
    pub first_password: bool,
}

crate::masked_debug!(StepRow { municipality, staff, created_at, tries });

/// Where a right password, or whatever stands for it, leads to; with the cookie that belongs there.
#[derive(Clone, PartialEq, Eq)]
pub enum Entered {
    /// She is in.
    Session(String),
    /// Her second factor is asked, or is to be registered first.
    Step(String),
}

crate::masked_debug!(Entered {});

/// Who comes in, and how.
#[derive(Clone, Copy)]
pub(crate) struct Coming<'a> {
    /// The session that this browser has had so far; it ends.
    pub(crate) former: Option<&'a str>,
    /// What she has shown.
    pub(crate) by: ProvenBy,
    /// Her password was made by somebody else: she changes it before anything else.
    pub(crate) first_password: bool,
    /// Where she is.
    pub(crate) at: At<'a>,
}

/// Somebody who has shown her password.
#[derive(Debug, Clone)]
pub struct HalfWay {
    /// Who.
    pub member: StaffMember,
    /// What is asked of her now.
    pub asked: Asked,
    /// What she can show; and where she has nothing yet, the passkey that she may register.
    pub ways: Ways,
}

/// What is asked between password and session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// One of her factors, or a code from her paper.
    Proof,
    /// A first factor, because the city wants one of everybody.
    First(Offered),
}

impl Services {
    /// Who that cookie belongs to, and what is asked of her. `NotFound` for none, one that is over, another city's, a disabled member.
    pub async fn half_way(&self, city: MunicipalityId, token: &str, offered: Option<&str>) -> Result<HalfWay, Refusal> {
        let mut tx = self.store().look().await?;
        let found = tx.step_member(&sha256(token.as_bytes())).await?;
        let (step, member) = found.ok_or(Refusal::NotFound)?;
        let factors = tx.factors(city, member.id).await?;
        let first = factors.is_empty();
        drop(tx);
        if !self.is_open(city, (&step, &member), if first { OFFER_MINUTES } else { STEP_MINUTES }) {
            return Err(Refusal::NotFound);
        }
        let catalogue = self.catalogue(city).await?;
        let asking = Asking { catalogue: &catalogue, token_hash: &step.token_hash };
        let (asked, ways) = if first {
            let passkey = self.offer_passkey(&asking, &member, &factors)?;
            (Asked::First(self.offer_app(&catalogue, &member, offered)?), Ways { kinds: Vec::new(), passkey })
        } else {
            (Asked::Proof, self.ways(&asking, &factors)?)
        };
        Ok(HalfWay { member, asked, ways })
    }

    /// Whose it is, where something is to be proven. `NotFound` as above.
    pub async fn step_owner(&self, city: MunicipalityId, token: &str) -> Result<StaffMember, Refusal> {
        let found = self.store().look().await?.step_member(&sha256(token.as_bytes())).await?;
        let found = found.filter(|(step, member)| self.is_open(city, (step, member), STEP_MINUTES));
        found.map(|(_, member)| member).ok_or(Refusal::NotFound)
    }

    /// The second step: she is in, and by what; returns the session's cookie. What is wrong is told as the field it was typed into;
    /// `NotFound`: it begins again with the password.
    pub async fn step_prove(
        &self,
        city: MunicipalityId,
        token: &str,
        (shown, at): (&Evidence, impl Into<At<'_>>),
    ) -> Result<(String, ProvenBy), Refusal> {
        let at = at.into();
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let (step, member) = writer.step(&mut tx, (city, token), STEP_MINUTES).await?;
            // The try counts before it is looked at, so that a crowd of them at once gets no more of them.
            if matches!(shown, Evidence::Password(_)) || !tx.step_try(&step.token_hash, STEP_TRIES).await? {
                return Err(Refusal::NotFound);
            }
            let context = Context::staff_of(writer.catalogue(city).await?, &member).seen_from(Some(at.network.into()));
            let asking = Asking { catalogue: &context.catalogue, token_hash: &step.token_hash };
            let Some(by) = writer.proven(&mut tx, (&member, &asking), shown).await? else {
                return Err(writer.unproven(tx, &context, shown).await?);
            };
            tx.step_delete(&step.token_hash).await?;
            let (token, session) = writer.new_session(&member, by, (step.first_password, at));
            tx.session_insert(&session).await?;
            let recorded = writer.came_in(&mut tx, &context, by).await?;
            tx.commit(recorded).await?;
            Ok((token, by))
        })
        .await
    }

    /// Her first factor, where the city wants one: she is in. Returns the session's cookie and the codes for her paper.
    pub async fn step_register(
        &self,
        city: MunicipalityId,
        token: &str,
        (new, at): (&NewFactor, impl Into<At<'_>>),
    ) -> Result<(String, Vec<String>), Refusal> {
        let at = at.into();
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let (step, member) = writer.step(&mut tx, (city, token), OFFER_MINUTES).await?;
            tx.staff_lock(city, member.id).await?;
            if tx.has_factor(city, member.id).await? {
                return Err(Refusal::NotFound);
            }
            let context = Context::staff_of(writer.catalogue(city).await?, &member).seen_from(Some(at.network.into()));
            let asking = Asking { catalogue: &context.catalogue, token_hash: &step.token_hash };
            let factor = writer.registered(&asking, (&member, &[]), new)?;
            // Somebody else who knows the password was quicker: she may be the wrong one, so this one begins again.
            if !tx.factor_insert(&factor).await? {
                return Err(Refusal::NotFound);
            }
            let codes = writer.new_codes(&mut tx, &member).await?;
            tx.step_delete(&step.token_hash).await?;
            tx.sessions_of_staff_delete(member.id).await?;
            let by = ProvenBy::Factor(factor.kind);
            let (token, session) = writer.new_session(&member, by, (step.first_password, at));
            tx.session_insert(&session).await?;
            let detail = json!({ "kind": factor.kind.as_str() });
            let _added = writer.note_own(&mut tx, &context, "factor_add", &detail).await?;
            let recorded = writer.came_in(&mut tx, &context, by).await?;
            tx.commit(recorded).await?;
            Ok((token, codes))
        })
        .await
    }

    /// Ends the step of that cookie: whoever has shown her password goes away.
    pub async fn step_leave(&self, token: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.step_delete(&sha256(token.as_bytes())).await?;
            Ok(tx.commit(Recorded::not_needed("that it began has its line")).await?)
        })
        .await
    }

    fn is_open(&self, city: MunicipalityId, (step, member): (&StepRow, &StaffMember), minutes: i64) -> bool {
        let young = self.now() - step.created_at < Duration::minutes(minutes);
        step.municipality == city && young && step.tries < STEP_TRIES && !member.disabled
    }

    /// A line about herself.
    pub(in crate::staff) async fn note_own(
        &self,
        tx: &mut Unit,
        context: &By<Staff>,
        action: &str,
        detail: &serde_json::Value,
    ) -> Result<Recorded, Refusal> {
        Ok(self.audit(tx.as_mut(), context, action, ("staff", context.who().id().0), detail).await?)
    }
}

impl Writer {
    /// Lets her in, or asks for what is missing: the one place that decides it, whatever stands in front. The unit is not ended.
    pub(crate) async fn admit(
        &self,
        tx: &mut Unit,
        context: &By<Staff>,
        (member, coming): (&StaffMember, Coming<'_>),
    ) -> Result<(Entered, Recorded), Refusal> {
        let city = member.municipality;
        tx.staff_lock(city, member.id).await?;
        if let Some(former) = coming.former {
            tx.session_delete(city, &sha256(former.as_bytes())).await?;
        }
        let wanted = context.catalogue.municipality.settings.factor.required;
        if coming.by.is_second() || !(wanted || tx.has_factor(city, member.id).await?) {
            let (token, session) = self.new_session(member, coming.by, (coming.first_password, coming.at));
            tx.session_insert(&session).await?;
            return Ok((Entered::Session(token), self.came_in(tx, context, coming.by).await?));
        }
        let token = self.new_token();
        let token_hash = sha256(token.as_bytes());
        let step = StepRow {
            token_hash,
            municipality: city,
            staff: member.id,
            created_at: self.now(),
            tries: 0,
            first_password: coming.first_password,
        };
        tx.step_insert(&step).await?;
        Ok((Entered::Step(token), self.note_own(tx, context, "sign_in_step", &json!({})).await?))
    }

    async fn came_in(&self, tx: &mut Unit, context: &By<Staff>, by: ProvenBy) -> Result<Recorded, Refusal> {
        self.note_own(tx, context, "sign_in", &json!({ "by": by.as_str() })).await
    }

    async fn step(
        &self,
        tx: &mut Unit,
        (city, token): (MunicipalityId, &str),
        minutes: i64,
    ) -> Result<(StepRow, StaffMember), Refusal> {
        let found = tx.step_member(&sha256(token.as_bytes())).await?;
        found.filter(|(step, member)| self.is_open(city, (step, member), minutes)).ok_or(Refusal::NotFound)
    }

    /// By what it is proven that it is her, if it is; whatever was shown is used by it.
    pub(super) async fn proven(
        &self,
        tx: &mut Unit,
        (member, asking): (&StaffMember, &Asking<'_>),
        shown: &Evidence,
    ) -> Result<Option<ProvenBy>, Refusal> {
        let challenge = match shown {
            Evidence::Recovery(code) => {
                return Ok(self.use_code(tx, member, code).await?.then_some(ProvenBy::Recovery));
            }
            Evidence::Passkey(answer) => self.challenge(asking, answer),
            Evidence::Code(_) | Evidence::Password(_) => None,
        };
        let showing = Showing { evidence: shown, challenge: challenge.as_ref(), now: self.now() };
        for factor in tx.factors(member.municipality, member.id).await? {
            let mark = factor.opened(self)?.proves(&showing)?;
            if let Some(mark) = mark
                && tx.factor_use(factor.id, mark, self.now()).await?
            {
                return Ok(Some(ProvenBy::Factor(factor.kind)));
            }
        }
        Ok(None)
    }

    /// A line about what did not prove it, which lasts though nothing else was done.
    pub(super) async fn unproven(
        &self,
        mut tx: Unit,
        context: &By<Staff>,
        shown: &Evidence,
    ) -> Result<Refusal, Refusal> {
        let detail = json!({ "shown": shown.field() });
        let recorded = self.note_own(&mut tx, context, "factor_failed", &detail).await?;
        tx.commit(recorded).await?;
        Ok(Refusal::Invalid(vec![FieldError::new(shown.field(), Fault::Wrong)]))
    }

    /// The session goes on under another cookie: nobody who knew the former one has it. It is proven now, by what is said, or as
    /// it was. What it remembers stays, and so does the hour at which it ends at the latest. `NotFound`: it has ended meanwhile.
    pub(crate) async fn renewed(
        &self,
        tx: &mut Unit,
        session: &Session,
        by: Option<ProvenBy>,
    ) -> Result<String, Refusal> {
        let token = self.new_token();
        let new = self.carried_over(
            session,
            Session {
                token_hash: sha256(token.as_bytes()),
                seen_at: self.now(),
                proven_at: by.map_or(session.proven_at, |_| self.now()),
                proven_by: by.unwrap_or(session.proven_by),
                ..session.clone()
            },
        )?;
        if tx.session_renew(&session.token_hash, &new).await? { Ok(token) } else { Err(Refusal::NotFound) }
    }
}
