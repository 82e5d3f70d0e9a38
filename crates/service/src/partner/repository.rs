//! What the use cases of this area ask of the store.

use crate::model::PartnerKey;
use crate::ports::StoreResult;
use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;

/// Keys of partner systems. Reading.
#[async_trait]
pub trait PartnerKeyReads: Send {
    /// The key of that hash, unless it was revoked.
    async fn partner_key_find(
        &mut self,
        municipality: MunicipalityId,
        key_hash: &[u8],
    ) -> StoreResult<Option<PartnerKey>>;
    /// All keys, by id.
    async fn partner_keys(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<PartnerKey>>;
}

/// Keys of partner systems. Writing.
#[async_trait]
pub trait PartnerKeyWrites: Send {
    /// Writes a partner's key, new or revoked.
    async fn partner_key_save(&mut self, key: &PartnerKey) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: PartnerKeyReads {}

impl<T: PartnerKeyReads> Reads for T {}

/// What can be written in one.
pub trait Writes: PartnerKeyWrites {}

impl<T: PartnerKeyWrites> Writes for T {}
