//! Write and delete the templates that publishing plans from.

use chrono::Days;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{OfficeId, StaffId, TemplateId};
use mendan_domain::offer::publish::{Skipped, Why};
use mendan_domain::offer::template::{Overlap, Template};
use mendan_domain::staff::Permission;
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::model::SetupRow;
use crate::offer::planner;
use crate::offer::template_form::TemplateForm;
use crate::services::Services;
use crate::services::permit::{
    Permit,
    asked::{ShapeOwnTimes, ShapeTimes},
};

/// Two months: templates of every second week and of one week of the month come up in it.
const LOOK_AHEAD: Days = Days::new(62);

impl Services {
    /// The templates the asker may see: administrators all, nurses their own; by office, nurse and weekday.
    pub async fn templates(&self, context: &Permit<ShapeOwnTimes>) -> Result<Vec<Template>, Refusal> {
        let own = context.actor.staff();
        let everybody = context.may(Permission::ShapeTimes);
        let mut templates = self.store().look().await?.templates(context.municipality()).await?;
        templates.retain(|template| (everybody || template.staff == own) && context.reaches(template.office));
        let place = |id: OfficeId| context.catalogue.offices.iter().position(|office| office.id == id);
        let turn = |id: StaffId| context.catalogue.staff.iter().position(|member| member.id == id);
        templates.sort_by_key(|template| {
            (
                place(template.office),
                template.staff.map(turn),
                first_weekday(template),
                template.hours.from,
                template.id,
            )
        });
        Ok(templates)
    }

    /// All templates of a city, for the product itself and administrators.
    pub async fn all_templates(&self, context: &Permit<ShapeTimes>) -> Result<Vec<Template>, Refusal> {
        let mut templates = self.store().look().await?.templates(context.municipality()).await?;
        templates.retain(|template| context.reaches(template.office));
        Ok(templates)
    }

