//! The hub the use cases hang on: ports, settings, and the one door through which writing goes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use mendan_domain::ids::{IdSource, KindId, MunicipalityId, StaffId};

use crate::city::address::Door;
use crate::city::catalogue::{Catalogue, Municipality};
use crate::error::Refusal;
use crate::model::AuditLine;
use crate::offer::list::Published;
use crate::ports::{Bell, Clock, Entropy, Notices, Store, StoreError, ViewLog};
use crate::secret::{Secret, sha256};
use crate::video::provider::Providers;
use crate::window::Window;

mod actor;
mod catalogues;
mod context;
mod keep;
pub mod permit;
mod sealing;
mod telling;
mod write;

pub use actor::{Actor, Founder, Partner, Resident, Staff, System};
pub use context::{By, Context};
pub use keep::Keep;
pub(crate) use sealing::unusable;
pub(crate) use telling::View;
pub use write::{Recorded, Unit, Writer};

use crate::unit::WriteUnit;
use catalogues::Catalogues;

/// How long the list of cities is used before it is read again.
const CITIES_AGE: Duration = Duration::from_secs(5);

/// The time in which [`Settings::already_booked_per_hour`] and [`Settings::trials_per_hour`] are counted.
const HOUR: Duration = Duration::from_hours(1);

/// What the operator decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Minutes a time is kept while its person types.
    pub hold_minutes: i64,
    /// Minutes in which a browser that keeps one time after the other has to have booked.
    pub hold_chain_minutes: i64,
    /// Days ahead that can be listed in one request.
    pub listing_days: i64,
    /// Bookings one mail address may make in 24 hours; none: no limit.
    pub bookings_per_email: Option<i64>,
    /// Mails a day that somebody's action may send to an address whose owner nobody knows; none: no limit.
    pub mails_to_unknown: Option<i64>,
    /// How often in an hour somebody may learn that one person has a booking already; none: no limit.
    pub already_booked_per_hour: Option<usize>,
    /// Passwords that everybody can read and that open nothing; empty in the demo they were published for.
    pub published_passwords: Vec<String>,
    /// Administrators may set mail servers and identity providers and try them out. Not where everybody can read their passwords, in a demo: a stranger
    /// would look around in its network, or send mails from there.
    pub own_mail_servers: bool,
    /// Mail servers and identity providers that the administrators of a city may try out in an hour, and calendars of her own that a member
    /// may give the address of; none: no limit.
    pub trials_per_hour: Option<usize>,
    /// The installation has a mail server for cities without their own (`MENDAN_MAIL_URL`).
    pub common_mail_server: bool,
    /// How long what is over is kept.
    pub keep: Keep,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hold_minutes: 10,
            hold_chain_minutes: 60,
            listing_days: 62,
            bookings_per_email: Some(10),
            mails_to_unknown: Some(5),
            already_booked_per_hour: Some(3),
            published_passwords: Vec::new(),
            own_mail_servers: true,
            trials_per_hour: Some(20),
            common_mail_server: true,
            keep: Keep::default(),
        }
    }
}

/// All use cases. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    inner: Arc<Inner>,
}

/// Every city, asked for by the host of its address.
type Hosts = Vec<Municipality>;

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    ids: IdSource,
    bell: Arc<dyn Bell>,
    video: Arc<Providers>,
    secret: Secret,
    settings: Settings,
    catalogues: Catalogues,
    cities: Mutex<Option<(Instant, Arc<Hosts>)>>,
    times: Mutex<HashMap<KindId, Arc<Published>>>,
    views: OnceLock<Arc<dyn ViewLog>>,
    notices: OnceLock<Arc<dyn Notices>>,
    /// What was looked at lately, and by whom.
    looked: Window<View>,
    /// Of whom it was said that she has a booking already.
    already: Option<Window<Vec<u8>>>,
    /// Mail servers that were tried out.
    trials: Option<Window<MunicipalityId>>,
    /// Calendars whose address a member has given.
    calendars: Option<Window<StaffId>>,
}

