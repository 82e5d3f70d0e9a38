//! Addresses that somebody types and this server asks: identity providers, calendars. Whoever may write a form must not reach by it what
//! is meant for this machine's own network alone.

mod names;
mod places;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::{Client, redirect};
use url::{Host, Url};

use self::names::Names;
use self::places::may_be_asked;

#[cfg(test)]
pub(crate) use self::names::Looks;
pub(crate) use self::names::Nowhere;

/// The way out: to nobody but where one may ask.
pub(crate) struct Outside {
    /// Asks, leads nowhere else, and looks names up only in what may be asked.
    pub(crate) client: Client,
    allowed: Arc<[IpNet]>,
}

impl Outside {
    /// To public addresses, and into the networks that the operator names; whoever does not answer in that time is not waited for.
    pub(crate) fn within(networks: Vec<IpNet>, patience: Duration) -> Result<Self, reqwest::Error> {
        let allowed: Arc<[IpNet]> = networks.into();
        Self::with(Names::within(Arc::clone(&allowed)), allowed, patience)
    }

    /// The same, where names are looked up by a stand-in.
    #[cfg(test)]
    pub(crate) fn looking(networks: Vec<IpNet>, looks: Arc<dyn Looks>) -> Self {
        let allowed: Arc<[IpNet]> = networks.into();
        Self::with(Names::asking(looks, Arc::clone(&allowed)), allowed, Duration::from_secs(5)).unwrap()
    }

    fn with(names: Names, allowed: Arc<[IpNet]>, patience: Duration) -> Result<Self, reqwest::Error> {
        // No proxy: it would look names up by itself, and ask where we may not.
        let client = Client::builder().timeout(patience).redirect(redirect::Policy::none()).no_proxy();
        Ok(Self { client: client.dns_resolver(Arc::new(names)).build()?, allowed })
    }

    /// Whether that may be asked, as far as its writing tells: an address that is written as one is looked up by nobody.
    pub(crate) fn allows(&self, address: &Url) -> bool {
        let written: Option<IpAddr> = match address.host() {
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(address.into()),
            Some(Host::Domain(_)) => None,
            None => return false,
        };
        written.is_none_or(|address| may_be_asked(address, &self.allowed))
    }
}
