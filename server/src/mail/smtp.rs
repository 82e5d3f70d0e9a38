//! SMTP sessions, each step within its time, and kept between letters (`pool.rs`).
//!
//! lettre's own transport bounds the connect only: a server that says nothing after it would be waited for until the
//! outbox gives up. So the session is driven here, step by step, which also tells a refusal of us from a refusal of the
//! letter. Nothing is sent before TLS where TLS is required.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use mendan_service::message::deliver::MailError;
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::places::may_be_a_mail_server;
use super::pool::{Pool, Session};
use super::refusal::{Stage, classify};

/// Connect, and every command with its answer.
pub(super) const STEP: Duration = Duration::from_secs(20);
/// Whether a session that was kept is still there: then another one is begun instead.
const STILL_THERE: Duration = Duration::from_secs(5);
/// "I am closing the connection": a refusal of nothing that was said (RFC 5321, 3.8).
const CLOSING: u16 = 421;

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
    /// The envelope's sender (RFC 5321, Return-Path), where reports of what could not be delivered go; none: the letter's own.
    pub(super) bounces: Option<Address>,
    /// Sessions that are kept.
    pub(super) pool: Pool,
}

impl Smtp {
    /// When its sessions are encrypted.
    pub const fn security(&self) -> Security {
        self.security
    }

    /// Sends one message of a city that calls itself so, in a session that was kept if there is one. `Ok` only when the server
    /// took it.
    pub(super) async fn send(
        &self,
        envelope: &Envelope,
        octets: &[u8],
        city: Option<ClientId>,
    ) -> Result<(), MailError> {
        let hello = self.hello_of(envelope.from(), city);
        self.in_a_session(&hello, envelope, octets).await.map(drop).map_err(|(at, failure)| {
            let recipient = envelope.to().first().map(ToString::to_string).unwrap_or_default();
            failure.into_mail_error(at.stage(), &recipient)
        })
    }

    async fn in_a_session(
        &self,
        hello: &ClientId,
        envelope: &Envelope,
        octets: &[u8],
    ) -> Result<Response, (At, Failure)> {
        if let Some(mut session) = self.kept(hello).await {
            match self.hand_over(&mut session, envelope, octets).await {
                // It ended between two letters, or the server takes no more in one session: nothing of this one had been taken.
                Err((At::Sender, _)) => {}
                outcome => return self.dealt_with(session, outcome),
            }
        }
        let mut session = Session::new(self.open(hello).await?, hello.clone());
        let outcome = self.hand_over(&mut session, envelope, octets).await;
        self.dealt_with(session, outcome)
    }

    /// A session that was kept and is still there, with nothing of the last letter in it.
    async fn kept(&self, hello: &ClientId) -> Option<Session> {
        while let Some(mut session) = self.pool.take(hello) {
            let answer = timeout(self.step.min(STILL_THERE), session.connection.command(Rset)).await;
            if answer.is_ok_and(|answer| answer.is_ok()) {
                return Some(session);
            }
        }
        None
    }

    /// A session goes on where the server took the letter, or refused nothing but that. Where it refused us, the next one
    /// begins anew, so that what was mended is seen; where it fell silent there is nobody to say good-bye to.
    fn dealt_with(
        &self,
        session: Session,
        outcome: Result<Response, (At, Failure)>,
    ) -> Result<Response, (At, Failure)> {
        match &outcome {
            Ok(_) => self.pool.give(session),
            Err((at, failure)) if failure.is_answer() && !failure.is_an_end() => match at.stage() {
                Stage::Us => drop(tokio::spawn(session.leave())),
                Stage::Recipient | Stage::Letter => self.pool.give(session),
            },
            Err(_) => {}
        }
        outcome
    }

    /// One message in a session of its own; the answer is the server's, to the letter itself.
    pub(super) async fn session(
        &self,
        envelope: &Envelope,
        octets: &[u8],
        city: Option<ClientId>,
    ) -> Result<Response, (At, Failure)> {
        let hello = self.hello_of(envelope.from(), city);
        let mut session = Session::new(self.open(&hello).await?, hello);
        let outcome = self.hand_over(&mut session, envelope, octets).await;
        // Taken is taken, whatever becomes of the good-bye.
        session.leave().await;
        outcome
    }

    /// Ends the sessions that are kept: the server is another one by now.
    pub(super) fn close(&self) {
        self.pool.close();
    }

    /// What we call ourselves to write from that sender's address. Never a bare host name: relays refuse it for good (`504 5.5.2
    /// need fully-qualified hostname`). Who has no name says an address (RFC 5321, 4.1.3).
    pub(super) fn hello_of(&self, sender: Option<&Address>, city: Option<ClientId>) -> ClientId {
        let sender = sender.map(Address::domain).filter(|domain| domain.contains('.'));
        let sender = || sender.map(|domain| ClientId::Domain(domain.to_owned()));
        self.hello.clone().or(city).or_else(sender).unwrap_or(ClientId::Ipv4(Ipv4Addr::LOCALHOST))
    }

    /// The address that is said in MAIL for a letter from that sender.
    pub(super) fn returns_to(&self, sender: Option<&Address>) -> Option<Address> {
        self.bounces.as_ref().or(sender).cloned()
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
        session: &mut Session,
        envelope: &Envelope,
        octets: &[u8],
    ) -> Result<Response, (At, Failure)> {
        let at = |at| move |failure| (at, failure);
        let session = &mut session.connection;
        let mail = session.command(Mail::new(self.returns_to(envelope.from()), Vec::new()));
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

    /// Whether it says that the session is over: nobody is there, or the server closes it.
    fn is_an_end(&self) -> bool {
        matches!(self, Self::Server(error) if error.status().is_none_or(|code| u16::from(code) == CLOSING))
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
