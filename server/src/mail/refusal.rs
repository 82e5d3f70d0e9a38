//! From lettre's errors to the outbox's two: try again, or somebody must call.

use lettre::transport::smtp::Error;
use mendan_service::usecase::deliver::MailError;

/// Longest text kept of a server's answer, in characters.
const LONGEST: usize = 200;

/// How far a session had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Greeting, EHLO, STARTTLS, AUTH: about us, not about the letter.
    Welcome,
    /// MAIL, RCPT, DATA and the text.
    Letter,
}

/// 5xx for the letter is permanent. Everything else is tried again: 4xx, time-outs, disconnects, TLS, and any refusal
/// before the letter was spoken of, since a wrong password must not put every mother on the call list.
pub(super) fn classify(error: &Error, stage: Stage, recipient: &str) -> MailError {
    let text = describe(error, recipient);
    let ours = error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538));
    if error.is_permanent() && stage == Stage::Letter && !ours {
        MailError::Permanent(text)
    } else {
        MailError::Temporary(text)
    }
}

/// The code and the server's words, without anything that names a person.
fn describe(error: &Error, recipient: &str) -> String {
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
