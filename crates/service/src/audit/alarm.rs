//! What an administrator must know of the log: it was tampered with, or lines wait that nobody can seal.

use chrono::Duration;
use mendan_domain::ids::MunicipalityId;

use crate::error::Refusal;
use crate::model::AlarmCode;
use crate::services::{Services, Unit, Writer};

/// What was done cannot be undone: the alarm ends so long after it was seen last, and [`super::verify`] knows it still.
const TOLD_FOR: Duration = Duration::days(30);

/// What is wrong: the subjects of [`AlarmCode::AuditLog`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Somebody else wrote a line, changed the ends of a chain or what is at its front.
    Tampered,
    /// Lines are not sealed, because their secret or the chain's is not listed.
    Waiting,
}

impl Wrong {
    /// As alarms have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tampered => "tampered",
            Self::Waiting => "waiting",
        }
    }
}

impl Services {
    /// Raises it, unless it is raised.
    pub(super) async fn audit_is_wrong(&self, city: MunicipalityId, what: Wrong) -> Result<(), Refusal> {
        self.raise_alarm_once(AlarmCode::AuditLog, (Some(city), what.as_str()), "").await
    }

    /// Ends it, if it is raised.
    pub(super) async fn audit_is_well_again(&self, city: MunicipalityId, what: Wrong) -> Result<(), Refusal> {
        if self.audit_alarm(city, what).await?.is_some() {
            self.clear_alarm(AlarmCode::AuditLog, (Some(city), what.as_str())).await?;
        }
        Ok(())
    }

    /// Ends what was told for long enough.
    pub(crate) async fn audit_was_told(&self, city: MunicipalityId) -> Result<(), Refusal> {
        let alarm = self.audit_alarm(city, Wrong::Tampered).await?;
        if alarm.is_some_and(|alarm| alarm.last_seen_at < self.now() - TOLD_FOR) {
            self.clear_alarm(AlarmCode::AuditLog, (Some(city), Wrong::Tampered.as_str())).await?;
        }
        Ok(())
    }

    async fn audit_alarm(&self, city: MunicipalityId, what: Wrong) -> Result<Option<crate::model::Alarm>, Refusal> {
        let is = |alarm: &crate::model::Alarm| {
            alarm.code == AlarmCode::AuditLog.as_str()
                && alarm.municipality == Some(city)
                && alarm.subject == what.as_str()
        };
        Ok(self.alarms().await?.into_iter().find(is))
    }
}

impl Writer {
    /// In the unit that found it.
    pub(super) async fn audit_was_tampered_with(&self, tx: &mut Unit, city: MunicipalityId) -> Result<(), Refusal> {
        self.raise_alarm_in(tx.as_mut(), AlarmCode::AuditLog, (Some(city), Wrong::Tampered.as_str()), "").await
    }
}
