//! The hub: everything that is told in this process, or heard from others, goes to all streams, ten times a second at most. Nothing of
//! it is kept: whoever was away longer than the streams remember is told that she has missed something, and reads anew.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use mendan_domain::ids::MunicipalityId;
use mendan_service::Services;
use mendan_service::live::notice::{Notice, gathered};
use mendan_service::ports::{Hears, Notices, Store};
use mendan_service::secret::sha256;
use tokio::sync::{Notify, broadcast, watch};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use super::places::{Place, Places};
use super::wire;

/// What else is told in this time goes along.
const GATHER: Duration = Duration::from_millis(100);
/// What a stream may be behind.
const BEHIND: usize = 64;
/// Notices told at a time, and kept until then; more become fewer.
const MOST: usize = 64;
/// Between two looks whether another process has written, where only that can be seen.
const LOOK: Duration = Duration::from_secs(1);
/// Where others cannot be heard, everything may be different so often.
const DEAF: Duration = Duration::from_secs(5);

/// So often this process says something to itself by the way of the others.
const BEAT: Duration = Duration::from_secs(20);
/// Whoever has not even heard herself for so long hears nobody: a connection that has died says nothing.
const SILENT: Duration = Duration::from_mins(1);

/// Everything that was told at a time.
pub struct Batch {
    /// What.
    pub notices: Vec<Notice>,
    /// Up to where those of a city were told by then; of none: those that may be of any.
    latest: HashMap<Option<MunicipalityId>, u64>,
}

/// See the module.
pub struct Hub {
    store: Arc<dyn Store>,
    /// Who this process is among others.
    id: i64,
    /// What positions are made with: nobody reads from one how much else is told.
    word: String,
    told: Mutex<Told>,
    for_pages: Notify,
    for_others: Notify,
    streams: broadcast::Sender<Arc<Batch>>,
    ended: watch::Sender<bool>,
    places: Arc<Places>,
}

#[derive(Default)]
struct Told {
    /// Notices so far.
    number: u64,
    latest: HashMap<Option<MunicipalityId>, u64>,
    for_pages: Vec<Notice>,
    for_others: Vec<Notice>,
}

impl Told {
    /// Notes it for pages, and for others what is our own.
    fn note(&mut self, notices: &[Notice], own: bool) {
        for notice in notices.iter().filter(|notice| notice.what.is_told()) {
            self.number += 1;
            self.latest.insert(notice.city, self.number);
        }
        keep(&mut self.for_pages, notices);
        if own {
            keep(&mut self.for_others, notices);
        }
    }

    fn position(&self, city: MunicipalityId) -> u64 {
        position(&self.latest, city)
    }
}

/// Nobody may be there to take them: what waits stays small.
fn keep(waiting: &mut Vec<Notice>, notices: &[Notice]) {
    waiting.extend_from_slice(notices);
    if waiting.len() > MOST {
        *waiting = gathered(std::mem::take(waiting), MOST);
    }
}

fn position(latest: &HashMap<Option<MunicipalityId>, u64>, city: MunicipalityId) -> u64 {
    let of = |city: Option<MunicipalityId>| latest.get(&city).copied().unwrap_or_default();
    of(Some(city)).max(of(None))
}

/// Somebody watches: what she is told from now on.
pub struct Watching {
    /// Batch by batch.
    pub batches: broadcast::Receiver<Arc<Batch>>,
    /// True once this process ends.
    pub ended: watch::Receiver<bool>,
    /// Up to where everything is told already.
    pub position: u64,
    /// Hers as long as she watches.
    pub place: Place,
}

