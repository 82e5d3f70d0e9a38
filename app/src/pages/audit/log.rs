//! `/staff/audit`: the log, of a booking, a person, a member of staff or all of it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::ids::{BookingId, StaffId};
use mendan_service::Refusal;
use mendan_service::audit::action::Group;
use mendan_service::audit::read::{About, FILE, Log, LogQuery};

use super::said::member;
use super::table::table;
use super::wanted::{about_fields, fields, href, query_of};
use super::{PLACE, words};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;

/// The log.
#[component]
pub fn AuditLog() -> impl IntoView {
    let address = use_query_map().get_untracked();
    let query = query_of(|name| address.get(name));
    setup_page(staff_words().audit.title, move |request| async move { page(&request, query).await })
}

async fn page(request: &Request, query: LogQuery) -> Result<AnyView, Refusal> {
    let t = &staff_words().audit;
    let log = request.services.audit_log(&request.context.permit()?, &query).await?;
    let older = log.next.map(|line| {
        let href = href(&LogQuery { before: Some(line), ..query });
        view! { <a href=href>{t.older}</a> }
    });
    let newest = query.before.map(|_| {
        let href = href(&LogQuery { before: None, ..query });
        view! { <a href=href>{t.newest}</a> }
    });
    Ok(view! {
        {head(request, &query, &log)}
        {narrowing(&query)}
        {table(request, &log, query.about)}
        <p class="links">{newest}{older}</p>
        {export(&query)}
    }
    .into_any())
}

/// Whose log it is, and the ways to others.
fn head(request: &Request, query: &LogQuery, log: &Log) -> AnyView {
    let t = &staff_words().audit;
    let all = view! { <p class="links"><a href=PLACE>{t.all}</a></p> };
    match query.about {
        About::All => {
            view! { <p>{t.intro}</p><p class="links"><a href="/staff/audit/patterns">{t.see_patterns}</a></p> }
                .into_any()
        }
        About::Booking(id) => {
            let whose = log.lines.iter().filter_map(|told| told.whose.as_ref()).find(|whose| whose.booking == id);
            let person = whose.map(|whose| {
                let href = href(&LogQuery { about: About::Person(whose.client), ..LogQuery::default() });
                view! { <p class="links"><a href=href>{t.link_person}</a></p> }
            });
            view! { <h2>{t.of_booking}</h2><p>{t.of_booking_text}</p>{person}{all} }.into_any()
        }
        About::Person(_) => view! { <h2>{t.of_person}</h2><p>{t.of_person_text}</p>{all} }.into_any(),
        About::Member(id) => {
            let name = member(request.catalogue(), id);
            view! { <h2>{t.of_member(name)}</h2><p>{t.of_member_text}</p>{all} }.into_any()
        }
    }
}

/// Days and sort of action. Sent by the address, so that it can be gone back to; nothing in it tells of a person.
fn narrowing(query: &LogQuery) -> AnyView {
    let t = &staff_words().audit;
    let whose = about_fields(query.about).into_iter().map(hidden).collect_view();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let kinds = Group::ALL.map(|group| {
        let selected = query.group == Some(group);
        view! { <option value=group.as_str() selected=selected>{words::group(group)}</option> }
    });
    view! {
        <form class="form narrow" method="get" action=PLACE aria-label=t.filter>
            {whose}
            <div class="field"><label for="from">{t.from}</label><input class="input" id="from" name="from" type="date" value=day(query.from)/></div>
            <div class="field"><label for="until">{t.until}</label><input class="input" id="until" name="until" type="date" value=day(query.until)/></div>
            <div class="field">
                <label for="group">{t.kind}</label>
                <select class="input" id="group" name="group">
                    <option value="">{t.kind_any}</option>
                    {kinds.into_iter().collect_view()}
                </select>
            </div>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.show}</button></p>
        </form>
    }
    .into_any()
}

fn hidden((name, value): (&'static str, String)) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}

/// The same lines as a file.
fn export(query: &LogQuery) -> AnyView {
    let t = &staff_words().audit;
    let fields = fields(query).into_iter().map(hidden).collect_view();
    view! {
        <form class="form" method="post" action="/staff/audit/export">
            {fields}
            <p>{t.export_text(FILE)}</p>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.export}</button></p>
        </form>
    }
    .into_any()
}

/// The way to a booking's log, for whoever may read it.
pub(crate) fn link_of_booking(request: &Request, booking: BookingId) -> Option<AnyView> {
    link(request, About::Booking(booking), staff_words().audit.link_booking)
}

/// The way to a member's log, for whoever may read it.
pub(crate) fn link_of_member(request: &Request, member: StaffId) -> Option<AnyView> {
    link(request, About::Member(member), staff_words().audit.link_member)
}

fn link(request: &Request, about: About, word: &'static str) -> Option<AnyView> {
    let href = href(&LogQuery { about, ..LogQuery::default() });
    request.opens(PLACE).then(|| view! { <a href=href>{word}</a> }.into_any())
}
