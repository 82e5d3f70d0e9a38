//! Whom passkeys are made for: the address at which the staff of a city come in. A browser shows a passkey to nobody else, so whoever
//! is led to a page of somebody else's has nothing to give away there.

use std::time::Duration;

use mendan_domain::language::Language;
use url::Url;
use webauthn_rs_core::WebauthnCore;

use crate::city::catalogue::Municipality;

/// How long a browser waits for her finger, or for a key that has to be fetched.
const PATIENCE: Duration = Duration::from_mins(5);

/// Whom a passkey is made for ("relying party").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The host, by which passkeys know it.
    pub(super) id: String,
    name: String,
    origin: Url,
}

impl Party {
    /// Of a city. None: at its address browsers make no passkeys, because it is a bare number, or is reached without TLS.
    pub fn of(city: &Municipality) -> Option<Self> {
        Self::at(city.staff_address(), city.words(Language::Ja).name)
    }

    fn at(address: &str, name: String) -> Option<Self> {
        let origin = Url::parse(address).ok()?;
        let id = origin.domain()?.to_owned();
        let own = id == "localhost" || id.ends_with(".localhost");
        let safe = origin.scheme() == "https" || (origin.scheme() == "http" && own);
        safe.then_some(Self { id, name, origin })
    }

    /// What checks answers: of this very origin, of no other name or port below it.
    pub(super) fn core(&self) -> WebauthnCore {
        let origins = vec![self.origin.clone()];
        WebauthnCore::new_unsafe_experts_only(&self.name, &self.id, origins, PATIENCE, Some(false), Some(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Option<String> {
        Party::at(address, "架空市".into()).map(|party| party.id)
    }

    #[test]
    fn a_passkey_needs_a_name_and_tls() {
        assert_eq!(at("https://staff.city.example.jp").as_deref(), Some("staff.city.example.jp"));
        assert_eq!(at("http://localhost:3000").as_deref(), Some("localhost"));
        assert_eq!(at("https://staff.city.example.jp:8443/mendan").as_deref(), Some("staff.city.example.jp"));
        let never = ["http://staff.city.example.jp", "http://127.0.0.1:3000", "https://10.0.0.5", "https://[::1]", "x"];
        assert_eq!(never.map(at), [const { None }; 5]);
    }
}
