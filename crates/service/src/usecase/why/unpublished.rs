//! The words for a time that nobody published: what the templates say about it.

use chrono::{DateTime, Utc};
use mendan_domain::hours::Hours;
use mendan_domain::ids::{StaffId, TemplateId};
use mendan_domain::offer::Reason;
use mendan_domain::publish::{Missing, Planned, Unpublished, Why};
use mendan_domain::template::Template;

use super::words::{self, CLOSURES, TEMPLATES, name};
use super::{WhyQuery, WhyReason};
use crate::catalogue::Catalogue;
use crate::usecase::setup::planner;

const PUBLISH: &str = "/staff/setup/publish";

/// Why it was not published.
pub(super) fn reason(
    catalogue: &Catalogue,
    templates: &[Template],
    query: &WhyQuery,
    now: DateTime<Utc>,
) -> WhyReason {
    let WhyQuery { kind, office, at, staff, .. } = *query;
    let found = planner(catalogue, templates, |planner| {
        planner.unpublished(&Missing { office, kind, staff, at }, now)
    });
    let called = |id: TemplateId| {
        let template = templates.iter().find(|template| template.id == id);
        template.map_or_else(|| "ひな型".to_owned(), |template| format!("ひな型「{}」", template.name))
    };
    let edit = |id: TemplateId| format!("{TEMPLATES}/{id}");
    let (text, rule, change_at) = match found {
        Unpublished::NotYet(template) => {
            let month = at.with_timezone(&catalogue.municipality.timezone).format("%Y-%m");
            let text = format!("{}にある時間ですが、まだ公開していません。", called(template));
            (text, "公開".to_owned(), format!("{PUBLISH}?month={month}"))
        }
        Unpublished::LeftOut(planned, why) => return left_out(catalogue, &planned, &why),
        Unpublished::Break(template, pause) => {
            let text = format!("{}の休憩({})の中です。", called(template), span(pause));
            (text, format!("{}: 休憩 {}", called(template), span(pause)), edit(template))
        }
        Unpublished::Between { template, before, after } => {
            let near = [before.map(|start| format!("前は {}", Hours::text(start))), after.map(|start| format!("次は {}", Hours::text(start)))];
            let near = near.into_iter().flatten().collect::<Vec<_>>().join("、");
            let text = format!("{}では、この時刻に始まる面談がありません({near})。", called(template));
            (text, format!("{}: 始まる時刻", called(template)), edit(template))
        }
        Unpublished::Outside(template, hours) => {
            let text = format!("{}の時間({})の外です。", called(template), span(hours));
            (text, format!("{}: 時間 {}", called(template), span(hours)), edit(template))
        }
        Unpublished::NoTemplate => (no_template(catalogue, staff), "ひな型なし".to_owned(), TEMPLATES.to_owned()),
    };
    WhyReason { text, rule, change_at, ..words::of(catalogue, kind, &Reason::NotPublished) }
}

fn span(hours: Hours) -> String {
    format!("{}〜{}", Hours::text(hours.from), Hours::text(hours.until))
}

fn no_template(catalogue: &Catalogue, staff: Option<StaffId>) -> String {
    match staff {
        Some(staff) => format!("{}には、この面談のこの日のひな型がありません。", name(catalogue, staff)),
        None => "この面談には、この日のひな型がありません。".to_owned(),
    }
}

/// A template gives it, and publishing leaves it out.
fn left_out(catalogue: &Catalogue, planned: &Planned, why: &Why) -> WhyReason {
    let (who, member) = (name(catalogue, planned.staff), format!("/staff/setup/staff/{}", planned.staff));
    let (text, rule, change_at) = match why {
        Why::Closed(closed) => {
            let reason = Reason::Absent(planned.staff, closed.clone());
            let words = words::of(catalogue, planned.kind, &reason);
            (words.text, words.rule, CLOSURES.to_owned())
        }
        Why::NotHere => (format!("{who}は、この会場の担当ではありません。"), "職員: 担当する会場".to_owned(), member),
        Why::WrongProfession => {
            return published(words::of(catalogue, planned.kind, &Reason::WrongProfession(planned.staff)));
        }
        Why::NoCommonMode => return published(words::of(catalogue, planned.kind, &Reason::ModeNotDone(planned.staff))),
        Why::ElsewhereThen { office } => {
            let place = catalogue.office(*office).map(|office| office.words(mendan_domain::language::Language::Ja).name);
            let text = format!("{who}は、この時間に{}の担当です。", place.unwrap_or_default());
            (text, "ほかのひな型".to_owned(), TEMPLATES.to_owned())
        }
        Why::OutsideOpeningHours => {
            let text = "会場の開庁時間の外です。".to_owned();
            (text, "会場: 開庁時間".to_owned(), format!("/staff/setup/offices/{}", planned.office))
        }
        Why::Gone => (format!("{who}は、いま担当していません。"), "職員: 停止中".to_owned(), member),
        Why::InThePast => ("開始の時刻を過ぎています。".to_owned(), "開始時刻まで".to_owned(), String::new()),
    };
    published(WhyReason { code: Reason::NotPublished.code(), text, rule, change_at })
}

/// However it came about, programs are told that it is not published.
fn published(words: WhyReason) -> WhyReason {
    WhyReason { code: Reason::NotPublished.code(), ..words }
}
