//! Providers whose secret need not be typed again: the one that is kept, and the one that was just looked at.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;
use serde::{Deserialize, Serialize};

use super::form::ProviderForm;
use super::{OpenIdRow, Provider};
use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::Services;

/// Minutes in which what was looked at can be saved without its secret being typed again.
const MINUTES: i64 = 60;

/// What goes with a browser from a look to its saving, sealed.
#[derive(Serialize, Deserialize)]
struct Tried {
    provider: Provider,
    at: DateTime<Utc>,
}

impl Services {
    /// What is kept of the city, and what it has looked at.
    pub(super) fn known_providers(
        &self,
        row: Option<&OpenIdRow>,
        city: MunicipalityId,
        form: &ProviderForm,
    ) -> Result<Vec<Provider>, Refusal> {
        let stored = match row.map(|row| self.provider_in(row)).transpose() {
            // Then everything has to be typed.
            Err(Refusal::Internal(StoreError::Sealed(_))) => None,
            stored => stored?.flatten(),
        };
        Ok(stored.into_iter().chain(self.tried_provider(city, &form.tried)).collect())
    }

    /// What a browser is given of what was looked at.
    pub(super) fn keep_tried_provider(&self, city: MunicipalityId, provider: &Provider) -> Result<String, Refusal> {
        let tried = Tried { provider: provider.clone(), at: self.now() };
        Ok(URL_SAFE_NO_PAD.encode(self.seal(&SealedPlace::TriedOpenId(city), &tried)?))
    }

    /// It comes from a browser: what does not open is nothing.
    fn tried_provider(&self, city: MunicipalityId, given: &str) -> Option<Provider> {
        let sealed = URL_SAFE_NO_PAD.decode(given).ok().filter(|sealed| !sealed.is_empty())?;
        let tried: Tried = self.open_from_outside(&SealedPlace::TriedOpenId(city), &sealed).ok()?;
        (self.now() - tried.at < Duration::minutes(MINUTES)).then_some(tried.provider)
    }
}
