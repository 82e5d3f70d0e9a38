//! What may stand in front of a server: a proxy that hands requests on and says of them what it is told to say; and a server that is not
//! ours.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Hands each connection's one request on to a server, with these lines in its head instead of its own of those names. Returns where it
/// listens.
pub async fn proxy(server: SocketAddr, lines: &'static [&'static str]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            // Whoever hangs up has had enough.
            tokio::spawn(async move { drop(hand_on(client, server, lines).await) });
        }
    });
    address
}

async fn hand_on(mut client: TcpStream, server: SocketAddr, lines: &[&str]) -> std::io::Result<()> {
    let head = head(&mut client).await?;
    let name = |line: &str| line.split(':').next().unwrap_or_default().to_lowercase();
    let ours: Vec<String> = lines.iter().map(|line| name(line)).collect();
    let kept =
        head.lines().filter(|line| !line.is_empty() && !ours.contains(&name(line)) && name(line) != "connection");
    let all: Vec<&str> = kept.chain(lines.iter().copied()).chain(["connection: close", "", ""]).collect();
    let mut server = TcpStream::connect(server).await?;
    server.write_all(all.join("\r\n").as_bytes()).await?;
    tokio::io::copy(&mut server, &mut client).await?;
    client.shutdown().await
}

async fn head(client: &mut TcpStream) -> std::io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Answers every request with these lines and nothing more.
pub async fn stranger(answer: String) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            if head(&mut client).await.is_ok() {
                drop(
                    client
                        .write_all(format!("{answer}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n").as_bytes())
                        .await,
                );
            }
        }
    });
    address
}
