//! The queue's worker: it writes nothing while nothing is due, does a job until it is done, and loses none.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::Duration;
use mendan_domain::ids::{MunicipalityId, OutboxId};
use mendan_service::job::kind::{Job, JobKind, Kinds, Outcome, Retry, Still};
use mendan_service::job::worker::Worker;
use mendan_service::model::{About, AlarmCode, BackupMark, Envelope, Failure, JobRow, OutboxState};
use mendan_service::ports::{Store, StoreResult};
use mendan_service::secret::Secret;
use mendan_service::unit::{ReadUnit, WriteUnit};
use mendan_service::video::provider::Providers;
use mendan_service::{Ports, Refusal, Services, Settings};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use serde::{Deserialize, Serialize};

use crate::support::build::{self, Number};
use crate::support::doubles::{Seeded, SetClock, Silent};

on_both_engines!(
    a_worker_that_finds_nothing_due_begins_nothing_that_writes,
    a_job_is_tried_until_it_is_done_and_waits_longer_each_time,
    a_job_whose_time_is_over_is_given_up_with_what_was_said_last,
    what_is_not_to_be_done_any_more_is_not_done,
    a_job_that_nobody_can_read_is_put_aside_and_an_alarm_says_so,
);

/// Counts how often somebody begins to write.
struct Counting {
    store: Arc<dyn Store>,
    begun: AtomicUsize,
}

#[async_trait]
impl Store for Counting {
    async fn begin(&self) -> StoreResult<Box<dyn WriteUnit>> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        self.store.begin().await
    }
    async fn read(&self) -> StoreResult<Box<dyn ReadUnit>> {
        self.store.read().await
    }
    async fn look(&self) -> StoreResult<Box<dyn ReadUnit>> {
        self.store.look().await
    }
    async fn migrate(&self) -> StoreResult<()> {
        self.store.migrate().await
    }
    async fn ready(&self) -> StoreResult<bool> {
        self.store.ready().await
    }
    async fn backup(&self, file: &Path, mark: &BackupMark) -> StoreResult<()> {
        self.store.backup(file, mark).await
    }
    async fn close(&self) {
        self.store.close().await;
    }
}

/// What the probe has to know.
#[derive(Serialize, Deserialize)]
struct Told {
    words: String,
}

/// A kind whose attempts end as they were told to; what it was told is kept.
#[derive(Clone, Default)]
struct Probe {
    outcomes: Arc<Mutex<Vec<Outcome>>>,
    done: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl JobKind for Probe {
    type Payload = Told;
    type Found = String;
    const WORD: &'static str = "probe";
    const RETRY: Retry = Retry { first: 60, longest: 240 };

    async fn find(&self, _: &Services, _: &JobRow, told: &Told) -> Result<Still<String>, Refusal> {
        Ok(if told.words == "nothing" { Still::Nothing } else { Still::ToDo(told.words.clone()) })
    }

    async fn attempt(&self, _: &Services, words: String) -> Result<Outcome, Refusal> {
        self.done.lock().unwrap().push(words);
        Ok(self.outcomes.lock().unwrap().pop().unwrap_or(Outcome::Done("well")))
    }
}

struct House {
    store: Arc<Counting>,
    clock: Arc<SetClock>,
    services: Services,
    worker: Worker,
    probe: Probe,
    city: MunicipalityId,
}

const NOON: i64 = 1_900_000_000;

impl House {
    async fn open(fresh: &Fresh) -> Self {
        let (number, clock) = (Number(1), Arc::new(SetClock::default()));
        clock.set(chrono::DateTime::from_timestamp(NOON, 0).unwrap());
        let mut tx = fresh.store.begin().await.unwrap();
        tx.municipality_insert(&build::municipality(number)).await.unwrap();
        tx.commit().await.unwrap();
        let store = Arc::new(Counting { store: Arc::clone(&fresh.store), begun: AtomicUsize::new(0) });
        let ports = Ports {
            store: Arc::<Counting>::clone(&store),
            clock: Arc::<SetClock>::clone(&clock),
            entropy: Arc::new(Seeded::default()),
            bell: Arc::new(Silent),
            video: Arc::new(Providers::new()),
        };
        let secret = Secret::new("a secret of the tests, long enough");
        let services = Services::new(ports, secret, Settings::default());
        let probe = Probe::default();
        let worker = Worker::new(services.clone(), Kinds::new().and(Job(probe.clone())));
        Self { store, clock, services, worker, probe, city: number.city() }
    }

