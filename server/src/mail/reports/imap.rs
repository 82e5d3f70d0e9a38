//! A mailbox on an IMAP server, by TLS. What was read is deleted; what nobody understood is moved to its mailbox `unread`.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use async_imap::types::Fetch;
use async_imap::{Client, Session};
use async_trait::async_trait;
use futures::TryStreamExt as _;
use percent_encoding::percent_decode_str;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;

use super::{Fate, Inbox, InboxError, LARGEST, MOST, Reader, UNREAD};

/// The whole of one look may take so long.
const PATIENCE: Duration = Duration::from_secs(50);
/// The port of IMAP by TLS.
const PORT: u16 = 993;

/// One of them.
pub(super) struct Imap {
    host: String,
    port: u16,
    user: String,
    password: String,
    mailbox: String,
}

type Open = Session<TlsStream<TcpStream>>;

fn server(error: impl Display) -> InboxError {
    InboxError::Server(error.to_string())
}

impl Imap {
    /// `imaps://user:password@host[:port]/INBOX`.
    pub(super) fn from_url(url: &Url) -> Result<Self, InboxError> {
        let plain = |text: &str| percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned);
        let unread = |_| InboxError::Address("user, password or mailbox is not UTF-8");
        let user = plain(url.username()).map_err(unread)?;
        let password = plain(url.password().unwrap_or_default()).map_err(unread)?;
        let mailbox = plain(url.path().trim_matches('/')).map_err(unread)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        if host.is_empty() || user.is_empty() || password.is_empty() {
            return Err(InboxError::Address("imaps://user:password@host/INBOX is needed"));
        }
        let mailbox = if mailbox.is_empty() { "INBOX".to_owned() } else { mailbox };
        Ok(Self { host, port: url.port().unwrap_or(PORT), user, password, mailbox })
    }

    async fn open(&self) -> Result<Open, InboxError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()));
        let config = config.with_safe_default_protocol_versions().map_err(server)?;
        let config = config.with_root_certificates(roots).with_no_client_auth();
        let name = ServerName::try_from(self.host.clone()).map_err(server)?;
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(server)?;
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(server)?;
        let mut client = Client::new(stream);
        client.read_response().await.map_err(server)?.ok_or_else(|| server("it does not greet"))?;
        let mut session = client.login(&self.user, &self.password).await.map_err(|(error, _)| server(error))?;
        session.select(&self.mailbox).await.map_err(server)?;
        Ok(session)
    }

    async fn read_all(&self, reader: &Reader) -> Result<usize, InboxError> {
        let mut session = self.open().await?;
        let mut uids: Vec<u32> = session.uid_search("UNDELETED").await.map_err(server)?.into_iter().collect();
        uids.sort_unstable();
        uids.truncate(MOST);
        for uid in &uids {
            let uid = uid.to_string();
            // Looked at, not marked as seen: whoever dies here has lost nothing.
            let octets = {
                let wanted = format!("(UID BODY.PEEK[]<0.{LARGEST}>)");
                let mails = session.uid_fetch(&uid, &wanted).await.map_err(server)?;
                let mails: Vec<Fetch> = mails.try_collect().await.map_err(server)?;
                mails.iter().find_map(Fetch::body).map(<[u8]>::to_vec)
            };
            let Some(octets) = octets else { continue };
            if let Fate::Kept(_) = reader.read(&octets).await? {
                // It may be there already.
                let _ = session.create(UNREAD).await;
                session.uid_copy(&uid, UNREAD).await.map_err(server)?;
            }
            let marked = session.uid_store(&uid, "+FLAGS.SILENT (\\Deleted)").await.map_err(server)?;
            let _: Vec<_> = marked.try_collect().await.map_err(server)?;
        }
        // What is marked goes, and nothing is answered for each.
        session.close().await.map_err(server)?;
        session.logout().await.map_err(server)?;
        Ok(uids.len())
    }
}

#[async_trait]
impl Inbox for Imap {
    fn schedule(&self) -> &'static str {
        "14 * * * * *"
    }

    async fn each(&self, reader: &Reader) -> Result<usize, InboxError> {
        let read = tokio::time::timeout(PATIENCE, self.read_all(reader)).await;
        read.unwrap_or_else(|_| Err(server("it took too long")))
    }

    async fn look(&self) -> Result<usize, InboxError> {
        let opened = tokio::time::timeout(PATIENCE, async {
            let mut session = self.open().await?;
            let unread = session.status(UNREAD, "(MESSAGES)").await.map_or(0, |mailbox| mailbox.exists);
            session.logout().await.map_err(server)?;
            Ok::<usize, InboxError>(usize::try_from(unread).unwrap_or(usize::MAX))
        });
        opened.await.unwrap_or_else(|_| Err(server("it took too long")))
    }
}
