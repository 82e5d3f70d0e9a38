//! Texts of a name, from the system's resolver or the one that `MENDAN_RESOLVER` names.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::RData;

/// For each question, twice.
const PATIENCE: Duration = Duration::from_secs(3);

/// Nobody answered, which says nothing about the domain; why.
pub(super) struct Silence(pub(super) String);

/// Who is asked.
pub(super) struct Resolver(TokioResolver);

impl Resolver {
    /// The system's, unless another is named.
    pub(super) fn new(named: Option<SocketAddr>) -> Result<Self, String> {
        let mut builder = match named {
            None => TokioResolver::builder_tokio().map_err(|error| error.to_string())?,
            Some(address) => {
                let at = |mut way: ConnectionConfig| {
                    way.port = address.port();
                    way
                };
                let ways = vec![at(ConnectionConfig::udp()), at(ConnectionConfig::tcp())];
                let server = NameServerConfig::new(address.ip(), true, ways);
                let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        options.timeout = PATIENCE;
        options.attempts = 2;
        builder.build().map(Self).map_err(|error| error.to_string())
    }

    /// The texts of a name, each put together from its pieces; none when there is no such name.
    pub(super) async fn texts(&self, name: &str) -> Result<Vec<String>, Silence> {
        // A dot at the end: the machine's own domain is not tried behind it.
        match self.0.txt_lookup(format!("{name}.")).await {
            Ok(found) => Ok(found.answers().iter().filter_map(|record| text(&record.data)).collect()),
            Err(NetError::Dns(DnsError::NoRecordsFound(none)))
                if matches!(none.response_code, ResponseCode::NXDomain | ResponseCode::NoError) =>
            {
                Ok(Vec::new())
            }
            Err(error) => Err(Silence(error.to_string())),
        }
    }
}

fn text(data: &RData) -> Option<String> {
    let RData::TXT(text) = data else { return None };
    Some(text.txt_data.iter().map(|piece| String::from_utf8_lossy(piece)).collect())
}
