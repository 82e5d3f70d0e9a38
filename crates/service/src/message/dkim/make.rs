//! A new key: made, or brought by the city.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_domain::fault::Fault;
use serde_json::json;

use super::form::KeyForm;
use super::{Algorithm, DkimKey, DkimKeyId, DkimRow, KeyState, sender_domains};
use crate::error::{FieldError, Refusal};
use crate::ports::Entropy;
use crate::sealed::SealedPlace;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// Keys of a city at a time: those of two domains and two algorithms, twice.
const MOST: usize = 12;

/// A pair of keys.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// How it signs.
    pub algorithm: Algorithm,
    /// The private half: DER in base64.
    pub der: String,
    /// The public half in base64, as it stands in the DNS.
    pub public: String,
}

crate::masked_debug!(KeyPair { algorithm });

/// What makes keys and reads them.
#[async_trait]
pub trait KeyMaker: Send + Sync {
    /// Makes a pair of that randomness. RSA takes about a second of a core, where that keeps nobody. `None`: it could not be made.
    async fn make(&self, algorithm: Algorithm, entropy: Arc<dyn Entropy>) -> Option<KeyPair>;
    /// Reads a private key (PEM): RSA from 2048 bits on, or Ed25519. `None`: it is none of them.
    fn read(&self, pem: &str) -> Option<KeyPair>;
}

impl Services {
    /// Makes a key, or takes the one that was typed. It signs nothing before somebody says that it is published.
    pub async fn dkim_make(
        &self,
        context: &Permit<ManageSetup>,
        form: &KeyForm,
        maker: &dyn KeyMaker,
    ) -> Result<DkimKey, Refusal> {
        self.may_set_mail_servers()?;
        let (domain, selector, algorithm) = form.read(&sender_domains(&context.catalogue.municipality))?;
        let pair = match form.pem() {
            Some(pem) => maker.read(pem).ok_or_else(|| wrong("key_password", Fault::Invalid))?,
            None => maker.make(algorithm, self.shared_entropy()).await.ok_or(Refusal::NotPossible)?,
        };
        let id = DkimKeyId(self.new_id());
        let sealed = self.seal(&SealedPlace::DkimKey(id), &pair.der)?;
        let key = DkimKey {
            id,
            municipality: context.municipality(),
            domain,
            selector,
            algorithm: pair.algorithm,
            public: pair.public,
            state: KeyState::New,
            version: 1,
            made_at: self.now(),
        };
        self.insert_dkim_key(context, DkimRow { key, sealed }, form.pem().is_some()).await
    }

    async fn insert_dkim_key(
        &self,
        context: &Permit<ManageSetup>,
        row: DkimRow,
        brought: bool,
    ) -> Result<DkimKey, Refusal> {
        let (city, row) = (context.municipality(), &row);
        self.write(|writer| async move {
            let (mut tx, _) = writer.begin_setup(context).await?;
            let known = tx.dkim_rows(city).await?;
            let same =
                |known: &DkimRow| (&known.key.domain, &known.key.selector) == (&row.key.domain, &row.key.selector);
            if known.iter().any(same) {
                return Err(wrong("selector", Fault::Taken));
            }
            if known.len() >= MOST {
                return Err(Refusal::NotPossible);
            }
            tx.dkim_insert(row).await?;
            let detail = json!({ "record": row.key.record_name(), "algorithm": row.key.algorithm, "brought": brought });
            let recorded = writer.audit(tx.as_mut(), context, "dkim_make", ("city", city.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await?;
        Ok(row.key.clone())
    }
}

fn wrong(field: &'static str, code: Fault) -> Refusal {
    Refusal::Invalid(vec![FieldError::new(field, code)])
}
