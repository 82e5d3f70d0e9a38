//! An SMTP server for tests, in this process: it keeps what it was given and misbehaves on request.

#![allow(dead_code, reason = "two test programs use it, each of them a part")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server does to each client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// Takes every mail.
    Accept,
    /// Takes every mail and hangs up at QUIT without an answer.
    AcceptRudely,
    /// Answers with that line instead of a greeting.
    Greet(&'static str),
    /// Answers that line to AUTH.
    Auth(&'static str),
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

/// A running server.
pub struct SmtpServer {
    /// Where it listens.
    pub address: SocketAddr,
    seen: Arc<Seen>,
}

struct Seen {
    manners: Mutex<Manners>,
    sessions: AtomicUsize,
    mails: Mutex<Vec<String>>,
    commands: Mutex<Vec<String>>,
}

impl SmtpServer {
    /// Starts one on a free port of the loopback.
    pub async fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let manners = Mutex::new(manners);
        let seen = Arc::new(Seen {
            manners,
            sessions: AtomicUsize::new(0),
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

    /// Changes its manners for the sessions to come.
    pub fn behave(&self, manners: Manners) {
        *self.seen.manners.lock().unwrap() = manners;
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
    seen.sessions.fetch_add(1, Ordering::AcqRel);
    match manners {
        Manners::Silent => return until_left(&mut stream).await,
        Manners::Greet(answer) => return say(&mut stream, answer).await,
        Manners::Drip => drip(&mut stream, "220 test ready").await?,
        _ => say(&mut stream, "220 test ready").await?,
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_owned();
        let verb = command.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        seen.commands.lock().unwrap().push(command);
        match (verb.as_str(), manners) {
            (_, Manners::Drip) => drip(&mut stream, "250 ok").await?,
            ("EHLO", Manners::BadTls) => say(&mut stream, "250-test\r\n250 STARTTLS").await?,
            ("EHLO", _) => say(&mut stream, "250-test\r\n250 AUTH PLAIN").await?,
            ("STARTTLS", _) => return say(&mut stream, "220 go ahead\r\nthis is no TLS").await,
            ("AUTH", Manners::Auth(answer)) | ("RCPT", Manners::Recipient(answer)) => say(&mut stream, answer).await?,
            ("AUTH", _) => say(&mut stream, "235 welcome").await?,
            ("DATA", Manners::SilentAtText) => return until_left(&mut stream).await,
            ("DATA", _) => {
                say(&mut stream, "354 go on").await?;
                let text = read_text(&mut stream).await?;
                seen.mails.lock().unwrap().push(text);
                match manners {
                    Manners::SilentAfterText => return until_left(&mut stream).await,
                    Manners::DropAfterText => return Ok(()),
                    Manners::AfterText(answer) => say(&mut stream, answer).await?,
                    _ => say(&mut stream, "250 queued").await?,
                }
            }
            ("QUIT", Manners::AcceptRudely) => return Ok(()),
            ("QUIT", _) => return say(&mut stream, "221 bye").await,
            _ => say(&mut stream, "250 ok").await?,
        }
    }
}

/// Returns when the client gives up.
async fn until_left(stream: &mut BufReader<TcpStream>) -> std::io::Result<()> {
    let mut rest = String::new();
    while stream.read_line(&mut rest).await? > 0 {}
    Ok(())
}

async fn drip(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    for octet in format!("{line}\r\n").bytes() {
        stream.get_mut().write_all(&[octet]).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(())
}

async fn read_text(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
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

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}
