//! `/staff/setup/import/{sort}`: the file, and a sample of what it may look like.

use leptos::prelude::*;
use mendan_domain::fault::Fault;
use mendan_domain::import::field::Sort;
use mendan_service::Refusal;

use super::sort;
use super::steps::{Step, steps};
use crate::components::textarea::TextArea;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::hints;
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn File() -> impl IntoView {
    let sort = sort();
    setup_page(staff_words().import.title, move |request| async move { page(&request, sort).await })
}

async fn page(request: &Request, sort: Option<Sort>) -> Result<AnyView, Refusal> {
    let t = &staff_words().import;
    let sort = sort.ok_or(Refusal::NotFound)?;
    let waits = request.services.import_draft(&request.context.permit()?, sort).await?.is_some();
    let path = Step::File.path(sort);
    let (utf8, cp932) = (format!("{path}/template.csv"), format!("{path}/template.csv?encoding=cp932"));
    Ok(view! {
        {steps(sort, Step::File)}
        <section class="stack" aria-labelledby="sample">
            <h3 id="sample">{t.template}</h3>
            <p>{t.template_text}</p>
            <p class="links"><a href=utf8 download="">{t.template_utf8}</a><a href=cp932 download="">{t.template_cp932}</a></p>
        </section>
        <form class="form" method="post" action=path enctype="multipart/form-data" novalidate>
            <h3>{t.file_title}</h3>
            <p>{t.file_text}</p>
            <div class="field">
                <label for="file">{t.file}</label>
                {hints("file", None, fault(request))}
                <input class="input" id="file" name="file" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain"/>
            </div>
            <div class="field">
                <label for="paste">{t.paste}</label>
                {hints("paste", Some(t.paste_hint.to_owned()), None)}
                <TextArea name="paste" rows=4_u8 value=""/>
            </div>
            <p class="hint">{t.file_safe}</p>
            <p class="buttons"><button class="button" type="submit">{t.read}</button></p>
        </form>
        {waits.then(|| stop(sort))}
    }
    .into_any())
}

/// What the file that came back cannot be read for.
fn fault(request: &Request) -> Option<String> {
    let t = &staff_words().import;
    let form = request.form.as_deref()?;
    let fault = form.error("file")?;
    let line = form.value("file_line").unwrap_or_default();
    Some(match form.value("file_fault") {
        Some("too_large") => t.fault_too_large.to_owned(),
        Some("too_many_rows") => t.fault_too_many_rows.to_owned(),
        Some("too_many_columns") => t.fault_too_many_columns.to_owned(),
        Some("spreadsheet") => t.fault_spreadsheet.to_owned(),
        Some("encoding") => t.fault_encoding(line),
        Some("quotes") => t.fault_quotes(line),
        _ if fault == Fault::Required => t.fault_none.to_owned(),
        _ => t.fault_empty.to_owned(),
    })
}

/// The way out: the file is forgotten.
pub(super) fn stop(sort: Sort) -> AnyView {
    let t = &staff_words().import;
    view! {
        <form class="buttons" method="post" action=format!("{}/stop", Step::File.path(sort))>
            <button class="button button--quiet" type="submit" aria-describedby="stop-hint">{t.stop}</button>
            <p class="hint" id="stop-hint">{t.stop_text}</p>
        </form>
    }
    .into_any()
}
