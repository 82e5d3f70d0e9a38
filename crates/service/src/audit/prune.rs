//! The log's own end: what is older than the city keeps it goes from the front of the chain, and the chain's signed row says where it
//! begins now, so that the rest is proven still. Only what is proven goes: what somebody changed or took away stays in sight.

use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;

use super::chain::{Chain, Signed};
use super::walk::{Link, Walk};
use crate::error::Refusal;
use crate::services::{Recorded, Services, Writer};

/// Lines in one transaction.
const BATCH: usize = 500;

/// Nobody does what time does.
const TIME_ITSELF: Recorded = Recorded::not_needed("nobody does what time does; the chain says where it begins");

impl Services {
    /// Ends for good the lines of that city from before that instant, as far as they are sealed and proven; returns how many.
    pub(crate) async fn prune_audit(&self, city: MunicipalityId, before: DateTime<Utc>) -> Result<u64, Refusal> {
        let mut gone = 0;
        loop {
            let mut looking = self.store().look().await?;
            let Some(chain) = looking.audit_chain(city).await? else { return Ok(gone) };
            let front = looking.audit_sealed(city, chain.first - 1, 1).await?;
            drop(looking);
            let may_go = |line: &super::line::StoredLine| line.at < before;
            if !front.first().is_some_and(|(_, line)| line.as_ref().is_none_or(may_go)) {
                return Ok(gone);
            }
            // What is signed is signed with a key that is kept.
            self.take_log_over_if_due().await?;
            match self.write(|writer| async move { writer.prune_batch(city, before).await }).await? {
                0 => return Ok(gone),
                batch => gone += batch,
            }
        }
    }
}

impl Writer {
    async fn prune_batch(&self, city: MunicipalityId, before: DateTime<Utc>) -> Result<u64, Refusal> {
        let mut tx = self.begin().await?;
        let Some(chain) = tx.audit_chain(city).await? else { return Ok(0) };
        let keys = self.audit_keys(tx.as_mut()).await?;
        // Nothing goes from a chain whose ends somebody else wrote: it may be all that shows it.
        if chain.signature(&keys) != Signed::Well {
            return Ok(0);
        }
        let (mut walk, mut last, mut is_wrong) = (Walk::of(Some(&chain), &keys), None, false);
        for (seal, line) in tx.audit_sealed(city, chain.first - 1, BATCH).await? {
            let (None, Link::Proven | Link::Erased) = walk.step(&seal, line.as_ref()) else {
                is_wrong = true;
                break;
            };
            if line.is_none_or(|line| line.at >= before) {
                break;
            }
            last = Some(seal);
        }
        if is_wrong {
            tracing::error!(
                city = city.0,
                "the audit log is not pruned: what is at its front was changed or taken away"
            );
            self.audit_was_tampered_with(&mut tx, city).await?;
        }
        let mut gone = 0;
        if let Some(last) = last {
            gone = tx.audit_prune(city, (chain.first, last.seq + 1)).await?;
            let chain = Chain { first: last.seq + 1, base: last.mac, pruned_before: Some(before), ..chain };
            tx.audit_chain_save(&chain.signed(self.secret().audit_key())).await?;
        }
        tx.commit(TIME_ITSELF).await?;
        Ok(gone)
    }
}
