//! What a plan is made of, read in one transaction.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::publish::{Kept, PlanKind, PlanOffice, PlanStaff, Planner};
use mendan_domain::offer::template::Template;

use crate::city::catalogue::{Catalogue, Kind, Office};
use crate::error::Refusal;
use crate::model::{Claim, NurseSlot, StaffMember};
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// The city as it is in the database, not as this instance remembers it.
pub(crate) struct Planning {
    /// What it offers, and what is closed.
    pub catalogue: Catalogue,
    templates: Vec<Template>,
    /// Published times of the days that have not begun, of everybody.
    pub existing: Vec<NurseSlot>,
    /// Live bookings and holds of these days, of everybody.
    pub kept: Vec<Kept>,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Planning {
    /// Reads what matters from `from` to `until`, both local days included.
    pub async fn read(
        services: &Services,
        tx: &mut dyn ReadUnit,
        context: &Context,
        (from, until): (NaiveDate, NaiveDate),
    ) -> Result<Self, Refusal> {
        let (id, now) = (context.municipality(), services.now());
        let catalogue = tx.catalogue(id, services.closures_since()).await?.ok_or(Refusal::NotFound)?;
        let (from, until) = instants(&catalogue, from, until);
        let slots = tx.slots_between(id, from, until).await?;
        let existing = slots.into_iter().filter(|slot| slot.starts_at > now).collect();
        let bookings = tx.bookings_between(id, from, until).await?;
        let live = bookings.iter().filter(|booking| booking.status != Status::Cancelled);
        let mut kept: Vec<Kept> =
            live.flat_map(|booking| keeps(&booking.claim, booking.office, booking.starts_at)).collect();
        let holds = tx.holds_between(id, from, until, now).await?;
        kept.extend(holds.iter().flat_map(|hold| keeps(&hold.claim, hold.office, hold.starts_at)));
        let templates = tx.templates(id).await?;
        Ok(Self { catalogue, templates, existing, kept, now })
    }

    /// Plans by the templates; see [`planner`].
    pub fn with_templates<T>(&self, work: impl FnOnce(&Planner<'_>) -> T) -> T {
        planner(&self.catalogue, &self.templates, work)
    }

    /// Plans for everybody: whose times are wanted is known already.
    pub fn for_everybody<T>(&self, work: impl FnOnce(&Planner<'_>) -> T) -> T {
        plan(&self.catalogue, &self.templates, |_| true, work)
    }
}

/// Plans for those who hold interviews, and whoever has a template of her own.
pub(crate) fn planner<T>(catalogue: &Catalogue, templates: &[Template], work: impl FnOnce(&Planner<'_>) -> T) -> T {
    let own = |id: StaffId| templates.iter().any(|template| template.staff == Some(id));
    plan(catalogue, templates, |member| member.role.interviews() || own(member.id), work)
}

fn plan<T>(
    catalogue: &Catalogue,
    templates: &[Template],
    who: impl Fn(&StaffMember) -> bool,
    work: impl FnOnce(&Planner<'_>) -> T,
) -> T {
    let kinds: Vec<PlanKind> = catalogue.offered_kinds().map(kind).collect();
    let staff: Vec<PlanStaff> = catalogue.staff.iter().filter(|member| who(member)).map(worker).collect();
    let offices: Vec<PlanOffice> = catalogue.offices.iter().map(office).collect();
    work(&Planner {
        templates,
        closed: &catalogue.closed,
        kinds: &kinds,
        staff: &staff,
        offices: &offices,
        timezone: catalogue.municipality.timezone,
    })
}

/// From the first instant of one local day to the last of another.
pub(crate) fn instants(catalogue: &Catalogue, from: NaiveDate, until: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let city = &catalogue.municipality;
    let next = until.checked_add_days(Days::new(1)).unwrap_or(until);
    (city.start_of_day(from), city.start_of_day(next))
}

/// First and last day of the month of `day`.
pub(crate) fn month(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap_or(day);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    (first, last)
}

/// One for each nurse of an interview.
fn keeps(claim: &Claim, office: OfficeId, starts_at: DateTime<Utc>) -> impl Iterator<Item = Kept> {
    let busy = claim.busy;
    let nurses = [Some(claim.staff), claim.joint].into_iter().flatten();
    nurses.map(move |staff| Kept { staff, office, busy, starts_at })
}

fn kind(kind: &Kind) -> PlanKind {
    let Kind { id, minutes, buffers, modes, ref professions, .. } = *kind;
    PlanKind { id, minutes, buffers, modes, professions: professions.clone() }
}

fn worker(member: &StaffMember) -> PlanStaff {
    PlanStaff {
        id: member.id,
        profession: member.profession,
        modes: member.work.modes,
        offices: member.offices.clone(),
        active: !member.disabled,
    }
}

const fn office(office: &Office) -> PlanOffice {
    PlanOffice { id: office.id, hours: office.hours.0, active: office.active }
}
