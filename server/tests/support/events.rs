//! A page that is open: what the server tells it, event by event.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::client::{Browser, Client};
use super::http::{find, request, so_far};

/// Longer than anything is told in on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// An event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    /// What sort.
    pub name: String,
    /// Up to where the page was told with it.
    pub id: String,
    /// JSON.
    pub data: Value,
}

impl Event {
    /// A member of what it says, as a text; empty: there is none.
    pub fn said(&self, name: &str) -> String {
        self.data[name].as_str().unwrap_or_default().to_owned()
    }

    fn read(text: &str) -> Self {
        let mut event = Self::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once(": ")) {
            match name {
                "event" => value.clone_into(&mut event.name),
                "id" => value.clone_into(&mut event.id),
                "data" => event.data = serde_json::from_str(value).expect("JSON"),
                _ => {}
            }
        }
        event
    }
}

/// A stream that is open.
pub struct Events {
    stream: TcpStream,
    /// All that has come.
    seen: Vec<u8>,
    /// Events that were taken.
    taken: usize,
}

impl Events {
    /// Listens with the cookies of a browser.
    pub async fn of(browser: &Browser, client: Client, path: &str) -> Self {
        Self::open(client.address, path, &[("cookie", &browser.cookie_line())]).await
    }

    /// Listens; the answer must be a stream.
    pub async fn open(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Self {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(&request(address, "GET", path, headers, b"")).await.expect("it is asked");
        let mut events = Self { stream, seen: Vec::new(), taken: 0 };
        while find(&events.seen, b"\r\n\r\n").is_none() {
            assert!(events.more().await, "no answer");
        }
        let head = String::from_utf8_lossy(&events.seen).into_owned();
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"), "{head}");
        events
    }

    /// The next one but signs of life; none: the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        timeout(PATIENCE, self.coming()).await.expect("nothing was told")
    }

    /// Whether it is told before that moment that something has changed, or may have.
    pub async fn told_before(&mut self, moment: Instant) -> bool {
        loop {
            let left = moment.saturating_duration_since(Instant::now());
            let Ok(event) = timeout(left, self.coming()).await else { return false };
            let event = event.expect("it goes on as long as she is signed in");
            if matches!(event.name.as_str(), "change" | "catch_up") {
                return true;
            }
        }
    }

    async fn coming(&mut self) -> Option<Event> {
        loop {
            let (event, ended) = self.following();
            match event {
                Some(event) if event.name == "alive" => {}
                Some(event) => return Some(event),
                None if ended || !self.more().await => return None,
                None => {}
            }
        }
    }

    /// The next one, which is there and has that name.
    pub async fn named(&mut self, name: &str) -> Event {
        let event = self.next().await.unwrap_or_else(|| panic!("it ended before {name}"));
        assert_eq!(event.name, name, "{event:?}");
        event
    }

    /// The first change of that sort, whatever comes before it.
    pub async fn change(&mut self, what: &str) -> Event {
        loop {
            let event = self.next().await.unwrap_or_else(|| panic!("it ended before {what}"));
            if event.name == "change" && event.said("what") == what {
                return event;
            }
        }
    }

    /// One that has come whole, and whether nothing comes behind.
    fn following(&mut self) -> (Option<Event>, bool) {
        let head = find(&self.seen, b"\r\n\r\n").expect("a head") + 4;
        let (body, ended) = so_far(&self.seen[head..]);
        let text = String::from_utf8(body).expect("text");
        let whole = text.rsplit_once("\n\n").map_or("", |(whole, _)| whole);
        let event = whole.split("\n\n").filter(|text| !text.is_empty()).nth(self.taken).map(Event::read);
        self.taken += usize::from(event.is_some());
        (event, ended)
    }

    async fn more(&mut self) -> bool {
        let mut some = [0_u8; 4096];
        let count = self.stream.read(&mut some).await.unwrap_or(0);
        self.seen.extend_from_slice(&some[..count]);
        count > 0
    }
}
