//! A factor that is about to be registered. Of an app the secret is with the browser, sealed, until a first code proves that the app has
//! it; of a passkey, what it is asked for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::staff::code::typed_code;
use serde::{Deserialize, Serialize};

use super::challenge::{Answer, Asking};
use super::kind::{Evidence, Factor as _, FactorId, FactorKind, FactorRow, Showing};
use super::totp::Totp;
use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::model::StaffMember;
use crate::sealed::SealedPlace;
use crate::services::Services;

/// Minutes in which the first code has to come: she may have to install an app first.
pub const OFFER_MINUTES: i64 = 30;

/// What is shown of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Offered {
    /// For the form: the secret, sealed.
    pub sealed: String,
    /// What the app reads: the text of the picture.
    pub address: String,
    /// The same to be typed, in groups.
    pub key: String,
}

crate::masked_debug!(Offered {});

/// What comes back with the first code, or from a passkey that was made.
#[derive(Clone, Default)]
pub struct NewFactor {
    sealed: String,
    code: String,
    passkey: Option<NewPasskey>,
}

crate::masked_debug!(NewFactor {});

impl NewFactor {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        let passkey = fields.has("passkey").then(|| NewPasskey::typed(fields));
        Self { sealed: fields.owned("offered"), code: typed_code(fields.text("code")), passkey }
    }
}

/// A passkey that was made, and what she calls it.
#[derive(Clone)]
pub(super) struct NewPasskey {
    pub(super) answer: Answer,
    pub(super) name: String,
}

impl NewPasskey {
    fn typed(fields: &Fields) -> Self {
        Self { answer: Answer::typed(fields), name: fields.owned("passkey_name") }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    totp: Totp,
    at: DateTime<Utc>,
}

impl Services {
    /// A new app for her, or the one of a form that comes back.
    pub(super) fn offer_app(
        &self,
        catalogue: &Catalogue,
        member: &StaffMember,
        back: Option<&str>,
    ) -> Result<Offered, Refusal> {
        let known = back.and_then(|sealed| Some((sealed.to_owned(), self.kept(member, sealed)?)));
        let (sealed, totp) = if let Some(known) = known {
            known
        } else {
            let kept = Kept { totp: Totp::new(self.entropy()), at: self.now() };
            (URL_SAFE_NO_PAD.encode(self.seal(&SealedPlace::OfferedFactor(member.id), &kept)?), kept.totp)
        };
        let city = catalogue.municipality.words(Language::Ja).name;
        Ok(Offered { sealed, address: totp.address(&city, &member.login)?, key: totp.key()? })
    }

    /// The row it becomes beside those she has, once the first code is right, or the passkey answers what it was asked; both are used by it.
    pub(super) fn registered(
        &self,
        asking: &Asking<'_>,
        (member, has): (&StaffMember, &[FactorRow]),
        new: &NewFactor,
    ) -> Result<FactorRow, Refusal> {
        match &new.passkey {
            Some(passkey) => self.registered_passkey(asking, (member, has), passkey),
            None => self.registered_app(member, new),
        }
    }

    fn registered_app(&self, member: &StaffMember, new: &NewFactor) -> Result<FactorRow, Refusal> {
        let wrong = |code| Refusal::Invalid(vec![FieldError::new("code", code)]);
        let totp = self.kept(member, &new.sealed).ok_or_else(|| wrong(Fault::Changed))?;
        let now = self.now();
        let evidence = Evidence::Code(new.code.clone());
        let showing = Showing { evidence: &evidence, challenge: None, now };
        let mark = totp.proves(&showing)?.ok_or_else(|| wrong(Fault::Wrong))?;
        let id = FactorId(self.new_id());
        Ok(FactorRow {
            id,
            municipality: member.municipality,
            staff: member.id,
            kind: FactorKind::Totp,
            sealed: self.seal(&SealedPlace::Factor(id), &totp)?,
            mark,
            made_at: now,
            used_at: Some(now),
        })
    }

    /// It comes from a browser: what does not open is none.
    fn kept(&self, member: &StaffMember, sealed: &str) -> Option<Totp> {
        let octets = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let kept: Kept = self.open_from_outside(&SealedPlace::OfferedFactor(member.id), &octets).ok()?;
        (self.now() - kept.at < Duration::minutes(OFFER_MINUTES)).then_some(kept.totp)
    }
}
