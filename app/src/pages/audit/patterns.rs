//! `/staff/audit/patterns`: who looked at much, who looked at night, where sign-ins failed.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_service::Refusal;
use mendan_service::audit::action::Group;
use mendan_service::audit::patterns::{MANY_FAILURES, MANY_NAMES, MANY_VIEWS, Sprayed, Tried, Viewed};
use mendan_service::audit::read::{About, LogQuery};

use super::PLACE;
use super::said::member;
use super::wanted::href;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;

/// Entries of a list.
const SHOWN: usize = 100;

/// What stands out.
#[component]
pub fn AuditPatterns() -> impl IntoView {
    let until = use_query_map().get_untracked().get("until").and_then(|day| day.parse().ok());
    setup_page(staff_words().audit.patterns, move |request| async move { page(&request, until).await })
}

async fn page(request: &Request, until: Option<NaiveDate>) -> Result<AnyView, Refusal> {
    let t = &staff_words().audit;
    let dates = &staff_words().dates;
    let today = request.catalogue().municipality.local_date(request.services.now());
    let until = until.unwrap_or(today);
    let found = request.services.audit_patterns(&request.context.permit()?, until).await?;
    let tried = found.sprays.iter().map(sprayed).chain(found.tried.iter().take(SHOWN).map(failures)).collect();
    Ok(view! {
        <p>{t.patterns_text(dates.date_of(found.from), dates.date_of(found.until))}</p>
        <p class="links"><a href=PLACE>{t.see_log}</a></p>
        <form class="form narrow" method="get" action="/staff/audit/patterns">
            <div class="field">
                <label for="until">{t.patterns_until}</label>
                <input class="input" id="until" name="until" type="date" value=until.to_string()/>
            </div>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.show}</button></p>
        </form>
        {list("many", t.many_title, t.many_text(MANY_VIEWS), views(request, &found.many))}
        {list("outside", t.outside_title, t.outside_text.to_owned(), views(request, &found.outside))}
        {list("tried", t.tried_title, t.tried_text(MANY_FAILURES, MANY_NAMES), tried)}
    }
    .into_any())
}

fn list(id: &'static str, title: &'static str, text: String, entries: Vec<AnyView>) -> AnyView {
    let entries = if entries.is_empty() {
        view! { <p class="soft">{staff_words().audit.pattern_none}</p> }.into_any()
    } else {
        view! { <ul class="setup-list">{entries}</ul> }.into_any()
    };
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2><p>{text}</p>{entries}</section> }.into_any()
}

fn views(request: &Request, viewed: &[Viewed]) -> Vec<AnyView> {
    let entry = |Viewed { staff, day, views }: &Viewed| {
        let about = About::Member(*staff);
        let said = staff_words().audit.viewed(*views, member(request.catalogue(), *staff));
        entry(*day, said, LogQuery { about, group: Some(Group::Views), ..LogQuery::default() })
    };
    viewed.iter().take(SHOWN).map(entry).collect()
}

fn failures(tried: &Tried) -> AnyView {
    let t = &staff_words().audit;
    let from = tried.network.as_deref().unwrap_or(t.from_unknown);
    let said = t.tried(tried.failures, from, tried.names);
    entry(tried.day, said, LogQuery { group: Some(Group::SignIns), ..LogQuery::default() })
}

fn sprayed(day: &Sprayed) -> AnyView {
    let said = staff_words().audit.sprayed(day.failures, day.names, day.networks);
    entry(day.day, said, LogQuery { group: Some(Group::SignIns), ..LogQuery::default() })
}

/// The day and what it is, with its lines behind it.
fn entry(day: NaiveDate, said: String, query: LogQuery) -> AnyView {
    let href = href(&LogQuery { from: Some(day), until: Some(day), ..query });
    let day = staff_words().dates.date_of(day);
    view! { <li><a href=href><strong>{day}</strong><span>{said}</span></a></li> }.into_any()
}
