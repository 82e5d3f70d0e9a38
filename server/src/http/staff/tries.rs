//! Who tries passwords is slowed, and nobody else: only failures count, a right password always finds its way in, and a
//! browser from which somebody has signed in before has limits of its own, whatever others do with her name.
//!
//! A lane lets some failures pass, then one try at a time with growing intervals. Whoever comes a little early waits in the
//! request; who comes much too early is told when to come. Nothing is ever locked. In the memory of this process.
//!
//! Whoever tries a thousand names from a hundred networks stays below all of that. So what strangers fail all over a city counts
//! together, too: during such a spray a site from which nobody has come in yet has one failure free, and then waits. A browser that is
//! known, and an office from which somebody has signed in, notice nothing of it.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use mendan_domain::ids::MunicipalityId;
use mendan_service::window::Window;

use crate::http::limits::{neighbourhood, site, wider};
use crate::http::staff::lane::{Key, Lane, Name};

/// The longest wait inside a request.
const PATIENCE: Duration = Duration::from_secs(2);
/// More lanes than that are not kept: the quietest go.
const MOST: usize = 100_000;
/// How often it is told that a city is sprayed, in so much time.
const TOLD: (usize, Duration) = (1, Duration::from_hours(1));

/// Who tries.
#[derive(Clone)]
pub struct Who {
    /// Where to: each city has members and names of its own.
    pub city: MunicipalityId,
    /// Where from.
    pub ip: IpAddr,
    /// The name, folded.
    pub name: String,
    /// The browser's word, if that name has shown in it what is tried now, or more.
    pub device: Option<String>,
    /// What is tried.
    pub what: What,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A password.
    Password,
    /// A code of six digits, of somebody whose password is known already: of those there are few.
    Code,
    /// Nothing: somebody asks for a link. Each counts, whatever comes of it.
    Link,
}

mendan_service::masked_debug!(Who { city, ip });

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

/// All lanes.
pub struct SignIns {
    lanes: Mutex<HashMap<Key, Lane>>,
    /// Where a name has signed in from since the start: her usual places.
    usual: Mutex<HashSet<(IpAddr, Name)>>,
    /// Sites from which somebody of that city has signed in since the start.
    homes: Mutex<HashSet<(MunicipalityId, IpAddr)>>,
    /// Cities whose spray was told.
    told: Window<MunicipalityId>,
}

