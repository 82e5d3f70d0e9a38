//! List what can be booked. Every start is judged by [`mendan_domain::offer::Terms::judge`], as the booking itself is.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::slot::SlotId;
use mendan_domain::offer::{Able, NurseTime, PublicSlot, Reason, Taken, Terms};

use crate::city::catalogue::{Catalogue, Kind, Office};
use crate::error::Refusal;
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// What is taken this near to a start may touch its interview: no interview is longer, buffers included.
pub(crate) const AROUND: Duration = Duration::hours(13);

/// What to list.
#[derive(Debug, Clone)]
pub struct OfferQuery<'a> {
    /// For what.
    pub kind: &'a Kind,
    /// At which offices.
    pub offices: Vec<&'a Office>,
    /// Only times free in that mode.
    pub mode: Option<Mode>,
    /// To whom.
    pub group: Group,
    /// First start (inclusive); earlier than now counts as now.
    pub from: DateTime<Utc>,
    /// Last start (exclusive).
    pub until: DateTime<Utc>,
    /// Only times that this nurse can lead.
    pub only: Option<StaffId>,
}

/// Everything nurses published for one kind: read again only when something was published, opened or closed.
#[derive(Debug, Default)]
pub(crate) struct Published {
    pub(crate) version: i64,
    offices: HashMap<OfficeId, Vec<NurseTime>>,
}

impl Published {
    /// Times of an office beginning in `[from, until)`, ascending.
    fn between(&self, office: OfficeId, from: DateTime<Utc>, until: DateTime<Utc>) -> &[NurseTime] {
        let times = self.offices.get(&office).map_or(&[][..], Vec::as_slice);
        let first = times.partition_point(|time| time.starts_at < from);
        let last = times.partition_point(|time| time.starts_at < until);
        times.get(first..last).unwrap_or_default()
    }
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
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        query: &OfferQuery<'_>,
    ) -> Result<Vec<PublicSlot>, Refusal> {
        let (now, city) = (self.now(), &catalogue.municipality);
        // A time that begins this very second can no longer be reached.
        let from = query.from.max(now + Duration::seconds(1));
        if from >= query.until {
            return Ok(Vec::new());
        }
        // Some rules count by the day, and then the whole of it matters.
        let counted = catalogue.counts(query.kind);
        let begins = if counted { city.start_of_day(city.local_date(from)) } else { from };
        let window = (begins - AROUND, query.until + AROUND);
        let standing = tx.standing((city.id, Some(query.kind.id)), window, now, None).await?;
        let published = self.published(tx, catalogue, query.kind, standing.slots_version).await?;
        let taken = Taken::new(standing.taken, city.timezone);
        let workers = catalogue.workers();
        let mut slots = Vec::new();
        for office in &query.offices {
            let mut terms = catalogue.terms(&workers, query.kind, office, (query.group, now));
            let times = published.between(office.id, from, query.until);
            for start in times.chunk_by(|one, other| one.starts_at == other.starts_at) {
                slots.extend(public_slot(&mut terms, start, (query.mode, query.only), &taken));
            }
        }
        slots.sort_by_key(|slot| slot.starts_at);
        Ok(slots)
    }

    /// Starts that were published and are full: every nurse, place or number is used up. Closed days and times after the
    /// deadline are not among them.
    pub async fn full_starts(
        &self,
        catalogue: &Catalogue,
        query: &OfferQuery<'_>,
    ) -> Result<Vec<DateTime<Utc>>, Refusal> {
        let (now, city) = (self.now(), &catalogue.municipality);
        let mut tx = self.store().read().await?;
        let window = (query.from - AROUND, query.until + AROUND);
        let standing = tx.standing((city.id, Some(query.kind.id)), window, now, None).await?;
        let published = self.published(tx.as_mut(), catalogue, query.kind, standing.slots_version).await?;
        drop(tx);
        let taken = Taken::new(standing.taken, city.timezone);
        let workers = catalogue.workers();
        let mut full = Vec::new();
        for office in &query.offices {
            let mut terms = catalogue.terms(&workers, query.kind, office, (query.group, now));
            let times = published.between(office.id, query.from, query.until);
            for start in times.chunk_by(|one, other| one.starts_at == other.starts_at) {
                let Some(starts_at) = start.first().map(|time| time.starts_at) else { continue };
                let verdict = terms.judge(starts_at, start, query.mode, &taken, true);
                let bound = verdict.reasons.iter().any(Reason::is_of_calendar);
                if verdict.free_in(query.mode) == 0 && !bound && verdict.reasons.iter().any(Reason::is_full) {
                    full.push(starts_at);
                }
            }
        }
        Ok(full)
    }

    async fn published(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        kind: &Kind,
        version: i64,
    ) -> Result<Arc<Published>, Refusal> {
        if let Some(kept) = self.kept_times(kind.id, version) {
            return Ok(kept);
        }
        let mut offices = HashMap::new();
        // All of them, whoever asks: what is read is kept for everybody.
        for office in catalogue.every_office() {
            offices.insert(office, tx.times_of_kind(kind.id, office, self.now()).await?);
        }
        // What was published since the version was read is in it already: the next listing sees a newer version and reads again.
        let published = Arc::new(Published { version, offices });
        self.keep_times(kind.id, Arc::clone(&published));
        Ok(published)
    }

    /// The nearest free times around an instant, earlier ones too, at most `count`.
    pub async fn nearest(
        &self,
        context: &Context,
        kind: &Kind,
        mode: Option<Mode>,
        around: DateTime<Utc>,
        count: usize,
    ) -> Result<Vec<PublicSlot>, Refusal> {
        let (week, catalogue) = (Duration::days(7), &context.catalogue);
        let far = Duration::days(self.settings().listing_days);
        let (from, group) = ((around - week).max(self.now()), context.group());
        let mut slots = Vec::new();
        // The week around is nearly always enough.
        for until in [around.max(self.now()) + week, around.max(self.now()) + far] {
            let offices = catalogue.open_offices().collect();
            slots = self.offer(catalogue, &OfferQuery { kind, offices, mode, group, from, until, only: None }).await?;
            if slots.len() >= count {
                break;
            }
        }
        slots.sort_by_key(|slot| (slot.starts_at - around).num_seconds().abs());
        slots.truncate(count);
        slots.sort_by_key(|slot| slot.starts_at);
        Ok(slots)
    }
}

fn public_slot(
    terms: &mut Terms<'_>,
    start: &[NurseTime],
    (mode, only): (Option<Mode>, Option<StaffId>),
    taken: &Taken,
) -> Option<PublicSlot> {
    let first = start.first()?;
    let verdict = terms.judge(first.starts_at, start, mode, taken, false);
    let leads = |able: &Able| only == Some(able.staff) && mode.is_none_or(|mode| able.modes.has(mode));
    if verdict.free_in(mode) <= 0 || (only.is_some() && !verdict.able.iter().any(leads)) {
        return None;
    }
    let id = SlotId { office: terms.office, kind: terms.kind, starts_at: first.starts_at };
    Some(PublicSlot { id, starts_at: first.starts_at, ends_at: first.ends_at, free: verdict.free })
}
