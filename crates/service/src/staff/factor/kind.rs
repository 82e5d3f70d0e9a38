//! Kinds of factors, and how one is asked without knowing which it is.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::staff::code::typed_code;

use crate::error::Refusal;
use crate::forms::Fields;
use crate::sealed::SealedPlace;
use crate::services::Services;
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
}

impl FactorKind {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Totp];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What every kind can be asked.
pub(super) trait Factor {
    /// The mark of this use, where what she shows proves it is hers: higher than those of earlier uses, or the store refuses it.
    fn proves(&self, shown: &Evidence, now: DateTime<Utc>) -> Result<Option<i64>, Refusal>;
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
        }
    }
}

/// What somebody shows to prove who she is.
#[derive(Clone, PartialEq, Eq)]
pub enum Evidence {
    /// What her app shows.
    Code(String),
    /// A code from her paper.
    Recovery(String),
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
            Self::Password(_) => "password",
        }
    }
}

/// By what a session was proven last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProvenBy {
    /// By her password alone.
    Password,
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
            Self::Recovery => "recovery",
            Self::Factor(kind) => kind.as_str(),
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let known = [Self::Password, Self::Recovery].into_iter().find(|by| by.as_str() == word);
        known.or_else(|| FactorKind::parse(word).map(Self::Factor))
    }

    /// Whether by more than her password.
    pub const fn is_second(self) -> bool {
        !matches!(self, Self::Password)
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
        let all = [ProvenBy::Password, ProvenBy::Recovery, ProvenBy::Factor(FactorKind::Totp)];
        assert!(all.into_iter().all(|by| ProvenBy::parse(by.as_str()) == Some(by)));
        assert_eq!(all.map(ProvenBy::is_second), [false, true, true]);
    }
}
