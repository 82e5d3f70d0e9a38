//! What a report is about, and what it says.

use base16ct::lower::encode_string as hex;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use mendan_service::message::report::Report;
use mendan_service::secret::sha256;

use super::dsn::{Status, complaint, delivery, envelope_id};
use super::fields::{ids, quoted_ids};
use super::plain::{is_of_a_server, said};

/// Reads one. None: nothing to take note of, as somebody's note that she is away.
pub fn parse(octets: &[u8]) -> Option<Report> {
    let unreadable = || Report { id: hex(&sha256(octets)), ..Report::default() };
    let Some(message) = MessageParser::default().parse(octets) else { return Some(unreadable()) };
    let id = message.message_id().map_or_else(|| unreadable().id, str::to_owned);
    let status = status(&message);
    let formal = !matches!(status, None | Some(Status::Unknown));
    let (verdict, code) = match status.unwrap_or(Status::Unknown) {
        Status::Said((verdict, code)) => (Some(verdict), code),
        Status::HandedOn => return None,
        Status::Unknown if is_of_a_server(&from(&message)) => {
            said(message.subject().unwrap_or_default(), &text(&message))
                .map_or_else(Default::default, |(verdict, code)| (Some(verdict), code))
        }
        Status::Unknown => (None, String::new()),
    };
    // By itself, and not by a server: she is away, say.
    if !formal && verdict.is_none() && message.header_raw("Auto-Submitted").is_some_and(|by| by.trim() != "no") {
        return None;
    }
    Some(Report { id, about: about(&message), verdict, code })
}

/// So many Message-IDs are looked for.
const MOST_IDS: usize = 20;

/// What its part for programs says; none: it has none.
fn status(message: &Message<'_>) -> Option<Status> {
    let told = |part: &MessagePart<'_>| String::from_utf8_lossy(part.contents()).into_owned();
    if let Some(part) = part(message, "feedback-report") {
        return Some(complaint(&told(part)));
    }
    part(message, "delivery-status")
        .or_else(|| part(message, "global-delivery-status"))
        .map(|part| delivery(&told(part)))
}

fn part<'m>(message: &'m Message<'_>, subtype: &str) -> Option<&'m MessagePart<'m>> {
    message.parts.iter().find(|part| part.is_content_type("message", subtype))
}

/// Message-IDs of what it may speak of: of the mail that comes along, of its headers, of whatever is quoted; at last of what it
/// answers.
fn about(message: &Message<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for part in &message.parts {
        if let PartType::Message(mail) = &part.body {
            found.extend(mail.message_id().map(str::to_owned));
        }
    }
    for part in &message.parts {
        if part.is_content_type("message", "delivery-status") {
            found.extend(envelope_id(&String::from_utf8_lossy(part.contents())));
        } else if matches!(part.body, PartType::Text(_) | PartType::Html(_) | PartType::Binary(_)) {
            // Whoever writes a thousand of them speaks of nothing.
            found.extend(quoted_ids(&String::from_utf8_lossy(part.contents())).into_iter().take(MOST_IDS));
        }
    }
    for name in ["In-Reply-To", "References"] {
        found.extend(message.header_raw(name).map(ids).unwrap_or_default());
    }
    let mut known = Vec::new();
    for id in found {
        if known.len() < MOST_IDS && !known.contains(&id) {
            known.push(id);
        }
    }
    known
}

/// All its plain text.
fn text(message: &Message<'_>) -> String {
    let texts = message.parts.iter().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.to_string()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// Whom it says it is from.
fn from(message: &Message<'_>) -> String {
    let first = message.from().and_then(Address::first);
    first.map(|first| first.address().unwrap_or_default().to_owned()).unwrap_or_default()
}
