//! What the templates say about a time that nobody published, in words.

use mendan_service::offer::why::{NamedTemplate, NotPublished};

use super::{Said, Speaker};

impl Speaker<'_> {
    pub(super) fn not_published(self, why: &NotPublished) -> Said {
        let t = &self.words().offer;
        match why {
            NotPublished::NotYet { template, .. } => {
                Said::new(t.why_not_yet(self.called(template)), t.why_not_yet_rule)
            }
            NotPublished::Judged(reason) => self.judged(reason),
            NotPublished::NotHere { staff } => Said::new(t.why_not_here(self.who(*staff)), t.why_not_here_rule),
            NotPublished::Elsewhere { staff, office } => {
                Said::new(t.why_elsewhere(self.place(*office), self.who(*staff)), t.why_elsewhere_rule)
            }
            NotPublished::OutsideOpeningHours { .. } => Said::new(t.why_outside_opening, t.why_outside_opening_rule),
            NotPublished::Break { template, pause } => {
                let (called, hours) = (self.called(template), self.words().dates.hours_of(*pause));
                Said::new(t.why_pause(&hours, &called), t.why_pause_rule(&hours, &called))
            }
            NotPublished::Between { template, before, after } => {
                let called = self.called(template);
                let rule = t.why_between_rule(&called);
                Said::new(t.why_between(self.nearest(*before, *after), called), rule)
            }
            NotPublished::Outside { template, hours } => {
                let (called, hours) = (self.called(template), self.words().dates.hours_of(*hours));
                Said::new(t.why_outside(&hours, &called), t.why_outside_rule(&hours, &called))
            }
            NotPublished::NoTemplate(staff) => {
                let text = staff.map(|staff| t.why_no_template_of(self.who(staff)));
                Said::new(text.unwrap_or_else(|| t.why_no_template.to_owned()), t.why_no_template_rule)
            }
        }
    }

    /// 前は 10:40、次は 11:30.
    fn nearest(self, before: Option<i64>, after: Option<i64>) -> String {
        let (t, time) = (&self.words().offer, |minutes| self.words().dates.minutes_of(minutes));
        let (before, after) = (before.map(|at| t.start_before(time(at))), after.map(|at| t.start_after(time(at))));
        before.into_iter().chain(after).collect::<Vec<_>>().join(self.words().city.comma)
    }

    /// What a template is called. Most have no name of their own.
    fn called(self, template: &NamedTemplate) -> String {
        let t = &self.words().offer;
        match template.staff {
            _ if !template.name.is_empty() => t.template_named(&template.name),
            Some(staff) => t.template_of(self.who(staff)),
            None => t.template_of_all.to_owned(),
        }
    }
}
