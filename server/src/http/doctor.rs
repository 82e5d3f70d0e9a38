//! What the server sees of a request that came by the public address, told to `mendan doctor` alone: it shows a word that only who has
//! the secret can make, good for a minute and once. It learns what its own request looked like when it arrived, and nothing else.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use http::{HeaderMap, Uri};
use mendan_service::ports::{Clock as _, Entropy};
use mendan_service::secret::Secret;
use serde::{Deserialize, Serialize};

use super::city::{client_behind, host};
use crate::config::Config;
use crate::ports::SystemClock;

/// The header the word is in.
pub const HEADER: &str = "x-mendan-doctor";
/// What the word is bound to.
const PURPOSE: &str = "doctor";
/// Seconds that a word is good for.
const GOOD_FOR: i64 = 60;
/// Words of the last minutes that were answered; a doctor asks a handful.
const REMEMBERED: usize = 64;

/// What a request looked like when it arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Who connected to the server.
    pub direct: IpAddr,
    /// Whether that one is believed (`MENDAN_TRUSTED_PROXIES`).
    pub trusted: bool,
    /// Whether somebody said for whom.
    pub forwarded_for: bool,
    /// `X-Forwarded-Proto`, if somebody said so.
    pub forwarded_proto: Option<String>,
    /// `Host`.
    pub host: String,
    /// Whom the server takes for the client: limits are counted by it.
    pub client: IpAddr,
}

static ANSWERED: Mutex<VecDeque<(i64, String)>> = Mutex::new(VecDeque::new());

/// A fresh word.
pub fn word(secret: &Secret, entropy: &dyn Entropy) -> String {
    let mut nonce = [0_u8; 12];
    entropy.fill(&mut nonce);
    let text = format!("{}.{}", now(), base16ct::lower::encode_string(&nonce));
    let tag = secret.tag(PURPOSE, &text);
    format!("{text}.{tag}")
}

/// What was seen of a request that shows a word nobody has shown before.
pub fn seen(config: &Config, headers: &HeaderMap, uri: &Uri, peer: SocketAddr) -> Option<Seen> {
    let word = headers.get(HEADER)?.to_str().ok()?;
    is_good(&Secret::new(&config.secret), word, now()).then(|| {
        let direct = peer.ip().to_canonical();
        let proto = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
        Seen {
            direct,
            trusted: config.trusted_proxies.iter().any(|net| net.contains(&direct)),
            forwarded_for: headers.contains_key("x-forwarded-for"),
            forwarded_proto: proto.map(str::to_owned),
            host: host(headers, uri).to_owned(),
            client: client_behind(&config.trusted_proxies, headers, Some(peer)),
        }
    })
}

/// Whether the doctor of this installation asks: it shows a word of ours. Only [`seen`] uses it up.
pub fn asks(config: &Config, headers: &HeaderMap) -> bool {
    let word = headers.get(HEADER).and_then(|word| word.to_str().ok());
    word.is_some_and(|word| of_this_minute(&Secret::new(&config.secret), word, now()).is_some())
}

/// The text of a word that is ours and of this minute.
fn of_this_minute<'w>(secret: &Secret, word: &'w str, now: i64) -> Option<&'w str> {
    let (text, tag) = word.rsplit_once('.')?;
    let made = text.split_once('.').and_then(|(made, _)| made.parse::<i64>().ok())?;
    Some(text).filter(|_| (made - now).abs() <= GOOD_FOR && secret.is_tag(PURPOSE, text, tag))
}

/// Whether a word is ours, of this minute, and new.
fn is_good(secret: &Secret, word: &str, now: i64) -> bool {
    let Some(text) = of_this_minute(secret, word, now) else { return false };
    let mut answered = ANSWERED.lock().unwrap_or_else(PoisonError::into_inner);
    answered.retain(|(at, _)| (now - at).abs() <= 2 * GOOD_FOR);
    if answered.len() >= REMEMBERED || answered.iter().any(|(_, known)| known == text) {
        return false;
    }
    answered.push_back((now, text.to_owned()));
    true
}

/// The machine's clock: a demo's own time does not matter here.
fn now() -> i64 {
    SystemClock { offset: 0 }.now().timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::SystemEntropy;

    #[test]
    fn a_word_is_good_once_for_a_minute_and_under_its_secret() {
        let (ours, other) =
            (Secret::new("a secret of the tests, long enough"), Secret::new("another secret of the tests, long"));
        let word = word(&ours, &SystemEntropy);
        let now = now();
        assert!(!is_good(&other, &word, now));
        assert!(!is_good(&ours, &word, now + 2 * GOOD_FOR));
        assert!(is_good(&ours, &word, now));
        assert!(!is_good(&ours, &word, now), "once");
        for odd in ["", ".", "1.2.3", &format!("{now}.00.00")] {
            assert!(!is_good(&ours, odd, now), "{odd}");
        }
    }
}
