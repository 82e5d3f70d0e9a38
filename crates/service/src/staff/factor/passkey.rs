//! Passkeys: a key that never leaves a telephone, a computer or a stick, and signs what it is asked for. `webauthn-rs` reads and
//! checks what they say (its inner part, `webauthn-rs-core`): its outer part has either passkeys that want a finger or a PIN each time,
//! or sticks alone; behind a password both are welcome, so user verification is preferred, and held to where a key began with it.
//!
//! The library throws its own dice for what is asked; they are the system's, as ours.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mendan_domain::fault::Fault;
use serde::{Deserialize, Serialize};
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{Credential, PublicKeyCredential, RegisterPublicKeyCredential, RegistrationState};

use super::challenge::{Answer, Asking, OfferedAt};
use super::kind::{Evidence, Factor, FactorId, FactorKind, FactorRow, Showing};
use super::offered::NewPasskey;
use super::own::has_enough;
use super::party::Party;
use crate::error::{FieldError, Refusal};
use crate::forms::Checks;
use crate::model::StaffMember;
use crate::sealed::SealedPlace;
use crate::services::Services;

/// Passkeys of one member.
pub(super) const MOST: usize = 10;
/// Bits of a mark that count uses between two values of the key's own counter.
const USES: u32 = 31;

/// What is kept of one.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Passkey {
    /// What she calls it.
    pub(super) name: String,
    /// The host it was made for.
    party: String,
    credential: Credential,
}

impl Passkey {
    /// Whether browsers find it at that address.
    pub(super) fn is_of(&self, party: &Party) -> bool {
        self.party == party.id
    }
}

/// A passkey, and the mark of its last use: the key's own counter, and behind it how often it was used with that value, because
/// many a key does not count.
pub(super) struct Held {
    pub(super) passkey: Passkey,
    pub(super) mark: i64,
}

impl Held {
    /// As the library knows it, with the counter that was seen last: one that has gone back is refused, for the key may have been copied.
    pub(super) fn credential(&self) -> Credential {
        Credential { counter: counter_of(self.mark), ..self.passkey.credential.clone() }
    }
}

impl Factor for Held {
    fn proves(&self, shown: &Showing<'_>) -> Result<Option<i64>, Refusal> {
        let (Evidence::Passkey(answer), Some(challenge)) = (shown.evidence, shown.challenge) else { return Ok(None) };
        let Ok(said) = serde_json::from_str::<PublicKeyCredential>(&answer.said) else { return Ok(None) };
        let mut state = challenge.state.clone();
        state.set_allowed_credentials(vec![self.credential()]);
        match challenge.party.core().authenticate_credential(&said, &state) {
            Ok(result) => Ok(Some(mark_after(self.mark, result.counter()))),
            Err(WebauthnError::CredentialPossibleCompromise) => {
                tracing::warn!("the counter of a passkey has gone back: it may have been copied");
                Ok(None)
            }
            // Another one of hers, or of somebody else; or what is no answer at all.
            Err(_) => Ok(None),
        }
    }
}

fn counter_of(mark: i64) -> u32 {
    u32::try_from(mark >> USES).unwrap_or(u32::MAX)
}

fn mark_of(counter: u32) -> i64 {
    i64::from(counter) << USES
}

/// The mark of a use after that one. A counter that stands still does so at zero.
fn mark_after(mark: i64, counter: u32) -> i64 {
    if counter == counter_of(mark) { mark + 1 } else { mark_of(counter) }
}

impl Services {
    /// The row of a passkey that was made, beside what she has.
    pub(super) fn registered_passkey(
        &self,
        asking: &Asking<'_>,
        (member, has): (&StaffMember, &[FactorRow]),
        new: &NewPasskey,
    ) -> Result<FactorRow, Refusal> {
        let wrong = |code| Refusal::Invalid(vec![FieldError::new("passkey", code)]);
        let mut checks = Checks::default();
        let name = checks.line("passkey_name", &new.name);
        for row in has.iter().filter(|row| row.kind == FactorKind::Passkey) {
            checks.fail_if(row.held(self)?.passkey.name == name, "passkey_name", Fault::Taken);
        }
        checks.done()?;
        if has_enough(has) {
            return Err(wrong(Fault::TooMany));
        }
        let (party, state) = self.asked_of_new(asking, &new.answer).ok_or_else(|| wrong(Fault::Wrong))?;
        let said: RegisterPublicKeyCredential =
            serde_json::from_str(&new.answer.said).map_err(|_| wrong(Fault::Wrong))?;
        let made = party.core().register_credential(&said, &state, None);
        let credential = made.map_err(|_| wrong(Fault::Wrong))?;
        let (id, now) = (FactorId(self.new_id()), self.now());
        let mark = mark_of(credential.counter);
        let passkey = Passkey { name, party: party.id, credential };
        Ok(FactorRow {
            id,
            municipality: member.municipality,
            staff: member.id,
            kind: FactorKind::Passkey,
            sealed: self.seal(&SealedPlace::Factor(id), &passkey)?,
            mark,
            made_at: now,
            used_at: Some(now),
        })
    }

    /// What was asked of a new one in this very session; none: it was another, or long ago.
    fn asked_of_new(&self, asking: &Asking<'_>, answer: &Answer) -> Option<(Party, RegistrationState)> {
        let octets = URL_SAFE_NO_PAD.decode(&answer.sealed).ok()?;
        let place = SealedPlace::NewPasskey(asking.token_hash.to_vec());
        let kept: OfferedAt<RegistrationState> = self.open_from_outside(&place, &octets).ok()?;
        Some((asking.party()?, kept.fresh(self.now())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_has_a_higher_mark_whether_or_not_the_key_counts() {
        let first = mark_of(0);
        let second = mark_after(first, 0);
        assert!(second > first && counter_of(second) == 0);
        let counted = mark_after(second, 1);
        assert!(counted > second && counter_of(counted) == 1);
        let last = mark_after(counted, u32::MAX);
        assert!(last > counted && counter_of(last) == u32::MAX);
    }
}
