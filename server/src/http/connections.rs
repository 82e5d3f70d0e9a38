//! Who is connected, and who has to go. A connection costs memory and a file descriptor, so there are so many and no more;
//! whoever is idle goes first, and nobody is waited for without end.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ipnet::IpNet;
use tokio::sync::Notify;

use super::limits::household;

/// Until the first request has come whole.
const FIRST: Duration = Duration::from_secs(10);
/// Between two requests; a proxy in front keeps its connections for about a minute.
const IDLE: Duration = Duration::from_secs(75);
/// Without an octet taken of what is to be sent.
const STUCK: Duration = Duration::from_secs(30);
/// One answer, from its first octet to its last.
const LONGEST: Duration = Duration::from_mins(5);
/// Connections of one household or office.
const PER_PEER: usize = 256;
/// Requests of one household or office that are being answered.
const REQUESTS_PER_PEER: usize = 256;
/// Requests being answered.
const REQUESTS: usize = 1024;

/// On an answer that goes on as long as somebody listens.
#[derive(Debug, Clone, Copy)]
pub struct Endless;

/// All connections of a listener.
pub struct Connections {
    most: usize,
    trusted: Vec<IpNet>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    next: u64,
    all: HashMap<u64, Arc<Connection>>,
    connections_of: HashMap<IpAddr, usize>,
    requests_of: HashMap<IpAddr, usize>,
    requests: usize,
}

/// One connection.
pub struct Connection {
    id: u64,
    /// Whom it counts for; none: a proxy we trust, behind which there are many.
    peer: Option<IpAddr>,
    leaving: AtomicBool,
    times: Mutex<Times>,
    close: Notify,
}

struct Times {
    begun: Instant,
    /// Since when nothing is asked; none while something is.
    resting: Option<Instant>,
    asked: bool,
    /// Since when octets wait to be taken by the other side.
    stuck: Option<Instant>,
    /// Answers on their way, with their first and their latest piece; none: we are the ones who are waited for.
    answers: HashMap<u64, (Instant, Option<Instant>)>,
    next: u64,
    open: usize,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Connections {
    /// None yet, `most` at a time; `trusted` proxies speak for many.
    pub fn new(most: usize, trusted: Vec<IpNet>) -> Self {
        Self { most, trusted, inner: Mutex::default() }
    }

    /// Takes a connection in. When there are too many, the one that has been idle longest goes; `None` when all are busy.
    pub fn enter(&self, peer: IpAddr) -> Option<Arc<Connection>> {
        let trusted = self.trusted.iter().any(|net| net.contains(&peer));
        let peer = (!trusted).then(|| household(peer));
        let mut inner = locked(&self.inner);
        if let Some(peer) = peer
            && inner.connections_of.get(&peer).copied().unwrap_or_default() >= PER_PEER
            && !inner.make_room(Some(peer))
        {
            return None;
        }
        if inner.all.len() >= self.most && !inner.make_room(None) {
            return None;
        }
        let now = Instant::now();
        let times = Times {
            begun: now,
            resting: Some(now),
            asked: false,
            stuck: None,
            answers: HashMap::new(),
            next: 0,
            open: 0,
        };
        inner.next += 1;
        let id = inner.next;
        let connection =
            Connection { id, peer, leaving: AtomicBool::new(false), times: Mutex::new(times), close: Notify::new() };
        let connection = Arc::new(connection);
        inner.all.insert(id, Arc::clone(&connection));
        if let Some(peer) = peer {
            *inner.connections_of.entry(peer).or_default() += 1;
        }
        Some(connection)
    }

    /// A connection has ended.
    pub fn leave(&self, connection: &Connection) {
        locked(&self.inner).forget(connection);
    }

    /// Sends away the idle, when the system has no more file descriptors.
    pub fn shed(&self) {
        let mut inner = locked(&self.inner);
        for _ in 0..16 {
            inner.make_room(None);
        }
    }

    /// Sends away whoever has kept us waiting for too long.
    pub fn sweep(&self) {
        let now = Instant::now();
        let count = u32::try_from(locked(&self.inner).all.len()).unwrap_or(u32::MAX);
        metrics::gauge!("mendan_connections").set(f64::from(count));
        let overdue: Vec<_> =
            locked(&self.inner).all.values().filter(|one| one.is_overdue(now)).map(Arc::clone).collect();
        for connection in overdue {
            tracing::debug!("a connection was kept waiting for too long");
            connection.send_away();
        }
    }

    /// A request of that connection begins; `None` when too many are being answered.
    pub fn begin(self: &Arc<Self>, connection: &Arc<Connection>) -> Option<Answering> {
        let mut inner = locked(&self.inner);
        if inner.requests >= REQUESTS {
            return None;
        }
        if let Some(peer) = connection.peer {
            let count = inner.requests_of.entry(peer).or_default();
            if *count >= REQUESTS_PER_PEER {
                return None;
            }
            *count += 1;
        }
        inner.requests += 1;
        drop(inner);
        let mut times = locked(&connection.times);
        (times.asked, times.resting) = (true, None);
        times.open += 1;
        times.next += 1;
        let id = times.next;
        drop(times);
        Some(Answering { all: Arc::clone(self), connection: Arc::clone(connection), id, endless: false })
    }
}

impl Inner {
    /// Sends the longest idle connection away (of that peer). `false` when none is idle.
    fn make_room(&mut self, peer: Option<IpAddr>) -> bool {
        let of_peer = self.all.values().filter(|one| peer.is_none() || one.peer == peer);
        let idle = of_peer.filter_map(|one| Some((locked(&one.times).resting?, Arc::clone(one))));
        let Some((_, longest)) = idle.min_by_key(|(since, _)| *since) else { return false };
        self.forget(&longest);
        longest.send_away();
        true
    }

