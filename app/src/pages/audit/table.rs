//! The log as a table: on the page, and in a file.

use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_domain::staff::Permission;
use mendan_service::Context;
use mendan_service::audit::read::{About, Log, LogQuery, Told};

use super::said::{Said, moment, said};
use super::wanted::href;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;

/// On the page.
pub(super) fn table(request: &Request, log: &Log, about: About) -> AnyView {
    let t = &staff_words().audit;
    if log.lines.is_empty() {
        return view! { <p>{t.none}</p> }.into_any();
    }
    let heads = [t.col_when, t.col_who, t.col_what, t.col_subject, t.col_from];
    let heads = heads.map(|head| view! { <th scope="col" role="columnheader">{head}</th> }).into_iter().collect_view();
    let names = names(&request.context);
    let rows =
        log.lines.iter().map(|told| row(&said(request.catalogue(), log, told, names), told, about)).collect_view();
    view! {
        <table class="table" role="table">
            <caption class="said">{t.table}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(said: &Said, told: &Told, about: About) -> AnyView {
    let subject = said.subject.clone();
    let subject = match to_subject(told).filter(|to| *to != about) {
        Some(about) => view! { <a href=href(&LogQuery { about, ..LogQuery::default() })>{subject}</a> }.into_any(),
        None => subject.into_any(),
    };
    let who = said.who.clone();
    let who = match member_who(told).filter(|to| *to != about) {
        Some(about) => view! { <a href=href(&LogQuery { about, ..LogQuery::default() })>{who}</a> }.into_any(),
        None => who.into_any(),
    };
    view! {
        <tr role="row">
            <td role="cell"><time datetime=dates::iso(said.at)>{moment(said.at)}</time></td>
            <td role="cell">{who}</td>
            <td role="cell" class="wide">{said.what.clone()}</td>
            <td role="cell">{subject}</td>
            <td role="cell">{said.from.clone()}</td>
        </tr>
    }
    .into_any()
}

/// The log of what the line is about.
fn to_subject(told: &Told) -> Option<About> {
    match (told.line.subject_kind.as_str(), &told.whose) {
        ("booking", Some(whose)) => Some(About::Booking(whose.booking)),
        ("staff", _) if told.line.subject != 0 => Some(About::Member(StaffId(told.line.subject))),
        _ => None,
    }
}

fn member_who(told: &Told) -> Option<About> {
    let staff = told.line.actor_kind == "staff";
    told.line.actor.filter(|_| staff).map(|id| About::Member(StaffId(id)))
}

/// Whether she who asks may read the names of residents.
pub(super) fn names(context: &Context) -> bool {
    context.may(Permission::ViewBookings)
}

/// In a file: headings, then a row for each line, with times that spreadsheets sort.
pub fn rows_of_file(context: &Context, log: &Log) -> Vec<Vec<String>> {
    let t = &staff_words().audit;
    let heads = [t.col_id, t.col_when, t.col_who, t.col_what, t.col_subject, t.col_from];
    let rows = log.lines.iter().map(|told| {
        let said = said(&context.catalogue, log, told, names(context));
        let at = said.at.format("%Y-%m-%d %H:%M:%S").to_string();
        vec![told.line.id.to_string(), at, said.who, said.what, said.subject, said.from]
    });
    std::iter::once(heads.map(str::to_owned).to_vec()).chain(rows).collect()
}