/// The ports to build [`Services`] from.
pub struct Ports {
    /// Database.
    pub store: Arc<dyn Store>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The bell of the queue's workers.
    pub bell: Arc<dyn Bell>,
    /// Meeting links.
    pub video: Arc<Providers>,
}

impl Services {
    /// Puts the hub together.
    pub fn new(ports: Ports, secret: Secret, settings: Settings) -> Self {
        let Ports { store, clock, entropy, bell, video } = ports;
        let (catalogues, cities, times) = (Catalogues::default(), Mutex::default(), Mutex::default());
        let (views, notices, ids) = (OnceLock::new(), OnceLock::new(), IdSource::default());
        let looked = Window::new(1, telling::SEEN_AGAIN);
        let already = settings.already_booked_per_hour.map(|most| Window::new(most, HOUR));
        let trials = settings.trials_per_hour.map(|most| Window::new(most, HOUR));
        let calendars = settings.trials_per_hour.map(|most| Window::new(most, HOUR));
        let inner = Inner {
            store,
            clock,
            entropy,
            ids,
            bell,
            video,
            secret,
            settings,
            catalogues,
            cities,
            times,
            views,
            notices,
            looked,
            already,
            trials,
            calendars,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The store.
    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }
    /// Now, whole seconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }
    /// The secret.
    pub fn secret(&self) -> &Secret {
        &self.inner.secret
    }
    /// From now on views are noted there; only the first to say so counts. Without one they go straight into the store.
    pub fn note_views_in(&self, log: Arc<dyn ViewLog>) {
        drop(self.inner.views.set(log));
    }
    /// Where views are noted, if not straight in the store.
    pub fn views(&self) -> Option<&Arc<dyn ViewLog>> {
        self.inner.views.get()
    }
    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }
    /// The video providers.
    pub fn video(&self) -> &Providers {
        &self.inner.video
    }
    /// Randomness.
    pub fn entropy(&self) -> &dyn Entropy {
        self.inner.entropy.as_ref()
    }
    /// The same, for work that goes on in another thread.
    pub(crate) fn shared_entropy(&self) -> Arc<dyn Entropy> {
        Arc::clone(&self.inner.entropy)
    }
    /// Tells the workers of the queue that something is due.
    pub fn ring(&self) {
        self.inner.bell.ring();
    }

    /// Whether it may be said once more that this person has a booking already. Each time a mail goes to her.
    pub(crate) fn may_say_already(&self, person: &[u8]) -> bool {
        let Some(already) = &self.inner.already else { return true };
        already.forget_quiet();
        already.take(sha256(person))
    }

    /// Whether one more mail server or identity provider may be tried out in that city.
    pub(crate) fn may_try_mail_server(&self, city: MunicipalityId) -> bool {
        self.inner.trials.as_ref().is_none_or(|trials| trials.take(city))
    }

    /// Whether that member may have one more calendar read, by an address that she gives or as a file.
    pub(crate) fn may_try_calendar(&self, staff: StaffId) -> bool {
        let Some(calendars) = &self.inner.calendars else { return true };
        calendars.forget_quiet();
        calendars.take(staff)
    }

    /// A new time-ordered id, larger than all that this process made before.
    pub fn new_id(&self) -> i64 {
        let mut octets = [0_u8; 4];
        self.inner.entropy.fill(&mut octets);
        self.inner.ids.next(self.inner.clock.unix_millis(), u32::from_be_bytes(octets))
    }

    /// A new unguessable word of 256 bits, base64url.
    pub fn new_token(&self) -> String {
        use base64::Engine as _;
        let mut octets = [0_u8; 32];
        self.inner.entropy.fill(&mut octets);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(octets)
    }

    pub(crate) fn kept_times(&self, kind: KindId, version: i64) -> Option<Arc<Published>> {
        let times = self.inner.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.get(&kind).filter(|kept| kept.version == version).map(Arc::clone)
    }

    pub(crate) fn keep_times(&self, kind: KindId, times: Arc<Published>) {
        self.inner.times.lock().unwrap_or_else(PoisonError::into_inner).insert(kind, times);
    }

