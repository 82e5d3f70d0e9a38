//! Servers whose password need not be typed again: the one that is kept, and the one that was just tried out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;
use serde::{Deserialize, Serialize};

use super::form::RelayForm;
use super::{MailboxRow, Relay};
use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::Services;

/// Minutes in which what was tried out can be saved without its password being typed again.
const MINUTES: i64 = 60;

/// What goes with a browser from a trial to its saving, sealed.
#[derive(Serialize, Deserialize)]
struct Tried {
    relay: Relay,
    at: DateTime<Utc>,
}

impl Services {
    /// What is kept of the city, and what it has tried out.
    pub(super) fn known_relays(
        &self,
        row: Option<&MailboxRow>,
        city: MunicipalityId,
        form: &RelayForm,
    ) -> Result<Vec<Relay>, Refusal> {
        let stored = match row.map(|row| self.relay_in(row)).transpose() {
            // Then everything has to be typed.
            Err(Refusal::Internal(StoreError::Sealed(_))) => None,
            stored => stored?.flatten(),
        };
        Ok(stored.into_iter().chain(self.tried(city, &form.tried)).collect())
    }

    /// What a browser is given of what was tried out; empty where there is no password to keep.
    pub(super) fn keep_tried(&self, city: MunicipalityId, relay: &Relay) -> Result<String, Refusal> {
        if relay.password.is_empty() {
            return Ok(String::new());
        }
        let tried = Tried { relay: relay.clone(), at: self.now() };
        Ok(URL_SAFE_NO_PAD.encode(self.seal(&SealedPlace::TriedServer(city), &tried)?))
    }

    /// It comes from a browser: what does not open is nothing.
    fn tried(&self, city: MunicipalityId, given: &str) -> Option<Relay> {
        let sealed = URL_SAFE_NO_PAD.decode(given).ok().filter(|sealed| !sealed.is_empty())?;
        let tried: Tried = self.open_from_outside(&SealedPlace::TriedServer(city), &sealed).ok()?;
        (self.now() - tried.at < Duration::minutes(MINUTES)).then_some(tried.relay)
    }
}
