//! Questions to a provider over HTTP: within bounds of time and size, to nobody it leads to, and only where one may be asked.

use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use ipnet::IpNet;
use mendan_service::staff::openid::form::is_safe;
use mendan_service::staff::openid::port::Trouble;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, redirect};
use tokio::net::lookup_host;
use url::{Host, Url};

use super::places::may_be_asked;

/// A provider that does not answer in this time is not waited for: somebody sits in front of the page.
const PATIENCE: Duration = Duration::from_secs(8);
/// Octets of an answer. Keys of large providers are a few ten thousand.
const LONGEST: usize = 256 * 1024;

/// The way to them.
pub(super) struct Wire {
    client: Client,
    allowed: Arc<[IpNet]>,
}

impl Wire {
    pub(super) fn within(networks: Vec<IpNet>) -> Result<Self, reqwest::Error> {
        let allowed: Arc<[IpNet]> = networks.into();
        let names = Names(Arc::clone(&allowed));
        // No proxy: it would look names up by itself, and ask where we may not.
        let client = Client::builder().timeout(PATIENCE).redirect(redirect::Policy::none()).no_proxy();
        Ok(Self { client: client.dns_resolver(Arc::new(names)).build()?, allowed })
    }

    /// Reads what stands there.
    pub(super) async fn read(&self, address: &Url) -> Result<Vec<u8>, Trouble> {
        let mut request = HttpRequest::new(Vec::new());
        *request.uri_mut() = address.as_str().parse().map_err(|_| Trouble::NotOpenId)?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        let answer = self.ask(request).await?;
        if answer.status() == StatusCode::OK { Ok(answer.into_body()) } else { Err(Trouble::Status) }
    }

    /// Asks; an answer that says that it is the provider's own fault is none.
    pub(super) async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Trouble> {
        let (asked, body) = request.into_parts();
        let address = Url::parse(&asked.uri.to_string()).map_err(|_| Trouble::NotOpenId)?;
        self.allows(&address)?;
        let sent = self.client.request(asked.method, address).headers(asked.headers).body(body).send().await;
        let mut answer = sent.map_err(|error| trouble_of(&error))?;
        if answer.status().is_server_error() {
            return Err(Trouble::Status);
        }
        let mut octets = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|error| trouble_of(&error))? {
            if octets.len() + piece.len() > LONGEST {
                return Err(Trouble::NotOpenId);
            }
            octets.extend_from_slice(&piece);
        }
        let mut response = HttpResponse::new(octets);
        *response.status_mut() = answer.status();
        if let Some(kind) = answer.headers().get(CONTENT_TYPE) {
            response.headers_mut().insert(CONTENT_TYPE, kind.clone());
        }
        Ok(response)
    }

    /// An address that is written as one is looked up by nobody.
    fn allows(&self, address: &Url) -> Result<(), Trouble> {
        let written: Option<IpAddr> = match address.host() {
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(address.into()),
            Some(Host::Domain(_)) => None,
            None => return Err(Trouble::NotOpenId),
        };
        let fine = is_safe(address) && written.is_none_or(|address| may_be_asked(address, &self.allowed));
        if fine { Ok(()) } else { Err(Trouble::NotAllowed) }
    }
}

/// For the library, which asks by it.
impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Trouble>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// Looks names up, and finds of them what may be asked: what a name leads to is decided where it is connected to, not before.
struct Names(Arc<[IpNet]>);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.0);
        Box::pin(async move {
            let all: Vec<SocketAddr> = lookup_host((name.as_str(), 0)).await.map_err(|_| Trouble::NoName)?.collect();
            if all.is_empty() {
                return Err(Trouble::NoName.into());
            }
            let fine: Vec<SocketAddr> = all.into_iter().filter(|place| may_be_asked(place.ip(), &allowed)).collect();
            if fine.is_empty() {
                return Err(Trouble::NotAllowed.into());
            }
            Ok::<Addrs, Box<dyn Error + Send + Sync>>(Box::new(fine.into_iter()))
        })
    }
}

/// What was wrong on the way; our own reasons are somewhere among the causes.
fn trouble_of(error: &reqwest::Error) -> Trouble {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(trouble) = inner.downcast_ref::<Trouble>() {
            return *trouble;
        }
        cause = inner.source();
    }
    if error.is_timeout() { Trouble::Silent } else { Trouble::Unreachable }
}
