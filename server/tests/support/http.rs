//! HTTP/1.1 in a hundred lines: tests must also send what no decent client would.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(40);

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, put together.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    /// The problem's code.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Where it sends to.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// Itself, if it has that status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?}\n{}", self.headers, self.text().chars().take(800).collect::<String>());
        self
    }
}

/// A request as octets; `Host` is the server's address unless given.
pub fn request(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        head = [head, format!("host: {address}\r\n")].concat();
    }
    for (name, value) in headers {
        head = [&head, *name, ": ", *value, "\r\n"].concat();
    }
    if method != "GET" && method != "HEAD" {
        head = [head, format!("content-length: {}\r\n", body.len())].concat();
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// Sends one request on a connection of its own.
pub async fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Answer> {
    let octets = request(address, method, path, headers, body);
    timeout(PATIENCE, async {
        let mut stream = TcpStream::connect(address).await?;
        // A server that refuses early may not read to the end; its answer still counts.
        let _unread = stream.write_all(&octets).await;
        read(&mut stream, method == "HEAD").await
    })
    .await
    .map_err(|_| io::Error::from(ErrorKind::TimedOut))?
}

/// Reads one answer, passing over `100 Continue`.
pub async fn read(stream: &mut (impl AsyncRead + Unpin), headless: bool) -> io::Result<Answer> {
    let mut seen = Vec::new();
    loop {
        if let Some(answer) = parse(&seen, headless)? {
            return Ok(answer);
        }
        let mut some = vec![0_u8; 16 * 1024];
        let count = stream.read(&mut some).await?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        seen.extend_from_slice(&some[..count]);
    }
}

/// The answer, once it is there whole.
fn parse(seen: &[u8], headless: bool) -> io::Result<Option<Answer>> {
    let Some(end) = find(seen, b"\r\n\r\n") else { return Ok(None) };
    let head = String::from_utf8_lossy(&seen[..end]);
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let status: u16 = status.ok_or(ErrorKind::InvalidData)?;
    let rest = &seen[end + 4..];
    if status == 100 {
        return parse(rest, headless);
    }
    let header =
        |line: &str| line.split_once(':').map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
    let answer = Answer { status, headers: lines.filter_map(header).collect(), body: Vec::new() };
    let body = if headless || status == 304 || status == 204 {
        Some(Vec::new())
    } else if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream")) {
        // It goes on as long as somebody listens: its first event is an answer.
        let body = so_far(rest).0;
        find(&body, b"\n\n").map(|end| body[..end + 2].to_vec())
    } else if answer.header("transfer-encoding") == Some("chunked") {
        chunks(rest)
    } else {
        let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        rest.get(..length).map(<[u8]>::to_vec)
    };
    Ok(body.map(|body| Answer { body, ..answer }))
}

/// A chunked body, once its last chunk is there.
fn chunks(rest: &[u8]) -> Option<Vec<u8>> {
    let (body, ended) = so_far(rest);
    ended.then_some(body)
}

/// What has come of a chunked body, and whether that is all of it.
pub fn so_far(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some((chunk, behind)) = first_chunk(rest) {
        if chunk.is_empty() {
            return (body, true);
        }
        body.extend_from_slice(chunk);
        rest = behind;
    }
    (body, false)
}

/// The first chunk, once it is whole, and what stands behind it.
fn first_chunk(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = find(rest, b"\r\n")?;
    let length = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?.trim(), 16).ok()?;
    let chunk = rest.get(line + 2..line + 2 + length)?;
    Some((chunk, rest.get(line + 4 + length..).unwrap_or_default()))
}

/// Where a part begins.
pub fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
