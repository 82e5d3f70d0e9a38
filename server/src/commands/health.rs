//! `mendan health`: asks the server of this configuration whether it is ready, in a request as small as can be. Containers and units call
//! it; it opens neither the database nor the secret.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use clap::Args;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use super::CommandError;

/// A server that does not answer in this time does not serve.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two tries while it is waited for.
const AGAIN: Duration = Duration::from_millis(200);
/// More is not read of an answer.
const LONGEST: u64 = 64 * 1024;

/// How long to wait.
#[derive(Debug, Args)]
pub struct Wait {
    /// Seconds to wait until it is ready
    #[arg(long, default_value_t = 0, value_name = "SECONDS")]
    wait: u64,
}

/// Succeeds when it is ready.
pub async fn health(listen: SocketAddr, wait: &Wait) -> Result<(), CommandError> {
    let until = Instant::now() + Duration::from_secs(wait.wait);
    loop {
        let not = match ask(listen).await {
            Ok((200, text)) => {
                println!("{}", text.lines().next().unwrap_or_default());
                return Ok(());
            }
            Ok((status, text)) => format!("not ready ({status}): {}", text.lines().collect::<Vec<_>>().join("; ")),
            Err(error) => format!("no answer at {listen}: {error}"),
        };
        if Instant::now() >= until {
            return Err(not.into());
        }
        sleep(AGAIN).await;
    }
}

/// Status and body of `/readyz`.
pub async fn ask(listen: SocketAddr) -> std::io::Result<(u16, String)> {
    let asking = async {
        let mut stream = TcpStream::connect(reached(listen)).await?;
        let request = format!("GET /readyz HTTP/1.1\r\nhost: {listen}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut octets = Vec::new();
        stream.take(LONGEST).read_to_end(&mut octets).await?;
        let text = String::from_utf8_lossy(&octets).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
        Ok((status, body))
    };
    timeout(PATIENCE, asking).await.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()))
}

/// Whoever listens everywhere is reached here.
const fn reached(mut listen: SocketAddr) -> SocketAddr {
    match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => listen.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        IpAddr::V6(ip) if ip.is_unspecified() => listen.set_ip(IpAddr::V6(Ipv6Addr::LOCALHOST)),
        _ => {}
    }
    listen
}