    fn forget(&mut self, connection: &Connection) {
        if self.all.remove(&connection.id).is_some()
            && let Some(peer) = connection.peer
        {
            less(&mut self.connections_of, peer);
        }
    }
}

fn less(counts: &mut HashMap<IpAddr, usize>, peer: IpAddr) {
    if let Some(count) = counts.get_mut(&peer) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(&peer);
        }
    }
}

impl Connection {
    /// Waits until it has to go.
    pub async fn sent_away(&self) {
        self.close.notified().await;
    }

    /// Whether nobody asks for anything.
    pub fn is_idle(&self) -> bool {
        locked(&self.times).resting.is_some()
    }

    fn send_away(&self) {
        if !self.leaving.swap(true, Ordering::Relaxed) {
            self.close.notify_one();
        }
    }

    /// Octets wait for the other side to take them, or no longer.
    pub fn stuck(&self, stuck: bool) {
        let mut times = locked(&self.times);
        if !stuck {
            times.stuck = None;
        } else if times.stuck.is_none() {
            times.stuck = Some(Instant::now());
        }
    }

    fn is_overdue(&self, now: Instant) -> bool {
        let times = locked(&self.times);
        let longer = |since: Instant, limit: Duration| now.saturating_duration_since(since) > limit;
        let rested = times.resting.is_some_and(|since| longer(since, if times.asked { IDLE } else { FIRST }));
        let stuck = times.stuck.is_some_and(|since| longer(since, STUCK));
        let slow = |(begun, latest): &(Instant, Option<Instant>)| {
            longer(*begun, LONGEST) || latest.is_some_and(|latest| longer(latest, STUCK))
        };
        rested || stuck || times.answers.values().any(slow)
    }

    /// How long it has been there.
    pub fn age(&self) -> Duration {
        locked(&self.times).begun.elapsed()
    }
}

/// A request that is being answered, until it is dropped.
pub struct Answering {
    all: Arc<Connections>,
    connection: Arc<Connection>,
    id: u64,
    /// It goes on as long as somebody listens.
    endless: bool,
}

impl Answering {
    /// From now on it takes no place among requests that are answered, and may last: whoever makes it counts it.
    #[must_use]
    pub fn endless(mut self) -> Self {
        if !std::mem::replace(&mut self.endless, true) {
            self.give_place_back();
        }
        self
    }

    fn give_place_back(&self) {
        let mut inner = locked(&self.all.inner);
        inner.requests = inner.requests.saturating_sub(1);
        if let Some(peer) = self.connection.peer {
            less(&mut inner.requests_of, peer);
        }
    }

