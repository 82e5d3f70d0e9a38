//! What a passkey is asked for. It is with the browser, sealed for the session or the step that it was made in, by the digest of the
//! cookie: whatever is proven by an answer ends that cookie, so an answer is used once, and another session's is none.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{AuthenticationState, UserVerificationPolicy};

use super::kind::{FactorKind, FactorRow};
use super::offered::OFFER_MINUTES;
use super::party::Party;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::forms::Fields;
use crate::model::StaffMember;
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::Services;

/// In which city, and in which session or step.
pub(crate) struct Asking<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// SHA-256 of its cookie.
    pub(super) token_hash: &'a [u8],
}

impl Asking<'_> {
    /// Whom passkeys are made for there.
    pub(super) fn party(&self) -> Option<Party> {
        Party::of(&self.catalogue.municipality)
    }
}

/// What she can show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ways {
    /// Kinds of factors that she has.
    pub kinds: Vec<FactorKind>,
    /// What a passkey is asked for; none: she has none that browsers find here.
    pub passkey: Option<AskedPasskey>,
}

/// What goes to the browser.
#[derive(Clone, PartialEq, Eq)]
pub struct AskedPasskey {
    /// For the form: what is needed to check the answer, sealed.
    pub sealed: String,
    /// What the browser is asked for, as JSON.
    pub options: String,
}

crate::masked_debug!(AskedPasskey {});

/// What comes back.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub(super) sealed: String,
    /// What the browser says of the passkey, as JSON.
    pub(super) said: String,
}

crate::masked_debug!(Answer {});

impl Answer {
    /// From its fields.
    pub(super) fn typed(fields: &Fields) -> Self {
        Self { sealed: fields.owned("asked"), said: fields.owned("passkey") }
    }
}

/// What was asked, and when.
#[derive(Serialize, Deserialize)]
pub(super) struct OfferedAt<T> {
    state: T,
    at: DateTime<Utc>,
}

impl<T> OfferedAt<T> {
    /// It, unless it was long ago.
    pub(super) fn fresh(self, now: DateTime<Utc>) -> Option<T> {
        (now - self.at < Duration::minutes(OFFER_MINUTES)).then_some(self.state)
    }
}

/// What passkeys were asked for, as it comes back.
pub(super) struct Challenge {
    pub(super) party: Party,
    pub(super) state: AuthenticationState,
}

impl Services {
    /// What she can show of those factors.
    pub(super) fn ways(&self, asking: &Asking<'_>, factors: &[FactorRow]) -> Result<Ways, Refusal> {
        let has = |kind: &FactorKind| factors.iter().any(|factor| factor.kind == *kind);
        let kinds = FactorKind::ALL.into_iter().filter(has).collect();
        Ok(Ways { kinds, passkey: self.ask_passkey(asking, factors)? })
    }

    fn ask_passkey(&self, asking: &Asking<'_>, factors: &[FactorRow]) -> Result<Option<AskedPasskey>, Refusal> {
        let Some(party) = asking.party() else { return Ok(None) };
        let mut keys = Vec::new();
        for factor in factors.iter().filter(|factor| factor.kind == FactorKind::Passkey) {
            let held = factor.held(self)?;
            if held.passkey.is_of(&party) {
                keys.push(held.credential());
            }
        }
        if keys.is_empty() {
            return Ok(None);
        }
        let core = party.core();
        let asked = core.new_challenge_authenticate_builder(keys, Some(UserVerificationPolicy::Preferred));
        let (options, mut state) =
            asked.and_then(|asked| core.generate_challenge_authenticate(asked)).map_err(unusable)?;
        // Her keys are read anew with the answer: one that was taken away meanwhile proves nothing.
        state.set_allowed_credentials(Vec::new());
        let place = SealedPlace::AskedPasskey(asking.token_hash.to_vec());
        self.sealed_question(&place, state, &options.public_key).map(Some)
    }

    /// What a new passkey is asked for. None: at the city's address browsers make none.
    pub(super) fn offer_passkey(
        &self,
        asking: &Asking<'_>,
        member: &StaffMember,
        has: &[FactorRow],
    ) -> Result<Option<AskedPasskey>, Refusal> {
        let Some(party) = asking.party() else { return Ok(None) };
        let keys = has.iter().filter(|factor| factor.kind == FactorKind::Passkey);
        let known =
            keys.map(|factor| Ok(factor.held(self)?.credential().cred_id)).collect::<Result<Vec<_>, Refusal>>()?;
        // Numbers that say nothing of her to whoever reads the key.
        let user = [member.municipality.0.to_be_bytes(), member.id.0.to_be_bytes()].concat();
        let core = party.core();
        let asked = core.new_challenge_register_builder(&user, &member.login, &member.display_name);
        let asked = asked.map(|asked| asked.exclude_credentials(Some(known)));
        let (options, state) = asked.and_then(|asked| core.generate_challenge_register(asked)).map_err(unusable)?;
        let place = SealedPlace::NewPasskey(asking.token_hash.to_vec());
        self.sealed_question(&place, state, &options.public_key).map(Some)
    }

    fn sealed_question<T: Serialize>(
        &self,
        place: &SealedPlace,
        state: T,
        options: &impl Serialize,
    ) -> Result<AskedPasskey, Refusal> {
        let sealed = URL_SAFE_NO_PAD.encode(self.seal(place, &OfferedAt { state, at: self.now() })?);
        let options =
            serde_json::to_string(options).map_err(|error| Refusal::Internal(StoreError::Other(error.into())))?;
        Ok(AskedPasskey { sealed, options })
    }

    /// What that is an answer to. It comes from a browser: what does not open, is of another session or of long ago, is none.
    pub(super) fn challenge(&self, asking: &Asking<'_>, answer: &Answer) -> Option<Challenge> {
        let octets = URL_SAFE_NO_PAD.decode(&answer.sealed).ok()?;
        let place = SealedPlace::AskedPasskey(asking.token_hash.to_vec());
        let kept: OfferedAt<AuthenticationState> = self.open_from_outside(&place, &octets).ok()?;
        Some(Challenge { party: asking.party()?, state: kept.fresh(self.now())? })
    }
}

fn unusable(error: WebauthnError) -> Refusal {
    Refusal::Internal(StoreError::Other(error.into()))
}
