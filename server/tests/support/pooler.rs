//! A pooler in transaction mode, as `PgBouncer` is: many clients share one connection to PostgreSQL, which is given on after
//! every transaction. It knows nothing of what a client prepared or set.

use std::net::SocketAddr;
use std::sync::Arc;

use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

/// The request for TLS that comes first; it is answered with no.
const TLS: [u8; 4] = 80_877_103_i32.to_be_bytes();

/// A message of the protocol, with its type and length.
type Message = Vec<u8>;

/// The one connection, and what it was greeted with.
struct Shared {
    server: Mutex<TcpStream>,
    greeting: Vec<Message>,
}

/// Stands before the database of that address and returns the address to use instead.
pub async fn before(url: &str) -> String {
    let options: PgConnectOptions = url.parse().expect("an address");
    let target = format!("{}:{}", options.get_host(), options.get_port());
    let mut server = TcpStream::connect(target).await.expect("PostgreSQL");
    let database = options.get_database().expect("a database");
    let words = format!("\0\u{3}\0\0user\0{}\0database\0{database}\0\0", options.get_username());
    let length = i32::try_from(words.len() + 4).expect("short").to_be_bytes();
    server.write_all(&[&length, words.as_bytes()].concat()).await.expect("greeted");
    let mut greeting = Vec::new();
    loop {
        let message = read(&mut server).await.expect("a greeting");
        assert_ne!(message[0], b'E', "{}", String::from_utf8_lossy(&message));
        let ready = message[0] == b'Z';
        greeting.push(message);
        if ready {
            break;
        }
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address: SocketAddr = listener.local_addr().expect("its address");
    let shared = Arc::new(Shared { server: Mutex::new(server), greeting });
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let shared = Arc::clone(&shared);
            // Whoever hangs up has had enough.
            tokio::spawn(async move { drop(serve(client, &shared).await) });
        }
    });
    format!("postgres://{}@{address}/{database}", options.get_username())
}

async fn serve(mut client: TcpStream, shared: &Shared) -> std::io::Result<()> {
    loop {
        let length = client.read_i32().await?;
        let mut words = vec![0; usize::try_from(length - 4).unwrap_or_default()];
        client.read_exact(&mut words).await?;
        if !words.starts_with(&TLS) {
            break;
        }
        client.write_all(b"N").await?;
    }
    client.write_all(&shared.greeting.concat()).await?;
    loop {
        let mut message = read(&mut client).await?;
        let mut server = shared.server.lock().await;
        // One transaction: until the server says that it is idle again.
        loop {
            if message[0] == b'X' {
                return Ok(());
            }
            server.write_all(&message).await?;
            if matches!(message[0], b'S' | b'Q') && answer(&mut server, &mut client).await? == b'I' {
                break;
            }
            message = read(&mut client).await?;
        }
    }
}

/// Hands on what the server says until it is ready; its state then.
async fn answer(server: &mut TcpStream, client: &mut TcpStream) -> std::io::Result<u8> {
    loop {
        let message = read(server).await?;
        client.write_all(&message).await?;
        if message[0] == b'Z' {
            return Ok(message[5]);
        }
    }
}

async fn read(from: &mut TcpStream) -> std::io::Result<Message> {
    let mut message = vec![0; 5];
    from.read_exact(&mut message).await?;
    let length = u32::from_be_bytes([message[1], message[2], message[3], message[4]]);
    message.resize(usize::try_from(length).unwrap_or(4) + 1, 0);
    from.read_exact(&mut message[5..]).await?;
    Ok(message)
}
