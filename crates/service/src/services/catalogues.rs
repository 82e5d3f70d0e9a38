//! What cities offer, kept for a moment: read with every request, changed rarely.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{NaiveDate, TimeDelta};
use mendan_domain::ids::MunicipalityId;

use super::{Context, Services};
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::unit::WriteUnit;

/// So old a catalogue may be.
const AGE: Duration = Duration::from_secs(1);

/// Closures that ended longer ago are not read, days: their list shows the last year, nothing else looks back as far.
const CLOSURES_DAYS: i64 = 400;

type Kept = HashMap<MunicipalityId, (Instant, Arc<Catalogue>)>;

/// The catalogues that were read last.
#[derive(Default)]
pub(super) struct Catalogues {
    kept: Mutex<Kept>,
    /// Rises with every change made here.
    changes: AtomicU64,
}

impl Catalogues {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be asked before reading, and said when keeping.
    fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    fn get(&self, id: MunicipalityId) -> Option<(Instant, Arc<Catalogue>)> {
        self.kept().get(&id).map(|(read, catalogue)| (*read, Arc::clone(catalogue)))
    }

    /// Keeps what was read, unless something was changed here since `before`: it may be older than that change, and whoever
    /// made it wants to see it.
    fn keep(&self, id: MunicipalityId, catalogue: &Arc<Catalogue>, before: u64) {
        let mut kept = self.kept();
        if self.changes() == before {
            kept.insert(id, (Instant::now(), Arc::clone(catalogue)));
        }
    }

    fn forget(&self, gone: impl FnOnce(&mut Kept)) {
        let mut kept = self.kept();
        self.changes.fetch_add(1, Ordering::AcqRel);
        gone(&mut kept);
    }
}

impl Services {
    /// What a city offers, at most a second old; on the instance that changed it, at once.
    pub async fn catalogue(&self, id: MunicipalityId) -> Result<Arc<Catalogue>, Refusal> {
        let catalogues = &self.inner.catalogues;
        let kept = catalogues.get(id);
        if let Some((_, catalogue)) = kept.as_ref().filter(|(read, _)| read.elapsed() < AGE) {
            return Ok(Arc::clone(catalogue));
        }
        let before = catalogues.changes();
        let mut tx = self.store().read().await?;
        let catalogue = match kept {
            Some((_, kept)) if kept.version == tx.setup_version(id).await? => kept,
            _ => Arc::new(tx.catalogue(id, self.closures_since()).await?.ok_or(Refusal::NotFound)?),
        };
        catalogues.keep(id, &catalogue, before);
        Ok(catalogue)
    }

    /// Closures that ended before that day are of no use any more.
    pub(crate) fn closures_since(&self) -> NaiveDate {
        (self.now() - TimeDelta::days(CLOSURES_DAYS)).date_naive()
    }

    /// The context of this very moment: with what the city offers now, as the transaction sees it, and as it stays until
    /// the transaction ends. A catalogue may be a second old, and another instance may have closed the day meanwhile.
    pub(crate) async fn of_this_moment(&self, tx: &mut dyn WriteUnit, context: &Context) -> Result<Context, Refusal> {
        let id = context.municipality();
        if tx.setup_version_held(id).await? == context.catalogue.version {
            return Ok(context.clone());
        }
        let before = self.inner.catalogues.changes();
        let catalogue = Arc::new(tx.catalogue(id, self.closures_since()).await?.ok_or(Refusal::NotFound)?);
        self.inner.catalogues.keep(id, &catalogue, before);
        Ok(context.in_city(catalogue))
    }

    /// Has the city's catalogue read anew: somebody else may have changed it in this very second.
    pub fn forget_catalogue(&self, id: MunicipalityId) {
        self.inner.catalogues.forget(|kept| drop(kept.remove(&id)));
    }

    /// Has every catalogue read anew.
    pub(super) fn forget_catalogues(&self) {
        self.inner.catalogues.forget(HashMap::clear);
    }
}
