//! Sealing what was written. Nobody who writes a line waits for another: the chain is made afterwards, in short transactions of their
//! own. What commits late, under an older id, is sealed late: the order of the chain is the order of sealing.

use mendan_domain::ids::{AuditId, MunicipalityId};

use super::alarm::Wrong;
use super::chain::{Chain, Seal, Signed};
use super::keys::{AuditKeys, UNMARKED};
use super::line::{Marked, StoredLine};
use crate::error::Refusal;
use crate::services::{Recorded, Services, Unit, Writer};

/// Lines in one transaction: a few milliseconds of the writer's time.
pub const BATCH: usize = 200;

/// It is the log itself.
const THE_LOG: Recorded = Recorded::not_needed("it is the log itself");

/// What became of a batch.
struct Batch {
    sealed: u64,
    /// The last line of a full one: there may be more behind it.
    next: Option<AuditId>,
}

impl Services {
    /// Seals the lines of every city that wait for it; returns how many.
    pub async fn seal_audit(&self) -> Result<u64, Refusal> {
        self.take_log_over_if_due().await?;
        let mut sealed = 0;
        for city in self.store().look().await?.municipalities().await? {
            sealed += self.seal_audit_of(city.id).await?;
        }
        Ok(sealed)
    }

    async fn seal_audit_of(&self, city: MunicipalityId) -> Result<u64, Refusal> {
        let (mut after, mut sealed, mut is_stuck) = (AuditId(0), 0, false);
        let Some(keys) = self.keys_if_any_wait(city).await? else { return Ok(0) };
        while let Some(from) = self.waiting_behind(city, after, (&keys, &mut is_stuck)).await? {
            let Some(batch) = self.write(|writer| async move { writer.seal_batch(city, from).await }).await? else {
                is_stuck = true;
                break;
            };
            sealed += batch.sealed;
            match batch.next {
                Some(next) => after = next,
                None => break,
            }
        }
        if is_stuck {
            self.audit_is_wrong(city, Wrong::Waiting).await?;
        } else if sealed > 0 {
            self.audit_is_well_again(city, Wrong::Waiting).await?;
        }
        Ok(sealed)
    }

    /// The keys by which it is looked what can be sealed, read once; none: no line waits. What is signed is looked at by those that a unit
    /// reads itself: another instance may keep a new one meanwhile.
    async fn keys_if_any_wait(&self, city: MunicipalityId) -> Result<Option<AuditKeys>, Refusal> {
        let mut looking = self.store().look().await?;
        if looking.audit_waiting(city, AuditId(0), 1).await?.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.audit_keys(looking.as_mut()).await?))
    }

    /// Where to begin so that there is something to do; none: nothing is. It looks only, so nobody waits for it while nothing is
    /// due: not even while there are lines whose secret is not listed.
    async fn waiting_behind(
        &self,
        city: MunicipalityId,
        mut after: AuditId,
        (keys, is_stuck): (&AuditKeys, &mut bool),
    ) -> Result<Option<AuditId>, Refusal> {
        let mut looking = self.store().look().await?;
        let mut waiting = looking.audit_waiting(city, after, 1).await?;
        while let Some(last) = waiting.last() {
            if waiting.iter().any(|line| keys.mark_of(line) != Marked::UnknownKey) {
                return Ok(Some(after));
            }
            *is_stuck = true;
            after = last.id;
            waiting = looking.audit_waiting(city, after, BATCH).await?;
        }
        Ok(None)
    }
}