    /// A piece of the answer was taken, or (`ours`) the next one is waited for on our side.
    pub fn moved(&self, ours: bool) {
        let now = Instant::now();
        let latest = (!ours).then_some(now);
        let mut times = locked(&self.connection.times);
        let answer = times.answers.entry(self.id).or_insert((now, latest));
        // What is endless begins anew with every piece.
        *answer = (if self.endless { now } else { answer.0 }, latest);
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        let mut times = locked(&self.connection.times);
        times.answers.remove(&self.id);
        times.open = times.open.saturating_sub(1);
        if times.open == 0 {
            times.resting = Some(Instant::now());
        }
        drop(times);
        if !self.endless {
            self.give_place_back();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn the_longest_idle_goes_first_and_a_busy_one_never() {
        let all = Arc::new(Connections::new(2, Vec::new()));
        let (first, second) = (all.enter(peer(1)).expect("room"), all.enter(peer(2)).expect("room"));
        let busy = all.begin(&first).expect("a request");
        let third = all.enter(peer(3)).expect("the idle one goes");
        assert!(second.leaving.load(Ordering::Relaxed) && !first.leaving.load(Ordering::Relaxed));
        let also = all.begin(&third).expect("a request");
        assert!(all.enter(peer(4)).is_none(), "all are busy");
        drop((busy, also));
        assert!(all.enter(peer(4)).is_some());
    }

    #[test]
    fn one_household_has_its_share_and_a_proxy_has_none() {
        let trusted = vec!["198.51.100.1/32".parse().expect("a network")];
        let all = Arc::new(Connections::new(10_000, trusted));
        let proxy = IpAddr::from([198, 51, 100, 1]);
        let through: Vec<_> = (0..PER_PEER + 50).map(|_| all.enter(proxy).expect("room")).collect();
        assert!(through.iter().all(|one| !one.leaving.load(Ordering::Relaxed)));
        let first = all.enter(peer(1)).expect("room");
        let _more: Vec<_> = (0..PER_PEER).map(|_| all.enter(peer(1)).expect("room")).collect();
        assert!(first.leaving.load(Ordering::Relaxed), "its oldest makes room for its newest");
    }

    #[test]
    fn who_keeps_us_waiting_is_overdue() {
        let all = Arc::new(Connections::new(10, Vec::new()));
        let one = all.enter(peer(1)).expect("room");
        let later = |seconds: u64| Instant::now() + Duration::from_secs(seconds);
        assert!(!one.is_overdue(later(5)) && one.is_overdue(later(11)), "silent from the beginning");
        let answering = all.begin(&one).expect("a request");
        assert!(!one.is_overdue(later(1000)), "we are the ones who are waited for");
        answering.moved(false);
        assert!(!one.is_overdue(later(25)) && one.is_overdue(later(31)), "it does not read");
        answering.moved(true);
        assert!(!one.is_overdue(later(290)) && one.is_overdue(later(301)));
        drop(answering);
        assert!(!one.is_overdue(later(60)) && one.is_overdue(later(76)), "idle");
        one.stuck(true);
        assert!(one.is_overdue(later(31)));
        one.stuck(false);
        assert!(!one.is_overdue(later(31)));
    }

    #[test]
    fn what_is_endless_takes_no_place_and_may_last_but_is_read() {
        let all = Arc::new(Connections::new(10, Vec::new()));
        let one = all.enter(peer(1)).expect("room");
        let streams: Vec<_> = (0..REQUESTS_PER_PEER + 5).map(|_| all.begin(&one).expect("room").endless()).collect();
        assert_eq!(locked(&all.inner).requests, 0);
        let later = |seconds: u64| Instant::now() + Duration::from_secs(seconds);
        let stream = streams.first().expect("a stream");
        stream.moved(false);
        assert!(!one.is_overdue(later(25)) && one.is_overdue(later(31)), "it does not read");
        stream.moved(true);
        let begun = locked(&one.times).answers.values().next().map(|(begun, _)| *begun);
        stream.moved(true);
        assert!(
            locked(&one.times).answers.values().next().map(|(begun, _)| *begun) > begun,
            "each piece is a beginning"
        );
        drop(streams);
        assert!(one.is_idle() && locked(&all.inner).requests == 0);
    }
}
