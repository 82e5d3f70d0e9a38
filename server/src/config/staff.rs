//! The staff's own door: where it listens, its address, and who may come to it.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use url::Url;

use super::{ConfigError, networks, wrong};

/// The door as the operator has made it.
#[derive(Debug, Clone, Default)]
pub struct StaffDoor {
    /// A listener of its own; none: staff come in where everybody does.
    pub listen: Option<SocketAddr>,
    /// Its address, for the only city; several cities have one each.
    pub url: Option<Url>,
    /// Who may come; empty: whoever reaches it.
    pub networks: Vec<IpNet>,
}

impl StaffDoor {
    pub(super) fn read(values: [Option<String>; 3], public: SocketAddr) -> Result<Self, ConfigError> {
        let [listen, url, allowed] = values.map(|value| value.filter(|text| !text.trim().is_empty()));
        let listen = match listen {
            None => None,
            Some(text) => {
                Some(text.parse().map_err(|_| wrong(format!("MENDAN_STAFF_LISTEN: {text:?} is not ADDRESS:PORT")))?)
            }
        };
        if listen == Some(public) {
            return Err(wrong("MENDAN_STAFF_LISTEN is MENDAN_LISTEN; give it a port of its own, or leave it out"));
        }
        let bare = |url: &Url| {
            matches!(url.scheme(), "http" | "https")
                && url.host().is_some()
                && url.path() == "/"
                && url.query().is_none()
        };
        let url = match url {
            None => None,
            Some(text) => Some(Url::parse(&text).ok().filter(bare).ok_or_else(|| {
                wrong(format!("MENDAN_STAFF_URL: {text:?} is not an address with nothing behind it (https://shokuin.city.example.jp)"))
            })?),
        };
        Ok(Self { listen, url, networks: networks("MENDAN_STAFF_NETWORKS", allowed.as_deref())? })
    }

    /// Whether a client at that address may come; one that nobody knows may not where networks are named.
    pub fn admits(&self, client: Option<IpAddr>) -> bool {
        let inside = |client: IpAddr| self.networks.iter().any(|network| network.contains(&client.to_canonical()));
        self.networks.is_empty() || client.is_some_and(inside)
    }
}
