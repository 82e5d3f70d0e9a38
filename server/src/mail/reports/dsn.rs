//! What a delivery status (RFC 3464) or a complaint (RFC 5965) says.

use mendan_service::message::receipt::{Verdict, code_in, is_code};

use super::fields::{groups, value};
use super::plain::{says_full, says_unknown};

/// What is said, and with which code.
pub(super) type Said = (Verdict, String);

/// What a report turned out to say.
pub(super) enum Status {
    /// That.
    Said(Said),
    /// It was handed on to where nobody reports from.
    HandedOn,
    /// Nothing that could be understood.
    Unknown,
}

/// Of a `message/delivery-status`: of the recipient for whom it says something. We write to one at a time.
pub(super) fn delivery(text: &str) -> Status {
    let groups = groups(text);
    let Some(group) = groups.iter().find(|group| value(group, "action").is_some()) else { return Status::Unknown };
    let code = value(group, "status").and_then(|status| status.split_whitespace().next()).filter(|code| is_code(code));
    let (code, words) = (code.unwrap_or_default(), value(group, "diagnostic-code").unwrap_or_default());
    match value(group, "action").unwrap_or_default().to_ascii_lowercase().as_str() {
        "failed" => Status::Said(returned(code, words)),
        "delayed" => Status::Said((Verdict::Delayed, code.to_owned())),
        "delivered" => Status::Said((Verdict::Delivered, code.to_owned())),
        "relayed" | "expanded" => Status::HandedOn,
        _ => Status::Unknown,
    }
}

/// The Message-ID by which the sender's side knows it, where the report has one.
pub(super) fn envelope_id(text: &str) -> Option<String> {
    let groups = groups(text);
    let id = value(groups.first()?, "original-envelope-id")?;
    Some(id.trim_matches(['<', '>']).to_owned())
}

/// Of a `message/feedback-report`. Who takes a mail out of the unwanted ones complains of nothing.
pub(super) fn complaint(text: &str) -> Status {
    let groups = groups(text);
    match groups.first().and_then(|group| value(group, "feedback-type")) {
        Some(word) if word.eq_ignore_ascii_case("not-spam") => Status::HandedOn,
        Some(_) => Status::Said((Verdict::Complaint, String::new())),
        None => Status::Unknown,
    }
}

/// It came back: by its code, by the one in the server's words where that says more, by the words where no code says anything.
pub(super) fn returned(code: &str, words: &str) -> Said {
    let vague = |code: &str| code.is_empty() || code.ends_with(".0.0");
    let in_words = code_in(words);
    let code = if vague(code) && !in_words.is_empty() { in_words } else { code };
    if !vague(code) {
        return (Verdict::of_code(code), code.to_owned());
    }
    if says_full(words) {
        return (Verdict::Soft, "5.2.2".to_owned());
    }
    if says_unknown(words) {
        return (Verdict::Hard, "5.1.1".to_owned());
    }
    (Verdict::Soft, code.to_owned())
}
