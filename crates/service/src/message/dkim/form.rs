//! A new key as typed.

use mendan_domain::fault::Fault;
use mendan_domain::text;

use super::Algorithm;
use crate::error::Refusal;
use crate::forms::{Checks, Fields};

/// A label of the DNS, in octets.
const LONGEST_SELECTOR: usize = 63;
/// Longest private key, in octets: RSA of 4096 bits has 3,300.
const LONGEST_KEY: usize = 8_000;

/// What was typed.
#[derive(Clone, Default)]
pub struct KeyForm {
    /// One of the domains that the city writes from.
    pub domain: String,
    /// Its name under that domain.
    pub selector: String,
    /// One of [`Algorithm::as_str`]; of a key that is brought, the key says it.
    pub algorithm: String,
    /// A private key (PEM); empty: one is made.
    pub private_key: String,
}

crate::masked_debug!(KeyForm { domain, selector, algorithm });

impl KeyForm {
    /// From its fields. The private key is called a password: nothing of it is shown again.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            domain: fields.owned("sender_domain"),
            selector: fields.owned("selector"),
            algorithm: fields.owned("algorithm"),
            private_key: fields.owned("key_password"),
        }
    }

    /// The private key that was brought.
    pub(super) fn pem(&self) -> Option<&str> {
        Some(self.private_key.trim()).filter(|pem| !pem.is_empty())
    }

    /// Domain, selector and sort, or all there is to mend.
    pub(super) fn read(&self, domains: &[String]) -> Result<(String, String, Algorithm), Refusal> {
        let mut checks = Checks::default();
        let domain = checks.valid("sender_domain", domains.iter().find(|domain| **domain == self.domain).cloned());
        let selector = checks.value("selector", selector(&self.selector));
        let algorithm = checks.valid("algorithm", Algorithm::parse(&self.algorithm)).unwrap_or_default();
        checks.fail_if(self.private_key.len() > LONGEST_KEY, "key_password", Fault::TooLong);
        checks.done()?;
        Ok((domain.unwrap_or_default(), selector, algorithm))
    }
}

/// One label: letters, digits and hyphens inside.
fn selector(typed: &str) -> Result<String, Fault> {
    let typed = text::without_marks(typed);
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Err(Fault::Required);
    }
    if typed.len() > LONGEST_SELECTOR {
        return Err(Fault::TooLong);
    }
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let inside = !typed.starts_with('-') && !typed.ends_with('-');
    if inside && typed.chars().all(fine) { Ok(typed) } else { Err(Fault::Invalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_is_one_label() {
        assert_eq!(selector(" Mendan2031-06 ").as_deref(), Ok("mendan2031-06"));
        assert_eq!(selector(""), Err(Fault::Required));
        assert_eq!(selector(&"a".repeat(64)), Err(Fault::TooLong));
        for typed in ["-a", "a-", "a.b", "a b", "めんだん", "a_b", "a\r\nb"] {
            assert_eq!(selector(typed), Err(Fault::Invalid), "{typed}");
        }
    }

    #[test]
    fn a_key_is_of_a_domain_that_the_city_writes_from() {
        let form = KeyForm {
            domain: "city.kaku.example".into(),
            selector: "s1".into(),
            algorithm: "ed25519".into(),
            private_key: "  ".into(),
        };
        let domains = ["city.kaku.example".to_owned()];
        let read = form.read(&domains).unwrap();
        assert_eq!(read, ("city.kaku.example".to_owned(), "s1".to_owned(), Algorithm::Ed25519));
        assert_eq!(form.pem(), None);
        for wrong in [
            KeyForm { domain: "other.example".into(), ..form.clone() },
            KeyForm { algorithm: "dsa".into(), ..form.clone() },
            KeyForm { private_key: "x".repeat(9_000), ..form.clone() },
        ] {
            assert!(matches!(wrong.read(&domains), Err(Refusal::Invalid(errors)) if errors.len() == 1), "{wrong:?}");
        }
    }
}