    /// Writes a city's first templates. `false` when it has some.
    pub async fn first_templates(&self, context: &Permit<ShapeTimes>, first: &[Template]) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            if first.iter().any(|template| !context.reaches(template.office)) {
                return Err(Refusal::NotFound);
            }
            let mut tx = writer.begin().await?;
            if !tx.templates(context.municipality()).await?.is_empty() {
                return Ok(false);
            }
            for template in first {
                tx.template_save(context.municipality(), template).await?;
            }
            let detail = json!({ "templates": first.len() });
            let recorded = writer.audit(tx.as_mut(), context, "templates_first", ("setup", 0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(true)
        })
        .await
    }

    /// What these templates give in the coming weeks and publishing would leave out whatever the day: for each template,
    /// nurse, kind and reason the first such time.
    pub async fn template_problems(&self, context: &Permit<ShapeOwnTimes>) -> Result<Vec<Skipped>, Refusal> {
        let (now, catalogue) = (self.now(), self.catalogue(context.municipality()).await?);
        let catalogue = &catalogue;
        let templates = self.store().look().await?.templates(context.municipality()).await?;
        let today = catalogue.municipality.local_date(now);
        let until = today.checked_add_days(LOOK_AHEAD).unwrap_or(today);
        let plan = planner(catalogue, &templates, |planner| planner.plan(today, until, now));
        let mut problems: Vec<Skipped> = Vec::new();
        for skipped in plan.skipped.into_iter().filter(|skipped| lies_in_the_template(&skipped.why)) {
            if !context.reaches(skipped.planned.office) {
                continue;
            }
            let of = |one: &Skipped| (one.planned.template, one.planned.staff, one.planned.kind);
            if problems.iter().all(|known| of(known) != of(&skipped) || known.why != skipped.why) {
                problems.push(skipped);
            }
        }
        Ok(problems)
    }

    /// One of them.
    pub async fn template(&self, context: &Permit<ShapeOwnTimes>, id: TemplateId) -> Result<Template, Refusal> {
        let templates = self.templates(context).await?;
        templates.into_iter().find(|template| template.id == id).ok_or(Refusal::NotFound)
    }

    /// Writes a template, a new one (`at` none) or one that is still what the asker saw. What is published follows with the next publishing.
    pub async fn template_save(
        &self,
        context: &Permit<ShapeOwnTimes>,
        at: Option<(TemplateId, Expected)>,
        form: &TemplateForm,
    ) -> Result<TemplateId, Refusal> {
        self.write(|writer| async move {
            let id = at.map(|(id, _)| id);
            if let Some(id) = id {
                writer.template(context, id).await?;
            }
            let today = context.catalogue.municipality.local_date(writer.now());
            let id_new = id.unwrap_or_else(|| TemplateId(writer.new_id()));
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            if let Some((id, expected)) = at {
                expected.check_row(&catalogue, SetupRow::Template(id))?;
            }
            let template = form.read(&catalogue, id_new, today)?;
            context.shapes_of(template.staff)?;
            let others = tx.templates(context.municipality()).await?;
            may_meet(&met_by(&template, &others), form.overlap_meant)?;
            tx.template_save(context.municipality(), &template).await?;
            let detail = json!({ "new": id.is_none(), "office": template.office, "nurse": template.staff });
            let recorded =
                writer.audit(tx.as_mut(), context, "template_save", ("template", template.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(template.id)
        })
        .await
    }

    /// The templates that meet what was typed, the worst first.
    pub async fn template_met(
        &self,
        context: &Permit<ShapeOwnTimes>,
        id: Option<TemplateId>,
        form: &TemplateForm,
    ) -> Result<Vec<(Overlap, Template)>, Refusal> {
        let today = context.catalogue.municipality.local_date(self.now());
        let template = form.read(&context.catalogue, id.unwrap_or(TemplateId(0)), today)?;
        context.shapes_of(template.staff)?;
        let mut others = self.store().look().await?.templates(context.municipality()).await?;
        others.retain(|other| context.reaches(other.office));
        Ok(met_by(&template, &others))
    }

    /// Deletes a template. What was published stays until the next publishing.
    pub async fn template_delete(
        &self,
        context: &Permit<ShapeOwnTimes>,
        id: TemplateId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            writer.template(context, id).await?;
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            expected.check_row(&catalogue, SetupRow::Template(id))?;
            if !tx.template_delete(context.municipality(), id).await? {
                return Err(Refusal::NotFound);
            }
            let recorded =
                writer.audit(tx.as_mut(), context, "template_delete", ("template", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }
}

/// The others that it meets, the worst first.
pub fn met_by(template: &Template, others: &[Template]) -> Vec<(Overlap, Template)> {
    let others = others.iter().filter(|other| other.id != template.id);
    let mut met: Vec<_> = others.filter_map(|other| Some((template.overlap(other)?, other.clone()))).collect();
    met.sort_by_key(|(overlap, _)| std::cmp::Reverse(*overlap));
    met
}

/// Other kinds at the same time may be meant, once that was shown; anything else never is.
fn may_meet(met: &[(Overlap, Template)], meant: bool) -> Result<(), Refusal> {
    let code = match met.first() {
        None => return Ok(()),
        Some((Overlap::OtherKind, _)) if meant => return Ok(()),
        Some((Overlap::OtherKind, _)) => Fault::OverlapAsked,
        Some((Overlap::SameKind, _)) => Fault::OverlapKind,
        Some((Overlap::Elsewhere, _)) => Fault::OverlapElsewhere,
        Some((Overlap::Same, _)) => Fault::OverlapSame,
    };
    Err(Refusal::Invalid(vec![FieldError::new("hours_from", code)]))
}

/// Closed days and the past are no fault of a template.
const fn lies_in_the_template(why: &Why) -> bool {
    match why {
        Why::NotHere
        | Why::WrongProfession
        | Why::NoCommonMode
        | Why::ElsewhereThen { .. }
        | Why::OutsideOpeningHours
        | Why::Gone => true,
        Why::Closed(_) | Why::InThePast => false,
    }
}

fn first_weekday(template: &Template) -> Option<u32> {
    template.weekdays.iter().next().map(|weekday| weekday.num_days_from_monday())
}
