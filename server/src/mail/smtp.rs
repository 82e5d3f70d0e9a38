//! One SMTP session per letter, each step within its time.
//!
//! lettre's own transport bounds the connect only: a server that says nothing after it would be waited for until the
//! outbox gives up. So the session is driven here, step by step, which also tells a refusal of us from a refusal of the
//! letter. Nothing is sent before TLS where TLS is required.

use std::future::Future;
use std::net::Ipv4Addr;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use mendan_service::message::deliver::MailError;
use tokio::time::timeout;

use super::refusal::{Stage, classify};

/// Connect, and every command with its answer.
pub(super) const STEP: Duration = Duration::from_secs(20);
/// Saying good-bye is a courtesy.
const FAREWELL: Duration = Duration::from_secs(2);

/// When the session is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first octet (`smtps://`).
    Implicit,
    /// STARTTLS, or nothing is sent.
    Required,
    /// Loopback only: STARTTLS if it is offered.
    Offered,
}

/// A relay.
#[derive(Clone)]
pub struct Smtp {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) tls: TlsParameters,
    pub(super) credentials: Option<Credentials>,
    /// The full name to say in EHLO; without one the sender's domain is said.
    pub(super) hello: Option<ClientId>,
    /// Time for each step.
    pub(super) step: Duration,
}

impl Smtp {
    /// When its sessions are encrypted.
    pub const fn security(&self) -> Security {
        self.security
    }

    /// Sends one message. `Ok` only when the server took it.
    pub(super) async fn send(&self, envelope: &Envelope, octets: &[u8]) -> Result<(), MailError> {
        let recipient = envelope.to().first().map(ToString::to_string).unwrap_or_default();
        let failed = |stage| {
            let recipient = recipient.clone();
            move |failure: Failure| failure.into_mail_error(stage, &recipient)
        };
        let hello = self.hello(envelope);
        let mut session = self.open(&hello).await.map_err(failed(Stage::Us))?;
        let outcome = self.hand_over(&mut session, envelope, octets).await;
        let outcome = outcome.map_err(|(stage, failure)| failure.into_mail_error(stage, &recipient));
        // Taken is taken, whatever becomes of the good-bye.
        let _farewell = timeout(FAREWELL, session.command(Quit)).await;
        outcome
    }

    /// Never a bare host name: relays refuse it for good (`504 5.5.2 need fully-qualified hostname`). Who has no name says
    /// an address (RFC 5321, 4.1.3).
    fn hello(&self, envelope: &Envelope) -> ClientId {
        let sender = envelope.from().map(lettre::Address::domain).filter(|domain| domain.contains('.'));
        let sender = || sender.map(|domain| ClientId::Domain(domain.to_owned()));
        self.hello.clone().or_else(sender).unwrap_or(ClientId::Ipv4(Ipv4Addr::LOCALHOST))
    }

    async fn open(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, Failure> {
        let implicit = (self.security == Security::Implicit).then(|| self.tls.clone());
        let server = (self.host.as_str(), self.port);
        let connect = AsyncSmtpConnection::connect_tokio1(server, Some(self.step), hello, implicit, None);
        let mut session = self.within("connect", connect).await?;
        let upgrade = match self.security {
            Security::Implicit => false,
            Security::Required => true,
            Security::Offered => session.can_starttls(),
        };
        if upgrade {
            self.within("STARTTLS", session.starttls(self.tls.clone(), hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            self.within("AUTH", session.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(session)
    }

    async fn hand_over(
        &self,
        session: &mut AsyncSmtpConnection,
        envelope: &Envelope,
        octets: &[u8],
    ) -> Result<(), (Stage, Failure)> {
        let at = |stage| move |failure| (stage, failure);
        let mail = session.command(Mail::new(envelope.from().cloned(), Vec::new()));
        self.within("MAIL", mail).await.map_err(at(Stage::Us))?;
        for recipient in envelope.to() {
            let rcpt = session.command(Rcpt::new(recipient.clone(), Vec::new()));
            self.within("RCPT", rcpt).await.map_err(at(Stage::Recipient))?;
        }
        self.within("DATA", session.command(Data)).await.map_err(at(Stage::Letter))?;
        self.within("text", session.message(octets)).await.map_err(at(Stage::Letter))?;
        Ok(())
    }

    async fn within<T>(&self, step: &'static str, work: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
        match timeout(self.step, work).await {
            Ok(outcome) => outcome.map_err(Failure::Server),
            Err(_) => Err(Failure::Silent(step)),
        }
    }
}

enum Failure {
    Server(Error),
    Silent(&'static str),
}

impl Failure {
    fn into_mail_error(self, stage: Stage, recipient: &str) -> MailError {
        match self {
            Self::Server(error) => classify(&error, stage, recipient),
            Self::Silent(step) if stage == Stage::Us => MailError::Relay(silence(step)),
            Self::Silent(step) => MailError::Temporary(silence(step)),
        }
    }
}

fn silence(step: &str) -> String {
    format!("time-out: no answer to {step}")
}
