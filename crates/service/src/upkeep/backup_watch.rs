//! Backups that an administrator must know of: one that failed, and none for too long. The next good one ends both.

use chrono::{DateTime, Duration, Utc};

use crate::error::Refusal;
use crate::model::AlarmCode;
use crate::services::Services;

/// A night and two hours: a backup that begins late, and takes long, is none that failed.
pub const OLD: Duration = Duration::hours(26);
/// Whoever is told of a failure twice in that time is told of the same one.
const ONE_FAILURE: Duration = Duration::hours(1);

impl Services {
    /// A backup was made, and tried if that was asked for: what was said of backups is over.
    pub async fn backup_made(&self) -> Result<(), Refusal> {
        for code in [AlarmCode::BackupFailed, AlarmCode::BackupOld] {
            self.end_if_raised(code).await?;
        }
        Ok(())
    }

    /// A backup failed. What is said must not name a person.
    pub async fn backup_failed(&self, why: &str) -> Result<(), Refusal> {
        self.raise_alarm(AlarmCode::BackupFailed, (None, ""), why).await
    }

    /// Somebody else noticed that one failed, and does not know why: said only where the backup could not say it itself.
    pub async fn backup_failed_untold(&self, how: &str) -> Result<(), Refusal> {
        let now = self.now();
        let told = |alarm: &crate::model::Alarm| {
            alarm.code == AlarmCode::BackupFailed.as_str() && now - alarm.last_seen_at < ONE_FAILURE
        };
        if self.alarms().await?.iter().any(told) { Ok(()) } else { self.backup_failed(how).await }
    }

    /// Looks at when the last good backup was made; without one, since when there should be some. Returns whether that is too long ago.
    pub async fn watch_backup(&self, last: Option<DateTime<Utc>>, since: DateTime<Utc>) -> Result<bool, Refusal> {
        let old = self.now() - last.unwrap_or(since) > OLD;
        if old {
            let detail = last.map(|at| at.to_rfc3339()).unwrap_or_default();
            self.raise_alarm(AlarmCode::BackupOld, (None, ""), &detail).await?;
        } else {
            self.end_if_raised(AlarmCode::BackupOld).await?;
        }
        Ok(old)
    }

    /// Writes only where there is something to end.
    async fn end_if_raised(&self, code: AlarmCode) -> Result<(), Refusal> {
        if self.alarms().await?.iter().any(|alarm| alarm.code == code.as_str()) {
            self.clear_alarm(code, (None, "")).await?;
        }
        Ok(())
    }
}
