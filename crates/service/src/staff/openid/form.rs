//! A provider as typed.

use mendan_domain::fault::Fault;
use mendan_domain::text;
use url::{Host, Url};

use super::{Naming, Provider};
use crate::error::Refusal;
use crate::forms::{Checks, Fields};

/// The field of [`ProviderForm::tried`]: as of a password nothing of it is shown again unasked.
pub const TRIED: &str = "tried_password";

/// Longest issuer, client and secret, in octets.
const LONGEST: usize = 500;
/// Longest label, in characters: it stands on a button.
const LONGEST_LABEL: usize = 30;
/// Most values of `amr` and `acr`.
const MOST_VALUES: usize = 20;

/// What was typed.
#[derive(Clone, Default)]
pub struct ProviderForm {
    /// The issuer.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// By what it knows us; empty: what is kept for this issuer and this client.
    pub secret: String,
    /// What the last look gave back, so that its secret need not be typed again.
    pub tried: String,
    /// The button.
    pub label: String,
    /// One of [`Naming::as_str`].
    pub naming: String,
    /// The domain of addresses.
    pub domain: String,
    /// Values of `amr` and `acr`, with spaces between them.
    pub second: String,
}

crate::masked_debug!(ProviderForm { issuer, naming });

impl ProviderForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            issuer: fields.owned("issuer"),
            client_id: fields.owned("client_id"),
            secret: fields.owned("client_password"),
            tried: fields.owned(TRIED),
            label: fields.owned("label"),
            naming: fields.owned("naming"),
            domain: fields.owned("domain"),
            second: fields.owned("second"),
        }
    }

    /// What it means, or all there is to mend. `known` are providers whose secret she need not type again.
    pub(super) fn read(&self, known: &[Provider]) -> Result<Provider, Refusal> {
        let mut checks = Checks::default();
        let naming = checks.valid("naming", Naming::parse(&self.naming)).unwrap_or_default();
        let mut provider = Provider {
            issuer: checks.value("issuer", issuer(&self.issuer)),
            client_id: checks.value("client_id", word(&self.client_id)),
            client_secret: String::new(),
            label: checks.line("label", &self.label),
            naming,
            domain: checks.value("domain", domain(&self.domain)),
            second: self.second.split_whitespace().map(str::to_owned).collect(),
        };
        checks.fail_if(provider.label.chars().count() > LONGEST_LABEL, "label", Fault::TooLong);
        checks.fail_if(naming == Naming::Email && provider.domain.is_empty(), "domain", Fault::Required);
        let fits = provider.second.len() <= MOST_VALUES && self.second.len() <= LONGEST;
        checks.require(fits, "second", Fault::TooLong);
        provider.client_secret = checks.value("client_password", self.secret_for(&provider, known));
        checks.done()?;
        Ok(provider)
    }

    /// What is kept is kept for one provider and one client: another one would be told it.
    fn secret_for(&self, provider: &Provider, known: &[Provider]) -> Result<String, Fault> {
        if self.secret.trim().is_empty() {
            let kept = known.iter().find(|known| known.is_same_place(provider));
            return kept.map(|kept| kept.client_secret.clone()).ok_or(Fault::Required);
        }
        word(&self.secret)
    }
}

/// A word that programs gave her: no spaces inside, nothing that cannot be seen.
fn word(typed: &str) -> Result<String, Fault> {
    let typed = typed.trim();
    match typed {
        "" => Err(Fault::Required),
        _ if typed.len() > LONGEST => Err(Fault::TooLong),
        _ if typed.chars().any(|c| c.is_control() || c.is_whitespace()) => Err(Fault::Invalid),
        _ => Ok(typed.to_owned()),
    }
}

/// An issuer as it says it itself: octet by octet, so nothing of it is changed. By https; on this very machine without.
fn issuer(typed: &str) -> Result<String, Fault> {
    let typed = word(&text::without_marks(typed))?;
    let url = Url::parse(&typed).map_err(|_| Fault::NotHttps)?;
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if is_safe(&url) && plain { Ok(typed) } else { Err(Fault::NotHttps) }
}

/// Whether what is said there is heard by nobody else.
pub fn is_safe(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

/// A domain, without what stands in front of it; empty: none.
fn domain(typed: &str) -> Result<String, Fault> {
    let typed = text::without_marks(typed).trim().trim_start_matches('@').to_ascii_lowercase();
    let fine =
        typed.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    if typed.is_empty() || (fine && typed.len() <= 253) { Ok(typed) } else { Err(Fault::Invalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_an_address_of_https_taken_as_it_is() {
        for fine in [
            "https://login.example/tenant/v2.0",
            "https://id.example/realms/city/",
            "http://127.0.0.1:4000",
            "http://localhost:4000",
            "http://[::1]:4000",
        ] {
            assert_eq!(issuer(&format!(" {fine} ")).as_deref(), Ok(fine));
        }
        assert_eq!(issuer(" "), Err(Fault::Required));
        for typed in [
            "http://id.example",
            "http://10.0.0.1",
            "id.example",
            "ftp://id.example",
            "https://a:b@id.example",
            "https://id.example?x=1",
            "https://id.example#x",
            "http://localhost.example",
        ] {
            assert_eq!(issuer(typed), Err(Fault::NotHttps), "{typed}");
        }
    }

    #[test]
    fn a_kept_secret_is_told_to_nobody_else() {
        let kept = Provider {
            issuer: "https://id.example".into(),
            client_id: "mendan".into(),
            client_secret: "himitsu".into(),
            ..Provider::default()
        };
        let form = ProviderForm::default();
        assert_eq!(form.secret_for(&kept, &[Provider::default(), kept.clone()]).as_deref(), Ok("himitsu"));
        for other in [
            Provider { issuer: "https://other.example".into(), ..kept.clone() },
            Provider { client_id: "other".into(), ..kept.clone() },
        ] {
            assert_eq!(form.secret_for(&other, std::slice::from_ref(&kept)), Err(Fault::Required), "{other:?}");
        }
        assert_eq!(form.secret_for(&kept, &[]), Err(Fault::Required));
    }

    #[test]
    fn a_domain_is_one_whether_or_not_it_was_typed_with_its_sign() {
        assert_eq!(domain(" @City.Example.jp ").as_deref(), Ok("city.example.jp"));
        assert_eq!(domain("").as_deref(), Ok(""));
        for typed in ["a b", "https://x.example", "kanri@x.example", ".example"] {
            assert_eq!(domain(typed), Err(Fault::Invalid), "{typed}");
        }
    }
}
