//! The port to identity providers: what speaks `OpenID` Connect with one, and what can be wrong with it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Provider;

/// Why a provider did not do what was asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no such name.
    #[error("no such name")]
    NoName,
    /// An address where no provider may be.
    #[error("an address that is not allowed")]
    NotAllowed,
    /// Nobody answers there, or not by TLS that can be trusted.
    #[error("not reached")]
    Unreachable,
    /// It was connected, and not done in time.
    #[error("silent")]
    Silent,
    /// It answers with an error.
    #[error("answered with an error")]
    Status,
    /// It answers, but not as a provider does.
    #[error("not an identity provider")]
    NotOpenId,
    /// It calls itself otherwise.
    #[error("another issuer")]
    OtherIssuer,
    /// It does not know PKCE with S256.
    #[error("without PKCE")]
    NoPkce,
    /// It signs by none of the ways that we verify.
    #[error("without a signature that can be verified")]
    NoSignature,
    /// It does not know us, or by another secret.
    #[error("client refused")]
    Client,
    /// It does not take the code.
    #[error("code refused")]
    Code,
    /// What it says of her is not to be believed: of another, too old, signed by somebody else, for another browser.
    #[error("token refused")]
    Token,
    /// She has not shown there anew who she is.
    #[error("not anew")]
    NotAnew,
    /// So many were tried that nothing was asked.
    #[error("too many tries")]
    TooMany,
}

impl Trouble {
    /// The word for the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NotAllowed => "not_allowed",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
            Self::Status => "status",
            Self::NotOpenId => "not_openid",
            Self::OtherIssuer => "other_issuer",
            Self::NoPkce => "no_pkce",
            Self::NoSignature => "no_signature",
            Self::Client => "client",
            Self::Code => "code",
            Self::Token => "token",
            Self::NotAnew => "not_anew",
            Self::TooMany => "too_many",
        }
    }

    /// Whether what came back is to be believed in no case; else the provider is down or set wrong, and others' ways are better now.
    pub(super) const fn is_wrong(self) -> bool {
        matches!(self, Self::Code | Self::Token | Self::NotAnew)
    }
}

/// What a provider says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Where people are sent to sign in.
    pub signs_in_at: String,
    /// Where they are sent to sign out; none: nowhere.
    pub signs_out_at: Option<String>,
}

/// With what somebody is sent there.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Where she comes back to.
    pub redirect: &'a str,
    /// What comes back in the address.
    pub state: &'a str,
    /// What comes back in the token.
    pub nonce: &'a str,
    /// Of which the provider is told the digest first (PKCE).
    pub verifier: &'a str,
    /// She is to show anew who she is.
    pub anew: bool,
}

/// What she brought back.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// Where she came back to.
    pub redirect: &'a str,
    /// The code.
    pub code: &'a str,
    /// Who says to have sent her (RFC 9207).
    pub issuer: Option<&'a str>,
    /// What must stand in the token.
    pub nonce: &'a str,
    /// What the provider was told the digest of.
    pub verifier: &'a str,
    /// Now.
    pub now: DateTime<Utc>,
    /// She must have shown who she is since then.
    pub since: Option<DateTime<Utc>>,
}

/// What a provider says of somebody, verified.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// What it calls her: never another's there.
    pub subject: String,
    /// `preferred_username`.
    pub preferred_username: Option<String>,
    /// `email`, where the provider says that it has verified it.
    pub verified_email: Option<String>,
    /// `amr`.
    pub methods: Vec<String>,
    /// `acr`.
    pub class: Option<String>,
}

crate::masked_debug!(Identity {});

/// What speaks to identity providers.
#[async_trait]
pub trait Speaks: Send + Sync {
    /// Reads what the provider says of itself, with its keys.
    async fn look(&self, provider: &Provider) -> Result<Found, Trouble>;
    /// Where somebody is sent.
    async fn lead(&self, provider: &Provider, asking: &Asking<'_>) -> Result<String, Trouble>;
    /// Who it is who came back.
    async fn who(&self, provider: &Provider, answer: &Answer<'_>) -> Result<Identity, Trouble>;
}
