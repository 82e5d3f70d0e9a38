//! Alarms: what an administrator must know and mend. Each stays until what it says is no longer so.
//!
//! To add one: its code here, its words in `app/src/pages/kit/alarms.rs`, `raise_alarm` where it is noticed and
//! `clear_alarm` where it is over. A second raising of the same thing counts, and adds nothing.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{AlarmId, MunicipalityId};

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlarmCode {
    /// The mail server of the city refuses us, or cannot be reached.
    MailRelay,
    /// Messages wait, and the city has no mail server yet.
    MailUnset,
    /// A message could not be written or read: a defect of ours.
    MailInternal,
    /// Messages of a restored backup are kept back until somebody decides.
    MailHeld,
    /// A network has booked its share of the coming places; nothing more is booked from there.
    NetworkShare,
    /// Many names are tried from many networks.
    SignInSpray,
    /// Sealed values or links belong to a secret that is not listed.
    Secret,
    /// A backup, or trying whether it could be restored, failed.
    BackupFailed,
    /// There has been no good backup for more than a day.
    BackupOld,
    /// The log of who saw and did what was tampered with, or is not sealed.
    AuditLog,
}

impl AlarmCode {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::MailRelay,
        Self::MailUnset,
        Self::MailInternal,
        Self::MailHeld,
        Self::NetworkShare,
        Self::SignInSpray,
        Self::Secret,
        Self::BackupFailed,
        Self::BackupOld,
        Self::AuditLog,
    ];

    /// The word stored, and shown to machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MailRelay => "mail_relay",
            Self::MailUnset => "mail_unset",
            Self::MailInternal => "mail_internal",
            Self::MailHeld => "mail_held",
            Self::NetworkShare => "network_share",
            Self::SignInSpray => "sign_in_spray",
            Self::Secret => "secret",
            Self::BackupFailed => "backup_failed",
            Self::BackupOld => "backup_old",
            Self::AuditLog => "audit_log",
        }
    }

    /// Reads the word. `None` for what another version raised.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == word)
    }
}

/// Something that is wrong now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Its id.
    pub id: AlarmId,
    /// The city it concerns; none: all of them.
    pub municipality: Option<MunicipalityId>,
    /// What is wrong, see [`AlarmCode`].
    pub code: String,
    /// Tells several of one code apart; empty where there can be only one.
    pub subject: String,
    /// More about it (a server's answer), never personal.
    pub detail: String,
    /// Since when.
    pub raised_at: DateTime<Utc>,
    /// Last noticed.
    pub last_seen_at: DateTime<Utc>,
    /// How often it was noticed since then.
    pub count: i64,
}
