//! Where mails go: a folder or an SMTP relay, as `MENDAN_MAIL_URL` says; or a city's own relay.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use mendan_service::message::deliver::MailError;
use mendan_service::message::relay::{Encryption, Relay};
use thiserror::Error;
use url::{Host, Url};

use super::compose::wire;
use super::file_drop;
use super::pool::Pool;
use super::smtp::STEP;
pub use super::smtp::{Security, Smtp};

/// Why a mail address of the configuration cannot be used. Never carries the password.
#[derive(Debug, Error)]
pub enum TransportError {
    /// Not `file:DIR`, `smtp://` or `smtps://` with a host.
    #[error("MENDAN_MAIL_URL must be file:DIR, smtp://HOST or smtps://HOST")]
    Address,
    /// Something after `?` that is not `ca=FILE`.
    #[error("MENDAN_MAIL_URL: unknown option {0}")]
    Option(String),
    /// The certificate file cannot be read.
    #[error("the certificate file of MENDAN_MAIL_URL cannot be read: {0}")]
    CertificateFile(#[from] std::io::Error),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// A mail as it travels.
pub struct Mail {
    /// From whom to whom.
    pub envelope: Envelope,
    /// Head and body.
    pub octets: Vec<u8>,
}

/// Where mails go.
#[derive(Clone)]
pub enum Transport {
    /// One `.eml` each in that folder.
    File(PathBuf),
    /// A relay.
    Smtp(Box<Smtp>),
}

impl Transport {
    /// Reads `file:DIR`, `smtp://user:pass@host:port` (STARTTLS required except on loopback) or `smtps://…`, both with
    /// `?ca=FILE` for a relay whose certificate is signed by that authority and no other.
    pub fn from_url(address: &str) -> Result<Self, TransportError> {
        if let Some(folder) = address.strip_prefix("file:") {
            let folder = folder.strip_prefix("//").unwrap_or(folder);
            return if folder.is_empty() { Err(TransportError::Address) } else { Ok(Self::File(folder.into())) };
        }
        let url = Url::parse(address).map_err(|_| TransportError::Address)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(TransportError::Address)?;
        let host = percent_decoded(host).trim_matches(['[', ']']).to_owned();
        let (security, port) = match url.scheme() {
            "smtps" => (Security::Implicit, 465),
            "smtp" if is_loopback(&host) => (Security::Offered, 25),
            "smtp" => (Security::Required, 587),
            _ => return Err(TransportError::Address),
        };
        let (user, password) = (percent_decoded(url.username()), percent_decoded(url.password().unwrap_or_default()));
        Ok(Self::Smtp(Box::new(Smtp {
            tls: tls(&host, authority(&url)?.as_deref())?,
            port: url.port().unwrap_or(port),
            host,
            security,
            credentials: (!user.is_empty()).then(|| Credentials::new(user, password)),
            hello: None,
            step: STEP,
            of_city: false,
            bounces: None,
            pool: Pool::default(),
        })))
    }

    /// The same relay, greeted by that full name.
    #[must_use]
    pub fn greeting_as(mut self, hello: Option<ClientId>) -> Self {
        if let Self::Smtp(relay) = &mut self {
            relay.hello = hello;
        }
        self
    }

    /// The same relay, told that reports of what could not be delivered go to that address.
    #[must_use]
    pub fn bouncing_to(mut self, bounces: Option<Address>) -> Self {
        if let Self::Smtp(relay) = &mut self {
            relay.bounces = bounces;
        }
        self
    }

    /// The folder of mails, where mails are files.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::File(folder) => Some(folder),
            Self::Smtp(_) => None,
        }
    }

    /// Sends one message of a city that calls itself so. `Ok` only when it lies in its place or the server took it.
    pub async fn send(&self, mail: Mail, message_id: &str, city: Option<ClientId>) -> Result<(), MailError> {
        match self {
            Self::Smtp(relay) => relay.send(&mail.envelope, &mail.octets, city).await,
            Self::File(folder) => {
                let (folder, id, octets) = (folder.clone(), message_id.to_owned(), mail.octets);
                let written = tokio::task::spawn_blocking(move || file_drop::write(&folder, &id, &octets)).await;
                match written {
                    Ok(Ok(_place)) => Ok(()),
                    Ok(Err(error)) => Err(MailError::Relay(format!("file: {}", error.kind()))),
                    Err(_) => Err(MailError::Relay("file: the writer stopped".to_owned())),
                }
            }
        }
    }
}

/// What is said in EHLO: a name with a dot, or `[address]`. `None` for what relays refuse.
pub fn full_name(text: &str) -> Option<ClientId> {
    if let Some(address) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let address = address.strip_prefix("IPv6:").unwrap_or(address);
        return match address.parse().ok()? {
            IpAddr::V4(address) => Some(ClientId::Ipv4(address)),
            IpAddr::V6(address) => Some(ClientId::Ipv6(address)),
        };
    }
    match Host::parse(text) {
        Ok(Host::Domain(name)) if name.trim_matches('.').contains('.') => Some(ClientId::Domain(name)),
        _ => None,
    }
}

impl Smtp {
    /// The relay that a city has set.
    pub(crate) fn of_city(relay: &Relay) -> Result<Self, TransportError> {
        let security = match relay.encryption {
            Encryption::Tls => Security::Implicit,
            Encryption::StartTls if is_loopback(&relay.server) => Security::Offered,
            Encryption::StartTls => Security::Required,
        };
        let authority = Some(relay.authority.as_bytes()).filter(|pem| !pem.is_empty());
        Ok(Self {
            tls: tls(&relay.server, authority)?,
            host: relay.server.clone(),
            port: relay.port,
            security,
            credentials: (!relay.user.is_empty()).then(|| Credentials::new(relay.user.clone(), relay.password.clone())),
            hello: full_name(&relay.hello),
            step: STEP,
            of_city: true,
            bounces: wire(&relay.bounces),
            pool: Pool::default(),
        })
    }
}

/// What `?ca=FILE` names.
fn authority(url: &Url) -> Result<Option<Vec<u8>>, TransportError> {
    let mut authority = None;
    for (option, value) in url.query_pairs() {
        if option != "ca" {
            return Err(TransportError::Option(option.into_owned()));
        }
        authority = Some(std::fs::read(value.as_ref())?);
    }
    Ok(authority)
}

/// Trusts the system's authorities, or that one alone.
fn tls(host: &str, authority: Option<&[u8]>) -> Result<TlsParameters, TransportError> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(pem) = authority {
        let authority = Certificate::from_pem(pem)?;
        parameters = parameters.certificate_store(CertificateStore::None).add_root_certificate(authority);
    }
    Ok(parameters.build()?)
}

/// An address of this machine, by number or as `localhost`.
fn is_loopback(host: &str) -> bool {
    match Host::parse(host) {
        _ if host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()) => true,
        Ok(Host::Domain(name)) => name == "localhost",
        _ => false,
    }
}

/// User names with an `@` are written with `%40`.
fn percent_decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}
