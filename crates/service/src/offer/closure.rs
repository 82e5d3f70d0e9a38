//! Closures of the city, of an office, and absences: what they touch is said before and after they are written.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{ClosureId, OfficeId, StaffId};
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::hours::Hours;
use mendan_domain::text::{Limits, TextError, single_line};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::forms::{Checks, Fields};
use crate::model::{Met, SetupRow};
use crate::offer::planning::instants;
use crate::offer::window::hours_of;
use crate::services::permit::{Permit, asked::ShapeOwnTimes};
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// The longest closure, days: three years of parental leave.
const MOST_DAYS: i64 = 1_100;

/// The fields of the form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosureForm {
    /// `city`, `office-<id>`, `staff-<id>`.
    pub whose: String,
    /// First day.
    pub from: String,
    /// Last day; empty: the first.
    pub until: String,
    /// Hours of each day; both empty: whole days.
    pub hours: [String; 2],
    /// Why.
    pub reason: String,
}

/// What a closure meets. Bookings stay whatever is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    /// Bookings that stay, by local day.
    pub days: BTreeMap<NaiveDate, usize>,
    /// Published times that can no longer be booked.
    pub times: usize,
}

impl Touched {
    /// All bookings.
    pub fn bookings(&self) -> usize {
        self.days.values().sum()
    }
}

impl Services {
    /// What it would meet; nothing is written.
    pub async fn closure_check(&self, context: &Permit<ShapeOwnTimes>, form: &ClosureForm) -> Result<Touched, Refusal> {
        let closure = form.read(&context.catalogue, ClosureId(0))?;
        may_close(context, &closure)?;
        let mut tx = self.store().read().await?;
        self.touched(tx.as_mut(), &context.catalogue, &closure).await
    }

    /// Writes it, a new one (`at` none) or one that is still what the asker saw; its id, and what it meets.
    pub async fn closure_save(
        &self,
        context: &Permit<ShapeOwnTimes>,
        at: Option<(ClosureId, Expected)>,
        form: &ClosureForm,
    ) -> Result<(ClosureId, Touched), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let id = at.map(|(id, _)| id);
            let mut was = None;
            if let Some((id, expected)) = at {
                let stored = known(&catalogue, id)?;
                may_close(context, stored)?;
                expected.check_row(&catalogue, SetupRow::Closure(id))?;
                was = Some(stored);
            }
            let closure = form.read(&catalogue, id.unwrap_or_else(|| ClosureId(writer.new_id())))?;
            may_close(context, &closure)?;
            tx.closure_save(context.municipality(), &closure).await?;
            let touched = writer.touched(tx.as_mut(), &catalogue, &closure).await?;
            let detail = json!({ "new": id.is_none(), "from": closure.from, "until": closure.until, "bookings": touched.bookings() });
            let recorded = writer.audit(tx.as_mut(), context, "closure_save", ("closure", closure.id.0), &detail).await?;
            let was = was.unwrap_or(&closure);
            let days = (was.from.min(closure.from), was.until.max(closure.until));
            writer.call_about_closed(tx.as_mut(), context.municipality(), Some(days)).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok((closure.id, touched))
        })
        .await
    }

    /// Deletes it: published times of its days can be booked again at once.
    pub async fn closure_delete(
        &self,
        context: &Permit<ShapeOwnTimes>,
        id: ClosureId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let closure = known(&catalogue, id)?;
            may_close(context, closure)?;
            expected.check_row(&catalogue, SetupRow::Closure(id))?;
            if !tx.closure_delete(context.municipality(), id).await? {
                return Err(Refusal::NotFound);
            }
            let recorded = writer.audit(tx.as_mut(), context, "closure_delete", ("closure", id.0), &json!({})).await?;
            let days = (closure.from, closure.until);
            writer.call_about_closed(tx.as_mut(), context.municipality(), Some(days)).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// Live bookings and published times to come that it meets.
    pub(crate) async fn touched(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        closure: &Closure,
    ) -> Result<Touched, Refusal> {
        let (from, until) = instants(catalogue, closure.from, closure.until);
        let from = from.max(self.now());
        let id = catalogue.municipality.id;
        // An absence is hers wherever she would have been.
        let of = (closure.office.filter(|_| closure.staff.is_none()), closure.staff);
        let within = |met: &Met| {
            let held = hours_of(catalogue, met.starts_at, met.ends_at);
            closure.hours.is_none_or(|hours| hours.overlaps(&held))
        };
        let number = |met: &Met| usize::try_from(met.number).unwrap_or(usize::MAX);
        let mut touched = Touched::default();
        for met in tx.bookings_met(id, (from, until), of).await?.iter().filter(|met| within(met)) {
            *touched.days.entry(catalogue.municipality.local_date(met.starts_at)).or_default() += number(met);
        }
        let times = tx.times_met(id, (from, until), of).await?;
        touched.times = times.iter().filter(|met| within(met)).map(number).sum();
        Ok(touched)
    }
}

