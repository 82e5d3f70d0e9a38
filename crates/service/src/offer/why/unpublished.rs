//! The words for a time that nobody published: what the templates say about it.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{StaffId, TemplateId};
use mendan_domain::offer::Reason;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::publish::{Missing, Unpublished};
use mendan_domain::offer::template::Template;

use super::words::{TEMPLATES, name};
use super::{WhyQuery, WhyReason, left_out};
use crate::city::catalogue::Catalogue;
use crate::offer::planner;

/// Why it was not published.
pub(super) fn reason(catalogue: &Catalogue, templates: &[Template], query: &WhyQuery, now: DateTime<Utc>) -> WhyReason {
    let WhyQuery { kind, office, at, staff, .. } = *query;
    let missing = Missing { office, kind, staff, at };
    let words = Words { catalogue, templates };
    match planner(catalogue, templates, |planner| planner.unpublished(&missing, now)) {
        Unpublished::NotYet(template) => words.not_yet(template, at),
        Unpublished::LeftOut(planned, why) => left_out::reason(catalogue, &planned, &why),
        Unpublished::Break(template, pause) => {
            words.of_template(template, &format!("の休憩({})の中です。", span(pause)), &format!("休憩 {}", span(pause)))
        }
        Unpublished::Between { template, before, after } => {
            let text = format!("では、この時刻に始まる面談がありません({})。", nearest(before, after));
            words.of_template(template, &text, "始まる時刻")
        }
        Unpublished::Outside(template, hours) => {
            words.of_template(template, &format!("の時間({})の外です。", span(hours)), &format!("時間 {}", span(hours)))
        }
        Unpublished::NoTemplate => words.no_template(staff),
    }
}

/// 前は 10:40、次は 11:30.
fn nearest(before: Option<i64>, after: Option<i64>) -> String {
    let before = before.map(|start| format!("前は {}", Hours::text(start)));
    let after = after.map(|start| format!("次は {}", Hours::text(start)));
    before.into_iter().chain(after).collect::<Vec<_>>().join("、")
}

fn span(hours: Hours) -> String {
    format!("{}〜{}", Hours::text(hours.from), Hours::text(hours.until))
}

struct Words<'a> {
    catalogue: &'a Catalogue,
    templates: &'a [Template],
}

impl Words<'_> {
    fn of_template(&self, id: TemplateId, text: &str, rule: &str) -> WhyReason {
        let (called, whose) = self.called(id);
        let (text, rule) = (format!("{called}{text}"), format!("{called}: {rule}"));
        not_published(text, rule, format!("{TEMPLATES}/{id}"), whose)
    }

    fn not_yet(&self, id: TemplateId, at: DateTime<Utc>) -> WhyReason {
        let (called, whose) = self.called(id);
        let month = at.with_timezone(&self.catalogue.municipality.timezone).format("%Y-%m");
        let text = format!("{called}にある時間ですが、まだ公開していません。");
        not_published(text, "公開".to_owned(), format!("/staff/setup/publish?month={month}"), whose)
    }

    fn no_template(&self, staff: Option<StaffId>) -> WhyReason {
        let text = match staff {
            Some(staff) => format!("{}には、この面談のこの日のひな型がありません。", name(self.catalogue, staff)),
            None => "この面談には、この日のひな型がありません。".to_owned(),
        };
        not_published(text, "ひな型なし".to_owned(), TEMPLATES.to_owned(), staff)
    }

    /// What a template is called, and whose it is. Most have no name of their own.
    fn called(&self, id: TemplateId) -> (String, Option<StaffId>) {
        let Some(template) = self.templates.iter().find(|template| template.id == id) else {
            return ("ひな型".to_owned(), None);
        };
        let called = match template.staff {
            _ if !template.name.is_empty() => format!("ひな型「{}」", template.name),
            Some(staff) => format!("{}のひな型", name(self.catalogue, staff)),
            None => "場所の担当全員のひな型".to_owned(),
        };
        (called, template.staff)
    }
}

/// However it came about, programs are told that it is not published.
pub(super) const fn not_published(text: String, rule: String, change_at: String, whose: Option<StaffId>) -> WhyReason {
    WhyReason { code: Reason::NotPublished.code(), text, rule, change_at, whose }
}
