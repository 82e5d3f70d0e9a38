//! The one-time link to the first set-up. Whoever has the machine makes it; its word is told once and kept as a digest.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;

use crate::error::Refusal;
use crate::secret::sha256;
use crate::services::{Recorded, Services};

/// How long a link can be begun with, and what was begun with it can be gone on with.
pub(crate) const GOOD_FOR: Duration = Duration::hours(1);

mendan_domain::id! {
    /// A one-time link to the first set-up.
    FoundingLinkId;
}

/// A one-time link to the first set-up.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundingLink {
    /// Id.
    pub id: FoundingLinkId,
    /// The city it is of, or that was founded by it; none: there is none yet.
    pub municipality: Option<MunicipalityId>,
    /// SHA-256 of its word.
    pub word_hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Not to be begun after that; what was begun is over then.
    pub expires_at: DateTime<Utc>,
    /// SHA-256 of the cookie of the browser that began with it.
    pub session_hash: Option<Vec<u8>>,
    /// When its work was done.
    pub done_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(FoundingLink { id, municipality, created_at, expires_at, done_at });

impl Services {
    /// Makes a link and returns its word: to found a city where there is none (`city` none), or to give a city its first
    /// administrator. The links before it open nothing any more. `NotPossible`: there is a city, or it has an administrator.
    pub async fn invite(&self, city: Option<MunicipalityId>) -> Result<String, Refusal> {
        let word = self.new_token();
        let word_hash = &sha256(word.as_bytes());
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let needless = match city {
                Some(city) => tx.has_administrator(city).await?,
                None => !tx.municipalities().await?.is_empty(),
            };
            if needless {
                return Err(Refusal::NotPossible);
            }
            let now = writer.now();
            let link = FoundingLink {
                id: FoundingLinkId(writer.new_id()),
                municipality: city,
                word_hash: word_hash.clone(),
                created_at: now,
                expires_at: now + GOOD_FOR,
                session_hash: None,
                done_at: None,
            };
            tx.founding_link_replace(&link).await?;
            if let Some(city) = city {
                let line = writer.system_line(city, "founding_link", ("city", city.0), &serde_json::json!({}));
                tx.audit_insert(&line).await?;
            }
            tx.commit(Recorded::not_needed("the line stands in the unit; without a city there is no log to tell"))
                .await?;
            Ok(())
        })
        .await?;
        Ok(word)
    }
}
