//! Whether a day that offers nothing any more was a working day: then it is over, and not closed.

use chrono::Timelike as _;
use mendan_domain::offer::hours::Hours;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::NurseSlot;
use crate::offer::list::OfferQuery;
use crate::services::Services;

impl Services {
    /// Whether times of that query were published, begun ones included, and nothing closed them.
    pub async fn had_times(&self, catalogue: &Catalogue, query: &OfferQuery<'_>) -> Result<bool, Refusal> {
        let city = &catalogue.municipality;
        let times = self.store().look().await?.slots_between(city.id, query.from, query.until).await?;
        let wanted = |time: &&NurseSlot| {
            time.open
                && time.kind == query.kind.id
                && query.mode.is_none_or(|mode| time.modes.has(mode))
                && query.offices.iter().any(|office| office.id == time.office)
        };
        let closed = |time: &NurseSlot| {
            let start = time.starts_at.with_timezone(&city.timezone);
            let from = i64::from(start.hour() * 60 + start.minute());
            let span = Hours { from, until: from + 1 };
            catalogue.closed.why(start.date_naive(), span, time.office, Some(time.staff)).is_some()
        };
        Ok(times.iter().filter(wanted).any(|time| !closed(time)))
    }
}
