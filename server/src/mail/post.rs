//! The service's `Mailer`: compose, then carry.

use std::path::Path;

use async_trait::async_trait;
use mendan_service::message::deliver::{Letter, MailError, Mailer};

use super::compose::{ComposeError, Composer};
use super::transport::Transport;

/// Writes letters and sends them. Logs name the Message-ID and a hash of the recipient's domain, never an address.
pub struct Post {
    composer: Composer,
    transport: Transport,
}

impl Post {
    /// A post office over that transport.
    pub fn new(transport: Transport) -> Result<Self, ComposeError> {
        Ok(Self { composer: Composer::new()?, transport })
    }

    /// The folder of mails, where mails are files (for `/dev/mailbox`).
    pub fn folder(&self) -> Option<&Path> {
        self.transport.folder()
    }
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let id = letter.row.message_id.as_str();
        let domain = domain_hash(&letter.row.recipient);
        let message = match self.composer.compose(letter) {
            Ok(message) => message,
            Err(error) => {
                tracing::error!(message_id = id, domain, %error, "mail not written");
                return Err(refusal(&error));
            }
        };
        let outcome = self.transport.send(&message, id).await;
        match &outcome {
            Ok(()) => tracing::info!(message_id = id, domain, "mail sent"),
            Err(error) => tracing::warn!(message_id = id, domain, %error, "mail not sent"),
        }
        outcome
    }
}

/// An address that cannot stand on the wire is hers to mend; everything else is ours.
fn refusal(error: &ComposeError) -> MailError {
    match error {
        ComposeError::Recipient => MailError::Recipient(error.to_string()),
        // The error of a template may quote what it was to show.
        ComposeError::Template(_) => MailError::Internal("template".to_owned()),
        _ => MailError::Internal(error.to_string()),
    }
}

/// Eight hexadecimal digits that tell domains apart without naming them.
fn domain_hash(recipient: &str) -> String {
    let domain = recipient.rsplit_once('@').map_or("", |(_, domain)| domain);
    super::digest(domain, 4)
}
