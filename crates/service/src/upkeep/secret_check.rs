//! Whether the listed secrets are those of this database. A wrong one is said aloud, not found out by a nurse who reads nothing.

use crate::error::Refusal;
use crate::model::AlarmCode;
use crate::sealed::SealError;
use crate::services::Services;

impl Services {
    /// Opens what is sealed on the first and the last bookings, and the mail servers of cities. What does not open raises an alarm, which ends when everything
    /// opens again. Returns how many do not open.
    pub async fn check_secret(&self) -> Result<usize, Refusal> {
        let values = self.store().read().await?.sealed_ends().await?;
        let tried = values.len();
        let failures: Vec<(String, SealError)> = values
            .into_iter()
            .filter_map(|value| Some((value.place.to_string(), self.secret().open(&value.place, &value.sealed).err()?)))
            .collect();
        if let [(place, why), ..] = failures.as_slice() {
            let detail = format!("{} of {tried} tried; {place}: {why}", failures.len());
            self.raise_alarm(AlarmCode::Secret, (None, ""), &detail).await?;
        } else if self.alarms().await?.iter().any(|alarm| alarm.code == AlarmCode::Secret.as_str()) {
            self.clear_alarm(AlarmCode::Secret, (None, "")).await?;
        }
        Ok(failures.len())
    }
}
