//! Reports that are written for people: no form, but words. Those of the Japanese carriers among them (`Mail System Error - Returned
//! Mail`, `Your mail sent on: … Could not be delivered to: …`, 宛先不明), and those of older servers.

use super::dsn::{Said, returned};

/// In them somebody has no such address.
const UNKNOWN: [&str; 16] = [
    "user unknown",
    "unknown user",
    "no such user",
    "no such address",
    "unknown recipient",
    "recipient unknown",
    "invalid recipient",
    "mailbox not found",
    "user not found",
    "account is disabled",
    "does not exist",
    "doesn't exist",
    "宛先不明",
    "あて先不明",
    "存在しません",
    "宛先が見つかりません",
];
/// In them a mailbox takes nothing now.
const FULL: [&str; 7] =
    ["mailbox is full", "mailbox full", "over quota", "quota exceeded", "over its quota", "容量を超え", "いっぱいです"];
/// In them a mail came back, for whatever reason.
const RETURNED: [&str; 11] = [
    "could not be delivered",
    "was not delivered",
    "not be delivered",
    "did not receive this message",
    "was rejected",
    "undeliverable",
    "delivery failed",
    "returned mail",
    "送信できませんでした",
    "配信できませんでした",
    "お届けできませんでした",
];
/// Who writes such things.
const WRITERS: [&str; 5] = ["mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "no-reply"];

fn has(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Whether nobody has that address.
pub(super) fn says_unknown(text: &str) -> bool {
    has(text, &UNKNOWN)
}

/// Whether a mailbox is full.
pub(super) fn says_full(text: &str) -> bool {
    has(text, &FULL)
}

/// Whether a server wrote it, by who it says it is from.
pub(super) fn is_of_a_server(from: &str) -> bool {
    has(from.split('@').next().unwrap_or_default(), &WRITERS)
}

/// What it says; none: nothing of a mail that came back. What stands below the line of what was sent is not the server's.
pub(super) fn said(subject: &str, text: &str) -> Option<Said> {
    let own: String = text.lines().take_while(|line| !is_line_above_the_mail(line)).collect::<Vec<_>>().join("\n");
    let all = format!("{subject}\n{own}");
    let is_one = says_unknown(&all) || says_full(&all) || has(&all, &RETURNED);
    is_one.then(|| returned("", &own))
}

/// 「-----Original message follows.-----」 and the like.
fn is_line_above_the_mail(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("-----") && line.len() >= 10
        || has(line, &["original message follows", "below this line is a copy"])
}
