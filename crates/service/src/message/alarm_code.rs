//! Alarms: what an administrator must know and mend. Each stays until what it says is no longer so.
//!
//! To add one: its code here, its words in `app/src/pages/message/alarms.rs`, `raise_alarm` where it is noticed and
//! `clear_alarm` where it is over. A second raising of the same thing counts, and adds nothing.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{AlarmId, MunicipalityId};

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlarmCode {
    /// The mail relay refuses us, or cannot be reached.
    MailRelay,
    /// A message could not be written or read: a defect of ours.
    MailInternal,
    /// Messages of a restored backup are kept back until somebody decides.
    MailHeld,
    /// A network has booked its share of the coming places; nothing more is booked from there.
    NetworkShare,
    /// Sealed values or links belong to a secret that is not listed.
    Secret,
}

impl AlarmCode {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::MailRelay, Self::MailInternal, Self::MailHeld, Self::NetworkShare, Self::Secret];

    /// The word stored, and shown to machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MailRelay => "mail_relay",
            Self::MailInternal => "mail_internal",
            Self::MailHeld => "mail_held",
            Self::NetworkShare => "network_share",
            Self::Secret => "secret",
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
