//! Who tries passwords is slowed, and nobody else: only failures count, a right password always finds its way in, and a
//! browser from which somebody has signed in before has limits of its own, whatever others do with her name.
//!
//! A lane lets some failures pass, then one try at a time with growing intervals. Whoever comes a little early waits in the
//! request; who comes much too early is told when to come. Nothing is ever locked. In the memory of this process.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::http::limits::wider;

/// The longest wait inside a request.
const PATIENCE: Duration = Duration::from_secs(2);
/// More lanes than that are not kept: the quietest go.
const MOST: usize = 100_000;

/// Who tries.
#[derive(Clone)]
pub struct Who {
    /// Where from.
    pub ip: IpAddr,
    /// The name, folded.
    pub name: String,
    /// The browser, if that name has signed in from it before.
    pub device: Option<String>,
}

mendan_service::masked_debug!(Who { ip });

/// Whether a try may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// At once.
    Now,
    /// After so long, which is short; a failure is told as "wait".
    After(Duration),
    /// Not in this request; in so long at the earliest.
    Later(Duration),
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    /// A browser she knows, and her name.
    Device(String, String),
    /// A household or office, and a name.
    Pair(IpAddr, String),
    /// A name, wherever the tries come from.
    Name(String),
    /// A household or office, or a wider network, whatever the name.
    Network(IpAddr, u8),
}

/// How a lane slows down.
#[derive(Debug, Clone, Copy)]
struct Pace {
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
    const fn pace(&self) -> Pace {
        match self {
            Self::Device(..) | Self::Pair(..) => {
                Pace { free: 10.0, forgives: 0.05, interval: 1.0, patience: 10, longest: 30.0 }
            }
            Self::Name(_) => Pace { free: 20.0, forgives: 1.0 / 60.0, interval: 1.0, patience: 0, longest: 60.0 },
            // As wide as a household, a site, a provider.
            Self::Network(_, 0) => Pace { free: 20.0, forgives: 0.1, interval: 1.0, patience: i32::MAX, longest: 1.0 },
            Self::Network(_, 1) => Pace { free: 60.0, forgives: 0.2, interval: 0.5, patience: i32::MAX, longest: 1.0 },
            Self::Network(..) => Pace { free: 240.0, forgives: 0.5, interval: 0.1, patience: i32::MAX, longest: 1.0 },
        }
    }
}

impl Pace {
    /// Seconds until the next try, after so many failures.
    fn interval(self, failures: f64) -> f64 {
        let over = failures - self.free;
        if over < 0.0 {
            return 0.0;
        }
        let doublings = (over - f64::from(self.patience)).max(0.0);
        (self.interval * doublings.min(32.0).exp2()).min(self.longest)
    }
}

#[derive(Debug, Clone, Copy)]
struct Lane {
    failures: f64,
    at: Instant,
    next: Instant,
}

impl Lane {
    fn failures(&self, pace: Pace, now: Instant) -> f64 {
        (self.failures - pace.forgives * now.saturating_duration_since(self.at).as_secs_f64()).max(0.0)
    }
}