impl ClosureForm {
    /// What stands in the fields for a closure that exists.
    pub fn of(closure: &Closure) -> Self {
        let whose = match (closure.office, closure.staff) {
            (_, Some(staff)) => format!("staff-{staff}"),
            (Some(office), None) => format!("office-{office}"),
            (None, None) => "city".to_owned(),
        };
        let hours = closure.hours.map(|hours| [Hours::text(hours.from), Hours::text(hours.until)]);
        Self {
            whose,
            from: closure.from.to_string(),
            until: closure.until.to_string(),
            hours: hours.unwrap_or_default(),
            reason: closure.reason.clone(),
        }
    }

    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            whose: fields.owned("whose"),
            from: fields.owned("from"),
            until: fields.owned("until"),
            hours: ["hours_from", "hours_until"].map(|name| fields.owned(name)),
            reason: fields.owned("reason"),
        }
    }

    /// What was typed, as a closure of that id.
    pub(crate) fn read(&self, catalogue: &Catalogue, id: ClosureId) -> Result<Closure, Refusal> {
        self.read_with(catalogue, id, single_line(&self.reason, &Limits::LINE))
    }

    /// The same, where nobody has to say why.
    pub(crate) fn read_absence(&self, catalogue: &Catalogue, id: ClosureId) -> Result<Closure, Refusal> {
        let silent = self.reason.trim().is_empty();
        let reason = if silent { Ok(String::new()) } else { single_line(&self.reason, &Limits::LINE) };
        self.read_with(catalogue, id, reason)
    }

    fn read_with(
        &self,
        catalogue: &Catalogue,
        id: ClosureId,
        reason: Result<String, TextError>,
    ) -> Result<Closure, Refusal> {
        let mut checks = Checks::default();
        let (office, staff) = checks.valid("whose", self.whose(catalogue)).unwrap_or_default();
        let from = checks.date("from", &self.from).unwrap_or_default();
        let until = if self.until.trim().is_empty() { None } else { checks.date("until", &self.until) };
        let until = until.unwrap_or(from);
        checks.fail_if(until < from, "until", Fault::BeforeStart);
        checks.fail_if((until - from).num_days() > MOST_DAYS, "until", Fault::OutOfRange);
        let hours = self.hours(&mut checks);
        if let Err(error) = &reason {
            checks.fail("reason", error.fault());
        }
        checks.done()?;
        Ok(Closure { id, office, staff, from, until, hours, reason: reason.unwrap_or_default() })
    }

    fn whose(&self, catalogue: &Catalogue) -> Option<(Option<OfficeId>, Option<StaffId>)> {
        if self.whose == "city" {
            return Some((None, None));
        }
        let (sort, id) = self.whose.split_once('-')?;
        match sort {
            "office" => id.parse().ok().filter(|id| catalogue.office(*id).is_some()).map(|id| (Some(id), None)),
            "staff" => id.parse().ok().filter(|id| catalogue.staff(*id).is_some()).map(|id| (None, Some(id))),
            _ => None,
        }
    }

    fn hours(&self, checks: &mut Checks) -> Option<Hours> {
        let [from, until] = &self.hours;
        if from.trim().is_empty() && until.trim().is_empty() {
            return None;
        }
        let hours = Hours::parse(from, until);
        checks.fail_if(hours.is_none(), "hours_from", Fault::NotATime);
        hours
    }
}

fn known(catalogue: &Catalogue, id: ClosureId) -> Result<&Closure, Refusal> {
    catalogue.closed.closures.iter().find(|closure| closure.id == id).ok_or(Refusal::NotFound)
}

impl Context {
    /// Whether that is hers to decide: days off of the city and its offices for who shapes everybody's times, where she reaches; an absence
    /// is hers, too, who is absent.
    pub fn closes(&self, closure: &Closure) -> bool {
        let own = closure.staff.is_some() && closure.staff == self.actor.staff();
        let reached = match (closure.office, closure.staff) {
            (_, Some(staff)) => own || self.reaches_member(staff),
            (Some(office), None) => self.reaches(office),
            (None, None) => self.reaches_all(),
        };
        reached && self.shapes(closure.staff)
    }
}

/// Refuses whoever may not write that closure.
pub(crate) fn may_close(context: &Permit<ShapeOwnTimes>, closure: &Closure) -> Result<(), Refusal> {
    if context.closes(closure) { Ok(()) } else { Err(Refusal::NotFound) }
}
