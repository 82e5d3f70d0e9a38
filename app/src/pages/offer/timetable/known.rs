//! The free times read so far, of all offices and modes; more are read only when the answer is not among them.

use chrono::{Days, NaiveDate};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::OfficeId;
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::Group;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::offer::list::OfferQuery;
use mendan_service::{Refusal, Services};

/// Free times from one day to another.
pub(super) struct Known<'a> {
    services: &'a Services,
    catalogue: &'a Catalogue,
    kind: &'a Kind,
    /// First day read.
    from: NaiveDate,
    /// Day after the last one read.
    until: NaiveDate,
    slots: Vec<PublicSlot>,
}

impl<'a> Known<'a> {
    /// Reads the days from `from` to the one before `until`.
    pub(super) async fn read(
        services: &'a Services,
        catalogue: &'a Catalogue,
        kind: &'a Kind,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Self, Refusal> {
        let mut known = Self { services, catalogue, kind, from, until, slots: Vec::new() };
        known.slots = known.offer(from, until).await?;
        Ok(known)
    }

    async fn offer(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<PublicSlot>, Refusal> {
        let city = &self.catalogue.municipality;
        let (from, until) = (city.start_of_day(from), city.start_of_day(until));
        let (kind, offices) = (self.kind, self.catalogue.open_offices().collect());
        let query = OfferQuery { kind, offices, mode: None, group: Group::Web, from, until, only: None };
        self.services.offer(self.catalogue, &query).await
    }

    /// Reads on to the day before `until`.
    pub(super) async fn extend_to(&mut self, until: NaiveDate) -> Result<(), Refusal> {
        if until > self.until {
            let more = self.offer(self.until, until).await?;
            self.slots.extend(more);
            self.until = until;
        }
        Ok(())
    }

    /// Reads back to `from`.
    pub(super) async fn extend_back_to(&mut self, from: NaiveDate) -> Result<(), Refusal> {
        if from < self.from {
            let mut before = self.offer(from, self.from).await?;
            before.append(&mut self.slots);
            (self.slots, self.from) = (before, from);
        }
        Ok(())
    }

    /// The local day a time begins on.
    pub(super) fn day_of(&self, slot: &PublicSlot) -> NaiveDate {
        self.catalogue.municipality.local_date(slot.starts_at)
    }

    /// Times of that mode and office, ascending.
    pub(super) fn of(&self, mode: Mode, office: Option<OfficeId>) -> impl Iterator<Item = &PublicSlot> {
        self.slots
            .iter()
            .filter(move |slot| slot.free_in(Some(mode)) > 0 && office.is_none_or(|id| slot.id.office == id))
    }

    /// The same, of one day.
    pub(super) fn on(&self, day: NaiveDate, mode: Mode, office: Option<OfficeId>) -> impl Iterator<Item = &PublicSlot> {
        self.of(mode, office).filter(move |slot| self.day_of(slot) == day)
    }

    /// The first time after that day.
    pub(super) fn after(&self, day: NaiveDate, mode: Mode, office: Option<OfficeId>) -> Option<&PublicSlot> {
        self.of(mode, office).find(|slot| self.day_of(slot) > day)
    }
}

/// Some days later.
pub(super) fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// Some days earlier.
pub(super) fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}
