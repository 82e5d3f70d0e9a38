//! Kinds of factors, and how one is asked without knowing which it is.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::staff::code::typed_code;

use crate::error::Refusal;
use crate::forms::Fields;
use crate::sealed::SealedPlace;
use crate::services::Services;
use crate::staff::factor::challenge::{Answer, Challenge};
use crate::staff::factor::passkey::{Held, Passkey};
use crate::staff::factor::totp::Totp;

mendan_domain::id! {
    /// A second factor.
    FactorId;
}

/// A kind of second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorKind {
    /// An authenticator app, which shows another six digits every thirty seconds (RFC 6238).
    Totp,
    /// A passkey: of a telephone, a computer or a key of its own (`WebAuthn`).
    Passkey,
}

impl FactorKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Totp, Self::Passkey];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Passkey => "passkey",
        }
    }

    /// Whether she has one of them at most, so that a new one takes the place of the old one.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::Totp)
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What every kind can be asked.
pub(super) trait Factor {
    /// The mark of this use, where what she shows proves it is hers: higher than those of earlier uses, or the store refuses it.
    fn proves(&self, shown: &Showing<'_>) -> Result<Option<i64>, Refusal>;
}

/// What is shown, and when.
pub(super) struct Showing<'a> {
    /// What.
    pub(super) evidence: &'a Evidence,
    /// What her passkeys were asked for, where it is an answer to that.
    pub(super) challenge: Option<&'a Challenge>,
    /// When.
    pub(super) now: DateTime<Utc>,
}

/// A factor as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorRow {
    /// Id.
    pub id: FactorId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub staff: StaffId,
    /// Of which kind.
    pub kind: FactorKind,
    /// What its kind keeps, sealed for [`SealedPlace::Factor`].
    pub sealed: Vec<u8>,
    /// The mark of its last use.
    pub mark: i64,
    /// Since when she has it.
    pub made_at: DateTime<Utc>,
    /// When she last used it.
    pub used_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(FactorRow { id, municipality, staff, kind, made_at, used_at });

impl FactorRow {
    /// The factor itself.
    pub(super) fn opened(&self, services: &Services) -> Result<Box<dyn Factor + Send + Sync>, Refusal> {
        match self.kind {
            FactorKind::Totp => Ok(Box::new(services.open::<Totp>(&SealedPlace::Factor(self.id), &self.sealed)?)),
            FactorKind::Passkey => Ok(Box::new(self.held(services)?)),
        }
    }

    /// The passkey that it is, as it was used last.
    pub(super) fn held(&self, services: &Services) -> Result<Held, Refusal> {
        let passkey = services.open::<Passkey>(&SealedPlace::Factor(self.id), &self.sealed)?;
        Ok(Held { passkey, mark: self.mark })
    }
}

/// What somebody shows to prove who she is.
#[derive(Clone, PartialEq, Eq)]
pub enum Evidence {
    /// What her app shows.
    Code(String),
    /// A code from her paper.
    Recovery(String),
    /// What one of her passkeys answers.
    Passkey(Answer),
    /// Her password.
    Password(String),
}

impl std::fmt::Debug for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Evidence(of {})", self.field())
    }
}

impl Evidence {
    /// From the one field of its form.
    pub fn typed(fields: &Fields) -> Self {
        if fields.has("passkey") {
            return Self::Passkey(Answer::typed(fields));
        }
        match (fields.value("recovery"), fields.value("password")) {
            (Some(code), _) => Self::Recovery(typed_code(code).to_uppercase()),
            (None, Some(password)) => Self::Password(password.to_owned()),
            (None, None) => Self::Code(typed_code(fields.text("code"))),
        }
    }

    /// The field it was typed into.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Code(_) => "code",
            Self::Recovery(_) => "recovery",
            Self::Passkey(_) => "passkey",
            Self::Password(_) => "password",
        }
    }
}

/// By what a session was proven last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProvenBy {
    /// By her password alone.
    Password,
    /// By the city's identity provider, with nothing that the city takes for a second factor.
    OpenId,
    /// By the provider, with what the city takes for one.
    OpenIdSecond,
    /// By a code from her paper.
    Recovery,
    /// By a factor of that kind.
    Factor(FactorKind),
}

impl ProvenBy {
    /// The word stored, and in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::OpenId => "openid",
            Self::OpenIdSecond => "openid_second",
            Self::Recovery => "recovery",
            Self::Factor(kind) => kind.as_str(),
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [Self::Password, Self::OpenId, Self::OpenIdSecond, Self::Recovery];
        let known = all.into_iter().find(|by| by.as_str() == word);
        known.or_else(|| FactorKind::parse(word).map(Self::Factor))
    }

    /// Whether by more than her password, or what stands for it.
    pub const fn is_second(self) -> bool {
        !matches!(self, Self::Password | Self::OpenId)
    }

    /// What it is worth without a factor of ours: who came by the provider came by it.
    pub(super) const fn without_factor(self) -> Self {
        match self {
            Self::OpenId | Self::OpenIdSecond => self,
            Self::Password | Self::Recovery | Self::Factor(_) => Self::Password,
        }
    }

    /// Whether by a factor of hers. A code from her paper only stands in for one: whoever finds the paper has shown none.
    pub const fn is_factor(self) -> bool {
        matches!(self, Self::Factor(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let typed = |name: &str, value: &str| Evidence::typed(&Fields::of([(name, value.to_owned())]));
        for digits in ["123456", " 123 456 ", "１２３４５６", "123-456", "123\u{3000}456"] {
            assert_eq!(typed("code", digits), Evidence::Code("123456".into()), "{digits:?}");
        }
        assert_eq!(typed("recovery", "abcd-EFGH 2345-67yz"), Evidence::Recovery("ABCDEFGH234567YZ".into()));
        assert_eq!(typed("password", " as it is "), Evidence::Password(" as it is ".into()));
    }

    #[test]
    fn every_proof_has_a_word_of_its_own() {
        let [app, passkey] = FactorKind::ALL.map(ProvenBy::Factor);
        let all = [ProvenBy::Password, ProvenBy::OpenId, ProvenBy::OpenIdSecond, ProvenBy::Recovery, app, passkey];
        assert!(all.into_iter().all(|by| ProvenBy::parse(by.as_str()) == Some(by)));
        assert_eq!(all.map(ProvenBy::is_second), [false, false, true, true, true, true]);
        assert_eq!(all.map(ProvenBy::is_factor), [false, false, false, false, true, true]);
    }
}
