//! What rules lead to: how many times can be booked under them, and whether they leave nothing.

use std::collections::HashMap;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc};
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::{NurseTime, PublicSlot, Reason, Taken};

use crate::city::catalogue::{Catalogue, Kind};
use crate::error::Refusal;
use crate::offer::list::OfferQuery;
use crate::offer::why::WhyReason;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::unit::ReadUnit;

/// Days looked at: this month and the next.
const DAYS: u64 = 62;

/// What comes of the rules of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// This month and the next (their first days), and the starts that can be booked in each from now on.
    pub months: [(NaiveDate, usize); 2],
    /// Staff book it, residents do not: the starts are those of the desk.
    pub by_staff: bool,
    /// Times are published, but a rule keeps all of them from being booked: the reason met most often.
    pub nothing: Option<WhyReason>,
}

impl Services {
    /// What would come of a kind as it is given, stored or not.
    pub async fn consequence(&self, context: &Permit<ManageSetup>, kind: &Kind) -> Result<Consequence, Refusal> {
        let catalogue = with(&context.catalogue, kind);
        let city = &catalogue.municipality;
        let today = city.local_date(self.now());
        let until = city.start_of_day(today.checked_add_days(Days::new(DAYS)).unwrap_or(today));
        let group = if kind.rules.web { Group::Web } else { Group::Phone };
        let offices = catalogue.open_offices().collect();
        let query = OfferQuery { kind, offices, mode: None, group, from: self.now(), until, only: None };
        let mut tx = self.store().read().await?;
        let slots = self.offer_in(tx.as_mut(), &catalogue, &query).await?;
        let first = today.with_day(1).unwrap_or(today);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        let months = [first, next].map(|month| (month, count(&catalogue, &slots, month)));
        let nothing = if slots.is_empty() && kind.active {
            let decisive = self.decisive(tx.as_mut(), &catalogue, &query).await?;
            decisive.map(|(at, reason)| {
                if never_opens(&catalogue, kind, at, &reason) { never(kind) } else { WhyReason::Judged(reason) }
            })
        } else {
            None
        };
        Ok(Consequence { months, by_staff: !kind.rules.web, nothing })
    }

    /// The reason that keeps most published starts from being booked, with the first of them; none when nothing is published, or when bookings fill
    /// some of it: that is no rule's fault.
    async fn decisive(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        query: &OfferQuery<'_>,
    ) -> Result<Option<(DateTime<Utc>, Reason)>, Refusal> {
        let (now, zone) = (self.now(), catalogue.municipality.timezone);
        let window = (query.from - chrono::Duration::days(1), query.until + chrono::Duration::days(2));
        let taken = Taken::new(tx.standing((catalogue.municipality.id, None), window, now, None).await?.taken, zone);
        let workers = catalogue.workers();
        let mut met: HashMap<&'static str, (usize, DateTime<Utc>, Reason)> = HashMap::new();
        for office in &query.offices {
            let times = tx.times_of_kind(query.kind.id, office.id, now).await?;
            let times: Vec<NurseTime> = times.into_iter().filter(|time| time.starts_at < query.until).collect();
            let mut terms = catalogue.terms(&workers, query.kind, office, (query.group, now));
            for start in times.chunk_by(|one, other| one.starts_at == other.starts_at) {
                let Some(at) = start.first().map(|time| time.starts_at).filter(|at| *at > now) else { continue };
                let reason = terms.judge(at, start, None, &taken, true).reasons.into_iter().next();
                match reason {
                    Some(reason) if !is_full(&reason) => met.entry(reason.code()).or_insert((0, at, reason)).0 += 1,
                    _ => return Ok(None),
                }
            }
        }
        // Of two reasons met as often, the one of the earlier time.
        let most = met.into_values().max_by_key(|(times, at, _)| (*times, std::cmp::Reverse(*at)));
        Ok(most.map(|(_, at, reason)| (at, reason)))
    }
}

/// Whether booking has closed before it opens: waiting helps nobody then.
fn never_opens(catalogue: &Catalogue, kind: &Kind, at: DateTime<Utc>, reason: &Reason) -> bool {
    let city = &catalogue.municipality;
    let closes = kind.rules.book.closes(at, &catalogue.closed, city.timezone);
    matches!(reason, Reason::Horizon { opens_on } if closes <= city.start_of_day(*opens_on))
}

/// Booking closes before it opens: no day can be promised.
fn never(kind: &Kind) -> WhyReason {
    WhyReason::NeverOpens { days: kind.rules.horizon_days.unwrap_or_default(), deadline: kind.rules.book }
}

/// Whether bookings stand against it, and not a rule by itself.
const fn is_full(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::NurseBusy(_)
            | Reason::RoomFull
            | Reason::Capacity { .. }
            | Reason::Quota { .. }
            | Reason::DailyMaximum(..)
            | Reason::ClosedByHand(_)
    )
}

/// The catalogue with that kind instead of the one of its id.
fn with(catalogue: &Catalogue, kind: &Kind) -> Catalogue {
    let mut catalogue = catalogue.clone();
    catalogue.kinds.retain(|known| known.id != kind.id);
    catalogue.kinds.push(kind.clone());
    catalogue
}

fn count(catalogue: &Catalogue, slots: &[PublicSlot], month: NaiveDate) -> usize {
    let in_month = |slot: &&PublicSlot| catalogue.municipality.local_date(slot.starts_at).with_day(1) == Some(month);
    slots.iter().filter(in_month).count()
}
