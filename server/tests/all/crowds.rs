//! Crowds of clients that say nothing, or do not read what they asked for: the server keeps its memory, answers everybody
//! else, and stops when it is told to. On one engine: none of it reaches a database, but for the file that is read there.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::future::join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http;
use crate::support::people::KIND;
use crate::support::server::{Home, Server, Setup};
use crate::support::smtp_server::{Manners, SmtpServer};
use crate::support::wait::until_true;

on_both_engines!(
    a_crowd_that_says_nothing_keeps_nobody_out,
    readers_who_do_not_read_cost_little_memory,
    told_to_stop_it_ends_whoever_is_connected,
);

/// What begins every HTTP/2 connection, with empty settings (RFC 9113 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00";
/// Within which a normal client is answered.
const SOON: Duration = Duration::from_secs(2);

async fn connected(client: Client, first: &[u8]) -> Option<TcpStream> {
    let mut stream = timeout(Duration::from_secs(10), TcpStream::connect(client.address)).await.ok()?.ok()?;
    // One that was shut out at once is none of the crowd.
    let _ = stream.write_all(first).await;
    Some(stream)
}

async fn a_crowd_that_says_nothing_keeps_nobody_out(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let mut crowd = Vec::new();
    for first in [&b""[..], PREFACE, b"G"] {
        for _ in 0..12 {
            crowd.extend(join_all((0..100).map(|_| connected(server.client, first))).await.into_iter().flatten());
        }
        for path in ["/healthz", "/", "/api/v1/offices"] {
            let begun = Instant::now();
            server.client.get(path).await.expect(200);
            assert!(begun.elapsed() < SOON, "{path} took {:?} beside {} silent clients", begun.elapsed(), crowd.len());
        }
    }
    assert!(crowd.len() > 3000, "{}", crowd.len());
    // None of them has a place for ever.
    let mut last = crowd.pop().expect("one");
    let mut rest = Vec::new();
    let ended = timeout(Duration::from_secs(30), last.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "still connected");
}

/// A leaflet of nearly 5 MB.
async fn large_leaflet(home: &Home, server: &Server) -> String {
    let id = home.db.count(&format!("SELECT id FROM interview_kind WHERE slug = '{KIND}'")).await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let file = [&b"%PDF-1.7\n"[..], &vec![b'x'; 5 * 1024 * 1024 - 100]].concat();
    let label = "おおきな しおり";
    let parts =
        [("leaflet_ja", None, label.as_bytes()), ("leaflet_en", None, &b""[..]), ("file", Some("x.pdf"), &file)];
    browser.upload(&format!("/staff/setup/kinds/{id}/leaflets"), &parts).await.expect(303);
    format!("/leaflets/{}", home.db.count("SELECT id FROM leaflet").await)
}

/// One connection with an empty window that asks again and again.
async fn asks_without_reading(client: Client, path: &str, times: usize) -> tokio::task::JoinHandle<()> {
    let stream = TcpStream::connect(client.address).await.unwrap();
    let mut builder = h2::client::Builder::new();
    builder.initial_window_size(0).initial_connection_window_size(65_535);
    let (mut send, connection) = builder.handshake::<_, Bytes>(stream).await.unwrap();
    let uri = format!("http://{}{path}", client.address);
    tokio::spawn(async move {
        let driver = tokio::spawn(async move {
            let _ = connection.await;
        });
        let mut asked = Vec::new();
        for _ in 0..times {
            let Ok(Ok(ready)) = timeout(Duration::from_secs(2), send.clone().ready()).await else { break };
            send = ready;
            let request = http_request(&uri);
            match send.send_request(request, true) {
                Ok((answer, _)) => asked.push(answer),
                Err(_) => break,
            }
        }
        let _ = driver.await;
        drop(asked);
    })
}

fn http_request(uri: &str) -> ::http::Request<()> {
    ::http::Request::get(uri).body(()).unwrap()
}

async fn readers_who_do_not_read_cost_little_memory(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let path = large_leaflet(&home, &server).await;
    // Once for whatever is kept from the first time on.
    assert_eq!(server.client.get(&path).await.expect(200).body.len(), 5 * 1024 * 1024 - 91);
    let before = server.memory();
    let silent = asks_without_reading(server.client, &path, 200).await;
    let octets = http::request(server.client.address, "GET", &path, &[], b"");
    let mut readers = Vec::new();
    for _ in 0..150 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let mut stream = socket.connect(server.client.address).await.unwrap();
        stream.write_all(&octets).await.unwrap();
        readers.push(stream);
    }
    // Each of them has been answered: the beginning is there to be read.
    for stream in &readers {
        timeout(Duration::from_secs(40), stream.readable()).await.expect("an answer begins").unwrap();
    }
    let begun = Instant::now();
    server.client.get("/healthz").await.expect(200);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    let grown = server.memory() - before;
    assert!(grown < 150, "{grown} MiB more");
    println!("{grown} MiB more for 150 readers who do not read and 200 requests with an empty window");

    // Who takes nothing goes; its place is free again.
    until_true("the window's owner to be sent away", async || silent.is_finished()).await;
    until_true("the readers to be sent away", async || {
        let metrics = server.client.get("/metrics").await.text();
        let count = metrics.lines().find_map(|line| line.strip_prefix("mendan_connections "));
        count.and_then(|count| count.parse::<u32>().ok()).is_some_and(|count| count < 10)
    })
    .await;
    let (mut one, mut rest) = (readers.pop().expect("one"), Vec::new());
    let ended = timeout(SOON, one.read_to_end(&mut rest)).await.expect("an end");
    assert!(ended.is_err() || rest.len() < 5 * 1024 * 1024, "cut off");
}

async fn told_to_stop_it_ends_whoever_is_connected(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let mut server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let path = large_leaflet(&home, &server).await;
    // A mail on its way to a server that says nothing, one who does not read, idle ones of both protocols.
    smtp.behave(Manners::Silent);
    let sessions = smtp.sessions();
    let slot = &server.client.slots("video").await[7];
    server.client.booked(1, slot, "video").await;
    until_true("a mail to be on its way", async || smtp.sessions() > sessions).await;
    let _window = asks_without_reading(server.client, &path, 3).await;
    let octets = http::request(server.client.address, "GET", &path, &[], b"");
    let mut reader = TcpStream::connect(server.client.address).await.unwrap();
    reader.write_all(&octets).await.unwrap();
    reader.readable().await.unwrap();
    let _idle = connected(server.client, PREFACE).await;
    let _quiet = connected(server.client, b"").await;

    let begun = Instant::now();
    server.terminate();
    assert!(server.ended().await.success());
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    println!("ended after {:?}", begun.elapsed());
}
