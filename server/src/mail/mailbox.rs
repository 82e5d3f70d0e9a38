//! Reads our own `.eml` files back, for `/dev/mailbox` of the demo.

use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::{DateTime, Utc};
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};
use thiserror::Error;

/// One line of the list.
#[derive(Clone, PartialEq, Eq)]
pub struct Summary {
    /// File name; what [`read`] takes.
    pub file: String,
    /// Subject.
    pub subject: String,
    /// Recipient.
    pub to: String,
    /// Sender with name.
    pub from: String,
    /// `Date`.
    pub date: Option<DateTime<Utc>>,
}

mendan_service::masked_debug!(Summary { file, date });

/// One mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Subject.
    pub subject: String,
    /// Sender with name.
    pub from: String,
    /// Recipient.
    pub to: String,
    /// `Date`.
    pub date: Option<DateTime<Utc>>,
    /// Plain text.
    pub text: String,
    /// HTML, to be shown in a sandboxed frame.
    pub html: Option<String>,
    /// Calendar file.
    pub calendar: Option<String>,
}

mendan_service::masked_debug!(Parsed { date });

/// Why a mail cannot be shown.
#[derive(Debug, Error)]
pub enum MailboxError {
    /// No such file, or no name of ours.
    #[error("there is no such mail")]
    NotFound,
    /// Not a mail.
    #[error("this is not a mail")]
    Malformed,
    /// The folder or file cannot be read.
    #[error("the mail folder cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// All mails of the folder, newest first. A folder that does not exist yet holds none.
pub fn list(folder: &Path) -> Result<Vec<Summary>, MailboxError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let file = entry?.file_name().to_string_lossy().into_owned();
        // A file may be replaced or removed while we look.
        if let Ok(octets) = path_of(folder, &file).and_then(|path| Ok(fs::read(path)?))
            && let Some(message) = MessageParser::default().parse_headers(&octets)
        {
            found.push(Summary {
                file,
                subject: subject(&message),
                to: recipient(&message),
                from: address(message.from()),
                date: date(&message),
            });
        }
    }
    found.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.file.cmp(&b.file)));
    Ok(found)
}

/// One mail by its file name, which must be a name of ours: it cannot lead out of the folder.
pub fn read(folder: &Path, file: &str) -> Result<Parsed, MailboxError> {
    let octets = fs::read(path_of(folder, file)?).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => MailboxError::NotFound,
        _ => MailboxError::Io(error),
    })?;
    let message = MessageParser::default().parse(&octets).ok_or(MailboxError::Malformed)?;
    Ok(Parsed {
        subject: subject(&message),
        from: address(message.from()),
        to: recipient(&message),
        date: date(&message),
        text: message.body_text(0).map(std::borrow::Cow::into_owned).unwrap_or_default(),
        html: message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.to_string()),
            _ => None,
        }),
        calendar: message
            .parts
            .iter()
            .find(|part| is_calendar(part))
            .and_then(|part| part.text_contents())
            .map(str::to_owned),
    })
}

fn is_calendar(part: &mail_parser::MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
}

fn path_of(folder: &Path, file: &str) -> Result<PathBuf, MailboxError> {
    let ours = |b: u8| b.is_ascii_alphanumeric() || b"-_.@".contains(&b);
    let stem = file.strip_suffix(".eml").unwrap_or_default();
    let is_ours = !stem.is_empty() && !stem.starts_with('.') && stem.len() <= 200 && stem.bytes().all(ours);
    if is_ours { Ok(folder.join(file)) } else { Err(MailboxError::NotFound) }
}

fn subject(message: &Message<'_>) -> String {
    message.subject().unwrap_or_default().to_owned()
}

fn date(message: &Message<'_>) -> Option<DateTime<Utc>> {
    message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0))
}

/// The one recipient, as we wrote it; mail-parser loses the local part of `"a..b"@docomo.ne.jp`.
fn recipient(message: &Message<'_>) -> String {
    message.header_raw("To").unwrap_or_default().trim().replace('"', "")
}

/// `name <address>` of the first one.
fn address(address: Option<&Address<'_>>) -> String {
    let Some(first) = address.and_then(Address::first) else { return String::new() };
    let mailbox = first.address().unwrap_or_default();
    first.name().map_or_else(|| mailbox.to_owned(), |name| format!("{name} <{mailbox}>"))
}
