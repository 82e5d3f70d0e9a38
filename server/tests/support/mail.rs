//! Mails as they arrived, taken apart.

use std::path::Path;

use mail_parser::{MessageParser, MimeHeaders as _, PartType};

/// One mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// As it came.
    pub raw: String,
    /// The sender's address.
    pub from: String,
    /// The `To` line.
    pub to: String,
    /// Message-ID.
    pub id: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
    /// Every calendar in it.
    pub calendars: Vec<Calendar>,
}

/// A calendar file inside a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// `text/calendar`, `application/ics`.
    pub kind: String,
    /// The MIME type's `method`.
    pub method: Option<String>,
    /// Content-Transfer-Encoding.
    pub encoding: String,
    /// Decoded.
    pub file: String,
}

impl Mail {
    /// Takes a mail apart.
    pub fn parse(raw: &str) -> Self {
        let message = MessageParser::default().parse(raw.as_bytes()).expect("a mail");
        let calendars = message.parts.iter().filter_map(|part| {
            let kind = part.content_type()?;
            let name = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
            matches!(name.as_str(), "text/calendar" | "application/ics").then(|| Calendar {
                kind: name,
                method: kind.attribute("method").map(str::to_owned),
                encoding: part.content_transfer_encoding().unwrap_or_default().to_owned(),
                file: String::from_utf8(part.contents().to_vec()).expect("UTF-8"),
            })
        });
        let html = message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.to_string()),
            _ => None,
        });
        let from = message.from().and_then(|from| from.first()).and_then(|from| from.address());
        Self {
            from: from.unwrap_or_default().to_owned(),
            to: message.header_raw("To").unwrap_or_default().trim().to_owned(),
            id: message.message_id().unwrap_or_default().to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: html.unwrap_or_default(),
            calendars: calendars.collect(),
            raw: raw.to_owned(),
        }
    }

    /// Every link of ours and of others, in the text, the HTML and the calendar.
    pub fn links(&self) -> Vec<String> {
        let calendars = self.calendars.iter().map(|calendar| unfold(&calendar.file));
        let texts = [self.text.clone(), self.html.clone()].into_iter().chain(calendars);
        let mut links: Vec<String> = texts.flat_map(|text| links(&text)).collect();
        links.sort();
        links.dedup();
        links
    }
}

/// Everything in a text that looks like a link.
pub fn links(text: &str) -> Vec<String> {
    let ends = |c: char| c.is_whitespace() || "\"'<>)、。」\\".contains(c);
    let starts = text.match_indices("http").map(|(at, _)| &text[at..]);
    let found = starts.filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"));
    found.map(|rest| rest.split(ends).next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// Mails dropped in a folder.
pub fn in_folder(folder: &Path) -> Vec<Mail> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mails = files.filter(|path| path.extension().is_some_and(|ending| ending == "eml"));
    mails.filter_map(|path| std::fs::read_to_string(path).ok()).map(|raw| Mail::parse(&raw)).collect()
}

/// A calendar file without its folds.
pub fn unfold(file: &str) -> String {
    file.replace("\r\n ", "")
}

/// The value of a property of the calendar or of its event, without parameters.
pub fn property(file: &str, name: &str) -> Option<String> {
    let unfolded = unfold(file);
    let (calendar, event) = unfolded.split_once("BEGIN:VEVENT").expect("an event");
    let lines = calendar.split("BEGIN:VTIMEZONE").next().unwrap_or_default().lines().chain(event.lines());
    let line =
        lines.into_iter().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ';'])))?;
    // The first colon outside quotes.
    let mut quoted = false;
    let colon = line.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    Some(line[colon + 1..].to_owned())
}
