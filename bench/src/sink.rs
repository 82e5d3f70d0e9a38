//! A mail server that takes everything and keeps the Message-IDs.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::Failure;

#[derive(Default)]
struct Got {
    ids: Mutex<Vec<String>>,
    sessions: AtomicUsize,
}

/// A running one.
pub struct Sink {
    address: SocketAddr,
    got: Arc<Got>,
}

impl Sink {
    /// Starts one on a free port of the loopback.
    pub async fn start() -> Result<Self, Failure> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let (address, got) = (listener.local_addr()?, Arc::new(Got::default()));
        let seen = Arc::clone(&got);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                seen.sessions.fetch_add(1, Ordering::Relaxed);
                let seen = Arc::clone(&seen);
                // A sender that was killed is none of its business.
                tokio::spawn(async move { drop(session(stream, &seen).await) });
            }
        });
        Ok(Self { address, got })
    }

    /// `smtp://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Letters so far.
    pub fn count(&self) -> usize {
        self.got.ids.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Their Message-IDs, in the order they came.
    pub fn ids(&self) -> Vec<String> {
        self.got.ids.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sessions so far.
    pub fn sessions(&self) -> usize {
        self.got.sessions.load(Ordering::Relaxed)
    }
}

async fn session(stream: TcpStream, got: &Got) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    say(&mut stream, "220 sink").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let id = text(&mut stream).await?;
                got.ids.lock().unwrap_or_else(PoisonError::into_inner).push(id);
                say(&mut stream, "250 queued").await?;
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => say(&mut stream, "250 ok").await?,
        }
    }
}

/// Reads a mail to its final dot; its Message-ID.
async fn text(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let (mut id, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(id);
        }
        if let Some(value) = line.strip_prefix("Message-ID:")
            && id.is_empty()
        {
            value.trim().clone_into(&mut id);
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}
