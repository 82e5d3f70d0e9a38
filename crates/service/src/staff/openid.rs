//! Coming in by the city's own identity provider (`OpenID` Connect): set by its administrator and kept sealed, as its mail server is.
//! Whom the provider calls by a name of its own is known here by a link of a member of staff; what a member may, and whether a second
//! factor is asked, is decided here as for everybody else ([`super::factor::step`]).

pub mod begin;
pub mod finish;
pub mod form;
mod known;
pub mod link;
pub mod port;
pub mod save;

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde::{Deserialize, Serialize};

use self::port::{Found, Identity, Speaks, Trouble};
use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{By, Services, System};

/// What names a member who is not linked yet. Whoever decides names at the provider decides then who is whom here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// Nothing: she links herself, signed in.
    #[default]
    Nothing,
    /// `preferred_username` is her sign-in name, or an address of the city's domain with it.
    PreferredUsername,
    /// `email`, which the provider has verified, is an address of the city's domain with her sign-in name.
    Email,
}

impl Naming {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::PreferredUsername, Self::Email];

    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::PreferredUsername => "preferred_username",
            Self::Email => "email",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|naming| naming.as_str() == word)
    }
}

/// An identity provider, and what of it counts here.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its issuer, as it says it itself.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// By what it knows us. Leaves this process towards the provider alone.
    pub client_secret: String,
    /// What the button of the entrance calls it.
    pub label: String,
    /// What names a member who is not linked yet.
    pub naming: Naming,
    /// The domain behind the sign-in name in addresses; empty: none.
    pub domain: String,
    /// Values of `amr` and `acr` that stand for a second factor; empty: ours is asked.
    pub second: Vec<String>,
}

crate::masked_debug!(Provider { issuer, naming });

impl Provider {
    /// Whether a secret that was kept for one may be shown to the other: whoever can write the form must not have it sent elsewhere.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        (&self.issuer, &self.client_id) == (&other.issuer, &other.client_id)
    }

    /// Whether what she has shown there counts as a second factor.
    pub(super) fn has_second(&self, identity: &Identity) -> bool {
        let said = identity.methods.iter().chain(identity.class.as_ref());
        said.into_iter().any(|word| self.second.contains(word))
    }

    /// The sign-in name of somebody who is not linked yet, where an administrator has allowed it.
    pub(super) fn login_of<'a>(&self, identity: &'a Identity) -> Option<&'a str> {
        let said = match self.naming {
            Naming::Nothing => None,
            Naming::PreferredUsername => identity.preferred_username.as_deref(),
            Naming::Email => identity.verified_email.as_deref(),
        }?;
        match said.rsplit_once('@') {
            Some((name, domain)) => {
                Some(name).filter(|_| !self.domain.is_empty() && domain.eq_ignore_ascii_case(&self.domain))
            }
            None => Some(said).filter(|_| self.naming == Naming::PreferredUsername),
        }
    }
}

/// The row of a city's provider.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenIdRow {
    /// The city.
    pub municipality: MunicipalityId,
    /// A [`Provider`], sealed; none: it was taken away.
    pub provider_sealed: Option<Vec<u8>>,
    /// The [`Provider`] before the last change, sealed for its own place, for a day.
    pub former_sealed: Option<Vec<u8>>,
    /// Rises with every writing, also with taking away.
    pub version: i64,
    /// When it was written.
    pub changed_at: DateTime<Utc>,
    /// By whom; none: by a command.
    pub changed_by: Option<StaffId>,
}

crate::masked_debug!(OpenIdRow { municipality, version, changed_at, changed_by });

/// What an administrator sees of her city's provider: everything but the secret.
#[derive(Debug, Clone, Default)]
pub struct OpenId {
    /// Of its row; 0 when there is none.
    pub version: i64,
    /// The provider, without its secret.
    pub own: Option<Provider>,
    /// There is one, but the listed secrets do not open it: it has to be set anew.
    pub unreadable: bool,
    /// When it was last changed, and by whom (none: a command).
    pub changed: Option<(DateTime<Utc>, Option<StaffId>)>,
    /// The last change can be undone.
    pub undoable: bool,
    /// It may be set here; not in a demo, whose passwords everybody can read.
    pub settable: bool,
}

