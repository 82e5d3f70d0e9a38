//! Signs mails (DKIM, RFC 6376; Ed25519 by RFC 8463), so that whoever receives one sees that the sender's domain wrote it.
//!
//! `canon` is the form in which a mail is signed, `key` makes, reads and uses keys. The same letter under the same key has the same
//! octets each time: the signature's time is the letter's own, and both algorithms give the same for the same.

mod canon;
mod key;
mod maker;

#[cfg(test)]
pub(super) use maker::made;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use mendan_service::message::dkim::SigningKey;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// What is signed of the head. From twice: a second one that somebody adds on the way breaks the signature. One that a mail has
/// not (`Reply-To`, where a booking is discreet) is signed as missing.
const SIGNED: [&str; 10] = [
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "reply-to",
    "auto-submitted",
];
/// Octets of a signature in a line.
const LINE: usize = 72;

/// Why a mail could not be signed. Says nothing of the key.
#[derive(Debug, Error)]
pub enum SignError {
    /// What is kept is no key of that sort.
    #[error("the key that signs cannot be used")]
    Key,
    /// The head is no text.
    #[error("the mail cannot be signed")]
    Mail,
}

/// The mail with a signature for each key of that domain on top; without such a key as it was.
pub(super) fn signed(
    octets: Vec<u8>,
    (domain, at): (&str, DateTime<Utc>),
    keys: &[SigningKey],
) -> Result<Vec<u8>, SignError> {
    let keys: Vec<&SigningKey> = keys.iter().filter(|key| key.domain.eq_ignore_ascii_case(domain)).collect();
    if keys.is_empty() {
        return Ok(octets);
    }
    let (head, body) = canon::parted(&octets);
    let fields = canon::fields(std::str::from_utf8(head).map_err(|_| SignError::Mail)?);
    let body = STANDARD.encode(Sha256::digest(canon::body(body)));
    let mut mail = String::new();
    for key in keys {
        mail += &signature(key, &fields, &body, at)?;
    }
    let mut mail = mail.into_bytes();
    mail.extend(octets);
    Ok(mail)
}

/// The field `DKIM-Signature`, with its end.
fn signature(key: &SigningKey, fields: &[canon::Field], body: &str, at: DateTime<Utc>) -> Result<String, SignError> {
    let (first, second) = SIGNED.split_at(SIGNED.len() / 2);
    let unsigned = format!(
        "DKIM-Signature: v=1; a={}-sha256; c=relaxed/relaxed;\r\n d={};\r\n s={}; t={};\r\n h={}:\r\n {};\r\n bh={};\r\n b=",
        key.algorithm.as_str(),
        key.domain,
        key.selector,
        at.timestamp(),
        first.join(":"),
        second.join(":"),
        body,
    );
    let mut text = canon::chosen(fields, &SIGNED);
    // Its own field comes last, with nothing behind b= and without an end (RFC 6376, 3.7).
    text += canon::chosen(&canon::fields(&unsigned), &["dkim-signature"]).trim_end();
    let made = STANDARD.encode(key::sign(key, text.as_bytes())?);
    Ok(unsigned + &folded(&made) + "\r\n")
}

/// A long word in lines.
fn folded(word: &str) -> String {
    let lines: Vec<&str> = word.as_bytes().chunks(LINE).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    lines.join("\r\n ")
}
