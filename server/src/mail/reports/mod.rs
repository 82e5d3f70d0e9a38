//! What mail servers tell us later of letters that they took: read out of a folder or a mailbox, understood, and handed to the use case.

mod dsn;
mod fields;
mod folder;
mod imap;
mod parse;
mod plain;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use mendan_service::message::receipt::{Taken, Verdict};
use mendan_service::{Refusal, Services};
use thiserror::Error;
use url::Url;

use self::folder::Folder;
use self::imap::Imap;

pub use parse::parse;

/// Reports that are read at one time.
const MOST: usize = 100;
/// What does not tell in so many octets what it is about does not tell it at all.
const LARGEST: u64 = 4 * 1024 * 1024;
/// Where what nobody understood is left.
const UNREAD: &str = "unread";

/// What becomes of a report that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It goes.
    Gone,
    /// Somebody has to look at it: it is kept under that name.
    Kept(String),
}

/// Why reports could not be read. Texts hold no password.
#[derive(Debug, Error)]
pub enum InboxError {
    /// The address of the inbox says nothing we know.
    #[error("MENDAN_BOUNCES: {0}")]
    Address(&'static str),
    /// The folder or a file in it.
    #[error("{}: {}", .0.display(), .1)]
    Folder(PathBuf, std::io::Error),
    /// The mailbox's server.
    #[error("mailbox of returned mails: {0}")]
    Server(String),
    /// The use case.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Where reports come in.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// When it is looked at.
    fn schedule(&self) -> &'static str;
    /// Hands over what has come in, one after the other, and does with each what it is told. How many.
    async fn each(&self, reader: &Reader) -> Result<usize, InboxError>;
    /// Looks whether it is there and can be written, and changes nothing. How much lies there for somebody to look at.
    async fn look(&self) -> Result<usize, InboxError>;
}

/// The inbox of that address: `file:FOLDER` or `imaps://user:password@host/INBOX`.
pub fn inbox(address: &str) -> Result<Arc<dyn Inbox>, InboxError> {
    if let Some(path) = address.strip_prefix("file:") {
        let path = PathBuf::from(path.trim_start_matches("//"));
        return Ok(Arc::new(Folder::at(path)));
    }
    let url = Url::parse(address).map_err(|_| InboxError::Address("neither file:FOLDER nor imaps://…"))?;
    if url.scheme() != "imaps" {
        return Err(InboxError::Address("neither file:FOLDER nor imaps://…"));
    }
    Ok(Arc::new(Imap::from_url(&url)?))
}

/// Understands reports and hands them on.
pub struct Reader {
    services: Services,
}

impl Reader {
    /// Hands on to these use cases.
    pub const fn of(services: Services) -> Self {
        Self { services }
    }

    /// Takes note of one.
    pub async fn read(&self, octets: &[u8]) -> Result<Fate, Refusal> {
        // Who is away, or did nothing but hand it on, says nothing of interest.
        let Some(report) = parse(octets) else { return Ok(Fate::Gone) };
        let taken = self.services.take_report(&report).await?;
        tracing::info!(taken = taken.as_str(), verdict = report.verdict.map(Verdict::as_str), "report read");
        Ok(match taken {
            Taken::Taken => Fate::Gone,
            Taken::Foreign | Taken::Unreadable => Fate::Kept(self.services.report_name(&report)),
        })
    }
}
