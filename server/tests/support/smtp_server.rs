//! An SMTP server for tests, in this process: it keeps what it was given and misbehaves on request.

#![allow(dead_code, reason = "two test programs use it, each of them a part")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// What the server does to each client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// Takes every mail.
    Accept,
    /// Takes every mail and hangs up at QUIT without an answer.
    AcceptRudely,
    /// Answers with that line instead of a greeting.
    Greet(&'static str),
    /// Answers that line to EHLO.
    Hello(&'static str),
    /// Takes an EHLO only from a full name or an address.
    FullNames,
    /// Answers that line to AUTH.
    Auth(&'static str),
    /// Answers that line to MAIL.
    Sender(&'static str),
    /// Takes every mail, but thinks about each recipient for so many seconds.
    SlowRecipients(u64),
    /// Answers that line to RCPT.
    Recipient(&'static str),
    /// Answers that line after the final dot.
    AfterText(&'static str),
    /// Says nothing after the connection is made.
    Silent,
    /// Says nothing after DATA.
    SilentAtText,
    /// Takes the text and says nothing after the final dot.
    SilentAfterText,
    /// Hangs up after the final dot, without an answer.
    DropAfterText,
    /// Answers an octet a second.
    Drip,
    /// Offers STARTTLS and then speaks no TLS.
    BadTls,
}

/// A certificate and its key, made for one test; nobody trusts it unless told to.
#[derive(Clone)]
pub struct Identity {
    /// The certificate, for whoever shall trust it.
    pub pem: String,
    acceptor: TlsAcceptor,
}

impl Identity {
    /// For that host.
    pub fn of(host: &str) -> Self {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed([host.to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let config = config.with_single_cert(vec![cert.der().clone()], key).unwrap();
        Self { pem: cert.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}

/// A running server.
pub struct SmtpServer {
    /// Where it listens.
    pub address: SocketAddr,
    seen: Arc<Seen>,
}

struct Seen {
    manners: Mutex<Manners>,
    /// Counts the changes of manners.
    turn: AtomicUsize,
    sessions: AtomicUsize,
    identity: Option<Identity>,
    mails: Mutex<Vec<String>>,
    commands: Mutex<Vec<String>>,
}

impl SmtpServer {
    /// Starts one on a free port of the loopback.
    pub async fn start(manners: Manners) -> Self {
        Self::start_as(manners, None).await
    }

    /// Starts one that offers STARTTLS.
    pub async fn start_with_tls(manners: Manners, identity: Identity) -> Self {
        Self::start_as(manners, Some(identity)).await
    }

    async fn start_as(manners: Manners, identity: Option<Identity>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let manners = Mutex::new(manners);
        let seen = Arc::new(Seen {
            manners,
            turn: AtomicUsize::new(0),
            sessions: AtomicUsize::new(0),
            identity,
            mails: Mutex::default(),
            commands: Mutex::default(),
        });
        let server = Self { address, seen: Arc::clone(&seen) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let seen = Arc::clone(&seen);
                let manners = *seen.manners.lock().unwrap();
                tokio::spawn(async move {
                    // A client that leaves early is none of the server's business.
                    let _ended = serve(stream, manners, &seen).await;
                });
            }
        });
        server
    }

    /// Changes its manners for the sessions to come. Those that are kept between mails end at their next RSET, as at a restart.
    pub fn behave(&self, manners: Manners) {
        *self.seen.manners.lock().unwrap() = manners;
        self.seen.turn.fetch_add(1, Ordering::AcqRel);
    }

    /// Ends every session that waits between two mails, without a word, as a server does that restarts.
    pub fn restart(&self) {
        self.seen.turn.fetch_add(1, Ordering::AcqRel);
    }

    /// Sessions begun so far.
    pub fn sessions(&self) -> usize {
        self.seen.sessions.load(Ordering::Acquire)
    }

    /// `smtp://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The texts taken or at least received whole, dots unstuffed.
    pub fn mails(&self) -> Vec<String> {
        self.seen.mails.lock().unwrap().clone()
    }

    /// Every command line.
    pub fn commands(&self) -> Vec<String> {
        self.seen.commands.lock().unwrap().clone()
    }
}

async fn serve(stream: TcpStream, manners: Manners, seen: &Seen) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let turn = seen.turn.load(Ordering::Acquire);
    seen.sessions.fetch_add(1, Ordering::AcqRel);
    match manners {
        Manners::Silent => return until_left(&mut stream).await,
        Manners::Greet(answer) => return say(&mut stream, answer).await,
        Manners::Drip => drip(&mut stream, "220 test ready").await?,
        _ => say(&mut stream, "220 test ready").await?,
    }
    let offered = seen.identity.as_ref();
    if converse(&mut stream, (manners, turn), seen, offered.is_some()).await? == Ended::Upgrade
        && let Some(identity) = offered
    {
        let mut stream = BufReader::new(identity.acceptor.accept(stream.into_inner()).await?);
        seen.commands.lock().unwrap().push("(TLS)".to_owned());
        converse(&mut stream, (manners, turn), seen, false).await?;
    }
    Ok(())
}

/// How a conversation ended.
#[derive(PartialEq, Eq)]
enum Ended {
    Left,
    /// TLS is to begin.
    Upgrade,
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    (manners, turn): (Manners, usize),
    seen: &Seen,
    offers_tls: bool,
) -> std::io::Result<Ended> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(Ended::Left);
        }
        let command = line.trim_end().to_owned();
        let (verb, argument) = command.split_once(' ').unwrap_or((&command, ""));
        let verb = verb.to_ascii_uppercase();
        let bare = !argument.contains('.');
        seen.commands.lock().unwrap().push(command.clone());
        match (verb.as_str(), manners) {
            ("RSET", _) if seen.turn.load(Ordering::Acquire) != turn => return Ok(Ended::Left),
            (_, Manners::Drip) => drip(stream, "250 ok").await?,
            ("EHLO", Manners::FullNames) if bare => say(stream, "504 5.5.2 need fully-qualified hostname").await?,
            ("EHLO", Manners::BadTls) => say(stream, "250-test\r\n250 STARTTLS").await?,
            ("EHLO", _) if offers_tls => say(stream, "250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN").await?,
            ("EHLO", Manners::Hello(answer))
            | ("AUTH", Manners::Auth(answer))
            | ("MAIL", Manners::Sender(answer))
            | ("RCPT", Manners::Recipient(answer)) => say(stream, answer).await?,
            ("EHLO", _) => say(stream, "250-test\r\n250 AUTH PLAIN").await?,
            ("STARTTLS", _) if offers_tls => {
                say(stream, "220 go ahead").await?;
                return Ok(Ended::Upgrade);
            }
            ("STARTTLS", _) => {
                say(stream, "220 go ahead\r\nthis is no TLS").await?;
                return Ok(Ended::Left);
            }
            ("AUTH", _) => say(stream, "235 welcome").await?,
            ("RCPT", Manners::SlowRecipients(seconds)) => {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                say(stream, "250 ok").await?;
            }
            ("DATA", Manners::SilentAtText) => {
                until_left(stream).await?;
                return Ok(Ended::Left);
            }
            ("DATA", _) => {
                say(stream, "354 go on").await?;
                let text = read_text(stream).await?;
                seen.mails.lock().unwrap().push(text);
                match manners {
                    Manners::SilentAfterText => {
                        until_left(stream).await?;
                        return Ok(Ended::Left);
                    }
                    Manners::DropAfterText => return Ok(Ended::Left),
                    Manners::AfterText(answer) => say(stream, answer).await?,
                    _ => say(stream, "250 queued").await?,
                }
            }
            ("QUIT", Manners::AcceptRudely) => return Ok(Ended::Left),
            ("QUIT", _) => {
                say(stream, "221 bye").await?;
                return Ok(Ended::Left);
            }
            _ => say(stream, "250 ok").await?,
        }
    }
}

/// Returns when the client gives up.
async fn until_left<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<()> {
    let mut rest = String::new();
    while stream.read_line(&mut rest).await? > 0 {}
    Ok(())
}

async fn drip<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, line: &str) -> std::io::Result<()> {
    for octet in format!("{line}\r\n").bytes() {
        stream.get_mut().write_all(&[octet]).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(())
}

async fn read_text<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, line: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}
