//! What the use cases of this area ask of the store.

use crate::model::{Candidate, Met, NurseSlot, Owner, Standing};
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{ClosureId, KindId, MunicipalityId, NurseSlotId, OfficeId, StaffId, TemplateId};
use mendan_domain::offer::NurseTime;
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::template::Template;

/// Published times, and what of them is taken. Reading.
#[async_trait]
pub trait TimeReads: Send {
    /// What is taken in `[from, until)` (live bookings, holds that have not expired), for whatever kind, and the version of
    /// that kind's published times, read in one statement. `except` is left out: what moves does not stand in its own way.
    async fn standing(
        &mut self,
        of: (MunicipalityId, Option<KindId>),
        window: (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        except: Option<Owner>,
    ) -> StoreResult<Standing>;
    /// Every published time of a kind at an office that begins at `from` or later, by start.
    async fn times_of_kind(
        &mut self,
        kind: KindId,
        office: OfficeId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseTime>>;
    /// Nurses who published that time, closed ones too: fewest live bookings of the surrounding week first, then by id.
    async fn candidates(
        &mut self,
        kind: KindId,
        office: OfficeId,
        starts_at: DateTime<Utc>,
    ) -> StoreResult<Vec<Candidate>>;
    /// Slots starting in `[from, until)`, open and closed.
    async fn slots_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseSlot>>;
    /// Opens or closes one slot.
    async fn slot_of(&mut self, municipality: MunicipalityId, id: NurseSlotId) -> StoreResult<Option<NurseSlot>>;
    /// The first time that somebody published in `[from, until)`, open or closed, at that office or at any.
    async fn next_time(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        office: Option<OfficeId>,
    ) -> StoreResult<Option<DateTime<Utc>>>;
    /// How many times nurses have published that begin after an instant.
    async fn coming_places(&mut self, municipality: MunicipalityId, now: DateTime<Utc>) -> StoreResult<i64>;
}

/// Published times, and what of them is taken. Writing.
#[async_trait]
pub trait TimeWrites: Send {
    /// Waits until nobody else books for that city and day under a rule that counts, and keeps them out until the end of the
    /// transaction. SQLite has one writer anyway.
    async fn lock_day(&mut self, municipality: MunicipalityId, date: NaiveDate) -> StoreResult<()>;
    /// Publishes slots that do not exist yet; returns how many were new. This and what follows raise the version of the
    /// published times of the kinds they touch, so that every instance reads those anew.
    async fn slots_insert(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64>;
    /// Writes end and modes of slots that exist.
    async fn slots_change(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64>;
    /// Deletes slots. Bookings do not depend on them.
    async fn slots_delete(&mut self, municipality: MunicipalityId, slots: &[NurseSlotId]) -> StoreResult<u64>;
    /// Opens or closes each of these slots; returns how many there were.
    async fn slots_open_each(
        &mut self,
        municipality: MunicipalityId,
        slots: &[NurseSlotId],
        open: bool,
    ) -> StoreResult<u64>;
    /// Opens or closes one nurse's time for every kind at once.
    async fn slots_set_open(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        starts_at: DateTime<Utc>,
        open: bool,
    ) -> StoreResult<u64>;
}

/// Weekly templates. Reading.
#[async_trait]
pub trait TemplateReads: Send {
    /// All templates, by id.
    async fn templates(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Template>>;
}

/// Weekly templates. Writing.
#[async_trait]
pub trait TemplateWrites: Send {
    /// Writes a template, new or changed.
    async fn template_save(&mut self, municipality: MunicipalityId, template: &Template) -> StoreResult<()>;
    /// Deletes a template. What was published stays until the next publishing.
    async fn template_delete(&mut self, municipality: MunicipalityId, id: TemplateId) -> StoreResult<bool>;
}

/// What closed days and absences would meet. Reading.
#[async_trait]
pub trait ClosureReads: Send {
    /// Live bookings that begin in `[from, until)`, at that office and of that nurse where they are named: how many at each time.
    async fn bookings_met(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Option<OfficeId>, Option<StaffId>),
    ) -> StoreResult<Vec<Met>>;
    /// Open published times likewise.
    async fn times_met(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Option<OfficeId>, Option<StaffId>),
    ) -> StoreResult<Vec<Met>>;
}

/// Closed days, absences, and what the city's list says of holidays. They are read with the catalogue. Writing.
#[async_trait]
pub trait ClosureWrites: Send {
    /// Writes a closure, new or changed.
    async fn closure_save(&mut self, municipality: MunicipalityId, closure: &Closure) -> StoreResult<()>;
    /// Deletes a closure.
    async fn closure_delete(&mut self, municipality: MunicipalityId, id: ClosureId) -> StoreResult<bool>;
    /// Writes what the city's list says of a day before the rule: the holiday's name, or `None` for a working day.
    async fn holiday_save(
        &mut self,
        municipality: MunicipalityId,
        day: NaiveDate,
        name: Option<&str>,
    ) -> StoreResult<()>;
    /// Takes a day off the city's list: the rule alone decides again.
    async fn holiday_forget(&mut self, municipality: MunicipalityId, day: NaiveDate) -> StoreResult<()>;
    /// Says that the city's holidays have changed, so that their version rises.
    async fn holidays_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()>;
    /// Whether the city is closed from 29 December to 3 January.
    async fn year_end_set(&mut self, municipality: MunicipalityId, closed: bool) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: TimeReads + TemplateReads + ClosureReads {}

impl<T: TimeReads + TemplateReads + ClosureReads> Reads for T {}

/// What can be written in one.
pub trait Writes: TimeWrites + TemplateWrites + ClosureWrites {}

impl<T: TimeWrites + TemplateWrites + ClosureWrites> Writes for T {}
