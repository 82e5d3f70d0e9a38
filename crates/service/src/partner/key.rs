//! Keys of partner systems: made, listed, revoked, and recognised when a program shows one. The key itself is shown once and
//! never kept; the table has its SHA-256.

use mendan_domain::ids::{MunicipalityId, PartnerKeyId};
use mendan_domain::text::{self, Limits};
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::model::{PartnerKey, SetupRow};
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::ManagePartners};
use crate::services::{Context, Partner, Services};

/// Who has a key, in so many characters.
const NAME: Limits = Limits::new(60, 400);

/// What every key begins with, so that a lost one is known for what it is.
pub const PREFIX: &str = "mk_";

impl Services {
    /// Makes a key. Returns it with its text, which nobody can read again.
    pub async fn partner_key_make(
        &self,
        context: &Permit<ManagePartners>,
        name: &str,
    ) -> Result<(PartnerKey, String), Refusal> {
        let name = text::single_line_without_link(name, &NAME)
            .map_err(|error| Refusal::Invalid(vec![FieldError::new("name", error.fault())]))?;
        let text = format!("{PREFIX}{}", self.new_token());
        let key = self.new_key(context, name, &text);
        self.save_key(context, &key, "partner_key_make").await?;
        Ok((key, text))
    }

    /// All keys, revoked ones too, the oldest first.
    pub async fn partner_keys(&self, context: &Permit<ManagePartners>) -> Result<Vec<PartnerKey>, Refusal> {
        Ok(self.store().look().await?.partner_keys(context.municipality()).await?)
    }

    /// Revokes a key: it opens nothing from the next request on. Saying it twice is saying it once.
    pub async fn partner_key_revoke(
        &self,
        context: &Permit<ManagePartners>,
        id: PartnerKeyId,
        expected: Expected,
    ) -> Result<PartnerKey, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let keys = tx.partner_keys(context.municipality()).await?;
            let mut key = keys.into_iter().find(|key| key.id == id).ok_or(Refusal::NotFound)?;
            expected.check_row(&catalogue, SetupRow::PartnerKey(id))?;
            if key.revoked_at.is_none() {
                key.revoked_at = Some(writer.now());
                tx.partner_key_save(&key).await?;
                let detail = json!({ "name": key.name });
                let recorded =
                    writer.audit(tx.as_mut(), context, "partner_key_revoke", ("partner_key", id.0), &detail).await?;
                writer.commit_setup(tx, recorded, context.municipality()).await?;
            }
            Ok(key)
        })
        .await
    }

    /// Whose key that is; `NotFound` when it is nobody's, or was revoked.
    pub async fn partner_of_key(&self, city: MunicipalityId, text: &str) -> Result<Partner, Refusal> {
        if !text.starts_with(PREFIX) {
            return Err(Refusal::NotFound);
        }
        let mut tx = self.store().read().await?;
        let key = tx.partner_key_find(city, &sha256(text.as_bytes())).await?.ok_or(Refusal::NotFound)?;
        Ok(Partner(key.id))
    }

    /// The demo's key: derived from the secret, so that every start can print it; made if it is not there, valid again if
    /// it was revoked. Returns its text.
    pub async fn partner_key_of_demo(&self, context: &Permit<ManagePartners>, name: &str) -> Result<String, Refusal> {
        let text = self.demo_keys(context).into_iter().next().unwrap_or_default();
        let hash = sha256(text.as_bytes());
        let known = self.partner_keys(context).await?.into_iter().find(|key| key.key_hash == hash);
        match known {
            Some(key) if key.revoked_at.is_none() => {}
            Some(key) => {
                let key = PartnerKey { revoked_at: None, ..key };
                self.save_key(context, &key, "partner_key_make").await?;
            }
            None => {
                let key = self.new_key(context, name.to_owned(), &text);
                self.save_key(context, &key, "partner_key_make").await?;
            }
        }
        Ok(text)
    }

    /// Revokes the demo's key where the demo is over. `false` when it was not valid.
    pub async fn end_partner_key_of_demo(&self, context: &Permit<ManagePartners>) -> Result<bool, Refusal> {
        let hashes: Vec<_> = self.demo_keys(context).iter().map(|text| sha256(text.as_bytes())).collect();
        let mut ended = false;
        for key in self.partner_keys(context).await? {
            if key.revoked_at.is_none() && hashes.contains(&key.key_hash) {
                self.partner_key_revoke(context, key.id, Expected::Any).await?;
                ended = true;
            }
        }
        Ok(ended)
    }

    /// Of each secret one, the one of now first.
    fn demo_keys(&self, context: &Context) -> Vec<String> {
        let keys = self.secret().demo_partner_keys(context.municipality());
        keys.into_iter().map(|key| format!("{PREFIX}{key}")).collect()
    }

    fn new_key(&self, context: &Context, name: String, text: &str) -> PartnerKey {
        PartnerKey {
            id: PartnerKeyId(self.new_id()),
            municipality: context.municipality(),
            name,
            key_hash: sha256(text.as_bytes()),
            created_at: self.now(),
            revoked_at: None,
        }
    }

    async fn save_key(&self, context: &Context, key: &PartnerKey, action: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.partner_key_save(key).await?;
            let detail = json!({ "name": key.name });
            let recorded = writer.audit(tx.as_mut(), context, action, ("partner_key", key.id.0), &detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }
}
