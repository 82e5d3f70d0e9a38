//! How a lane slows down: whose failures count together, how many cost nothing, how fast they are forgiven.

use std::net::IpAddr;
use std::time::Instant;

use mendan_domain::ids::MunicipalityId;

/// A sign-in name of a city.
pub(super) type Name = (MunicipalityId, String);

/// Failures of strangers all over a city after which it is a spray: many names, each tried so rarely, from so many networks, that no
/// other lane would notice.
const SPRAY: f64 = 60.0;
/// So many of one neighbourhood count for it: a spray comes from many, also as the log has them.
const OF_ONE_SITE: f64 = 5.0;

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A browser she knows, and her name.
    Device(String, Name),
    /// A household or office, and a name.
    Pair(IpAddr, Name),
    /// The codes of a name, wherever the tries come from; of her own browser by itself.
    Code(Option<String>, Name),
    /// Links that a site of a city asks for, whoever is meant.
    Asked(MunicipalityId, IpAddr),
    /// A name, wherever the tries come from.
    Name(Name),
    /// A household or office, or a wider network, whatever the name.
    Network(IpAddr, u8),
    /// All strangers of a city together: keeps nobody waiting by itself, see [`Lane::is_spray`].
    Strangers(MunicipalityId),
    /// What strangers fail in one neighbourhood: keeps nobody waiting, see [`Lane::counts_for_spray`].
    Around(MunicipalityId, String),
    /// A site from which nobody has come in yet; asked during a spray alone.
    Stranger(MunicipalityId, IpAddr),
}

/// How a lane slows down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Failures that cost nothing.
    free: f64,
    /// Failures forgiven per second.
    forgives: f64,
    /// Seconds between two tries once there were more.
    interval: f64,
    /// Failures after which the interval doubles each time.
    patience: i32,
    /// The longest interval, seconds.
    longest: f64,
}

impl Key {
    pub(super) const fn pace(&self) -> Pace {
        match self {
            Self::Device(..) | Self::Pair(..) => {
                Pace { free: 10.0, forgives: 0.05, interval: 1.0, patience: 10, longest: 30.0 }
            }
            // Three of a million codes are right at a time: a few hundred tries a day find none.
            Self::Code(..) => Pace { free: 5.0, forgives: 1.0 / 300.0, interval: 1.0, patience: 5, longest: 300.0 },
            // An office in which many come back from their holidays; and an address that is nobody's is asked about no faster.
            Self::Asked(..) => Pace { free: 20.0, forgives: 1.0 / 60.0, interval: 60.0, patience: 5, longest: 600.0 },
            Self::Name(_) => Pace { free: 20.0, forgives: 1.0 / 60.0, interval: 1.0, patience: 0, longest: 60.0 },
            // As wide as a household, a site, a provider.
            Self::Network(_, 0) => Pace { free: 20.0, forgives: 0.1, interval: 1.0, patience: i32::MAX, longest: 1.0 },
            Self::Network(_, 1) => Pace { free: 60.0, forgives: 0.2, interval: 0.5, patience: i32::MAX, longest: 1.0 },
            Self::Network(..) => Pace { free: 240.0, forgives: 0.5, interval: 0.1, patience: i32::MAX, longest: 1.0 },
            Self::Strangers(_) => {
                Pace { free: f64::INFINITY, forgives: 1.0 / 60.0, interval: 0.0, patience: i32::MAX, longest: 0.0 }
            }
            Self::Around(..) => {
                Pace { free: f64::INFINITY, forgives: 1.0 / 600.0, interval: 0.0, patience: i32::MAX, longest: 0.0 }
            }
            Self::Stranger(..) => {
                Pace { free: 0.5, forgives: 1.0 / 600.0, interval: 30.0, patience: 2, longest: 600.0 }
            }
        }
    }
}

impl Pace {
    /// Seconds until the next try, after so many failures.
    pub(super) fn interval(self, failures: f64) -> f64 {
        let over = failures - self.free;
        if over < 0.0 {
            return 0.0;
        }
        let doublings = (over - f64::from(self.patience)).max(0.0);
        (self.interval * doublings.min(32.0).exp2()).min(self.longest)
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    pub(super) failures: f64,
    pub(super) at: Instant,
    pub(super) next: Instant,
}

impl Lane {
    pub(super) fn failures(&self, pace: Pace, now: Instant) -> f64 {
        (self.failures - pace.forgives * now.saturating_duration_since(self.at).as_secs_f64()).max(0.0)
    }

    /// Whether one more failure of a neighbourhood, whose lane this is, says anything of a spray.
    pub(super) fn counts_for_spray(&self, pace: Pace, now: Instant) -> bool {
        self.failures(pace, now) < OF_ONE_SITE
    }

    /// Whether strangers fail so often that a spray is under way.
    pub(super) fn is_spray(&self, now: Instant) -> bool {
        self.failures(Key::Strangers(MunicipalityId(0)).pace(), now) > SPRAY
    }
}
