//! What somebody has to look after, by mail to whoever wants to be told: messages that did not leave, interviews without a link or
//! without a nurse. Pages say the same, each in its place; this is for those who are at none of them.

use std::sync::Arc;

use chrono::{DateTime, Duration, Timelike, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::OfficeId;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::message::deliver::Troubles;
use crate::model::{Booking, OutboxState};
use crate::services::{Context, Services};
use crate::staff::address::MailWish;
use crate::staff::letter::{StaffMessage, Tells};
use crate::unit::ReadUnit;

/// Local hours at which it is looked for: what is the same on the same day is told once.
const HOURS: [u32; 3] = [8, 12, 16];
/// Messages that ended longer ago help nobody, as on their page.
const FAILED_DAYS: i64 = 60;
/// More are not counted.
const MOST: i64 = 200;
/// So far ahead a nurse must be there.
const AHEAD: Duration = Duration::days(7);
/// So far ahead a link must be there.
const LINKED: Duration = Duration::hours(24);

/// Where there is something to look after, each time it is.
#[derive(Default)]
struct Found {
    failed: Vec<OfficeId>,
    linkless: Vec<OfficeId>,
    stranded: Vec<OfficeId>,
}

impl Services {
    /// Writes to everybody who wants to know what somebody has to look after, at its hours; returns how many letters there were.
    pub async fn write_troubles(&self) -> Result<usize, Refusal> {
        let mut written = 0;
        for city in self.municipalities().await? {
            if HOURS.contains(&self.now().with_timezone(&city.timezone).hour()) {
                written += self.troubles_of(&self.catalogue(city.id).await?).await?;
            }
        }
        Ok(written)
    }

    async fn troubles_of(&self, catalogue: &Arc<Catalogue>) -> Result<usize, Refusal> {
        let (city, now) = (&catalogue.municipality, self.now());
        let day = city.local_date(now);
        let until = city.start_of_day(day + Duration::days(1));
        let mut tx = self.store().read().await?;
        let wishing = self.wishing(tx.as_mut(), catalogue, MailWish::Troubles).await?;
        if wishing.is_empty() {
            return Ok(0);
        }
        let found = find(tx.as_mut(), catalogue, now).await?;
        drop(tx);
        let mut letters = Vec::new();
        for (member, address) in wishing {
            let hers = found.within(&Context::staff_of(Arc::clone(catalogue), member));
            if hers == Troubles::default() {
                continue;
            }
            let mut letter = self.letter_telling(catalogue, (member, &address), Tells::Troubles(hers), until)?;
            let Troubles { failed, linkless, stranded } = hers;
            let sort = StaffMessage::Troubles.as_str();
            letter.dedupe_key = format!("{sort}:{}:{day}:{failed}:{linkless}:{stranded}", member.id);
            letters.push(letter);
        }
        self.write_letters(letters).await
    }
}

async fn find(tx: &mut dyn ReadUnit, catalogue: &Catalogue, now: DateTime<Utc>) -> Result<Found, Refusal> {
    let city = catalogue.municipality.id;
    let mut found = Found::default();
    for row in tx.outbox_ended(city, now - Duration::days(FAILED_DAYS), MOST).await?.into_iter().flatten() {
        if row.state == OutboxState::Failed {
            found.failed.extend(tx.booking(city, row.booking).await?.map(|booking| booking.office));
        }
    }
    let ahead = tx.bookings_between(city, now, now + AHEAD).await?;
    let booked = || ahead.iter().filter(|booking| booking.status == Status::Booked);
    let linkless = |booking: &&Booking| {
        booking.mode == Mode::Video && booking.join_url.is_none() && booking.starts_at < now + LINKED
    };
    found.linkless = booked().filter(linkless).map(|booking| booking.office).collect();
    let holds = |booking: &&Booking| {
        catalogue.staff(booking.claim.staff).is_some_and(|member| !member.disabled && member.role.interviews())
    };
    found.stranded = booked().filter(|booking| !holds(booking)).map(|booking| booking.office).collect();
    Ok(found)
}

impl Found {
    /// As much of it as she reaches.
    fn within(&self, her: &Context) -> Troubles {
        let count = |offices: &[OfficeId]| {
            let hers = offices.iter().filter(|office| her.reaches(**office)).count();
            i64::try_from(hers).unwrap_or(i64::MAX)
        };
        Troubles { failed: count(&self.failed), linkless: count(&self.linkless), stranded: count(&self.stranded) }
    }
}
