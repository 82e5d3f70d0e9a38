//! Clients that dawdle do not keep a place for ever, and nobody else notices them.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::server::Home;

on_both_engines!(a_head_that_never_ends_is_cut_off_and_others_are_served);

/// Well above the server's own limit for a head (10 seconds).
const PATIENCE: Duration = Duration::from_secs(30);

async fn a_head_that_never_ends_is_cut_off_and_others_are_served(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(server.client.address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: minori.example.jp\r\nX-Slow: ").await.unwrap();
        slow.push(stream);
    }
    assert_eq!(server.client.get("/healthz").await.status, 200);
    for mut stream in slow {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "still connected after {PATIENCE:?}");
    }
}
