//! What a nurse is told of her day on that day: that others made, moved, changed or called off a booking of hers. It stands at the top
//! of her calendar until she says that she has seen it, and goes to her by mail if she wants. What she does herself she knows.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId, MunicipalityId, NewsId, StaffId};

use crate::error::Refusal;
use crate::model::{Booking, Claim};
use crate::services::permit::{Permit, asked::ViewBookings};
use crate::services::{Context, Recorded, Services};
use crate::unit::WriteUnit;

/// As many as are shown at once: nobody reads more, and the rest comes when these are seen.
const MOST: i64 = 50;

/// What happened to an interview of her day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayNews {
    /// She has it from now on.
    New,
    /// She has it no more: it was called off, moved to another day, or given to somebody else.
    Gone,
    /// It begins at another time of the day.
    Moved,
    /// It is held in another way.
    Mode,
}

impl DayNews {
    /// All of it.
    pub const ALL: [Self; 4] = [Self::New, Self::Gone, Self::Moved, Self::Mode];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Moved => "moved",
            Self::Mode => "mode",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == word)
    }
}

/// What one nurse is told of one booking. Who it is of stands in the booking alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewsRow {
    /// Its id.
    pub id: NewsId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whom.
    pub staff: StaffId,
    /// Of which booking.
    pub booking: BookingId,
    /// The version in which it left the booking.
    pub version: i64,
    /// What.
    pub what: DayNews,
    /// The start that she has to know; of what she has no more, the one it had.
    pub starts_at: DateTime<Utc>,
    /// The start it had, of what moved within the day.
    pub was_at: Option<DateTime<Utc>>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When she said that she has seen it.
    pub seen_at: Option<DateTime<Utc>>,
}

/// It with what the booking is; nobody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewsEntry {
    /// What she is told.
    pub row: NewsRow,
    /// For what.
    pub kind: KindId,
    /// How it is held by now.
    pub mode: Mode,
}

impl Services {
    /// What others changed of the asker's day and she has not said that she has seen, oldest first. Nobody is named in it, so nothing
    /// is noted.
    pub async fn day_news(&self, context: &Permit<ViewBookings>) -> Result<Vec<NewsEntry>, Refusal> {
        let (city, municipality) = (context.municipality(), &context.catalogue.municipality);
        let Some(nurse) = context.actor.staff() else { return Ok(Vec::new()) };
        let since = municipality.start_of_day(municipality.local_date(self.now()));
        let mut tx = self.store().read().await?;
        let mut found = Vec::new();
        for row in tx.news_of_nurse((city, nurse), since, MOST).await? {
            let booking = tx.booking(city, row.booking).await?.filter(|booking| context.reaches(booking.office));
            found.extend(booking.map(|booking| NewsEntry { row, kind: booking.kind, mode: booking.mode }));
        }
        Ok(found)
    }

    /// How much of that there is, for the bar of all pages: as much as is shown at once.
    pub async fn day_news_waiting(&self, context: &Permit<ViewBookings>) -> Result<usize, Refusal> {
        let (city, municipality) = (context.municipality(), &context.catalogue.municipality);
        let Some(nurse) = context.actor.staff() else { return Ok(0) };
        let since = municipality.start_of_day(municipality.local_date(self.now()));
        let offices = self.store().look().await?.news_offices((city, nurse), since, MOST).await?;
        Ok(offices.into_iter().filter(|office| context.reaches(*office)).count())
    }

    /// The asker has seen those of hers; what is not hers stays. Returns how many were new to her.
    pub async fn day_news_seen(&self, context: &Permit<ViewBookings>, ids: &[NewsId]) -> Result<usize, Refusal> {
        let Some(nurse) = context.actor.staff() else { return Ok(0) };
        let (whose, ids) = ((context.municipality(), nurse), ids.get(..ids.len().min(100)).unwrap_or_default());
        if ids.is_empty() {
            return Ok(0);
        }
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let mut seen = 0;
            for id in ids {
                seen += usize::from(tx.news_seen(whose, *id, writer.now()).await?);
            }
            tx.commit(Recorded::not_needed("the row says when she has seen it")).await?;
            Ok(seen)
        })
        .await
    }

    /// Tells the nurses of a booking what has become of their day, all but whoever did it. `before` is none where the booking is new.
    pub(crate) async fn tell_nurses(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (before, after): (Option<&Booking>, &Booking),
    ) -> Result<(), Refusal> {
        for nurse in concerned(before, after) {
            if context.actor.staff() != Some(nurse) {
                self.tell_nurse(tx, context, (before, after), nurse).await?;
            }
        }
        Ok(())
    }

    async fn tell_nurse(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (before, after): (Option<&Booking>, &Booking),
        nurse: StaffId,
    ) -> Result<(), Refusal> {
        let (city, now) = (&context.catalogue.municipality, self.now());
        let today = city.local_date(now);
        let hers = |booking: &&Booking| {
            booking.status != Status::Cancelled
                && has(&booking.claim, nurse)
                && city.local_date(booking.starts_at) == today
                && booking.ends_at > now
        };
        let Some((what, starts_at, was_at)) = told(before.filter(hers), Some(after).filter(hers)) else {
            return Ok(());
        };
        let row = NewsRow {
            id: NewsId(self.new_id()),
            municipality: after.municipality,
            staff: nurse,
            booking: after.id,
            version: after.version,
            what,
            starts_at,
            was_at,
            at: now,
            seen_at: None,
        };
        tx.news_insert(&row).await?;
        self.write_of_news(tx, context, &row).await
    }

    /// After an act that told nurses is undone: what they have not seen is as if it had never been, and whoever has seen it is told
    /// how it is again. (`undone`, `back`) are the booking as the act left it and as it is now.
    pub(crate) async fn untell_nurses(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (undone, back): (&Booking, &Booking),
    ) -> Result<(), Refusal> {
        let rows = tx.news_of_booking(undone.municipality, undone.id, undone.version).await?;
        for row in rows {
            if row.seen_at.is_none() {
                tx.news_delete(row.municipality, row.id).await?;
            } else if context.actor.staff() != Some(row.staff) {
                self.tell_nurse(tx, context, (Some(undone), back), row.staff).await?;
            }
        }
        Ok(())
    }
}

/// Everybody who had a part in it before, or has one now.
fn concerned(before: Option<&Booking>, after: &Booking) -> Vec<StaffId> {
    let claims = before.map(|booking| &booking.claim).into_iter().chain([&after.claim]);
    let mut all: Vec<StaffId> = claims.flat_map(|claim| [Some(claim.staff), claim.joint]).flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What there is to tell: what she had of her day, and what she has.
fn told(had: Option<&Booking>, has: Option<&Booking>) -> Option<(DayNews, DateTime<Utc>, Option<DateTime<Utc>>)> {
    match (had, has) {
        (None, Some(now)) => Some((DayNews::New, now.starts_at, None)),
        (Some(was), None) => Some((DayNews::Gone, was.starts_at, None)),
        (Some(was), Some(now)) if was.starts_at != now.starts_at => {
            Some((DayNews::Moved, now.starts_at, Some(was.starts_at)))
        }
        (Some(was), Some(now)) if was.mode != now.mode => Some((DayNews::Mode, now.starts_at, None)),
        _ => None,
    }
}

fn has(claim: &Claim, nurse: StaffId) -> bool {
    claim.staff == nurse || claim.joint == Some(nurse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for what in DayNews::ALL {
            assert_eq!(DayNews::parse(what.as_str()), Some(what));
        }
    }
}
