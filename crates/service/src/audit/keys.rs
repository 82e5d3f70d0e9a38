//! The keys of the audit log: those of the listed secrets, and those that were kept.
//!
//! A key is kept before it seals for the first time, so that one that nobody kept has sealed nothing of ours. What a kept one sealed is
//! proven also when its secret is listed no more; it signs no ends, and marks no lines, any more.

use chrono::Duration;
use mendan_domain::ids::MunicipalityId;

use super::chain::{Chain, Signed};
use super::line::{Marked, StoredLine, marked};
use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::{SealedColumn, SealedPlace, SealedValue};
use crate::secret::{AuditKey, Secret};
use crate::services::{Recorded, Services, Unit, Writer};
use crate::unit::ReadUnit;

/// More secrets than anybody ever had.
const MOST: i64 = 1000;
/// How long lines without a mark are sealed when a chain begins at the migration: another instance may be of the release before.
pub(super) const UNMARKED: Duration = Duration::minutes(10);

/// All keys that prove something.
pub(crate) struct AuditKeys {
    /// Of the listed secrets, the first of now.
    listed: Vec<AuditKey>,
    /// Kept ones that open.
    kept: Vec<AuditKey>,
    /// All that are kept, as they stand.
    rows: Vec<SealedValue>,
    /// Some of those open, and are not sealed under the first secret.
    stale: bool,
}

impl AuditKeys {
    fn new(secret: &Secret, rows: Vec<SealedValue>) -> Self {
        let opened = |row: &SealedValue| {
            let SealedPlace::AuditKey(id) = &row.place else { return None };
            AuditKey::kept(id, &secret.open(&row.place, &row.sealed).ok()?)
        };
        let kept = rows.iter().filter_map(opened).collect();
        let stale = rows.iter().any(|row| !secret.is_current(&row.sealed) && opened(row).is_some());
        Self { listed: secret.audit_keys().cloned().collect(), kept, rows, stale }
    }

    /// The key of that id.
    pub(super) fn of(&self, id: &[u8]) -> Option<&AuditKey> {
        self.listed.iter().chain(&self.kept).find(|key| key.id() == id)
    }

    /// The same, if its secret is listed.
    pub(super) fn listed(&self, id: &[u8]) -> Option<&AuditKey> {
        self.listed.iter().find(|key| key.id() == id)
    }

    /// Whether a key of that id was ever kept; of a secret that is not listed it may be that it does not open.
    pub(super) fn is_kept(&self, id: &[u8]) -> bool {
        self.rows.iter().any(|kept| matches!(&kept.place, SealedPlace::AuditKey(known) if known == id))
    }

    /// What the mark of a line says. A good one of a secret that is listed no more is one of an unknown key: it waits until its secret
    /// is listed once more.
    pub(super) fn mark_of(&self, line: &StoredLine) -> Marked {
        match marked(self.listed.iter(), line) {
            Marked::UnknownKey if marked(self.kept.iter(), line) == Marked::Forged => Marked::Forged,
            said => said,
        }
    }

    /// No key was ever kept: nothing was ever sealed in this database.
    pub(super) const fn is_first(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether the first secret has to take over what another one signed, see [`Writer::take_over`].
    fn is_due(&self) -> bool {
        let first_is_kept = self.listed.first().is_some_and(|key| self.is_kept(key.id()));
        self.stale || (!first_is_kept && !self.is_anothers())
    }

    /// Nothing that was kept opens: it is the database of another secret.
    const fn is_anothers(&self) -> bool {
        !self.rows.is_empty() && self.kept.is_empty()
    }
}

impl Services {
    /// The keys of the listed secrets and the kept ones. One that does not open is told by the check of the secret; what it sealed
    /// cannot be proven.
    pub(super) async fn audit_keys(&self, tx: &mut dyn ReadUnit) -> Result<AuditKeys, Refusal> {
        let rows = tx.sealed_after(SealedColumn::AuditKey, None, MOST).await?;
        Ok(AuditKeys::new(self.secret(), rows))
    }

    /// A secret that is first in the list for the first time takes the log over.
    pub(super) async fn take_log_over_if_due(&self) -> Result<(), Refusal> {
        let mut looking = self.store().look().await?;
        let is_due = self.audit_keys(looking.as_mut()).await?.is_due();
        drop(looking);
        if is_due { self.take_log_over().await } else { Ok(()) }
    }

    /// The same, whatever was done before: of an exchange of secrets.
    pub(crate) async fn take_log_over(&self) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let keys = writer.audit_keys(tx.as_mut()).await?;
            if writer.take_over(&mut tx, &keys).await? {
                tx.commit(Recorded::not_needed("nothing is said otherwise than before")).await?;
            }
            Ok(())
        })
        .await
    }
}

impl Writer {
    /// The first secret takes over what signs the log: all keys are kept, sealed under it, and the ends of all chains that are well
    /// signed by a listed one are signed by it. Afterwards the others can be taken off the list: what they sealed is proven still.
    /// Where nothing was ever sealed the chains begin. Whether anything was to be done.
    async fn take_over(&self, tx: &mut Unit, keys: &AuditKeys) -> Result<bool, Refusal> {
        if keys.is_anothers() {
            return Ok(false);
        }
        let mut done = false;
        for key in keys.listed.iter().filter(|key| !keys.is_kept(key.id())) {
            self.keep_audit_key(tx, key).await?;
            done = true;
        }
        for row in keys.rows.iter().filter(|row| !self.secret().is_current(&row.sealed)) {
            if let Ok(sealed) = self.anew(&row.place, &row.sealed) {
                done |= tx.sealed_replace(row, &sealed).await?;
            }
        }
        let first = self.secret().audit_key();
        for city in tx.municipalities().await? {
            match tx.audit_chain(city.id).await? {
                Some(chain) if chain.key != first.id() && chain.signature(keys) == Signed::Well => {
                    tx.audit_chain_save(&chain.signed(first)).await?;
                    done = true;
                }
                None if keys.is_first() => {
                    let now = self.now();
                    let chain = Chain { unmarked_until: now + UNMARKED, ..Chain::new(city.id, now) };
                    self.begin_signed(tx, chain).await?;
                    done = true;
                }
                _ => {}
            }
        }
        Ok(done)
    }

    async fn keep_audit_key(&self, tx: &mut Unit, key: &AuditKey) -> Result<(), Refusal> {
        let place = SealedPlace::AuditKey(key.id().to_vec());
        let sealed = self.secret().seal(self.entropy(), &place, key.octets());
        let sealed = sealed.map_err(|why| crate::services::unusable(&place, why))?;
        Ok(tx.audit_key_keep(key.id(), &sealed).await?)
    }

    /// Before a city is written that is being founded: chains of others begin without it.
    pub(crate) async fn prepare_chain(&self, tx: &mut Unit) -> Result<(), Refusal> {
        let keys = self.audit_keys(tx.as_mut()).await?;
        if keys.is_due() {
            self.take_over(tx, &keys).await?;
        }
        Ok(())
    }

    /// The chain of a city that is being founded begins with it: one that is missing later was taken away.
    pub(crate) async fn begin_chain(&self, tx: &mut Unit, city: MunicipalityId) -> Result<Chain, Refusal> {
        self.begin_signed(tx, Chain::new(city, self.now())).await
    }

    async fn begin_signed(&self, tx: &mut Unit, chain: Chain) -> Result<Chain, Refusal> {
        let chain = chain.signed(self.secret().audit_key());
        if tx.audit_chain_begin(&chain).await? {
            Ok(chain)
        } else {
            Err(StoreError::Busy("another instance begins the chain".into()).into())
        }
    }
}
