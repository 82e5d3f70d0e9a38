//! What becomes of a key: it signs, it rests, it goes.

use mendan_domain::ids::MunicipalityId;
use serde_json::json;

use super::{DkimKey, DkimKeyId, KeyState};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Services, Unit, Writer};
use crate::unit::ReadUnit;

impl Services {
    /// From the next letter on it signs, whatever of its domain and sort signed before rests. Whoever says so has published it.
    pub async fn dkim_begin(
        &self,
        context: &Permit<ManageSetup>,
        id: DkimKeyId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.may_set_mail_servers()?;
        self.write(|writer| async move {
            let (mut tx, _) = writer.begin_setup(context).await?;
            let keys = keys(tx.as_mut(), context.municipality()).await?;
            let key = seen(&keys, id, expected)?;
            let same = |other: &&DkimKey| (&other.domain, other.algorithm) == (&key.domain, key.algorithm);
            for before in keys.iter().filter(same).filter(|other| other.state == KeyState::Signs) {
                tx.dkim_state(before.municipality, before.id, KeyState::Old).await?;
            }
            tx.dkim_state(key.municipality, key.id, KeyState::Signs).await?;
            writer.changed_key(tx, context, key, "dkim_begin").await
        })
        .await
    }

    /// From the next letter on it signs nothing. Its record should stay until what it signed has arrived.
    pub async fn dkim_end(
        &self,
        context: &Permit<ManageSetup>,
        id: DkimKeyId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _) = writer.begin_setup(context).await?;
            let keys = keys(tx.as_mut(), context.municipality()).await?;
            let key = seen(&keys, id, expected)?;
            tx.dkim_state(key.municipality, key.id, KeyState::Old).await?;
            writer.changed_key(tx, context, key, "dkim_end").await
        })
        .await
    }

    /// Takes it away, with its private half. Not while it signs. Said twice, it is gone.
    pub async fn dkim_delete(
        &self,
        context: &Permit<ManageSetup>,
        id: DkimKeyId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _) = writer.begin_setup(context).await?;
            let keys = keys(tx.as_mut(), context.municipality()).await?;
            let key = seen(&keys, id, expected)?;
            if key.state == KeyState::Signs {
                return Err(Refusal::NotPossible);
            }
            tx.dkim_delete(key.municipality, key.id).await?;
            writer.changed_key(tx, context, key, "dkim_delete").await
        })
        .await
    }
}

impl Writer {
    async fn changed_key(
        &self,
        mut tx: Unit,
        context: &Permit<ManageSetup>,
        key: &DkimKey,
        action: &str,
    ) -> Result<(), Refusal> {
        let city = context.municipality();
        let detail = json!({ "record": key.record_name() });
        let recorded = self.audit(tx.as_mut(), context, action, ("city", city.0), &detail).await?;
        self.commit_setup(tx, recorded, city).await
    }
}

async fn keys(tx: &mut dyn ReadUnit, city: MunicipalityId) -> Result<Vec<DkimKey>, Refusal> {
    Ok(tx.dkim_rows(city).await?.into_iter().map(|row| row.key).collect())
}

/// The key, as it was seen.
fn seen(keys: &[DkimKey], id: DkimKeyId, expected: Expected) -> Result<&DkimKey, Refusal> {
    let key = keys.iter().find(|key| key.id == id).ok_or(Refusal::NotFound)?;
    expected.check_version(key.version)?;
    Ok(key)
}
