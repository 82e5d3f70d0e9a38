//! Reads calendars that members of staff have elsewhere, by their address: within bounds of time and size, only where one may ask, and
//! to nobody it leads to. The address is a secret: it stands in no error and no log.

use std::time::Duration;

use async_trait::async_trait;
use http::header::{ACCEPT, ETAG, IF_NONE_MATCH};
use http::{HeaderValue, StatusCode};
use ipnet::IpNet;
use mendan_service::feed::ics::MOST_OCTETS;
use mendan_service::feed::port::{Answer, Fetched, ReadsCalendars, Trouble};
use mendan_service::staff::openid::form::is_safe;
use url::Url;

use crate::config::ConfigError;
use crate::outside::{Nowhere, Outside};

/// Somebody may sit in front of the page.
const PATIENCE: Duration = Duration::from_secs(10);
/// Octets of what a server may call a file.
const LONGEST_ETAG: usize = 300;

/// Reads them.
pub struct Reader(Outside);

impl Reader {
    /// Of the public network, and of those the operator names.
    ///
    /// # Errors
    /// When the system's certificate authorities cannot be read.
    pub fn within(networks: Vec<IpNet>) -> Result<Self, ConfigError> {
        let outside = Outside::within(networks, PATIENCE);
        Ok(Self(outside.map_err(|error| ConfigError(format!("calendars of staff: {error}")))?))
    }
}

#[async_trait]
impl ReadsCalendars for Reader {
    async fn read(&self, address: &str, etag: Option<&str>) -> Result<Answer, Trouble> {
        let url = Url::parse(address).map_err(|_| Trouble::NotAllowed)?;
        if !(is_safe(&url) && self.0.allows(&url)) {
            return Err(Trouble::NotAllowed);
        }
        let mut request = self.0.client.get(url).header(ACCEPT, "text/calendar, */*;q=0.1");
        if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let mut answer = request.send().await.map_err(|error| trouble_of(&error))?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED => return Ok(Answer::Same),
            _ => return Err(Trouble::Status),
        }
        let etag = answer.headers().get(ETAG).and_then(|etag| etag.to_str().ok());
        let etag = etag.filter(|etag| etag.len() <= LONGEST_ETAG).map(str::to_owned);
        let mut octets = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|error| trouble_of(&error))? {
            if octets.len() + piece.len() > MOST_OCTETS {
                return Err(Trouble::TooLarge);
            }
            octets.extend_from_slice(&piece);
        }
        Ok(Answer::New(Fetched { octets, etag }))
    }
}

