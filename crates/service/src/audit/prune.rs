//! The log's own end: what is older than the city keeps it goes from the front of the chain, and the chain's signed row says where it
//! begins now, so that the rest is proven still. Only what is proven goes: what somebody changed or took away stays in sight, until an
//! operator acknowledges it ([`super::release`]).

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, made_at};

use super::chain::{Chain, Seal, Signed, same};
use super::keys::AuditKeys;
use super::line::StoredLine;
use super::release::{Released, released_at};
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
            let released = chain.released();
            let may_go = |(seal, line): &(Seal, Option<StoredLine>)| match released_at(&released, (seal.seq, seal.seq))
            {
                Some(acknowledged) => released_line(seal, acknowledged) < before,
                // What a line says of its time may have been changed; what is looked at closely shows that.
                None => line.as_ref().is_none_or(|line| line.at < before || by_id(seal).is_some_and(|at| at < before)),
            };
            if !front.first().is_some_and(may_go) {
                return Ok(gone);
            }
            // What is signed is signed with a key that is kept.
            self.take_log_over_if_due().await?;
            match self.write(|writer| async move { writer.prune_batch(city, before).await }).await? {
                Some(batch) => gone += batch,
                None => return Ok(gone),
            }
        }
    }
}

impl Writer {
    /// How many lines went: links whose line somebody took away go without one. None: nothing went, and nothing will.
    async fn prune_batch(&self, city: MunicipalityId, before: DateTime<Utc>) -> Result<Option<u64>, Refusal> {
        let mut tx = self.begin().await?;
        let Some(chain) = tx.audit_chain(city).await? else { return Ok(None) };
        let keys = self.audit_keys(tx.as_mut()).await?;
        // Nothing goes from a chain whose ends somebody else wrote: it may be all that shows it.
        if chain.signature(&keys) != Signed::Well {
            return Ok(None);
        }
        let released = chain.released();
        let (mut walk, mut last, mut is_wrong) = (Walk::of(Some(&chain), &keys), None, false);
        for (seal, line) in tx.audit_sealed(city, chain.first - 1, BATCH).await? {
            let worth = walk.step(&seal, line.as_ref());
            let Some(at) = written_at(&released, (&seal, line.as_ref()), worth) else {
                is_wrong = true;
                break;
            };
            if at >= before {
                break;
            }
            last = Some((seal.seq, walk.heads().to_vec()));
        }
        if is_wrong {
            tracing::error!(
                city = city.0,
                "the audit log is not pruned: what is at its front was changed or taken away"
            );
            self.audit_was_tampered_with(&mut tx, city).await?;
        }
        let mut gone = None;
        if let Some((last, heads)) = last {
            let behind = tx.audit_sealed(city, last, 1).await?;
            let base = base(&keys, (&chain, last, heads.as_slice()), behind.first());
            gone = Some(tx.audit_prune(city, (chain.first, last + 1)).await?);
            let chain = Chain { first: last + 1, base, pruned_before: Some(before), ..chain };
            tx.audit_chain_save(&chain.signed(self.secret().audit_key())).await?;
        }
        tx.commit(TIME_ITSELF).await?;
        Ok(gone)
    }
}

/// When the line of a link was written that may go once it is old enough: it is proven, or its break was acknowledged. None: it stays.
fn written_at(
    released: &[Released],
    (seal, line): (&Seal, Option<&StoredLine>),
    (gap, link): (Option<(i64, i64)>, Link),
) -> Option<DateTime<Utc>> {
    if let (None, Link::Proven | Link::Erased, Some(line)) = (gap, link, line) {
        return Some(line.at);
    }
    let first = gap.map_or(seal.seq, |(first, _)| first);
    released_at(released, (first, seal.seq)).map(|acknowledged| released_line(seal, acknowledged))
}

/// When a line was written whose break was acknowledged then. What it says of its time itself proves nothing: its id tells, and it was
/// there when it was acknowledged.
fn released_line(seal: &Seal, acknowledged: DateTime<Utc>) -> DateTime<Utc> {
    by_id(seal).map_or(acknowledged, |at| at.min(acknowledged))
}

fn by_id(seal: &Seal) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(made_at(seal.line.0))
}

/// The MAC on which what stays hangs, behind that place: of a link that somebody changed it may be the one that it should have.
fn base(
    keys: &AuditKeys,
    (chain, last, heads): (&Chain, i64, &[Vec<u8>]),
    behind: Option<&(Seal, Option<StoredLine>)>,
) -> Vec<u8> {
    let Some((seal, line)) = behind else {
        // The next link will be made behind the end.
        let end = (last >= chain.last).then(|| chain.head.clone());
        return end.or_else(|| heads.first().cloned()).unwrap_or_default();
    };
    let hangs_on = |head: &&Vec<u8>| {
        let signed = line.as_ref().zip(keys.of(&seal.key));
        signed.is_some_and(|(line, key)| same(&seal.made(key, line, head), &seal.mac))
    };
    heads.iter().find(hangs_on).or_else(|| heads.first()).cloned().unwrap_or_default()
}
