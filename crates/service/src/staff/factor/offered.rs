//! An app that is about to be registered: its secret is with the browser, sealed, until a first code proves that the app has it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::staff::code::typed_code;
use serde::{Deserialize, Serialize};

use super::kind::{Evidence, Factor as _, FactorId, FactorKind, FactorRow};
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

/// What comes back with the first code.
#[derive(Clone, Default)]
pub struct NewFactor {
    sealed: String,
    code: String,
}

crate::masked_debug!(NewFactor {});

impl NewFactor {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self { sealed: fields.owned("offered"), code: typed_code(fields.text("code")) }
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

    /// The row it becomes, once the first code is right; that code is used by it.
    pub(super) fn registered(&self, member: &StaffMember, new: &NewFactor) -> Result<FactorRow, Refusal> {
        let wrong = |code| Refusal::Invalid(vec![FieldError::new("code", code)]);
        let totp = self.kept(member, &new.sealed).ok_or_else(|| wrong(Fault::Changed))?;
        let now = self.now();
        let mark = totp.proves(&Evidence::Code(new.code.clone()), now)?.ok_or_else(|| wrong(Fault::Wrong))?;
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
