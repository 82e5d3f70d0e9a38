//! The one door through which everything is written.

use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};

use mendan_domain::ids::MunicipalityId;

use super::Services;
use crate::error::Refusal;
use crate::ports::{StoreError, StoreResult};
use crate::unit::WriteUnit;

/// A use case that found the store busy is not begun again after so long.
const TRY_AGAIN_WITHIN: Duration = Duration::from_millis(900);
/// So often it is begun again at most.
const TRIES: u32 = 3;

/// All use cases, and the right to write. [`Services::write`] makes it, nobody else.
#[derive(Clone)]
pub struct Writer(Services);

impl Deref for Writer {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.0
    }
}

/// A unit of work that writes; undone when dropped without a commit.
pub struct Unit {
    work: Box<dyn WriteUnit>,
    services: Services,
}

impl Deref for Unit {
    type Target = dyn WriteUnit;

    fn deref(&self) -> &Self::Target {
        &*self.work
    }
}

impl DerefMut for Unit {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.work
    }
}

/// That the audit log tells what a unit of work did, or why it need not: without one nothing is committed.
#[derive(Debug)]
#[must_use = "a commit asks for it"]
pub struct Recorded(());

impl Recorded {
    /// The lines stand in the unit already.
    pub(super) const fn in_the_unit() -> Self {
        Self(())
    }

    /// Nothing is told, and why that is right.
    pub(crate) const fn not_needed(_why: &'static str) -> Self {
        Self(())
    }
}

impl Unit {
    /// For what happens inside.
    pub(crate) fn as_mut(&mut self) -> &mut dyn WriteUnit {
        &mut *self.work
    }

    /// Makes it last, and tells pages that are open what is different.
    pub(crate) async fn commit(mut self, _recorded: Recorded) -> StoreResult<()> {
        let changes = self.work.changes();
        self.work.commit().await?;
        self.services.tell(changes).await;
        Ok(())
    }
}

impl Writer {
    /// Begins a unit of work that writes.
    pub(crate) async fn begin(&self) -> StoreResult<Unit> {
        let services = self.0.clone();
        self.store().begin().await.map(|work| Unit { work, services })
    }

    /// Ends a unit that changed what the city offers: every instance reads it anew, this one at once.
    pub(crate) async fn commit_setup(
        &self,
        mut unit: Unit,
        recorded: Recorded,
        id: MunicipalityId,
    ) -> Result<(), Refusal> {
        unit.setup_changed(id).await?;
        unit.commit(recorded).await?;
        self.forget_catalogue(id);
        Ok(())
    }
}

impl Services {
    /// Writes. What is inside begins again while the store is busy (at most three more times, begun within 0.9 seconds: with the
    /// store's own patience every answer comes within three), and is answered when all it has seen lasts. It does not outlive its
    /// asker by itself: whoever serves people who may go away has it carried on (in the server, one layer for everything posted).
    pub(crate) async fn write<T, F, Fut>(&self, work: F) -> Result<T, Refusal>
    where
        F: Fn(Writer) -> Fut + Send,
        Fut: Future<Output = Result<T, Refusal>> + Send,
        T: Send,
    {
        let begun = Instant::now();
        let mut tries = 0_u32;
        loop {
            let answer = work(Writer(self.clone())).await;
            // An answer tells of nothing that does not last yet.
            let answer = self.store().settled().await.map_err(Refusal::from).and(answer);
            if matches!(answer, Err(Refusal::Busy(_))) {
                // A catalogue may have been read in a transaction that came to nothing.
                self.forget_catalogues();
            }
            match answer {
                Err(Refusal::Busy(StoreError::Busy(_))) if tries < TRIES && begun.elapsed() < TRY_AGAIN_WITHIN => {
                    tries += 1;
                    tokio::time::sleep(self.jitter(tries)).await;
                }
                answer => return answer,
            }
        }
    }

    fn jitter(&self, tries: u32) -> Duration {
        let mut octet = [0_u8; 1];
        self.entropy().fill(&mut octet);
        Duration::from_millis(u64::from(tries) * 20 + u64::from(octet[0]) / 4)
    }
}
