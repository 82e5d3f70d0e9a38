//! A name server of a test's own: it knows texts of names, and nothing else.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tokio::net::UdpSocket;

/// A running one; it ends with the test's runtime.
pub struct DnsServer {
    /// Where it listens.
    pub address: SocketAddr,
}

impl DnsServer {
    /// Answers these texts of these names; of other names it says that there are none.
    pub async fn start(texts: &[(&str, &str)]) -> Self {
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in texts {
            known.entry((*name).to_owned()).or_default().push((*text).to_owned());
        }
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let address = socket.local_addr().expect("its address");
        tokio::spawn(async move {
            let mut asked = [0_u8; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut asked).await {
                if let Some(answer) = answer(&asked[..length], &known) {
                    // Whoever no longer waits has had enough.
                    drop(socket.send_to(&answer, from).await);
                }
            }
        });
        Self { address }
    }

    /// One that hears and never says anything.
    pub async fn silent() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let address = socket.local_addr().expect("its address");
        tokio::spawn(async move {
            let mut asked = [0_u8; 1500];
            while socket.recv_from(&mut asked).await.is_ok() {}
        });
        Self { address }
    }
}

/// The header, the question as it was asked, and an answer for each text (RFC 1035, 4).
fn answer(asked: &[u8], known: &BTreeMap<String, Vec<String>>) -> Option<Vec<u8>> {
    let (name, end) = name(asked, 12)?;
    let question = asked.get(12..end + 4)?;
    let texts = known.get(&name).cloned().unwrap_or_default();
    let (count, code) = (u8::try_from(texts.len()).ok()?, if texts.is_empty() { 3 } else { 0 });
    // A response to a query that wished for recursion, and gets it; one question, so many answers.
    let mut octets = [&asked[..2], &[0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0], question].concat();
    for text in texts {
        let pieces: Vec<u8> = text
            .as_bytes()
            .chunks(200)
            .flat_map(|piece| [&[u8::try_from(piece.len()).unwrap_or(0)], piece].concat())
            .collect();
        // The name stands at 12; TXT, Internet, a minute.
        octets.extend([0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60]);
        octets.extend(u16::try_from(pieces.len()).ok()?.to_be_bytes());
        octets.extend(pieces);
    }
    Some(octets)
}

/// A name in small letters, and where it ends.
fn name(octets: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*octets.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(octets.get(at..at + length)?).to_lowercase());
        at += length;
    }
}