impl Writer {
    /// Seals the lines behind that one; none while the chain's secret is not listed. Two instances do it one after the other: the
    /// chain's row is locked first.
    async fn seal_batch(&self, city: MunicipalityId, after: AuditId) -> Result<Option<Batch>, Refusal> {
        let mut tx = self.begin().await?;
        let keys = self.audit_keys(tx.as_mut()).await?;
        let Some(mut chain) = self.chain_of(&mut tx, city, &keys).await? else { return Ok(None) };
        let waiting = tx.audit_waiting(city, after, BATCH).await?;
        let now = self.now();
        let (mut sealed, mut unmarked) = (0, false);
        for line in &waiting {
            match keys.mark_of(line) {
                Marked::UnknownKey => continue,
                Marked::Ours => {}
                Marked::Not if now <= chain.unmarked_until => unmarked = true,
                // It stays in sight, and out of the chain.
                Marked::Not | Marked::Forged => {
                    tracing::error!(line = line.id.0, "a line of the audit log that the product did not write");
                    tx.audit_untag(line.id).await?;
                    self.audit_was_tampered_with(&mut tx, city).await?;
                    continue;
                }
            }
            self.seal_line(&mut tx, &mut chain, line).await?;
            sealed += 1;
        }
        let is_full = waiting.len() == BATCH;
        if unmarked && is_full {
            // There are so many of them that it takes long.
            chain.unmarked_until = chain.unmarked_until.max(now + UNMARKED);
        }
        tx.audit_chain_save(&chain.signed(self.secret().audit_key())).await?;
        tx.commit(THE_LOG).await?;
        Ok(Some(Batch { sealed, next: waiting.last().filter(|_| is_full).map(|line| line.id) }))
    }

    /// Signs the ends as they are, whether or not a line waits; `false` while their secret is not listed.
    pub(super) async fn sign_ends(&self, city: MunicipalityId) -> Result<bool, Refusal> {
        let mut tx = self.begin().await?;
        let keys = self.audit_keys(tx.as_mut()).await?;
        let Some(chain) = self.chain_of(&mut tx, city, &keys).await? else { return Ok(false) };
        tx.audit_chain_save(&chain.signed(self.secret().audit_key())).await?;
        tx.commit(THE_LOG).await?;
        Ok(true)
    }

    async fn seal_line(&self, tx: &mut Unit, chain: &mut Chain, line: &StoredLine) -> Result<(), Refusal> {
        let seal = Seal::new(self.secret().audit_key(), line, (chain.last + 1, self.now()), &chain.head);
        tx.audit_seal_insert(&seal).await?;
        tx.audit_untag(line.id).await?;
        (chain.last, chain.head) = (seal.seq, seal.mac);
        Ok(())
    }

    /// The chain of that city. Its ends are signed anew only if they are as the product signed them: what somebody else changed or
    /// took away is noted for good, and the chain goes on behind its last link; what was acknowledged before counts no more, because
    /// nobody knows who wrote it. None while its key is not listed.
    pub(super) async fn chain_of(
        &self,
        tx: &mut Unit,
        city: MunicipalityId,
        keys: &AuditKeys,
    ) -> Result<Option<Chain>, Refusal> {
        let now = self.now();
        let chain = tx.audit_chain(city).await?;
        let last = tx.audit_last_seal(city).await?;
        let signed = match &chain {
            None => Signed::Wrongly,
            // An older copy of the row, well signed.
            Some(chain) if last.as_ref().is_some_and(|last| last.seq > chain.last) => Signed::Wrongly,
            Some(chain) => chain.signature(keys),
        };
        match (signed, chain) {
            (Signed::Well, chain) => Ok(chain),
            (Signed::UnknownKey, _) => {
                tracing::warn!(city = city.0, "the audit log is not sealed: its secret is not listed");
                Ok(None)
            }
            (Signed::Wrongly, chain) => {
                tracing::error!(city = city.0, "the ends of the audit log's chain were changed or taken away");
                self.audit_was_tampered_with(tx, city).await?;
                let chain = match chain {
                    Some(chain) => chain,
                    None => self.begin_chain(tx, city).await?,
                };
                let (last, head) = last.map_or((chain.first - 1, chain.base.clone()), |last| (last.seq, last.mac));
                let (broken_at, unmarked_until) = (chain.broken_at.or(Some(now)), chain.begun_at);
                Ok(Some(Chain { last, head, unmarked_until, broken_at, released: None, ..chain }))
            }
        }
    }
}
