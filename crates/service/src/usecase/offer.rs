//! List what can be booked. The one place that knows what is free; booking, pages, API and desk all ask here.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::mode::Mode;
use mendan_domain::offer::{OfficeOffer, PublicSlot, SlotGroup};

use crate::catalogue::{Catalogue, Kind, Office};
use crate::error::Refusal;
use crate::ports::Tx;
use crate::services::Services;

/// What to list.
#[derive(Debug, Clone)]
pub struct OfferQuery<'a> {
    /// For what.
    pub kind: &'a Kind,
    /// At which offices.
    pub offices: Vec<&'a Office>,
    /// Only times free in that mode.
    pub mode: Option<Mode>,
    /// First start (inclusive); earlier than now counts as now.
    pub from: DateTime<Utc>,
    /// Last start (exclusive).
    pub until: DateTime<Utc>,
}

impl Services {
    /// Free public slots, by start and then by the order of the offices.
    pub async fn offer(&self, catalogue: &Catalogue, query: &OfferQuery<'_>) -> Result<Vec<PublicSlot>, Refusal> {
        let mut tx = self.store().read().await?;
        self.offer_in(tx.as_mut(), catalogue, query).await
    }

    /// The same, inside a transaction.
    pub async fn offer_in(
        &self,
        tx: &mut dyn Tx,
        catalogue: &Catalogue,
        query: &OfferQuery<'_>,
    ) -> Result<Vec<PublicSlot>, Refusal> {
        let now = self.now();
        // A time that begins this very second can no longer be reached.
        let from = query.from.max(now + Duration::seconds(1));
        let (city, kind, until) = (catalogue.municipality.id, query.kind, query.until);
        if from >= until {
            return Ok(Vec::new());
        }
        let mut busy: HashMap<_, HashMap<SlotGroup, i64>> = HashMap::new();
        for count in tx.busy(city, kind, from, until, now).await? {
            busy.entry(count.office).or_default().insert(count.group, count.count);
        }
        let needs_rooms = kind.modes.has(Mode::InPerson) && query.mode.is_none_or(|mode| mode == Mode::InPerson);
        let claims = if needs_rooms {
            tx.room_claims(city, from - Duration::days(1), until + Duration::days(1), now).await?
        } else {
            Vec::new()
        };
        let mut slots = Vec::new();
        for office in &query.offices {
            let rooms = |room| office.rooms.iter().any(|r| r.id == room);
            let offer = OfficeOffer {
                office: office.id,
                kind: kind.id,
                buffers: kind.buffers,
                modes: kind.modes,
                published: tx.published(kind.id, office.id, from, until).await?,
                busy: busy.remove(&office.id).unwrap_or_default(),
                room_places: office.places(),
                claims: claims.iter().filter(|claim| rooms(claim.room)).copied().collect(),
            };
            slots.extend(offer.slots().into_iter().filter(|slot| slot.free_in(query.mode) > 0));
        }
        slots.sort_by_key(|slot| slot.starts_at);
        Ok(slots)
    }

    /// The nearest free times around an instant: later ones first, then earlier ones, at most `count`.
    pub async fn nearest(
        &self,
        catalogue: &Catalogue,
        kind: &Kind,
        mode: Option<Mode>,
        around: DateTime<Utc>,
        count: usize,
    ) -> Result<Vec<PublicSlot>, Refusal> {
        let days = Duration::days(self.settings().listing_days);
        let (from, until) = ((around - Duration::days(7)).max(self.now()), around.max(self.now()) + days);
        let query = OfferQuery { kind, offices: catalogue.offices.iter().collect(), mode, from, until };
        let mut slots = self.offer(catalogue, &query).await?;
        slots.sort_by_key(|slot| (slot.starts_at - around).num_seconds().abs());
        slots.truncate(count);
        slots.sort_by_key(|slot| slot.starts_at);
        Ok(slots)
    }
}
