//! One SMTP session per letter, each step within its time.
//!
//! lettre's own transport bounds the connect only: a server that says nothing after it would be waited for until the
//! outbox gives up. So the session is driven here, step by step, which also tells a refusal of us from a refusal of the
//! letter. Nothing is sent before TLS where TLS is required.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use mendan_service::message::deliver::MailError;
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::places::may_be_a_mail_server;
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

/// How far a session had come when it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Connection, greeting, EHLO.
    Connect,
    /// STARTTLS, and EHLO once more.
    StartTls,
    /// AUTH.
    SignIn,
    /// MAIL.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA and the text.
    Letter,
}

impl At {
    const fn stage(self) -> Stage {
        match self {
            Self::Connect | Self::StartTls | Self::SignIn | Self::Sender => Stage::Us,
            Self::Recipient => Stage::Recipient,
            Self::Letter => Stage::Letter,
        }
    }
}

/// Why a session ended without the letter having been taken.
pub(super) enum Failure {
    /// The server, or the way to it.
    Server(Error),
    /// No answer in time to that command.
    Silent(&'static str),
    /// There is no such name.
    NoName,
    /// The name leads where no mail server of a city can be.
    NotAllowed,
}

/// A relay.
#[derive(Clone)]
pub struct Smtp {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) tls: TlsParameters,
    pub(super) credentials: Option<Credentials>,
    /// The full name to say in EHLO; without one, that of the city is said.
    pub(super) hello: Option<ClientId>,
    /// Time for each step.
    pub(super) step: Duration,
    /// Set by a city: it may not lead everywhere (`places.rs`).
    pub(super) of_city: bool,
}

impl Smtp {
    /// When its sessions are encrypted.
    pub const fn security(&self) -> Security {
        self.security
    }

    /// Sends one message of a city that calls itself so. `Ok` only when the server took it.
    pub(super) async fn send(
        &self,
        envelope: &Envelope,
        octets: &[u8],
        city: Option<ClientId>,
    ) -> Result<(), MailError> {
        let taken = self.session(envelope, octets, city).await;
        taken.map(drop).map_err(|(at, failure)| {
            let recipient = envelope.to().first().map(ToString::to_string).unwrap_or_default();
            failure.into_mail_error(at.stage(), &recipient)
        })
    }

    /// The same; the answer is the server's, to the letter itself.
    pub(super) async fn session(
        &self,
        envelope: &Envelope,
        octets: &[u8],
        city: Option<ClientId>,
    ) -> Result<Response, (At, Failure)> {
        let hello = self.hello(envelope, city);
        let mut session = self.open(&hello).await?;
        let outcome = self.hand_over(&mut session, envelope, octets).await;
        // Taken is taken, whatever becomes of the good-bye.
        let _farewell = timeout(FAREWELL, session.command(Quit)).await;
        outcome
    }

    /// Never a bare host name: relays refuse it for good (`504 5.5.2 need fully-qualified hostname`). Who has no name says
    /// an address (RFC 5321, 4.1.3).
    fn hello(&self, envelope: &Envelope, city: Option<ClientId>) -> ClientId {
        self.hello_of(envelope.from(), city)
    }

    /// The same by the sender's address.
    pub(super) fn hello_of(&self, sender: Option<&lettre::Address>, city: Option<ClientId>) -> ClientId {
        let sender = sender.map(lettre::Address::domain).filter(|domain| domain.contains('.'));
        let sender = || sender.map(|domain| ClientId::Domain(domain.to_owned()));
        self.hello.clone().or(city).or_else(sender).unwrap_or(ClientId::Ipv4(Ipv4Addr::LOCALHOST))
    }

    /// Connects, encrypts and signs in.
    pub(super) async fn open(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, (At, Failure)> {
        let at = |at| move |failure| (at, failure);
        let implicit = (self.security == Security::Implicit).then(|| self.tls.clone());
        let places = self.places().await.map_err(at(At::Connect))?;
        let connect = AsyncSmtpConnection::connect_tokio1(places.as_slice(), Some(self.step), hello, implicit, None);
        let mut session = self.within("connect", connect).await.map_err(at(At::Connect))?;
        let upgrade = match self.security {
            Security::Implicit => false,
            Security::Required => true,
            Security::Offered => session.can_starttls(),
        };
        if upgrade {
            let starttls = session.starttls(self.tls.clone(), hello);
            self.within("STARTTLS", starttls).await.map_err(at(At::StartTls))?;
        }
        if let Some(credentials) = &self.credentials {
            let auth = session.auth(DEFAULT_MECHANISMS, credentials);
            self.within("AUTH", auth).await.map_err(at(At::SignIn))?;
        }
        Ok(session)
    }

    /// The addresses of the server.
    pub(super) async fn places(&self) -> Result<Vec<SocketAddr>, Failure> {
        let looked_up = timeout(self.step, lookup_host((self.host.as_str(), self.port))).await;
        let places = looked_up.map_err(|_| Failure::Silent("name"))?.map_err(|_| Failure::NoName)?;
        let all: Vec<SocketAddr> = places.collect();
        if all.is_empty() {
            return Err(Failure::NoName);
        }
        let fine = |place: &SocketAddr| !self.of_city || may_be_a_mail_server(place.ip());
        let fine: Vec<SocketAddr> = all.into_iter().filter(fine).collect();
        if fine.is_empty() { Err(Failure::NotAllowed) } else { Ok(fine) }
    }

    async fn hand_over(
        &self,
        session: &mut AsyncSmtpConnection,
        envelope: &Envelope,
        octets: &[u8],
    ) -> Result<Response, (At, Failure)> {
        let at = |at| move |failure| (at, failure);
        let mail = session.command(Mail::new(envelope.from().cloned(), Vec::new()));
        self.within("MAIL", mail).await.map_err(at(At::Sender))?;
        for recipient in envelope.to() {
            let rcpt = session.command(Rcpt::new(recipient.clone(), Vec::new()));
            self.within("RCPT", rcpt).await.map_err(at(At::Recipient))?;
        }
        self.within("DATA", session.command(Data)).await.map_err(at(At::Letter))?;
        self.within("text", session.message(octets)).await.map_err(at(At::Letter))
    }

    pub(super) async fn within<T>(
        &self,
        step: &'static str,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failure> {
        match timeout(self.step, work).await {
            Ok(outcome) => outcome.map_err(Failure::Server),
            Err(_) => Err(Failure::Silent(step)),
        }
    }
}

impl Failure {
    /// The server's words, or that it has none.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Server(error) => super::refusal::describe(error, ""),
            Self::Silent(step) => silence(step),
            Self::NoName => "the server's name is not known".to_owned(),
            Self::NotAllowed => "no mail server can be at that address".to_owned(),
        }
    }

    /// Whether it was refused because of TLS.
    pub(super) fn is_tls(&self) -> bool {
        matches!(self, Self::Server(error) if error.is_tls())
    }

    /// Whether a server answered at all.
    pub(super) fn is_answer(&self) -> bool {
        matches!(self, Self::Server(error) if error.status().is_some())
    }

    fn into_mail_error(self, stage: Stage, recipient: &str) -> MailError {
        match self {
            Self::Server(error) => classify(&error, stage, recipient),
            Self::Silent(step) if stage == Stage::Us => MailError::Relay(silence(step)),
            Self::Silent(step) => MailError::Temporary(silence(step)),
            Self::NoName => MailError::Relay("connection: the server's name is not known".to_owned()),
            Self::NotAllowed => MailError::Relay("connection: no mail server can be at that address".to_owned()),
        }
    }
}

fn silence(step: &str) -> String {
    format!("time-out: no answer to {step}")
}
