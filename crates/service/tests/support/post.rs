//! A post office: takes letters, or refuses them as it was told to.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use mendan_domain::ids::BookingId;
use mendan_service::job::kind::{Job, Kinds};
use mendan_service::job::worker::Worker;
use mendan_service::message::deliver::{Letter, Letters, MailError, Mailer};
use mendan_service::model::MessageKind;
use mendan_service::video::link::FindLink;

use crate::support::world::World;

/// A letter that was taken: what it is, whose, and its Message-ID.
pub type Taken = (MessageKind, BookingId, String);

#[derive(Default)]
pub struct Post {
    taken: Mutex<Vec<Taken>>,
    refuses: Mutex<Option<fn() -> MailError>>,
}

impl Post {
    /// It, and a worker of the queue that carries letters there.
    pub fn worker(world: &World) -> (Arc<Self>, Worker) {
        let post = Arc::new(Self::default());
        let kinds = Kinds::new().and(Letters::new(Arc::<Self>::clone(&post), 4)).and(Job(FindLink));
        let worker = Worker::new(world.services.clone(), kinds);
        (post, worker)
    }

    /// From now on everything is refused so; none: taken.
    pub fn refuses(&self, how: Option<fn() -> MailError>) {
        *self.refuses.lock().unwrap() = how;
    }

    /// All it has taken, in that order.
    pub fn letters(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        if let Some(refuses) = *self.refuses.lock().unwrap() {
            return Err(refuses());
        }
        let taken = (letter.row.kind, letter.booking.id, letter.row.message_id.clone());
        self.taken.lock().unwrap().push(taken);
        Ok(())
    }
}

/// Everything that is due now is dealt with.
pub async fn deliver(worker: &Worker) {
    while worker.beat().await.unwrap() > 0 {
        worker.idle().await;
    }
}
