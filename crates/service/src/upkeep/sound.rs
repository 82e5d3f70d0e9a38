//! Whether a database keeps what must hold whatever happened: looked at after a restore and a copy, and by `mendan doctor`.

use super::repository::{Holdings, Unsound};
use crate::error::Refusal;
use crate::sealed::SealError;
use crate::services::Services;

/// What was found.
#[derive(Debug, Clone)]
pub struct Soundness {
    /// Rules that are broken, and how often.
    pub broken: Vec<(Unsound, i64)>,
    /// How many there are.
    pub holdings: Holdings,
    /// Sealed values of the first and the last bookings that do not open: it is another secret's database.
    pub sealed: usize,
}

impl Soundness {
    /// Nothing is to be done.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty() && self.sealed == 0
    }
}

impl Services {
    /// Looks at all of it, in one state of the database.
    pub async fn soundness(&self) -> Result<Soundness, Refusal> {
        let mut unit = self.store().read().await?;
        let broken = unit.broken().await?.into_iter().filter(|(_, times)| *times > 0).collect();
        let (holdings, values) = (unit.holdings().await?, unit.sealed_ends().await?);
        let opens = |value: &crate::sealed::SealedValue| -> Result<Vec<u8>, SealError> {
            self.secret().open(&value.place, &value.sealed)
        };
        let sealed = values.iter().filter(|value| opens(value).is_err()).count();
        Ok(Soundness { broken, holdings, sealed })
    }
}
