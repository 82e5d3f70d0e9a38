//! The letter of the morning: what her day holds, to whoever wants that. Nobody is named in it.

use std::sync::Arc;

use chrono::{Duration, NaiveDate, Timelike};
use mendan_domain::booking::mode::Mode;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::message::deliver::{LetterDay, LetterInterview};
use crate::model::StaffMember;
use crate::services::{Context, Services};
use crate::staff::address::MailWish;
use crate::staff::letter::{StaffMessage, Tells};
use crate::unit::ReadUnit;

/// Local hours in which it is written. A server that slept longer writes none: she has begun her day without it.
const MORNING: std::ops::Range<u32> = 7..10;
/// More interviews than that nobody holds in a day.
const MOST: i64 = 60;

impl Services {
    /// Writes the letters of this morning that are not written yet, of every city; returns how many.
    pub async fn write_mornings(&self) -> Result<usize, Refusal> {
        let mut written = 0;
        for city in self.municipalities().await? {
            let local = self.now().with_timezone(&city.timezone);
            if MORNING.contains(&local.hour()) {
                written += self.mornings_of(&self.catalogue(city.id).await?, local.date_naive()).await?;
            }
        }
        Ok(written)
    }

    async fn mornings_of(&self, catalogue: &Arc<Catalogue>, day: NaiveDate) -> Result<usize, Refusal> {
        let city = &catalogue.municipality;
        let (begin, end) = (city.start_of_day(day), city.start_of_day(day + Duration::days(1)));
        let mut tx = self.store().read().await?;
        let mut letters = Vec::new();
        for (member, address) in self.wishing(tx.as_mut(), catalogue, MailWish::Morning).await? {
            let her = Context::staff_of(Arc::clone(catalogue), member);
            let sort = StaffMessage::Morning.as_str();
            if tx.letters_to_staff(city.id, member.id, sort, begin).await? > 0
                || self.day_of(tx.as_mut(), (&her, member), day).await?.is_none()
            {
                continue;
            }
            let mut letter = self.letter_telling(catalogue, (member, &address), Tells::Morning(day), end)?;
            // Of two instances one writes it.
            letter.dedupe_key = format!("{sort}:{}:{day}", member.id);
            letters.push(letter);
        }
        drop(tx);
        self.write_letters(letters).await
    }

    /// What that day of hers holds from now on; none: nothing.
    pub(super) async fn day_of(
        &self,
        tx: &mut dyn ReadUnit,
        (her, member): (&Context, &StaffMember),
        date: NaiveDate,
    ) -> Result<Option<LetterDay>, Refusal> {
        let city = &her.catalogue.municipality;
        let day = (city.start_of_day(date), city.start_of_day(date + Duration::days(1)));
        let mut found = tx.next_of_nurse((city.id, member.id), day, self.now(), MOST).await?;
        found.retain(|next| her.reaches(next.office));
        found.sort_by_key(|next| next.starts_at);
        let interviews = found.iter().map(|next| LetterInterview {
            starts_at: next.starts_at,
            mode: next.mode,
            office: next.office,
            linkless: next.mode == Mode::Video && next.join_url.is_none(),
        });
        let url = format!("{}/staff?view=day&date={date}", city.staff_address());
        Ok((!found.is_empty()).then(|| LetterDay { date, interviews: interviews.collect(), url }))
    }
}
