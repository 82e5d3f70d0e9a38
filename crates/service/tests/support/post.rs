//! A post office: takes letters, or refuses them as it was told to.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use mendan_domain::ids::BookingId;
use mendan_service::job::kind::{Job, Kinds};
use mendan_service::job::worker::Worker;
use mendan_service::message::deliver::{Letter, Letters, MailError, Mailer, StaffLetter};
use mendan_service::message::relay::Route;
use mendan_service::message::reschedule::Reschedule;
use mendan_service::model::MessageKind;
use mendan_service::staff::forgotten::SendPasswordLink;
use mendan_service::staff::letter::ToStaff;
use mendan_service::video::link::FindLink;

use crate::support::doubles::Patience;
use crate::support::world::World;

/// A letter that was taken: what it is, whose, and its Message-ID.
pub type Taken = (MessageKind, BookingId, String);

#[derive(Default)]
pub struct Post {
    taken: Mutex<Vec<Taken>>,
    refuses: Mutex<Option<fn() -> MailError>>,
    /// Servers of cities that refuse us.
    refuse: Mutex<Vec<String>>,
    routes: Mutex<Vec<(BookingId, Option<String>)>>,
    to_staff: Mutex<Vec<StaffLetter>>,
    /// The selectors of the keys of each letter that was taken.
    signed_with: Mutex<Vec<Vec<String>>>,
    /// Takes nothing before somebody was told to wait.
    after: Option<Arc<Patience>>,
}

impl Post {
    /// One that takes nothing before somebody was told to wait.
    pub fn after(patience: &Arc<Patience>) -> Self {
        Self { after: Some(Arc::clone(patience)), ..Self::default() }
    }

    /// It, and a worker of the queue that carries letters there.
    pub fn worker(world: &World) -> (Arc<Self>, Worker) {
        Self::worker_behind(world, Self::default())
    }

    /// The same, with a post of that kind.
    pub fn worker_behind(world: &World, post: Self) -> (Arc<Self>, Worker) {
        let post = Arc::new(post);
        let letters = Letters::new(Arc::<Self>::clone(&post), 4);
        let kinds = Kinds::new()
            .and(ToStaff::by(&letters))
            .and(letters)
            .and(Job(FindLink))
            .and(Job(SendPasswordLink))
            .and(Job(Reschedule));
        let worker = Worker::new(world.services.clone(), kinds);
        (post, worker)
    }

    /// From now on everything is refused so; none: taken.
    pub fn refuses(&self, how: Option<fn() -> MailError>) {
        *self.refuses.lock().unwrap() = how;
    }

    /// From now on those servers of cities refuse us.
    pub fn refused_by(&self, servers: &[&str]) {
        *self.refuse.lock().unwrap() = servers.iter().map(|server| (*server).to_owned()).collect();
    }

    /// By which server each letter was taken; none: the installation's.
    pub fn routes(&self) -> Vec<(BookingId, Option<String>)> {
        self.routes.lock().unwrap().clone()
    }

    /// The selectors of the keys that each letter was to be signed with, in that order.
    pub fn signed_with(&self) -> Vec<Vec<String>> {
        self.signed_with.lock().unwrap().clone()
    }

    /// Letters to members of staff, in that order.
    pub fn to_staff(&self) -> Vec<StaffLetter> {
        self.to_staff.lock().unwrap().clone()
    }

    /// All it has taken, in that order.
    pub fn letters(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, letter: &Letter, route: &Route) -> Result<(), MailError> {
        let server = match route {
            Route::Common => None,
            Route::Own { relay, .. } => Some(relay.server.clone()),
        };
        if server.as_ref().is_some_and(|server| self.refuse.lock().unwrap().contains(server)) {
            return Err(MailError::Relay("535 5.7.8 no".into()));
        }
        if let Some(refuses) = *self.refuses.lock().unwrap() {
            return Err(refuses());
        }
        while self.after.as_ref().is_some_and(|patience| !patience.asked()) {
            tokio::task::yield_now().await;
        }
        let taken = (letter.row.kind, letter.booking.id, letter.row.message_id.clone());
        self.taken.lock().unwrap().push(taken);
        let keys = letter.keys.iter().map(|key| key.selector.clone()).collect();
        self.signed_with.lock().unwrap().push(keys);
        self.routes.lock().unwrap().push((letter.booking.id, server));
        Ok(())
    }

    async fn send_to_staff(&self, letter: &StaffLetter, _: &Route) -> Result<(), MailError> {
        if let Some(refuses) = *self.refuses.lock().unwrap() {
            return Err(refuses());
        }
        self.to_staff.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

/// Everything that is due now is dealt with.
pub async fn deliver(worker: &Worker) {
    while worker.beat().await.unwrap() > 0 {
        worker.idle().await;
    }
}
