//! `/staff/setup/import/{sort}/columns`: which column is what, and what holds where a cell is empty.

use leptos::prelude::*;
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::table::Table;
use mendan_service::Refusal;
use mendan_service::import::mapping::Mapping;

use super::file::stop;
use super::gone::waiting;
use super::labels::{encoding, heading};
use super::options::options;
use super::sort;
use super::steps::{Step, steps};
use crate::components::error_summary::{ErrorSummary, Mend};
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{Form, Line, hints};
use crate::pages::city::page::setup_page;

/// Letters of an example.
const EXAMPLE: usize = 12;

/// The page.
#[component]
pub fn Columns() -> impl IntoView {
    let sort = sort();
    setup_page(staff_words().import.title, move |request| async move { page(&request, sort).await })
}

async fn page(request: &Request, sort: Option<Sort>) -> Result<AnyView, Refusal> {
    let t = &staff_words().import;
    let sort = sort.ok_or(Refusal::NotFound)?;
    let (draft, table) = match waiting(request, sort).await? {
        Ok(waiting) => waiting,
        Err(gone) => return Ok(gone),
    };
    let read = t.columns_read(table.header.len(), encoding(draft.encoding), table.rows.len());
    let rows = sort.fields().iter().map(|field| row(request, (sort, *field), &table, &draft.mapping));
    let source = (sort == Sort::Bookings).then(|| {
        Line::text("source", t.source, &draft.mapping.source).optional().hint(t.source_hint).view(Form::fresh())
    });
    Ok(view! {
        {steps(sort, Step::Columns)}
        {summary(request, sort)}
        <h3>{t.columns_title}</h3>
        <p>{read}</p>
        <p>{t.columns_text}</p>
        <form class="form" method="post" action=Step::Columns.path(sort) novalidate>
            {rows.collect_view()}
            {source}
            <p class="buttons"><button class="button" type="submit">{t.next}</button></p>
        </form>
        {stop(sort)}
    }
    .into_any())
}

fn row(request: &Request, (sort, field): (Sort, Field), table: &Table, mapping: &Mapping) -> AnyView {
    let t = &staff_words().import;
    let chosen = mapping.columns.get(&field).copied();
    let columns = table.header.iter().enumerate().map(|(column, name)| {
        view! { <option value=column.to_string() selected=chosen == Some(column)>{column_name(table, column, name)}</option> }
    });
    let id = format!("column_{}", field.as_str());
    let error = lacks(request, field).then(|| lack(sort, field));
    let (invalid, described) = (error.is_some(), error.is_some().then(|| format!("{id}-error")));
    let needed = sort.needs(field).then(|| view! { " "<span class="soft">{t.must}</span> });
    view! {
        <div class="field inline" class:field--error=invalid>
            <div><label for=id.clone()>{heading(sort, field)}{needed}</label>
                {hints(&id, None, error)}
                <select class="input" id=id.clone() name=id aria-invalid=invalid.then_some("true") aria-describedby=described><option value="">{t.column_none}</option>{columns.collect_view()}</select></div>
            {field.is_word().then(|| fixed(request, (sort, field), mapping))}
        </div>
    }
    .into_any()
}

/// Whether it came back because rows need it.
fn lacks(request: &Request, field: Field) -> bool {
    request.form.as_deref().is_some_and(|form| form.error(field.as_str()).is_some())
}

fn lack(sort: Sort, field: Field) -> String {
    let t = &staff_words().import;
    if field.is_word() { t.lacks_word(heading(sort, field)) } else { t.lacks(heading(sort, field)) }
}

fn summary(request: &Request, sort: Sort) -> AnyView {
    let lacking = sort.fields().iter().copied().filter(|field| lacks(request, *field));
    let errors: Vec<Mend> = lacking
        .map(|field| Mend { id: format!("column_{}", field.as_str()), sentence: lack(sort, field), asks: false })
        .collect();
    view! { <ErrorSummary language=staff_language() errors/> }.into_any()
}

/// The heading with an example, so that columns without a name are known, too.
fn column_name(table: &Table, column: usize, name: &str) -> String {
    let t = &staff_words().import;
    let name = if name.trim().is_empty() { t.column_unnamed(column + 1) } else { name.trim().to_owned() };
    let examples = table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.trim());
    let example = examples.filter(|cell| !cell.is_empty()).map(short).next();
    example.map_or(name.clone(), |example| t.column_example(example, name))
}

fn short(cell: &str) -> String {
    let short: String = cell.chars().take(EXAMPLE).collect();
    if short.len() < cell.len() { format!("{short}…") } else { short }
}

/// What holds where a cell says nothing.
fn fixed(request: &Request, (sort, field): (Sort, Field), mapping: &Mapping) -> AnyView {
    let t = &staff_words().import;
    let chosen = mapping.fixed.get(&field);
    let options = options(request.catalogue(), sort, field).into_iter().map(|(value, label)| {
        let selected = chosen == Some(&value);
        view! { <option value=value selected=selected>{label}</option> }
    });
    let id = format!("fixed_{}", field.as_str());
    view! {
        <div><label for=id.clone()><span class="said">{heading(sort, field)}" "</span>{t.fixed}</label>
            <select class="input" id=id.clone() name=id><option value="">{t.fixed_none}</option>{options.collect_view()}</select></div>
    }
    .into_any()
}
