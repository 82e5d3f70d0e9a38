//! From lettre's errors to the outbox's: of us, of her address, of the letter, or not now.
//!
//! lettre does not say at which command a refusal came; the session (`smtp.rs`) does.

use lettre::transport::smtp::Error;
use mendan_service::message::deliver::MailError;

/// Longest text kept of a server's answer, in characters.
const LONGEST: usize = 200;

/// How far a session had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connection, greeting, EHLO, STARTTLS, AUTH, MAIL: whatever is refused here is refused of us.
    Us,
    /// RCPT: of her address, or of us when it may not be relayed.
    Recipient,
    /// DATA and the text.
    Letter,
}

/// Whose fault it is. What is refused of us must not put every mother on the call list, and what is refused of her must not
/// be tried for ever. Without an answer, or with a 4xx, a letter is tried again.
pub(super) fn classify(error: &Error, stage: Stage, recipient: &str) -> MailError {
    let text = describe(error, recipient);
    let code = error.status().map(u16::from);
    match stage {
        Stage::Us => MailError::Relay(text),
        _ if code.is_some_and(wants_sign_in) => MailError::Relay(text),
        _ if !error.is_permanent() => MailError::Temporary(text),
        Stage::Recipient if code.is_some_and(|code| is_of_us(code, &text)) => MailError::Relay(text),
        Stage::Recipient => MailError::Recipient(text),
        Stage::Letter => MailError::Letter(text),
    }
}

/// Authentication required, too weak, failed, or only under TLS (RFC 4954).
const fn wants_sign_in(code: u16) -> bool {
    matches!(code, 530 | 534 | 535 | 538)
}

/// Whether a refusal of RCPT is about us and not about her address. The enhanced code (RFC 3463) knows best; without one 554
/// is the word of relays that do not know us, as are those that speak of relaying.
fn is_of_us(code: u16, text: &str) -> bool {
    match enhanced(text) {
        Some((7 | 5, _) | (1, 7 | 8)) => true,
        Some((1 | 2, _)) => false,
        _ => {
            let commands = matches!(code, 500..=504 | 521 | 523 | 555);
            code == 554 || commands || text.to_lowercase().contains("relay")
        }
    }
}

/// Subject and detail of `5.1.1`, where the server gave it.
fn enhanced(text: &str) -> Option<(u16, u16)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.strip_prefix("5.")?.splitn(2, '.');
        let (subject, detail) = (numbers.next()?, numbers.next()?);
        let detail = detail.trim_end_matches(|c: char| !c.is_ascii_digit());
        Some((subject.parse().ok()?, detail.parse().ok()?))
    })
}

/// The code and the server's words, without anything that names a person.
pub(super) fn describe(error: &Error, recipient: &str) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let words = clean(&source, recipient);
    match error.status() {
        Some(code) => format!("{code} {words}"),
        None if error.is_tls() => format!("TLS: {words}"),
        None if error.is_timeout() => format!("time-out: {words}"),
        None => format!("connection: {words}"),
    }
    .trim()
    .to_owned()
}

/// A server's words with everything taken out that may be an address: whatever holds an `@`, the recipient's local part
/// or her domain, also in the encodings of bounce addresses.
pub(super) fn clean(words: &str, recipient: &str) -> String {
    let recipient = recipient.to_lowercase();
    let (local, domain) = recipient.rsplit_once('@').unwrap_or((recipient.as_str(), ""));
    let local = local.trim_matches('"');
    let personal = |word: &str| {
        let word = word.to_lowercase();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains(['@', '＠'])
            || (!domain.is_empty() && word.contains(domain))
            || (!local.is_empty()
                && (bare == local || bare == local.trim_matches('.') || (local.len() > 3 && word.contains(local))))
    };
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let kept = plain.split_whitespace().map(|word| if personal(word) { "[…]" } else { word });
    kept.collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}
