//! From a letter to a message: headers, words in two forms, and the calendar twice.

use std::time::SystemTime;

use lettre::address::Envelope;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MessageId,
};
use lettre::message::{Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, message::header};
use mendan_app::i18n::staff_language;
use mendan_domain::language::Language;
use mendan_domain::person::email::Email;
use mendan_service::message::deliver::{Letter, StaffLetter};
use mendan_service::message::write::{mailbox, office_mailbox};
use thiserror::Error;

use super::dkim::SignError;
use super::staff_view::StaffView;
use super::templates::{Rendered, Templates, one_line};
use super::view::{View, sender};
use crate::calendar::words::Words;
use crate::calendar::{self, Event};

/// Name of the attached file.
const FILE_NAME: &str = "yoyaku.ics";

/// Why a letter could not be written. None of them carries an address.
#[derive(Debug, Error)]
pub enum ComposeError {
    /// The recipient's address cannot stand on the wire.
    #[error("the recipient's address is not a mail address")]
    Recipient,
    /// The office's mailbox or the Message-ID is not usable: an error of the configuration.
    #[error("the sender's mailbox or the Message-ID is not usable")]
    Sender,
    /// A template.
    #[error("template: {0}")]
    Template(#[from] minijinja::Error),
    /// The parts do not make a message.
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    /// A key that cannot be used.
    #[error("signature: {0}")]
    Signature(#[from] SignError),
    /// A media type that cannot be read.
    #[error("media type: {0}")]
    MediaType(#[from] header::ContentTypeErr),
}

/// Writes messages.
#[derive(Debug)]
pub struct Composer {
    templates: Templates,
}

impl Composer {
    /// Parses the templates.
    pub fn new() -> Result<Self, ComposeError> {
        Ok(Self { templates: Templates::new()? })
    }

    /// The message of a letter. The same letter gives the same octets each time: Message-ID, Date and boundaries come
    /// from its row.
    pub fn compose(&self, letter: &Letter) -> Result<Message, ComposeError> {
        let (row, booking) = (&letter.row, &letter.booking);
        let to = wire(&row.recipient).ok_or(ComposeError::Recipient)?;
        let words = Words::of(booking, &letter.catalogue);
        let from = wire(&words.told.mailbox).ok_or(ComposeError::Sender)?;
        if !is_message_id(&row.message_id) {
            return Err(ComposeError::Sender);
        }
        let rendered = self.templates.render(booking.language, row.kind, View::of(letter))?;
        let name = one_line(&sender(letter, &words));
        let name = Some(display_name(&name)).filter(|name| !name.is_empty());
        let mut builder = Message::builder().from(Mailbox::new(name, from.clone()));
        if !booking.discreet
            && let Some(office) = wire(office_mailbox(&letter.catalogue, booking))
        {
            builder = builder.reply_to(Mailbox::new(None, office));
        }
        let message = builder
            .to(Mailbox::new(None, to.clone()))
            .subject(rendered.subject.as_str())
            .date(SystemTime::from(letter.stamped_at))
            .header(MessageId::from(format!("<{}>", row.message_id)))
            .envelope(Envelope::new(Some(from), vec![to])?);
        Ok(heads(message, booking.language).multipart(parts(letter, &rendered)?)?)
    }

    /// The message of a letter to a member of staff, in the language of the staff's pages.
    pub fn compose_to_staff(&self, letter: &StaffLetter) -> Result<Message, ComposeError> {
        let to = wire(&letter.recipient).ok_or(ComposeError::Recipient)?;
        let from = wire(mailbox(&letter.catalogue)).ok_or(ComposeError::Sender)?;
        if !is_message_id(&letter.message_id) {
            return Err(ComposeError::Sender);
        }
        let language = staff_language();
        let view = StaffView::of(letter, language);
        let name = Some(display_name(&one_line(&view.city))).filter(|name| !name.is_empty());
        let rendered = self.templates.render_to_staff(language, letter.kind, view)?;
        let message = Message::builder()
            .from(Mailbox::new(name, from.clone()))
            .to(Mailbox::new(None, to.clone()))
            .subject(rendered.subject.as_str())
            .date(SystemTime::from(letter.stamped_at))
            .header(MessageId::from(format!("<{}>", letter.message_id)))
            .envelope(Envelope::new(Some(from), vec![to])?);
        Ok(heads(message, language).multipart(alternatives(&letter.message_id, &rendered))?)
    }
}

/// Headers that all mails have.
pub(super) fn heads(builder: MessageBuilder, language: Language) -> MessageBuilder {
    // No holiday replies to us, no receipts, no answers by calendars (RFC 3834; Exchange).
    builder
        .raw_header(raw("Content-Language", language.tag()))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"))
}

/// The words in both forms.
fn alternatives(message_id: &str, rendered: &Rendered) -> MultiPart {
    MultiPart::alternative()
        .boundary(boundary(message_id, "alternative"))
        .singlepart(SinglePart::plain(rendered.text.clone()))
        .singlepart(SinglePart::html(rendered.html.clone()))
}

/// `multipart/mixed` of the alternatives and the file; without a calendar the alternatives alone.
fn parts(letter: &Letter, rendered: &Rendered) -> Result<MultiPart, ComposeError> {
    let boundary = |part: &str| boundary(&letter.row.message_id, part);
    let words = alternatives(&letter.row.message_id, rendered);
    if !letter.row.kind.carries().calendar {
        return Ok(words);
    }
    let mut event = Event::of(&letter.booking, &letter.catalogue, &letter.manage_url, letter.stamped_at);
    event.attendee = Some(letter.row.recipient.clone());
    let file = calendar::invitation(&event);
    let inline = ContentType::parse(&format!("text/calendar; method={}; charset=utf-8", calendar::method(&event)))?;
    let attached = ContentType::parse(&format!("application/ics; name=\"{FILE_NAME}\""))?;
    // Outlook breaks quoted-printable calendars, so both are base64.
    let base64 = |kind: ContentType| SinglePart::builder().header(ContentTransferEncoding::Base64).content_type(kind);
    let attachment = base64(attached).header(ContentDisposition::attachment(FILE_NAME)).body(file.clone());
    Ok(MultiPart::mixed()
        .boundary(boundary("mixed"))
        .multipart(words.singlepart(base64(inline).body(file)))
        .singlepart(attachment))
}

/// lettre's boundaries are random unless given.
fn boundary(message_id: &str, part: &str) -> String {
    format!("mendan_{}", super::digest(&format!("{part} {message_id}"), 18))
}

/// An address as SMTP and headers want it: lettre refuses `a..b@docomo.ne.jp` unless its local part is quoted.
pub(super) fn wire(address: &str) -> Option<Address> {
    let email = Email::parse(address).ok()?;
    let wire = email.wire();
    let (local, domain) = wire.rsplit_once('@')?;
    Address::new(local, domain).ok()
}

/// What lettre reads back from a quoted display name: no quotes, no backslashes.
pub(super) fn display_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>')).collect::<String>().trim().to_owned()
}

fn is_message_id(id: &str) -> bool {
    let atext = |b: u8| b.is_ascii_alphanumeric() || b"-_.+=".contains(&b);
    id.len() <= 200
        && id.split('@').count() == 2
        && id.split('@').all(|half| !half.is_empty() && half.bytes().all(atext))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