impl Default for SignIns {
    fn default() -> Self {
        let told = Window::new(TOLD.0, TOLD.1);
        Self { lanes: Mutex::default(), usual: Mutex::default(), homes: Mutex::default(), told }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Who {
    fn named(&self) -> Name {
        (self.city, self.name.clone())
    }

    /// Its neighbourhood, as the log has it: what raises the alarm is what its page shows.
    fn around(&self) -> Key {
        Key::Around(self.city, neighbourhood(self.ip))
    }

    /// The city, and the office or household from which it comes, as wide as a provider gives it to one customer.
    fn home(&self) -> (MunicipalityId, IpAddr) {
        (self.city, site(self.ip))
    }
}

impl SignIns {
    fn keys(&self, who: &Who) -> Vec<Key> {
        if who.what == What::Link {
            return vec![Key::Asked(who.city, site(who.ip))];
        }
        if who.what == What::Code {
            return vec![Key::Code(who.device.clone(), who.named())];
        }
        if let Some(device) = &who.device {
            return vec![Key::Device(device.clone(), who.named())];
        }
        let networks = wider(who.ip);
        let mut keys = vec![Key::Pair(networks[0], who.named())];
        if !locked(&self.usual).contains(&(networks[0], who.named())) {
            keys.push(Key::Name(who.named()));
        }
        if !locked(&self.homes).contains(&who.home()) {
            keys.extend([Key::Strangers(who.city), who.around(), Key::Stranger(who.city, site(who.ip))]);
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
        let spray = lanes.get(&Key::Strangers(who.city)).is_some_and(|lane| lane.is_spray(now));
        let slow: Vec<(&Key, f64, Instant)> = keys
            .iter()
            .filter(|key| spray || !matches!(key, Key::Stranger(..)))
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

    /// Whether a spray is under way in that city, and nobody was told of it within the hour; then it counts as told.
    pub fn must_tell(&self, city: MunicipalityId) -> bool {
        let spray = locked(&self.lanes).get(&Key::Strangers(city)).is_some_and(|lane| lane.is_spray(Instant::now()));
        spray && self.told.take(city)
    }

    /// Nobody was told, after all.
    pub fn not_told(&self, city: MunicipalityId) {
        self.told.give_back(&city);
    }

    fn failed_at(&self, who: &Who, now: Instant) {
        let keys = self.keys(who);
        let mut lanes = locked(&self.lanes);
        let around = who.around();
        let counts = lanes.get(&around).is_none_or(|lane| lane.counts_for_spray(around.pace(), now));
        for key in keys.into_iter().filter(|key| counts || !matches!(key, Key::Strangers(_))) {
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
        if who.what == What::Code {
            lanes.remove(&Key::Code(who.device.clone(), who.named()));
        }
        lanes.remove(&Key::Pair(household, who.named()));
        if let Some(device) = &who.device {
            lanes.remove(&Key::Device(device.clone(), who.named()));
        }
        drop(lanes);
        let mut usual = locked(&self.usual);
        if usual.len() < MOST {
            usual.insert((household, who.named()));
        }
        drop(usual);
        let mut homes = locked(&self.homes);
        if homes.len() < MOST {
            homes.insert(who.home());
        }
    }

    /// Forgets what is forgiven.
    pub fn forget_quiet(&self) {
        let now = Instant::now();
        locked(&self.lanes).retain(|key, lane| lane.failures(key.pace(), now) > 0.0);
        self.told.forget_quiet();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(ip: &str, name: &str) -> Who {
        let (ip, name) = (ip.parse().expect("an address"), name.to_owned());
        Who { city: MunicipalityId(1), ip, name, device: None, what: What::Password }
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
        let elsewhere = Who { city: MunicipalityId(2), ..who("192.0.2.77", "kanri") };
        assert_eq!(lanes.ask_at(&elsewhere, now), Verdict::Now, "the same name in another city");
    }

    #[test]
    fn many_names_from_many_networks_are_a_spray_that_no_office_notices() {
        let lanes = SignIns::default();
        let (begun, spray) = (Instant::now(), |n: usize| who(&format!("198.18.{}.1", n % 100), &format!("name{n}")));
        let (mut tried, mut now) = (0, begun);
        for n in 0..1000 {
            now = begun + Duration::from_millis(60) * u32::try_from(n).expect("few");
            if !matches!(lanes.ask_at(&spray(n), now), Verdict::Later(_)) {
                lanes.failed_at(&spray(n), now);
                tried += 1;
            }
        }
        assert!(tried < 350, "{tried} of 1000 were looked at in a minute");
        assert!(lanes.must_tell(MunicipalityId(1)) && !lanes.must_tell(MunicipalityId(1)), "once");
        assert!(!lanes.must_tell(MunicipalityId(2)), "another city");
        let office = |n: usize| who("203.0.113.9", &format!("nurse{n}"));
        lanes.succeeded(&office(0));
        for n in 1..=500 {
            if n % 25 == 0 {
                lanes.failed_at(&office(n), now);
            }
            assert!(!matches!(lanes.ask_at(&office(n), now), Verdict::Later(_)), "nurse {n}");
            now += Duration::from_millis(120);
        }
        assert_eq!(lanes.ask_at(&who("192.0.2.77", "kanri"), now), Verdict::Now, "the first try of a stranger");
        lanes.failed_at(&who("192.0.2.77", "kanri"), now);
        assert!(
            matches!(lanes.ask_at(&who("192.0.2.77", "kanri"), now), Verdict::Later(wait) if wait <= Duration::from_secs(30))
        );
        let calm = now + Duration::from_hours(24);
        lanes.failed_at(&who("192.0.2.77", "kanri"), calm);
        assert_eq!(lanes.ask_at(&who("192.0.2.77", "kanri"), calm), Verdict::Now, "and it passes");
    }

    #[test]
    fn one_neighbourhood_alone_is_no_spray() {
        let (lanes, now) = (SignIns::default(), Instant::now());
        let fail = |ip: String, n: usize| lanes.failed_at(&who(&ip, &format!("name{n}")), now);
        (0..200).for_each(|n| fail(format!("198.51.100.{n}"), n));
        assert!(!lanes.must_tell(MunicipalityId(1)), "its page would show one network");
        (0..12).for_each(|around| (0..5).for_each(|n| fail(format!("198.18.{around}.{n}"), n)));
        assert!(lanes.must_tell(MunicipalityId(1)), "thirteen networks");
    }

    #[test]
    fn codes_are_few_wherever_they_come_from_and_her_own_browser_is_not_kept_waiting() {
        let lanes = SignIns::default();
        let code = |n: u64| Who { what: What::Code, ..who(&format!("198.51.100.{}", n % 250), "kanri") };
        let (begun, mut tried) = (Instant::now(), 0);
        for second in 0..86_400 {
            let now = begun + Duration::from_secs(second);
            if !matches!(lanes.ask_at(&code(second), now), Verdict::Later(_)) {
                lanes.failed_at(&code(second), now);
                tried += 1;
            }
        }
        assert!(tried < 400, "{tried} codes in a day");
        let (now, device) = (begun + Duration::from_hours(24), Some("known".to_owned()));
        assert_eq!(lanes.ask_at(&Who { device, ..code(1) }, now), Verdict::Now);
        assert_eq!(lanes.ask_at(&who("192.0.2.1", "kanri"), now), Verdict::Now, "her password");
    }

    #[test]
    fn links_are_asked_for_some_times_by_a_site_and_sign_ins_do_not_wait_for_it() {
        let lanes = SignIns::default();
        let asks = |n: usize| Who { what: What::Link, ..who("192.0.2.1", &format!("name{n}")) };
        let (now, later) = guess(&lanes, Instant::now(), 100, asks);
        assert!(later > 70, "{later} of 100 were told to come later");
        assert_eq!(lanes.ask_at(&who("192.0.2.1", "kanri"), now), Verdict::Now);
        let elsewhere = Who { what: What::Link, ..who("198.51.100.1", "kanri") };
        assert_eq!(lanes.ask_at(&elsewhere, now), Verdict::Now);
    }

    #[test]
    fn networks_of_one_provider_count_together() {
        let lanes = SignIns::default();
        let of = |n: usize| who(&format!("2001:db8:{:x}::{n:x}", n % 30), &format!("guess{n}"));
        // Somebody has an account, and came in with it from each of them.
        (0..30).for_each(|n| lanes.succeeded(&of(n)));
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
