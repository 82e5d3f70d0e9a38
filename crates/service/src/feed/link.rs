//! The address under which a member has her interviews in a calendar program. Its secret is derived and never stored, so her page can
//! show it again; another one ends the former at once.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::ViewBookings};
use crate::services::{Context, Services};

/// The row of an address.
#[derive(Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub staff: StaffId,
    /// What its secret is derived from: another address has another, and none is used twice.
    pub version: i64,
    /// SHA-256 of its secret.
    pub token_hash: Vec<u8>,
    /// Since when.
    pub made_at: DateTime<Utc>,
}

crate::masked_debug!(FeedRow { municipality, staff, version, made_at });

/// Her own, for her page.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnFeed {
    /// The address; none: it was made under a secret that is not listed any more. It works still, and cannot be shown.
    pub url: Option<String>,
    /// For the forms.
    pub version: i64,
    /// Since when.
    pub made_at: DateTime<Utc>,
}

crate::masked_debug!(OwnFeed { version, made_at });

/// Where a feed is: at the public address, for her telephone is not in the office's network.
pub fn feed_url(catalogue: &Catalogue, token: &str) -> String {
    format!("{}/calendar/{token}/mendan.ics", catalogue.municipality.public_url.trim_end_matches('/'))
}

/// The member who asks.
pub(super) fn herself(context: &Context) -> Result<StaffId, Refusal> {
    context.actor().staff().ok_or(Refusal::NotFound)
}

impl Services {
    /// The asker's own address; none: she has none.
    pub async fn own_feed(&self, context: &Permit<ViewBookings>) -> Result<Option<OwnFeed>, Refusal> {
        let staff = herself(context)?;
        let row = self.store().look().await?.feed_of(context.municipality(), staff).await?;
        Ok(row.map(|row| {
            let token = self.secret().feed_token_of(staff, row.version, &row.token_hash);
            let url = token.map(|token| feed_url(&context.catalogue, &token));
            OwnFeed { url, version: row.version, made_at: row.made_at }
        }))
    }

    /// Makes her one, or another in the place of hers.
    pub async fn feed_make(&self, context: &Permit<ViewBookings>, expected: Expected) -> Result<(), Refusal> {
        let staff = herself(context)?;
        self.write(|writer| async move {
            let city = context.municipality();
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, staff).await?;
            let was = tx.feed_of(city, staff).await?;
            expected.check_version(version_of(was.as_ref()))?;
            let version = writer.new_id();
            let token = writer.secret().feed_token(staff, version);
            let token_hash = sha256(token.as_bytes());
            tx.feed_save(&FeedRow { municipality: city, staff, version, token_hash, made_at: writer.now() }).await?;
            let detail = json!({ "new": was.is_none() });
            let recorded = writer.audit(tx.as_mut(), context, "feed_make", ("staff", staff.0), &detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }

    /// Ends hers: whoever asks there finds nothing from now on.
    pub async fn feed_end(&self, context: &Permit<ViewBookings>, expected: Expected) -> Result<(), Refusal> {
        let staff = herself(context)?;
        self.write(|writer| async move {
            let city = context.municipality();
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, staff).await?;
            let was = tx.feed_of(city, staff).await?;
            expected.check_version(version_of(was.as_ref()))?;
            if was.is_none() {
                return Ok(());
            }
            tx.feed_delete(city, staff).await?;
            let recorded = writer.audit(tx.as_mut(), context, "feed_end", ("staff", staff.0), &json!({})).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }
}

/// Of a page that showed none.
fn version_of(row: Option<&FeedRow>) -> i64 {
    row.map_or(0, |row| row.version)
}
