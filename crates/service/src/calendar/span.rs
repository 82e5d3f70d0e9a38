//! Days in a row, read in as many statements as one: what the day and the week are made of.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mendan_domain::ids::{OfficeId, StaffId};

use crate::calendar::day::{Day, HeldTime, is_hers, pauses};
use crate::error::Refusal;
use crate::model::{Claim, NurseSlot};
use crate::services::Services;
use crate::services::permit::{Permit, asked::ViewBookings};

impl Services {
    /// So many days from the first on, narrowed to an office or a nurse if wished. Who looks is not noted here.
    pub(super) async fn days(
        &self,
        context: &Permit<ViewBookings>,
        (first, number): (NaiveDate, i64),
        (office, staff): (Option<OfficeId>, Option<StaffId>),
    ) -> Result<Vec<(NaiveDate, Day)>, Refusal> {
        let city = &context.catalogue.municipality;
        let (from, until) = (city.start_of_day(first), city.start_of_day(first + Duration::days(number)));
        let here = |id: OfficeId| context.reaches(id) && office.is_none_or(|wanted| wanted == id);
        let hers = |claim: &Claim| staff.is_none_or(|wanted| is_hers(claim, wanted));
        let wanted = |slot: &NurseSlot| here(slot.office) && staff.is_none_or(|wanted| wanted == slot.staff);
        let mut tx = self.store().read().await?;
        let mut bookings = tx.bookings_within(city.id, (from, until), (office, staff)).await?;
        bookings.retain(|booking| here(booking.office));
        let mut slots = tx.slots_between(city.id, from, until).await?;
        let mut barred = self.barred(tx.as_mut(), context, (from, until), (&slots, &wanted)).await?;
        slots.retain(|slot| wanted(slot));
        let held = tx.holds_between(city.id, from, until, self.now()).await?;
        let mut templates = tx.templates(city.id).await?;
        drop(tx);
        templates.retain(|template| context.reaches(template.office));
        let empty = |date| (date, Day { pauses: pauses(&templates, date, city.timezone), ..Day::default() });
        let mut days: Vec<(NaiveDate, Day)> = (0..number).map(|n| empty(first + Duration::days(n))).collect();
        let place = |at: DateTime<Utc>| usize::try_from((city.local_date(at) - first).num_days()).ok();
        for booking in bookings {
            if let Some((_, day)) = place(booking.starts_at).and_then(|place| days.get_mut(place)) {
                day.bookings.push(booking);
            }
        }
        for slot in slots {
            if let Some((_, day)) = place(slot.starts_at).and_then(|place| days.get_mut(place)) {
                day.barred.extend(barred.remove(&slot.id).map(|reason| (slot.id, reason)));
                day.slots.push(slot);
            }
        }
        for held in held.into_iter().map(HeldTime::from).filter(|held| here(held.office) && hers(&held.claim)) {
            if let Some((_, day)) = place(held.starts_at).and_then(|place| days.get_mut(place)) {
                day.held.push(held);
            }
        }
        Ok(days)
    }
}
