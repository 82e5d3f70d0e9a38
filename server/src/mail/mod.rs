//! Mail: from a letter of the outbox to the octets a server takes.
//!
//! This folder owns how messages look and how they travel: [`compose`] makes the message (what all have in common stands in
//! `server/templates`, what a kind has of its own in its folder, `crates/service/src/message/kinds/<kind>`), [`transport`] carries it, [`Post`] is both behind the
//! service's `Mailer` port (which relay a letter takes, the service says), [`dkim`] signs it, `pool` keeps sessions between letters, [`trial`] tries a relay out,
//! [`mailbox`] reads mails back for `/dev/mailbox`,
//! [`reports`] reads what mail servers tell later of letters that they took.
//!
//! The same letter has the same octets each time, so that a repeated attempt is the same mail. No log line and no error
//! carries an address.
//!
//! To add a kind of message: its folder and its line in the service, its sentences in each language; nothing here.

pub mod compose;
pub mod dkim;
mod file_drop;
pub mod mailbox;
mod places;
mod pool;
mod post;
mod refusal;
pub mod reports;
mod said;
mod smtp;
mod staff_view;
mod templates;
pub mod transport;
mod trial;
pub mod try_out;
mod view;

pub use compose::{ComposeError, Composer};
pub use post::Post;
pub use transport::{Transport, TransportError};

/// The first octets of the SHA-256 of a text, in hexadecimal.
fn digest(text: &str, octets: usize) -> String {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(text.as_bytes());
    digest.iter().take(octets).fold(String::new(), |text, octet| text + &format!("{octet:02x}"))
}

#[cfg(test)]
mod tests;