    /// The city whose address at that door has that host (`host[:port]`); with a single city, that one.
    pub async fn city_of_host(&self, host: &str, door: Door) -> Result<Arc<Catalogue>, Refusal> {
        let cities = self.cities().await?;
        let there = |city: &&Municipality| door.addresses(city).into_iter().any(|known| is_host(host, known));
        let id = match cities.as_slice() {
            [only] => Some(only.id),
            all => all.iter().find(there).map(|city| city.id),
        };
        self.catalogue(id.ok_or(Refusal::NotFound)?).await
    }

    /// Whether there is any city. One that was founded a moment ago is one.
    pub async fn is_founded(&self) -> Result<bool, Refusal> {
        Ok(!self.cities().await?.is_empty())
    }

    async fn cities(&self) -> Result<Arc<Hosts>, Refusal> {
        let cached = {
            let cities = self.inner.cities.lock().unwrap_or_else(PoisonError::into_inner);
            cities.as_ref().filter(|(read, _)| read.elapsed() < CITIES_AGE).map(|(_, c)| Arc::clone(c))
        };
        if let Some(cities) = cached {
            return Ok(cities);
        }
        let all = self.store().look().await?.municipalities().await?;
        let hosts = Arc::new(all);
        // An empty list is not kept: a demo is being filled at this moment.
        if !hosts.is_empty() {
            let mut cities = self.inner.cities.lock().unwrap_or_else(PoisonError::into_inner);
            *cities = Some((Instant::now(), Arc::clone(&hosts)));
        }
        Ok(hosts)
    }

    /// Writes an audit line in the transaction of what it speaks of.
    pub async fn audit(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        action: &str,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> Result<Recorded, StoreError> {
        tx.audit_insert(&self.audit_line(context, action, subject, detail)).await?;
        Ok(Recorded::in_the_unit())
    }

    /// A line about what the product itself does to a city.
    pub(crate) fn system_line(
        &self,
        municipality: MunicipalityId,
        action: &str,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> AuditLine {
        self.marked(self.new_line(municipality, action, subject, detail))
    }

    /// A line about what happens now.
    pub(crate) fn audit_line(
        &self,
        context: &Context,
        action: &str,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> AuditLine {
        let line = self.new_line(context.municipality(), action, subject, detail);
        self.marked(AuditLine {
            actor_kind: context.actor.kind(),
            actor: context.actor.staff(),
            partner: context.actor.partner(),
            network: context.network.as_deref().map(str::to_owned),
            ..line
        })
    }

    fn new_line(
        &self,
        municipality: MunicipalityId,
        action: &str,
        subject: (&'static str, i64),
        detail: &serde_json::Value,
    ) -> AuditLine {
        AuditLine {
            id: mendan_domain::ids::AuditId(self.new_id()),
            municipality,
            at: self.now(),
            actor_kind: Actor::System.kind(),
            actor: None,
            partner: None,
            action: action.to_owned(),
            subject_kind: subject.0,
            subject: subject.1,
            network: None,
            detail: detail.to_string(),
            tag: String::new(),
        }
    }

    /// The finished line: nobody without the secret writes another.
    fn marked(&self, line: AuditLine) -> AuditLine {
        let tag = crate::audit::line::tag(self.secret().audit_key(), &(&line).into());
        AuditLine { tag, ..line }
    }
}

/// Whether `host[:port]` is where the address leads: case, the scheme's own port and the writing of a bare address make
/// no difference.
fn is_host(host: &str, public_url: &str) -> bool {
    let Ok(public) = url::Url::parse(public_url) else { return public_url.eq_ignore_ascii_case(host) };
    if host.is_empty() || host.contains(['/', '@', '?', '#', '\\']) {
        return false;
    }
    let asked = url::Url::parse(&format!("{}://{host}", public.scheme()));
    asked.is_ok_and(|asked| {
        asked.host() == public.host() && asked.port_or_known_default() == public.port_or_known_default()
    })
}