impl Hub {
    /// One on that store, with a number and a word of its own.
    pub fn new(store: Arc<dyn Store>, id: i64, word: String) -> Arc<Self> {
        Arc::new(Self {
            store,
            id,
            word,
            told: Mutex::default(),
            for_pages: Notify::new(),
            for_others: Notify::new(),
            streams: broadcast::Sender::new(BEHIND),
            ended: watch::Sender::new(false),
            places: Arc::default(),
        })
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Watches what is told of a city; none: there are too many already, or this process ends.
    pub fn watch(&self, city: MunicipalityId, session: i64) -> Option<Watching> {
        let (place, ended) = (self.places.take(session)?, self.ended.subscribe());
        if *ended.borrow() {
            return None;
        }
        // Under one lock: whatever is told behind that position reaches her.
        let told = self.told();
        Some(Watching { batches: self.streams.subscribe(), ended, position: told.position(city), place })
    }

    /// Up to where that city's notices are told now.
    pub fn number(&self, city: MunicipalityId) -> u64 {
        self.told().position(city)
    }

    /// Up to where they were told with a batch; none: it had none of that city.
    pub fn number_in(batch: &Batch, city: MunicipalityId) -> Option<u64> {
        Some(position(&batch.latest, city)).filter(|number| *number > 0)
    }

    /// A position as it is told: of this process alone.
    pub fn named(&self, city: MunicipalityId, number: u64) -> String {
        let digest = sha256(format!("{} {city} {number}", self.word).as_bytes());
        let start = digest.get(..12).unwrap_or_default();
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(start)
    }

    /// Ends every stream: this process stops, and must not wait for those who watch.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// Tells others what still waits: the last this process says.
    pub async fn settle(&self) {
        let notices = std::mem::take(&mut self.told().for_others);
        if !notices.is_empty()
            && let Err(error) = self.store.tell_others(&wire::written(self.id, &gathered(notices, MOST))).await
        {
            tracing::debug!(%error, "others not told of the last changes");
        }
    }

    /// Hands on what is told, until dropped.
    pub async fn run(&self, services: &Services) -> Infallible {
        let (never, ..) = tokio::join!(self.to_pages(), self.to_others(), self.hear(services));
        never
    }

    async fn to_pages(&self) -> Infallible {
        loop {
            self.for_pages.notified().await;
            sleep(GATHER).await;
            let batch = {
                let mut told = self.told();
                let notices = gathered(std::mem::take(&mut told.for_pages), MOST);
                let cities = notices.iter().filter(|notice| notice.what.is_told()).map(|notice| notice.city);
                let latest = cities.filter_map(|city| Some((city, *told.latest.get(&city)?))).collect();
                Batch { notices, latest }
            };
            // An error: nobody watches.
            drop(self.streams.send(Arc::new(batch)));
        }
    }

    async fn to_others(&self) -> Infallible {
        loop {
            self.for_others.notified().await;
            sleep(GATHER).await;
            let notices = std::mem::take(&mut self.told().for_others);
            let text = wire::written(self.id, &gathered(notices, MOST));
            if let Err(error) = self.store.tell_others(&text).await {
                tracing::debug!(%error, "others not told of changes");
                // They have missed something, and shall know once they can be told.
                sleep(LOOK).await;
                keep(&mut self.told().for_others, &[Notice::ALL]);
                self.for_others.notify_one();
            }
        }
    }

    /// Hears what others tell; where there is no such way, looks whether they have written.
    async fn hear(&self, services: &Services) -> Infallible {
        loop {
            match self.store.hears().await {
                Ok(None) => return self.look(services).await,
                Ok(Some(hears)) => {
                    // What was told before nobody heard.
                    self.heard(services, &[Notice::ALL]);
                    tokio::select! {
                        biased;
                        () = self.listen(services, hears) => {}
                        never = self.beat() => match never {},
                    }
                }
                Err(error) => {
                    tracing::info!(%error, "cannot hear what other instances change; pages ask by themselves");
                }
            }
            self.heard(services, &[Notice::ALL]);
            sleep(DEAF).await;
        }
    }

    /// Hears others until the connection is lost, or says nothing any more.
    async fn listen(&self, services: &Services, mut hears: Box<dyn Hears>) {
        while let Ok(Ok(said)) = timeout(SILENT, hears.next()).await {
            match said.as_deref().map(wire::read) {
                Some((from, _)) if from == self.id => {}
                // Another one's beat.
                Some((_, notices)) if notices.is_empty() => {}
                Some((_, notices)) => self.heard(services, &notices),
                None => self.heard(services, &[Notice::ALL]),
            }
        }
    }

    /// Says something to itself again and again: nothing has changed.
    async fn beat(&self) -> Infallible {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            beat.tick().await;
            if let Err(error) = self.store.tell_others(&wire::written(self.id, &[])).await {
                tracing::debug!(%error, "the way to others could not be tried");
            }
        }
    }

    async fn look(&self, services: &Services) -> Infallible {
        let mut beat = interval(LOOK);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            beat.tick().await;
            match self.store.written_elsewhere().await {
                Ok(true) => self.heard(services, &[Notice::ALL]),
                Ok(false) => {}
                Err(error) => tracing::debug!(%error, "whether others have written could not be seen"),
            }
        }
    }

    fn heard(&self, services: &Services, notices: &[Notice]) {
        for notice in notices {
            services.heard(notice);
        }
        self.told().note(notices, false);
        self.for_pages.notify_one();
    }
}

#[async_trait]
impl Notices for Hub {
    async fn tell(&self, notices: Vec<Notice>) {
        self.told().note(&notices, true);
        self.for_pages.notify_one();
        self.for_others.notify_one();
    }

    fn position(&self, city: MunicipalityId) -> String {
        self.named(city, self.number(city))
    }
}

#[cfg(test)]
mod tests {
    use mendan_service::live::notice::What;

    use super::*;

    #[test]
    fn a_position_is_of_one_city_and_of_what_may_be_of_any() {
        let (one, other) = (MunicipalityId(1), MunicipalityId(2));
        let mut told = Told::default();
        assert_eq!(told.position(one), 0);
        told.note(&[Notice::somewhere(one, What::Booking)], true);
        let before = told.position(one);
        told.note(&[Notice::somewhere(other, What::Booking)], true);
        assert_eq!(told.position(one), before, "what others do is not hers");
        told.note(&[Notice::somewhere(one, What::Rights)], true);
        assert_eq!(told.position(one), before, "nobody is told of that");
        told.note(&[Notice::ALL], false);
        assert!(told.position(one) > before && told.position(one) == told.position(other));
    }

    #[test]
    fn what_waits_stays_small_and_what_was_heard_is_not_told_on() {
        let mut told = Told::default();
        for id in 0..10_000 {
            let notice = Notice { id, ..Notice::somewhere(MunicipalityId(1), What::Hold) };
            told.note(&[notice], true);
        }
        assert!(told.for_pages.len() <= MOST + 1 && told.for_others.len() <= MOST + 1);
        let waiting = told.for_others.len();
        told.note(&[Notice::ALL], false);
        assert_eq!(told.for_others.len(), waiting);
    }
}
