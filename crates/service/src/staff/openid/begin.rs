//! Somebody is sent to the provider: what she is sent with, and what is kept until she comes back. Nothing of it that is secret stands
//! in the row: nonce and verifier are made of what goes in the address and of what the browser alone has.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;
use sha2::{Digest as _, Sha256};

use super::port::{Asking, Speaks, Trouble};
use crate::error::Refusal;
use crate::forms::Fields;
use crate::model::Session;
use crate::secret::sha256;
use crate::services::{Recorded, Services};

/// Minutes in which she has to come back.
pub const ATTEMPT_MINUTES: i64 = 10;
/// Octets of a form that waits and goes along, sealed, of somebody who is signed in.
pub const LONGEST_ALONG: usize = 192 * 1024;
/// The same of somebody who is not: strangers fill no disk.
pub const LONGEST_OF_STRANGERS: usize = 32 * 1024;

/// What she is sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To come in.
    SignIn,
    /// So that the provider's account is known as hers from then on.
    Link,
    /// To prove again that it is her.
    Again,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SignIn, Self::Link, Self::Again];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Link => "link",
            Self::Again => "again",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// Somebody on her way, as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// SHA-256 of the state.
    pub state_hash: Vec<u8>,
    /// The city.
    pub municipality: MunicipalityId,
    /// SHA-256 of the browser's cookie.
    pub browser_hash: Vec<u8>,
    /// What for.
    pub purpose: Purpose,
    /// The session she began it in.
    pub session_hash: Option<Vec<u8>>,
    /// Of the provider's row.
    pub version: i64,
    /// What goes along, as JSON.
    pub along: String,
    /// When she was sent.
    pub created_at: DateTime<Utc>,
}

crate::masked_debug!(AttemptRow { municipality, purpose, version, created_at });

/// Who is to be sent, and what for.
#[derive(Clone, Copy)]
pub struct Leaving<'a> {
    /// What for.
    pub purpose: Purpose,
    /// Her session, where she is signed in.
    pub session: Option<&'a Session>,
    /// What goes along.
    pub along: &'a Fields,
    /// Where she comes back to.
    pub redirect: &'a str,
}

/// Where she is sent, and what her browser is to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct Sent {
    /// The address at the provider.
    pub address: String,
    /// The cookie.
    pub browser: String,
    /// What the provider is called.
    pub label: String,
}

crate::masked_debug!(Sent { label });

/// Where people sign out at the provider, and what it is told of us.
#[derive(Clone, PartialEq, Eq)]
pub struct Ending {
    /// The address at the provider.
    pub address: String,
    /// Who we are there.
    pub client_id: String,
    /// What the provider is called.
    pub label: String,
}

crate::masked_debug!(Ending { label });

impl Services {
    /// Sends somebody to the city's provider. `NotFound`: there is none.
    pub async fn openid_begin(
        &self,
        city: MunicipalityId,
        leaving: &Leaving<'_>,
        speaks: &dyn Speaks,
    ) -> Result<Result<Sent, Trouble>, Refusal> {
        let (provider, version) = self.provider_of(city).await?.ok_or(Refusal::NotFound)?;
        let (state, browser) = (self.new_token(), self.new_token());
        let own = Own::of(&state, &browser);
        let anew = leaving.purpose == Purpose::Again;
        let asking =
            Asking { redirect: leaving.redirect, state: &state, nonce: &own.nonce, verifier: &own.verifier, anew };
        let address = match speaks.lead(&provider, &asking).await {
            Ok(address) => address,
            Err(trouble) => {
                tracing::warn!(trouble = trouble.as_str(), "the identity provider could not be asked");
                return Ok(Err(trouble));
            }
        };
        let row = AttemptRow {
            state_hash: sha256(state.as_bytes()),
            municipality: city,
            browser_hash: sha256(browser.as_bytes()),
            purpose: leaving.purpose,
            session_hash: leaving.session.map(|session| session.token_hash.clone()),
            version,
            along: serde_json::to_string(leaving.along).map_err(|_| Refusal::NotPossible)?,
            created_at: self.now(),
        };
        self.write(|writer| {
            let row = &row;
            async move {
                let mut tx = writer.begin().await?;
                tx.openid_attempt_insert(row).await?;
                Ok(tx.commit(Recorded::not_needed("what comes of it has its line")).await?)
            }
        })
        .await?;
        Ok(Ok(Sent { address, browser, label: provider.label }))
    }

    /// Where whoever signs out here signs out at the provider, if it has such a place.
    pub async fn openid_end(&self, city: MunicipalityId, speaks: &dyn Speaks) -> Result<Option<Ending>, Refusal> {
        let Some((provider, _)) = self.provider_of(city).await? else { return Ok(None) };
        match speaks.look(&provider).await {
            Ok(found) => Ok(found.signs_out_at.map(|address| Ending {
                address,
                client_id: provider.client_id,
                label: provider.label,
            })),
            Err(trouble) => {
                tracing::warn!(trouble = trouble.as_str(), "nobody was signed out at the identity provider");
                Ok(None)
            }
        }
    }

    /// Takes what was kept of that state, for once: whoever comes with another browser's, or too late, has none.
    pub(super) async fn attempt_taken(
        &self,
        city: MunicipalityId,
        (state, browser): (&str, &str),
    ) -> Result<Option<AttemptRow>, Refusal> {
        let (state_hash, browser_hash) = (&sha256(state.as_bytes()), &sha256(browser.as_bytes()));
        // Whoever comes with a state that is nobody's, or another browser's, has nothing written.
        let kept = self.store().look().await?.openid_attempt(city, state_hash).await?;
        if kept.is_none_or(|row| &row.browser_hash != browser_hash) {
            return Ok(None);
        }
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let row = tx.openid_attempt(city, state_hash).await?;
            let Some(row) = row.filter(|row| &row.browser_hash == browser_hash) else { return Ok(None) };
            // Of two that come with the same at once one finds it.
            let taken = tx.openid_attempt_take(city, state_hash).await?;
            tx.commit(Recorded::not_needed("what comes of it has its line")).await?;
            let young = writer.now() - row.created_at < Duration::minutes(ATTEMPT_MINUTES);
            Ok(Some(row).filter(|_| taken && young))
        })
        .await
    }
}

/// What the provider is told of, and nobody sees: neither the address alone tells it, nor the cookie.
pub(super) struct Own {
    /// Stands in the token.
    pub(super) nonce: String,
    /// PKCE.
    pub(super) verifier: String,
}

impl Own {
    pub(super) fn of(state: &str, browser: &str) -> Self {
        let made = |purpose: &str| {
            let digest =
                Sha256::new().chain_update(purpose).chain_update([0_u8]).chain_update(state).chain_update([0_u8]);
            URL_SAFE_NO_PAD.encode(digest.chain_update(browser).finalize())
        };
        Self { nonce: made("openid nonce"), verifier: made("openid verifier") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_state_and_cookie_is_long_enough_and_of_both() {
        let own = Own::of("state", "browser");
        // RFC 7636: 43 to 128 characters.
        assert_eq!((own.verifier.len(), own.nonce.len()), (43, 43));
        assert_ne!(own.nonce, own.verifier);
        for (state, browser) in [("other", "browser"), ("state", "other"), ("statebrowser", "")] {
            let other = Own::of(state, browser);
            assert!(other.nonce != own.nonce && other.verifier != own.verifier, "{state} {browser}");
        }
    }
}
