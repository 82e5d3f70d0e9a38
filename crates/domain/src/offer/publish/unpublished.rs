//! Why nobody published a time: what the templates say about it.

use chrono::{DateTime, NaiveDate, Timelike as _, Utc};

use super::{Planned, Planner, Why};
use crate::ids::{KindId, OfficeId, StaffId, TemplateId};
use crate::offer::hours::Hours;
use crate::offer::template::Template;

/// A time that nobody published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub office: OfficeId,
    /// For what.
    pub kind: KindId,
    /// Whose; `None` for anybody's.
    pub staff: Option<StaffId>,
    /// Its start.
    pub at: DateTime<Utc>,
}

/// What the templates say about it. Minutes count from the local midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unpublished {
    /// A template gives it; it only has to be published.
    NotYet(TemplateId),
    /// A template gives it, and publishing leaves it out.
    LeftOut(Planned, Why),
    /// It lies in a break of a template.
    Break(TemplateId, Hours),
    /// It lies within the hours of a template, but no interview begins then.
    Between {
        /// Which template.
        template: TemplateId,
        /// The last start before it.
        before: Option<i64>,
        /// The first start after it.
        after: Option<i64>,
    },
    /// It lies before or after the hours of the templates; this is the nearest.
    Outside(TemplateId, Hours),
    /// No template gives that kind there on that day.
    NoTemplate,
}

impl Planner<'_> {
    /// What the templates say about a time that nobody published.
    pub fn unpublished(&self, missing: &Missing, now: DateTime<Utc>) -> Unpublished {
        let local = missing.at.with_timezone(&self.timezone);
        let (date, minute) = (local.date_naive(), i64::from(local.hour() * 60 + local.minute()));
        let meant = |planned: &Planned| {
            (planned.office, planned.kind, planned.starts_at) == (missing.office, missing.kind, missing.at)
                && missing.staff.is_none_or(|staff| staff == planned.staff)
        };
        let plan = self.plan(date, date, now);
        if let Some(template) = plan.times.iter().find(|planned| meant(planned)).and_then(|planned| planned.template) {
            return Unpublished::NotYet(template);
        }
        if let Some(skipped) = plan.skipped.into_iter().find(|skipped| meant(&skipped.planned)) {
            return Unpublished::LeftOut(skipped.planned, skipped.why);
        }
        self.off_the_grid(missing, date, minute)
    }

    /// No interview of a template begins at that minute: where it lies instead.
    fn off_the_grid(&self, missing: &Missing, date: NaiveDate, minute: i64) -> Unpublished {
        let given = || self.templates.iter().filter(|template| self.gives(template, missing, date));
        let pause = given().find_map(|template| {
            let pause = template.breaks.iter().find(|pause| pause.from <= minute && minute < pause.until)?;
            Some(Unpublished::Break(template.id, *pause))
        });
        let inside = given().find(|template| template.hours.from <= minute && minute < template.hours.until);
        let between = inside.map(|template| {
            let starts = || self.interviews(template, missing.kind).into_iter().map(|hours| hours.from);
            let before = starts().filter(|start| *start <= minute).max();
            Unpublished::Between { template: template.id, before, after: starts().find(|start| *start > minute) }
        });
        let apart = |template: &&Template| (template.hours.from - minute).max(minute - template.hours.until);
        let outside = given().min_by_key(apart).map(|template| Unpublished::Outside(template.id, template.hours));
        pause.or(between).or(outside).unwrap_or(Unpublished::NoTemplate)
    }

    fn gives(&self, template: &Template, missing: &Missing, date: NaiveDate) -> bool {
        template.office == missing.office
            && template.kinds.contains(&missing.kind)
            && template.applies_on(date)
            && match missing.staff {
                Some(staff) => self.nurses(template, missing.kind).contains(&staff),
                None => !self.nurses(template, missing.kind).is_empty(),
            }
    }
}
