//! What the templates give, day by day.

use chrono::{DateTime, NaiveDate, Utc};

use super::judge::{Day, Wish};
use super::{Plan, Planner};
use crate::ids::{KindId, StaffId};
use crate::offer::hours::Hours;
use crate::offer::template::Template;

impl Planner<'_> {
    /// What should be published from `from` to `until`, both local days included, and what is left out and why.
    ///
    /// A nurse may have several kinds at one time at one office: whoever books first decides. An office's template
    /// concerns the nurses who can hold the kind there; when there are none, all of the office are listed as left out.
    pub fn plan(&self, from: NaiveDate, until: NaiveDate, now: DateTime<Utc>) -> Plan {
        let mut templates: Vec<&Template> = self.templates.iter().collect();
        templates.sort_by_key(|template| template.id);
        let mut plan = Plan::default();
        for date in from.iter_days().take_while(|date| *date <= until) {
            let mut day = Day::new(self, date, now);
            for template in templates.iter().filter(|template| template.applies_on(date)) {
                self.lay(template, &mut day, &mut plan);
            }
        }
        plan.in_order()
    }

    fn lay(&self, template: &Template, day: &mut Day<'_>, plan: &mut Plan) {
        for kind in &template.kinds {
            let hours = self.interviews(template, *kind);
            for staff in self.nurses(template, *kind) {
                for hours in &hours {
                    let wish = Wish {
                        office: template.office,
                        kind: *kind,
                        staff,
                        hours: *hours,
                        modes: template.modes,
                        template: Some(template.id),
                    };
                    day.judge(&wish, plan);
                }
            }
        }
    }

    /// The interviews of one day. Of a kind that is gone nobody knows the length: the hours as a whole stand for them.
    pub(super) fn interviews(&self, template: &Template, kind: KindId) -> Vec<Hours> {
        let Some(kind) = self.kind(kind) else { return vec![template.hours] };
        let starts = template.starts(kind.minutes, kind.buffers.before + kind.buffers.after);
        starts.into_iter().map(|from| Hours { from, until: from + kind.minutes }).collect()
    }

    pub(super) fn nurses(&self, template: &Template, kind: KindId) -> Vec<StaffId> {
        if let Some(one) = template.staff {
            return vec![one];
        }
        let here = self.staff.iter().filter(|nurse| nurse.active && nurse.offices.contains(&template.office));
        let here: Vec<StaffId> = here.map(|nurse| nurse.id).collect();
        let fits = |nurse: &StaffId| {
            let modes = self.fit(*nurse, template.office, kind);
            modes.is_ok_and(|modes| !modes.and(template.modes).is_empty())
        };
        let able: Vec<StaffId> = here.iter().copied().filter(fits).collect();
        if able.is_empty() { here } else { able }
    }
}

impl Plan {
    /// Sorted, each time once. Of two templates that give the same time the earlier one stays.
    pub(super) fn in_order(mut self) -> Self {
        self.times.sort_by_key(super::Planned::key);
        self.times.dedup_by_key(|planned| planned.key());
        self.skipped.sort_by_key(|skipped| skipped.planned.key());
        self.skipped.dedup_by(|second, first| second.planned.key() == first.planned.key() && second.why == first.why);
        self
    }
}
