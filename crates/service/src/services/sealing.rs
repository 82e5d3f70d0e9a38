//! Values that are sealed, each for its place.

use super::Services;
use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::{SealError, SealFault, SealedPlace};

impl Services {
    /// Seals a value as JSON for that place.
    pub fn seal<T: serde::Serialize>(&self, place: &SealedPlace, value: &T) -> Result<Vec<u8>, Refusal> {
        let json = serde_json::to_vec(value).map_err(|_| unusable(place, SealError::Content))?;
        self.inner.secret.seal(self.entropy(), place, &json).map_err(|why| unusable(place, why))
    }

    /// Opens a sealed JSON value of a row of ours. That it does not open is never taken for "nothing there": somebody would
    /// read that there is no due date. It is a fault, and the log says which value of which row.
    pub fn open<T: serde::de::DeserializeOwned>(&self, place: &SealedPlace, sealed: &[u8]) -> Result<T, Refusal> {
        self.open_from_outside(place, sealed).map_err(|why| unusable(place, why))
    }

    /// The same of a value that comes from outside: whoever sends it may have made it up, so the log is not told.
    pub fn open_from_outside<T: serde::de::DeserializeOwned>(
        &self,
        place: &SealedPlace,
        sealed: &[u8],
    ) -> Result<T, SealError> {
        // What the parser says of it may quote it.
        serde_json::from_slice(&self.inner.secret.open(place, sealed)?).map_err(|_| SealError::Content)
    }

    /// The value as it is written again: under the first secret, for its row.
    pub(crate) fn resealed(&self, place: &SealedPlace, sealed: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        if self.inner.secret.is_current(&sealed) {
            return Ok(sealed);
        }
        self.anew(place, &sealed).map_err(|why| unusable(place, why))
    }
}

/// A fault that names place and reason, in the log and in what follows from it; never what is in the value.
pub(crate) fn unusable(place: &SealedPlace, why: SealError) -> Refusal {
    tracing::error!(%place, %why, "a sealed value cannot be used");
    Refusal::Internal(StoreError::Sealed(SealFault { place: place.clone(), why }))
}
