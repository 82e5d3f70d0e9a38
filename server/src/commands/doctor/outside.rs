//! An address asked as a resident's browser would ask it, by way of whatever stands in front.

use std::error::Error;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::header::{DATE, LOCATION};
use mendan_service::secret::Secret;
use reqwest::{Client, Response, redirect};
use url::Url;

use crate::http::doctor::{self, Seen};
use mendan_service::ports::Clock as _;

use crate::ports::{SystemClock, SystemEntropy};

/// Who does not answer in this time does not answer.
const PATIENCE: Duration = Duration::from_secs(8);
/// An address nobody has (RFC 5737): a server that takes it for the client believes whatever a client writes.
pub(super) const CLAIMED: &str = "203.0.113.77";

/// What came back from an address.
pub struct Outside {
    /// The address.
    pub url: Url,
    /// The answer of `/healthz`.
    pub answer: Result<Heard, Unreached>,
    /// What the server saw when we claimed to come from [`CLAIMED`].
    pub claimed: Option<Seen>,
    /// Whether anybody can read the figures of the machine.
    pub figures: bool,
    /// Whether the staff's entrance is there.
    pub staff_pages: bool,
    /// Whether pages come without TLS, too, where they should come with it.
    pub unencrypted: bool,
}

/// An answer.
pub struct Heard {
    /// Its status.
    pub status: u16,
    /// Where it leads to instead.
    pub leads_to: Option<String>,
    /// Seconds by which the answer's clock is ahead of ours.
    pub ahead: Option<i64>,
    /// What our server says it saw. None from a server that is not ours, or has another secret.
    pub seen: Option<Seen>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreached {
    /// The name leads nowhere.
    NoName,
    /// No resolver said where it leads.
    NoResolver,
    /// Nobody listens there.
    Refused,
    /// The certificate is not one that browsers take.
    Certificate(String),
    /// No answer in time.
    Silent,
    /// Anything else.
    Other(String),
}

/// What asks: directly, not by way of a proxy for going out, and following nobody elsewhere.
pub(super) fn client() -> Result<Client, reqwest::Error> {
    Client::builder().timeout(PATIENCE).redirect(redirect::Policy::none()).no_proxy().build()
}

impl Outside {
    /// Asks.
    pub(super) async fn look(client: &Client, secret: &Secret, url: Url) -> Self {
        let alive = joined(&url, "healthz");
        let word = || doctor::word(secret, &SystemEntropy);
        let answer = client.get(alive.clone()).header(doctor::HEADER, word()).send().await;
        let answer = match answer {
            Ok(answer) => Ok(Heard::of(answer).await),
            Err(error) => Err(unreached(&error)),
        };
        let mut found = Self { url, answer, claimed: None, figures: false, staff_pages: false, unencrypted: false };
        if !found.answer.as_ref().is_ok_and(|heard| heard.seen.is_some()) {
            return found;
        }
        let claims = client.get(alive).header(doctor::HEADER, word()).header("x-forwarded-for", CLAIMED).send().await;
        if let Ok(answer) = claims {
            found.claimed = Heard::of(answer).await.seen;
        }
        if let Ok(answer) = client.get(joined(&found.url, "metrics")).send().await {
            found.figures = answer.status().is_success();
        }
        if let Ok(answer) = client.get(joined(&found.url, "staff/sign-in")).send().await {
            found.staff_pages = answer.status().is_success();
        }
        if found.url.scheme() == "https" && found.url.port().is_none() {
            let mut plain = joined(&found.url, "healthz");
            let changed = plain.set_scheme("http").is_ok();
            let answer = client.get(plain).send().await;
            found.unencrypted = changed && answer.is_ok_and(|answer| answer.status().is_success());
        }
        found
    }
}

impl Heard {
    async fn of(answer: Response) -> Self {
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let date = header(DATE).and_then(|text| DateTime::parse_from_rfc2822(text).ok());
        let ahead = date.map(|date| (date.to_utc() - now()).num_seconds());
        let leads_to = header(LOCATION).map(str::to_owned);
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap_or_default();
        let seen = text.lines().nth(1).and_then(|line| serde_json::from_str(line).ok());
        Self { status, leads_to, ahead, seen }
    }
}

/// The machine's own clock.
pub(super) fn now() -> DateTime<Utc> {
    SystemClock { offset: 0 }.now()
}

fn joined(url: &Url, path: &str) -> Url {
    let mut url = url.clone();
    url.set_path(path);
    url
}

/// Why, by what the layers below say; none of them has types for all of it.
fn unreached(error: &reqwest::Error) -> Unreached {
    let mut causes = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    let (last, all) = (causes.last().cloned().unwrap_or_default(), causes.join(": ").to_lowercase());
    if all.contains("temporary failure in name resolution") {
        Unreached::NoResolver
    } else if all.contains("lookup address") || all.contains("dns error") {
        Unreached::NoName
    } else if all.contains("certificate") {
        Unreached::Certificate(last)
    } else if all.contains("connection refused") {
        Unreached::Refused
    } else if error.is_timeout() {
        Unreached::Silent
    } else {
        Unreached::Other(last)
    }
}