/// All lanes.
#[derive(Default)]
pub struct SignIns {
    lanes: Mutex<HashMap<Key, Lane>>,
    /// Where a name has signed in from since the start: her usual places.
    usual: Mutex<HashSet<(IpAddr, String)>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SignIns {
    fn keys(&self, who: &Who) -> Vec<Key> {
        if let Some(device) = &who.device {
            return vec![Key::Device(device.clone(), who.name.clone())];
        }
        let networks = wider(who.ip);
        let mut keys = vec![Key::Pair(networks[0], who.name.clone())];
        if !locked(&self.usual).contains(&(networks[0], who.name.clone())) {
            keys.push(Key::Name(who.name.clone()));
        }
        keys.extend((0_u8..).zip(networks).map(|(width, network)| Key::Network(network, width)));
        keys
    }

    /// Whether that try may be made; its turn is kept for it.
    pub fn ask(&self, who: &Who) -> Verdict {
        self.ask_at(who, Instant::now())
    }

    fn ask_at(&self, who: &Who, now: Instant) -> Verdict {
        let keys = self.keys(who);
        let mut lanes = locked(&self.lanes);
        let slow: Vec<(&Key, f64, Instant)> = keys
            .iter()
            .filter_map(|key| {
                let lane = lanes.get(key)?;
                let interval = key.pace().interval(lane.failures(key.pace(), now));
                (interval > 0.0).then_some((key, interval, lane.next))
            })
            .collect();
        let Some(turn) = slow.iter().map(|(_, _, next)| *next).max() else { return Verdict::Now };
        let wait = turn.saturating_duration_since(now);
        if wait > PATIENCE {
            return Verdict::Later(wait);
        }
        let turn = turn.max(now);
        for (key, interval, _) in slow {
            if let Some(lane) = lanes.get_mut(key) {
                lane.next = turn + Duration::from_secs_f64(interval);
            }
        }
        Verdict::After(wait)
    }

    /// The try was wrong.
    pub fn failed(&self, who: &Who) {
        self.failed_at(who, Instant::now());
    }

    fn failed_at(&self, who: &Who, now: Instant) {
        let keys = self.keys(who);
        let mut lanes = locked(&self.lanes);
        for key in keys {
            let pace = key.pace();
            let lane = lanes.entry(key).or_insert(Lane { failures: 0.0, at: now, next: now });
            let failures = lane.failures(pace, now) + 1.0;
            // The first one beyond what is free already keeps the next one waiting.
            let next = lane.next.max(now + Duration::from_secs_f64(pace.interval(failures)));
            *lane = Lane { failures, at: now, next };
        }
        if lanes.len() > MOST {
            lanes.retain(|key, lane| lane.failures(key.pace(), now) > 1.0);
        }
    }

    /// The password was right: what was mistyped here under this name is forgiven, and this is one of her usual places.
    pub fn succeeded(&self, who: &Who) {
        let household = wider(who.ip)[0];
        let mut lanes = locked(&self.lanes);
        lanes.remove(&Key::Pair(household, who.name.clone()));
        if let Some(device) = &who.device {
            lanes.remove(&Key::Device(device.clone(), who.name.clone()));
        }
        drop(lanes);
        let mut usual = locked(&self.usual);
        if usual.len() < MOST {
            usual.insert((household, who.name.clone()));
        }
    }

    /// Forgets what is forgiven.
    pub fn forget_quiet(&self) {
        let now = Instant::now();
        locked(&self.lanes).retain(|key, lane| lane.failures(key.pace(), now) > 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(ip: &str, name: &str) -> Who {
        Who { ip: ip.parse().expect("an address"), name: name.to_owned(), device: None }
    }

    /// So many wrong tries in a row, each as soon as it may be made; how many were told to come later.
    fn guess(lanes: &SignIns, mut now: Instant, tries: usize, of: impl Fn(usize) -> Who) -> (Instant, usize) {
        let mut later = 0;
        for n in 0..tries {
            match lanes.ask_at(&of(n), now) {
                Verdict::Now => lanes.failed_at(&of(n), now),
                Verdict::After(wait) => {
                    now += wait;
                    lanes.failed_at(&of(n), now);
                }
                Verdict::Later(_) => later += 1,
            }
        }
        (now, later)
    }

    #[test]
    fn a_colleague_signs_in_where_somebody_guesses() {
        let lanes = SignIns::default();
        let (now, _) = guess(&lanes, Instant::now(), 60, |n| who("192.0.2.1", &format!("guess{n}")));
        let colleague = who("192.0.2.1", "kanri");
        assert!(matches!(lanes.ask_at(&colleague, now), Verdict::After(wait) if wait <= PATIENCE));
        let (now, _) = guess(&lanes, now + Duration::from_mins(1), 15, |_| who("192.0.2.1", "kanri"));
        assert!(!matches!(lanes.ask_at(&colleague, now), Verdict::Later(_)), "even where her own name is guessed");
    }

    #[test]
    fn one_name_from_many_networks_is_slowed_and_her_own_browser_is_not() {
        let lanes = SignIns::default();
        let usual = who("203.0.113.9", "kanri");
        lanes.succeeded(&usual);
        let (now, later) = guess(&lanes, Instant::now(), 120, |n| who(&format!("198.51.100.{n}"), "kanri"));
        assert!(later > 60, "{later} of 120 were told to come later");
        assert_eq!(lanes.ask_at(&usual, now), Verdict::Now, "from her usual place");
        let device = Some("known".to_owned());
        assert_eq!(lanes.ask_at(&Who { device, ..who("192.0.2.77", "kanri") }, now), Verdict::Now);
        assert_eq!(lanes.ask_at(&who("192.0.2.77", "uketsuke"), now), Verdict::Now, "another name");
    }

    #[test]
    fn networks_of_one_provider_count_together() {
        let lanes = SignIns::default();
        let of = |n: usize| who(&format!("2001:db8:{:x}::{n:x}", n % 30), &format!("guess{n}"));
        let (now, _) = guess(&lanes, Instant::now(), 300, of);
        assert!(matches!(lanes.ask_at(&who("2001:db8:ffff::1", "new"), now), Verdict::After(_)));
        assert_eq!(lanes.ask_at(&who("2001:db9::1", "new"), now), Verdict::Now);
    }

    #[test]
    fn who_guesses_gets_few_tries() {
        let lanes = SignIns::default();
        let begun = Instant::now();
        let mut tried = 0;
        for second in 0..3600 {
            let now = begun + Duration::from_secs(second);
            if !matches!(lanes.ask_at(&who("192.0.2.1", "kanri"), now), Verdict::Later(_)) {
                lanes.failed_at(&who("192.0.2.1", "kanri"), now);
                tried += 1;
            }
        }
        assert!(tried < 300, "{tried} tries in an hour");
        lanes.succeeded(&who("192.0.2.1", "kanri"));
        let later = begun + Duration::from_hours(3);
        assert_eq!(lanes.ask_at(&who("192.0.2.1", "kanri"), later), Verdict::Now);
    }
}