fn trouble_of(error: &reqwest::Error) -> Trouble {
    match Nowhere::among(error) {
        Some(Nowhere::NoName) => Trouble::NoName,
        Some(Nowhere::NotAllowed) => Trouble::NotAllowed,
        None if error.is_timeout() => Trouble::Silent,
        None => Trouble::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, SocketAddr};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;
    use crate::outside::Looks;

    const FILE: &str = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    /// Two places of this machine: one that may be asked, in the test that says so.
    const FINE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
    const INSIDE: Ipv4Addr = Ipv4Addr::LOCALHOST;

    /// A name that leads where it is told to, and elsewhere the next time.
    struct Told {
        places: Vec<Ipv4Addr>,
        asked: AtomicUsize,
    }

    #[async_trait]
    impl Looks for Told {
        async fn look(&self, _name: &str) -> Vec<SocketAddr> {
            let turn = self.asked.fetch_add(1, Ordering::Relaxed);
            let place = self.places.get(turn.min(self.places.len() - 1));
            place.map(|place| SocketAddr::from((*place, 0))).into_iter().collect()
        }
    }

    fn reader(networks: &[&str], places: &[Ipv4Addr]) -> Reader {
        let networks = networks.iter().map(|network| network.parse().unwrap()).collect();
        Reader(Outside::looking(networks, Arc::new(Told { places: places.to_vec(), asked: AtomicUsize::new(0) })))
    }

    fn answer(asked: &str) -> String {
        let told = |status: &str, head: &str, body: &str| {
            format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{head}\r\n{body}", body.len())
        };
        match asked.split(' ').nth(1).unwrap_or_default() {
            "/a.ics" if asked.to_ascii_lowercase().contains("if-none-match") => told("304 Not Modified", "", ""),
            "/a.ics" => told("200 OK", "etag: \"one\"\r\n", FILE),
            "/large" => told("200 OK", "", &"x".repeat(MOST_OCTETS + 1)),
            "/inside" => told("302 Found", "location: http://169.254.169.254/latest/meta-data\r\n", ""),
            _ => told("404 Not Found", "", ""),
        }
    }

    /// A server at every place of this machine: its port, and at which place it was asked.
    async fn served() -> (u16, Arc<Mutex<Vec<IpAddr>>>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (listener, noted) = (TcpListener::bind("0.0.0.0:0").await.unwrap(), Arc::clone(&heard));
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                noted.lock().unwrap().push(stream.local_addr().unwrap().ip());
                let mut seen = vec![0_u8; 8 * 1024];
                let count = stream.read(&mut seen).await.unwrap_or_default();
                let answer = answer(&String::from_utf8_lossy(&seen[..count]));
                // Whoever has read enough goes away.
                let _gone = stream.write_all(answer.as_bytes()).await;
            }
        });
        (port, heard)
    }

    #[tokio::test]
    async fn what_is_inside_is_asked_by_nobody_however_it_is_written() {
        let reader = Reader::within(Vec::new()).unwrap();
        for address in [
            "https://127.0.0.1/a.ics",
            "http://127.0.0.1/a.ics",
            "https://[::1]/a.ics",
            "https://[::ffff:127.0.0.1]/a.ics",
            "https://169.254.169.254/latest/meta-data",
            "https://10.0.0.7/a.ics",
            "https://172.16.0.1/a.ics",
            "https://192.168.1.7/a.ics",
            "https://100.64.0.1/a.ics",
            "https://0.0.0.0/a.ics",
            "https://2130706433/a.ics",
            "https://0x7f.1/a.ics",
            "https://[fd00:ec2::254]/a.ics",
            "https://[fe80::1]/a.ics",
            "https://[64:ff9b::a00:7]/a.ics",
            "http://calendar.example/a.ics",
            "ftp://calendar.example/a.ics",
            "file:///etc/passwd",
            "not an address",
        ] {
            assert_eq!(reader.read(address, None).await, Err(Trouble::NotAllowed), "{address}");
        }
    }

    #[tokio::test]
    async fn where_a_name_leads_counts_when_it_is_connected_to_and_not_before() {
        let (port, heard) = served().await;
        let address = format!("http://localhost:{port}/a.ics");
        assert_eq!(reader(&[], &[INSIDE]).read(&address, None).await, Err(Trouble::NotAllowed));
        // It led to where one may ask, and a moment later it leads inside.
        let moved = reader(&["127.0.0.2/32"], &[FINE, INSIDE]);
        let read = Fetched { octets: FILE.as_bytes().to_vec(), etag: Some("\"one\"".into()) };
        assert_eq!(moved.read(&address, None).await, Ok(Answer::New(read)));
        assert_eq!(moved.read(&address, None).await, Err(Trouble::NotAllowed));
        assert_eq!(*heard.lock().unwrap(), [IpAddr::from(FINE)]);
        let known = reader(&["127.0.0.0/8"], &[INSIDE]).read(&address, Some("\"one\"")).await;
        assert_eq!(known, Ok(Answer::Same));
    }

    #[tokio::test]
    async fn nobody_is_followed_elsewhere_and_nothing_too_large_is_kept() {
        let (port, _) = served().await;
        let reader = reader(&["127.0.0.0/8"], &[INSIDE]);
        let read = async |path: &str| reader.read(&format!("http://127.0.0.1:{port}{path}"), None).await;
        assert_eq!(read("/inside").await, Err(Trouble::Status));
        assert_eq!(read("/none").await, Err(Trouble::Status));
        assert_eq!(read("/large").await, Err(Trouble::TooLarge));
        assert_eq!(reader.read("http://127.0.0.1:9/a.ics", None).await, Err(Trouble::Unreachable));
    }
}
