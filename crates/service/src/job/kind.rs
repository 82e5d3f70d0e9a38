//! What a kind of job is: what its payload holds, when it is still to be done, how often it is tried, and what becomes of it.
//! Everything of a kind stands in one file, in the area whose work it is.

use std::time::Duration as Wait;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Refusal;
use crate::job::lease::Lease;
use crate::job::row::{About, Envelope, JobRow, OutboxState};
use crate::ports::StoreError;
use crate::services::Services;

/// One attempt may take a minute: another side that sends an octet a second must not keep a place for ever.
pub const ATTEMPT_LIMIT: Wait = Wait::from_mins(1);

/// A job that waits for another one is looked at again in a second or two.
const MOMENT: (i64, i64) = (1, 2);

/// Works on leased rows of one kind.
#[async_trait]
pub trait Handler: Send + Sync {
    /// The word in the rows.
    fn word(&self) -> &'static str;
    /// Before rows are leased: looks at what concerns all of them.
    async fn look(&self, _services: &Services) -> Result<(), Refusal> {
        Ok(())
    }
    /// Does what the row says and writes what became of it; a word for the log. No transaction is open. What fails because the
    /// row cannot be read ([`StoreError::Corrupt`]) is put aside; any other error leaves the row to be leased again.
    async fn attempt(&self, lease: &Lease, row: JobRow) -> Result<&'static str, Refusal>;
}

/// A kind of job with a typed payload. [`Job`] makes a [`Handler`] of it.
#[async_trait]
pub trait JobKind: Send + Sync {
    /// What it has to know: ids and facts, nothing personal.
    type Payload: Serialize + DeserializeOwned + Send + Sync;
    /// What it finds when it looks whether it is still to be done.
    type Found: Send;
    /// The word in the rows.
    const WORD: &'static str;
    /// When it is tried again.
    const RETRY: Retry;

    /// Looks at what is so now: is there still something to do, and with what?
    async fn find(
        &self,
        services: &Services,
        row: &JobRow,
        payload: &Self::Payload,
    ) -> Result<Still<Self::Found>, Refusal>;
    /// Does it. Whatever it does twice must be as if it were done once.
    async fn attempt(&self, services: &Services, found: Self::Found) -> Result<Outcome, Refusal>;
}

/// Whether a job is still to be done.
#[derive(Debug)]
pub enum Still<T> {
    /// Yes, with what was found.
    ToDo(T),
    /// What it is about is being worked on; it is looked at again in a moment.
    Wait(&'static str),
    /// There is nothing to do any more.
    Nothing,
}

impl<T> Still<T> {
    /// Nothing to do where that is not so.
    #[must_use]
    pub fn only_if(self, is_so: impl FnOnce(&T) -> bool) -> Self {
        match self {
            Self::ToDo(found) if !is_so(&found) => Self::Nothing,
            other => other,
        }
    }
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done; a word about it.
    Done(&'static str),
    /// Not now, and why: it is tried again, and staff see why on the booking.
    Again(String),
}

/// Seconds until it is tried again: the first, doubled each time up to the longest, and a quarter of it by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// After the first attempt.
    pub first: i64,
    /// At most.
    pub longest: i64,
}

impl Retry {
    /// Seconds after so many attempts, without chance.
    pub fn after(self, attempts: i64) -> i64 {
        let doublings = u32::try_from(attempts.clamp(0, 20)).unwrap_or(0);
        self.first.saturating_mul(1 << doublings).min(self.longest)
    }
}

/// Makes a [`Handler`] of a kind.
pub struct Job<K>(pub K);

#[async_trait]
impl<K: JobKind> Handler for Job<K> {
    fn word(&self) -> &'static str {
        K::WORD
    }

