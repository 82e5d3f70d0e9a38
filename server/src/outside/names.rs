//! Names, looked up where they are connected to and not before: what a name leads to may be another place a moment later.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use super::places::may_be_asked;

/// Why a name leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Nowhere {
    /// There is no such name.
    #[error("no such name")]
    NoName,
    /// It leads only where nobody may be asked.
    #[error("an address that is not allowed")]
    NotAllowed,
}

impl Nowhere {
    /// Our own reason, if it is somewhere among the causes of what the client says.
    pub(crate) fn among(error: &reqwest::Error) -> Option<Self> {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(nowhere) = inner.downcast_ref::<Self>() {
                return Some(*nowhere);
            }
            cause = inner.source();
        }
        None
    }
}

/// Looks a name up.
#[async_trait]
pub(crate) trait Looks: Send + Sync {
    /// Every address it has at this moment.
    async fn look(&self, name: &str) -> Vec<SocketAddr>;
}

/// The system's resolver.
struct System;

#[async_trait]
impl Looks for System {
    async fn look(&self, name: &str) -> Vec<SocketAddr> {
        lookup_host((name, 0)).await.map(Iterator::collect).unwrap_or_default()
    }
}

/// Finds of a name what may be asked.
pub(super) struct Names {
    looks: Arc<dyn Looks>,
    allowed: Arc<[IpNet]>,
}

impl Names {
    pub(super) fn within(allowed: Arc<[IpNet]>) -> Self {
        Self { looks: Arc::new(System), allowed }
    }

    #[cfg(test)]
    pub(super) fn asking(looks: Arc<dyn Looks>, allowed: Arc<[IpNet]>) -> Self {
        Self { looks, allowed }
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let (looks, allowed) = (Arc::clone(&self.looks), Arc::clone(&self.allowed));
        Box::pin(async move {
            let all = looks.look(name.as_str()).await;
            if all.is_empty() {
                return Err(Nowhere::NoName.into());
            }
            let fine: Vec<SocketAddr> = all.into_iter().filter(|place| may_be_asked(place.ip(), &allowed)).collect();
            if fine.is_empty() {
                return Err(Nowhere::NotAllowed.into());
            }
            Ok::<Addrs, Box<dyn Error + Send + Sync>>(Box::new(fine.into_iter()))
        })
    }
}