impl Services {
    /// The provider of this city, as its administrator may see it.
    pub async fn openid_of(&self, context: &Permit<ManageSetup>) -> Result<OpenId, Refusal> {
        let none = OpenId { settable: self.settings().own_mail_servers, ..OpenId::default() };
        let Some(row) = self.store().look().await?.openid(context.municipality()).await? else { return Ok(none) };
        let (own, unreadable) = match self.provider_in(&row) {
            Err(Refusal::Internal(StoreError::Sealed(_))) => (None, true),
            own => (own?, false),
        };
        let own = own.map(|provider| Provider { client_secret: String::new(), ..provider });
        let changed = Some((row.changed_at, row.changed_by));
        let undoable = self.former_provider(&row).is_some();
        Ok(OpenId { version: row.version, own, unreadable, changed, undoable, ..none })
    }

    /// The issuer of a city's provider and what it says of itself at this moment, for whoever looks after the machine; none: there is none.
    pub async fn openid_look(
        &self,
        context: &By<System>,
        speaks: &dyn Speaks,
    ) -> Result<Option<(String, Result<Found, Trouble>)>, Refusal> {
        let Some(row) = self.store().look().await?.openid(context.municipality()).await? else { return Ok(None) };
        let Some(provider) = self.provider_in(&row)? else { return Ok(None) };
        let found = speaks.look(&provider).await;
        Ok(Some((provider.issuer, found)))
    }

    /// What the button of the entrance calls it; none: there is no provider, or what is kept of it cannot be read.
    pub async fn openid_label(&self, city: MunicipalityId) -> Result<Option<String>, Refusal> {
        Ok(self.provider_of(city).await?.map(|(provider, _)| provider.label))
    }

    /// The provider of that city as it is now, and the version of its row. One that cannot be read is none for whoever comes in: the page
    /// of its settings says so, and the log.
    pub(super) async fn provider_of(&self, city: MunicipalityId) -> Result<Option<(Provider, i64)>, Refusal> {
        let Some(row) = self.store().look().await?.openid(city).await? else { return Ok(None) };
        match self.provider_in(&row) {
            Err(Refusal::Internal(StoreError::Sealed(fault))) => {
                tracing::error!(%fault, "the identity provider cannot be read");
                Ok(None)
            }
            provider => Ok(provider?.map(|provider| (provider, row.version))),
        }
    }

    pub(super) fn provider_in(&self, row: &OpenIdRow) -> Result<Option<Provider>, Refusal> {
        let sealed = row.provider_sealed.as_deref();
        sealed.map(|sealed| self.open(&SealedPlace::OpenId(row.municipality), sealed)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(preferred_username: &str, email: &str) -> Identity {
        Identity {
            preferred_username: Some(preferred_username.into()),
            verified_email: Some(email.into()),
            ..Identity::default()
        }
    }

    #[test]
    fn a_name_counts_only_where_it_was_allowed_and_at_the_citys_domain() {
        let of = |naming, domain: &str| Provider { naming, domain: domain.into(), ..Provider::default() };
        let hers = said("kanri", "kanri@city.example.jp");
        assert_eq!(of(Naming::Nothing, "city.example.jp").login_of(&hers), None);
        assert_eq!(of(Naming::PreferredUsername, "").login_of(&hers), Some("kanri"));
        assert_eq!(of(Naming::Email, "City.example.jp").login_of(&hers), Some("kanri"));
        for domain in ["", "example.jp", "other.example.jp"] {
            assert_eq!(of(Naming::Email, domain).login_of(&hers), None, "{domain}");
        }
        let guest = said("kanri@elsewhere.example", "kanri");
        assert_eq!(of(Naming::PreferredUsername, "city.example.jp").login_of(&guest), None);
        assert_eq!(of(Naming::Email, "city.example.jp").login_of(&guest), None, "no address");
    }

    #[test]
    fn a_second_factor_is_what_the_city_has_listed() {
        let provider = Provider { second: vec!["mfa".into(), "urn:high".into()], ..Provider::default() };
        let shown = |methods: &[&str], class: Option<&str>| Identity {
            methods: methods.iter().map(|word| (*word).to_owned()).collect(),
            class: class.map(str::to_owned),
            ..Identity::default()
        };
        assert!(
            provider.has_second(&shown(&["pwd", "mfa"], None)) && provider.has_second(&shown(&[], Some("urn:high")))
        );
        assert!(!provider.has_second(&shown(&["pwd"], Some("0"))) && !provider.has_second(&shown(&[], None)));
        assert!(!Provider::default().has_second(&shown(&["mfa"], None)), "nothing is listed");
    }
}