    async fn attempt(&self, lease: &Lease, row: JobRow) -> Result<&'static str, Refusal> {
        let payload: K::Payload =
            serde_json::from_str(&row.payload).map_err(|_| StoreError::Corrupt("column detail".into()))?;
        let services = &lease.services;
        let now = services.now();
        if now > row.useful_until {
            // Staff find it among what was not done.
            lease.finish(OutboxState::Expired, None, Some(row.last_error.as_deref().unwrap_or("out of time"))).await?;
            return Ok("expired");
        }
        let found = match self.0.find(services, &row, &payload).await.map_err(lasting)? {
            Still::ToDo(found) => found,
            Still::Wait(why) => {
                lease.later(lease.soon(MOMENT), None, why).await?;
                return Ok("waits");
            }
            Still::Nothing => {
                lease.finish(OutboxState::Superseded, None, Some("nothing to do any more")).await?;
                return Ok("superseded");
            }
        };
        if !lease.stamp(row.stamped_at.unwrap_or(now)).await? {
            return Ok("lost");
        }
        let outcome = tokio::time::timeout(ATTEMPT_LIMIT, self.0.attempt(services, found)).await;
        match outcome.unwrap_or_else(|_| Ok(Outcome::Again("took too long".into()))).or_else(again)? {
            Outcome::Done(what) => {
                lease.finish(OutboxState::Sent, None, Some(what)).await?;
                Ok("done")
            }
            Outcome::Again(why) => {
                let seconds = K::RETRY.after(row.attempts);
                lease.later(lease.soon((seconds, seconds / 4)), None, &why).await?;
                Ok("retry")
            }
        }
    }
}

/// What a job concerns does not come back by trying again.
fn lasting(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::NotFound => StoreError::Corrupt("what the job concerns is not there".into()).into(),
        other => other,
    }
}

/// A refusal is tried again like any other; what the store failed with leaves the row as it is.
fn again(refusal: Refusal) -> Result<Outcome, Refusal> {
    match refusal {
        Refusal::Busy(_) | Refusal::Internal(_) => Err(refusal),
        other => Ok(Outcome::Again(other.code().to_owned())),
    }
}

/// All kinds a worker knows.
#[derive(Default)]
pub struct Kinds(Vec<Box<dyn Handler>>);

impl Kinds {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// And that one.
    #[must_use]
    pub fn and(mut self, kind: impl Handler + 'static) -> Self {
        self.0.push(Box::new(kind));
        self
    }

    /// The words of all of them.
    pub fn words(&self) -> Vec<&'static str> {
        self.0.iter().map(|kind| kind.word()).collect()
    }

    pub(super) fn of(&self, word: &str) -> Option<&dyn Handler> {
        self.0.iter().find(|kind| kind.word() == word).map(AsRef::as_ref)
    }

    pub(super) async fn look(&self, services: &Services) -> Result<(), Refusal> {
        for kind in &self.0 {
            kind.look(services).await?;
        }
        Ok(())
    }
}

impl Services {
    /// A new row of that kind, due and of use from when to when; `key` makes it another job than all others of its kind.
    pub(crate) fn job<K: JobKind>(
        &self,
        (municipality, about): (MunicipalityId, About),
        payload: &K::Payload,
        (due_at, useful_until): (DateTime<Utc>, DateTime<Utc>),
        key: &str,
    ) -> Result<JobRow, Refusal> {
        let payload = serde_json::to_string(payload).map_err(|error| StoreError::Other(error.into()))?;
        Ok(JobRow {
            id: OutboxId(self.new_id()),
            municipality,
            about,
            job: K::WORD.to_owned(),
            payload,
            envelope: Envelope::default(),
            dedupe_key: format!("{}:{key}", K::WORD),
            due_at,
            useful_until,
            state: OutboxState::Pending,
            attempts: 0,
            stamped_at: None,
            finished_at: None,
            last_error: None,
            created_at: self.now(),
            failure: None,
            held_at: None,
            settled_at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_doubles_until_it_is_the_longest() {
        let retry = Retry { first: 30, longest: 600 };
        let waits: Vec<i64> = (0..7).map(|attempts| retry.after(attempts)).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 600, 600]);
        assert_eq!(retry.after(i64::MAX), 600);
    }
}