    /// A job due now and of use for an hour.
    async fn put(&self, id: i64, job: &str, payload: &str) {
        let now = self.services.now();
        let row = JobRow {
            id: OutboxId(id),
            municipality: self.city,
            about: About::default(),
            job: job.into(),
            payload: payload.into(),
            envelope: Envelope::default(),
            dedupe_key: id.to_string(),
            due_at: now,
            useful_until: now + Duration::hours(1),
            state: OutboxState::Pending,
            attempts: 0,
            stamped_at: None,
            finished_at: None,
            last_error: None,
            created_at: now,
            failure: None,
            held_at: None,
            settled_at: None,
        };
        let mut tx = self.store.store.begin().await.unwrap();
        tx.jobs_insert(&[row]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Takes what is due and waits until it is done; how many rows that were, and how often somebody began to write.
    async fn beat(&self) -> (usize, usize) {
        let before = self.store.begun.load(Ordering::SeqCst);
        let taken = self.worker.beat().await.unwrap();
        self.worker.idle().await;
        (taken, self.store.begun.load(Ordering::SeqCst) - before)
    }

    fn later(&self, seconds: i64) {
        self.clock.set(self.services.now() + Duration::seconds(seconds));
    }

    fn done(&self) -> usize {
        self.probe.done.lock().unwrap().len()
    }

    /// The one that ended undone.
    async fn undone(&self) -> JobRow {
        let since = self.services.now() - Duration::days(1);
        let ended = self.store.read().await.unwrap().jobs_ended(self.city, since, 9).await.unwrap();
        let [row] = ended.try_into().unwrap();
        row
    }
}

async fn a_worker_that_finds_nothing_due_begins_nothing_that_writes(fresh: &Fresh) {
    let house = House::open(fresh).await;
    assert_eq!(house.beat().await, (0, 0));
    house.put(1, "probe", "{\"words\":\"hello\"}").await;
    house.later(-60);
    assert_eq!(house.beat().await, (0, 0), "not yet");
    house.later(60);
    let (taken, begun) = house.beat().await;
    assert!(taken == 1 && begun > 0, "{taken} {begun}");
    assert_eq!(*house.probe.done.lock().unwrap(), ["hello"]);
    assert_eq!(house.beat().await, (0, 0));
}

async fn a_job_is_tried_until_it_is_done_and_waits_longer_each_time(fresh: &Fresh) {
    let house = House::open(fresh).await;
    house.put(1, "probe", "{\"words\":\"hello\"}").await;
    *house.probe.outcomes.lock().unwrap() = vec![Outcome::Again("503".into()), Outcome::Again("503".into())];
    house.beat().await;
    assert_eq!(house.done(), 1);
    // A minute, and up to a quarter of one by chance; then two.
    for (wait, attempts) in [(59, 1), (17, 2), (119, 2), (32, 3), (3000, 3)] {
        house.later(wait);
        house.beat().await;
        assert_eq!(house.done(), attempts, "after {wait} seconds");
    }
    let counts = house.store.read().await.unwrap().outbox_counts(house.services.now() - Duration::days(1)).await;
    assert_eq!(counts.unwrap(), [(OutboxState::Sent, 1)]);
}

async fn a_job_whose_time_is_over_is_given_up_with_what_was_said_last(fresh: &Fresh) {
    let house = House::open(fresh).await;
    house.put(1, "probe", "{\"words\":\"hello\"}").await;
    *house.probe.outcomes.lock().unwrap() = vec![Outcome::Again("503".into())];
    house.beat().await;
    house.later(3601);
    house.beat().await;
    let row = house.undone().await;
    assert_eq!((row.state, row.last_error.as_deref(), row.failure), (OutboxState::Expired, Some("503"), None));
    assert_eq!(house.done(), 1);
}

async fn what_is_not_to_be_done_any_more_is_not_done(fresh: &Fresh) {
    let house = House::open(fresh).await;
    house.put(1, "probe", "{\"words\":\"nothing\"}").await;
    house.beat().await;
    assert_eq!(house.done(), 0);
    let counts = house.store.read().await.unwrap().outbox_counts(house.services.now()).await.unwrap();
    assert_eq!(counts, [(OutboxState::Superseded, 1)]);
}

async fn a_job_that_nobody_can_read_is_put_aside_and_an_alarm_says_so(fresh: &Fresh) {
    let house = House::open(fresh).await;
    house.put(1, "telegram", "{}").await;
    house.put(2, "probe", "{\"word\":1}").await;
    house.put(3, "probe", "{\"words\":\"hello\"}").await;
    assert_eq!(house.beat().await.0, 3);
    assert_eq!(house.done(), 1, "the third is done");
    let since = house.services.now() - Duration::days(1);
    let ended = house.store.read().await.unwrap().jobs_ended(house.city, since, 9).await.unwrap();
    let told: Vec<_> = ended.iter().map(|row| (row.id.0, row.failure)).collect();
    assert_eq!(told, [(2, Some(Failure::Internal)), (1, Some(Failure::Internal))]);
    let alarms = house.services.alarms().await.unwrap();
    assert!(alarms.iter().any(|alarm| alarm.code == AlarmCode::MailInternal.as_str()), "{alarms:?}");
    assert_eq!(house.beat().await, (0, 0), "nobody tries them again");
}
