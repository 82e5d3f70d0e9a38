//! The port to calendars elsewhere: what reads one by its address, and what can be wrong with it.

use async_trait::async_trait;

/// Why a calendar was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no such name.
    #[error("no such name")]
    NoName,
    /// An address where nothing may be asked.
    #[error("an address that is not allowed")]
    NotAllowed,
    /// Nobody answers there, or not by TLS that can be trusted.
    #[error("not reached")]
    Unreachable,
    /// It was connected, and not done in time.
    #[error("silent")]
    Silent,
    /// It answers, but gives no file: it has none, wants a password, leads elsewhere.
    #[error("answered without a file")]
    Status,
    /// What is there is no calendar.
    #[error("not a calendar")]
    NotCalendar,
    /// It is larger than we read.
    #[error("too large")]
    TooLarge,
    /// More events, or more repetitions of them, than we lay out.
    #[error("too many events")]
    TooMuch,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NoName,
        Self::NotAllowed,
        Self::Unreachable,
        Self::Silent,
        Self::Status,
        Self::NotCalendar,
        Self::TooLarge,
        Self::TooMuch,
    ];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NotAllowed => "not_allowed",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
            Self::Status => "status",
            Self::NotCalendar => "not_calendar",
            Self::TooLarge => "too_large",
            Self::TooMuch => "too_much",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.as_str() == word)
    }
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What is in it.
    pub octets: Vec<u8>,
    /// What its server calls it.
    pub etag: Option<String>,
}

crate::masked_debug!(Fetched {});

/// What an address gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is what was read before.
    Same,
    /// A file.
    New(Fetched),
}

/// Reads calendars.
#[async_trait]
pub trait ReadsCalendars: Send + Sync {
    /// Reads the one at that address; with an `etag`, only if it is another than that.
    async fn read(&self, address: &str, etag: Option<&str>) -> Result<Answer, Trouble>;
}
