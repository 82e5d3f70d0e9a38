//! Questions to a provider over HTTP: within bounds of time and size, to nobody it leads to, and only where one may be asked.

use std::pin::Pin;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use ipnet::IpNet;
use mendan_service::staff::openid::form::is_safe;
use mendan_service::staff::openid::port::Trouble;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use url::Url;

use crate::outside::{Nowhere, Outside};

/// A provider that does not answer in this time is not waited for: somebody sits in front of the page.
const PATIENCE: Duration = Duration::from_secs(8);
/// Octets of an answer. Keys of large providers are a few ten thousand.
const LONGEST: usize = 256 * 1024;

/// The way to them.
pub(super) struct Wire(Outside);

impl Wire {
    pub(super) fn within(networks: Vec<IpNet>) -> Result<Self, reqwest::Error> {
        Ok(Self(Outside::within(networks, PATIENCE)?))
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
        if !(is_safe(&address) && self.0.allows(&address)) {
            return Err(Trouble::NotAllowed);
        }
        let sent = self.0.client.request(asked.method, address).headers(asked.headers).body(body).send().await;
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
}

/// For the library, which asks by it.
impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Trouble>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// What was wrong on the way.
fn trouble_of(error: &reqwest::Error) -> Trouble {
    match Nowhere::among(error) {
        Some(Nowhere::NoName) => Trouble::NoName,
        Some(Nowhere::NotAllowed) => Trouble::NotAllowed,
        None if error.is_timeout() => Trouble::Silent,
        None => Trouble::Unreachable,
    }
}
