//! `/staff/setup/import/{sort}/result`: what came of it, first passwords once, and the way back as far as there is one.

use leptos::prelude::*;
use mendan_domain::import::field::Sort;
use mendan_service::Refusal;
use mendan_service::import::preview::{Counts, Done};

use super::gone::gone;
use super::sort;
use super::steps::{Step, steps};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::when;

/// The page.
#[component]
pub fn Outcome() -> impl IntoView {
    let sort = sort();
    setup_page(staff_words().import.title, move |request| async move { page(&request, sort).await })
}

async fn page(request: &Request, sort: Option<Sort>) -> Result<AnyView, Refusal> {
    let t = &staff_words().import;
    let sort = sort.ok_or(Refusal::NotFound)?;
    let Some(draft) = request.services.import_draft(&request.context.permit()?, sort).await? else {
        return Ok(gone(sort));
    };
    let Some(done) = draft.done else { return Ok(none_yet(sort)) };
    let passwords = passwords(request);
    let need = (sort == Sort::Staff && passwords.is_none() && done.counts.passwords > 0)
        .then(|| view! { <p><strong>{t.result_need(done.counts.passwords)}</strong></p> });
    let told = (sort == Sort::Bookings).then_some(if done.told { t.result_told } else { t.result_untold });
    let (place, word) = match sort {
        Sort::Offices => ("/staff/setup/offices", t.to_offices),
        Sort::Staff => ("/staff/setup/staff", t.to_staff),
        Sort::Bookings => ("/staff", t.to_day),
    };
    Ok(view! {
        {steps(sort, Step::Result)}
        <section class="notice" role="status" aria-labelledby="done">
            <h3 id="done">{t.result_title}</h3>
            <p>{t.result_text(when(request.catalogue(), done.at))}</p>
            {told.map(|told| view! { <p>{told}</p> })}
            {need}
        </section>
        {counts(&done.counts)}
        {passwords}
        {(sort == Sort::Bookings).then(|| undo(sort, &done))}
        <section class="stack"><p>{t.again_text}</p>
            <p class="buttons"><a class="button button--quiet" href=Step::File.path(sort)>{t.again}</a><a href=place>{word}</a></p>
        </section>
    }
    .into_any())
}

/// A file of many rows is being written, or nobody has pressed the button.
fn none_yet(sort: Sort) -> AnyView {
    let t = &staff_words().import;
    view! {
        {steps(sort, Step::Result)}
        <section class="notice" role="status" aria-labelledby="none">
            <h3 id="none">{t.result_none}</h3>
            <p>{t.result_none_text}</p>
        </section>
        <p class="buttons">
            <a class="button" href=Step::Result.path(sort)>{t.result_look}</a>
            <a href=Step::Preview.path(sort)>{t.preview_title}</a>
        </p>
    }
    .into_any()
}

fn counts(counts: &Counts) -> AnyView {
    let t = &staff_words().import;
    let all = [
        (t.count_new, counts.new),
        (t.count_changed, counts.changed),
        (t.count_same, counts.same),
        (t.count_kept, counts.kept),
        (t.count_out, counts.out),
    ];
    let rows = all.map(|(word, number)| {
        view! { <tr role="row"><th role="rowheader" scope="row">{word}</th><td role="cell" class="number">{number}</td></tr> }
    });
    view! { <table class="table table--counts" role="table"><tbody role="rowgroup">{rows.into_iter().collect_view()}</tbody></table> }
        .into_any()
}

/// First passwords; the server puts them into the form it gives back, and nowhere else.
fn passwords(request: &Request) -> Option<AnyView> {
    let t = &staff_words();
    let form = request.form.as_deref()?;
    let names = form.all("made_name").zip(form.all("made_login")).zip(form.all("made_password"));
    let rows: Vec<_> = names
        .map(|((name, login), password)| {
            view! {
                <tr role="row"><th role="rowheader" scope="row">{name.to_owned()}</th><td role="cell">{login.to_owned()}</td>
                    <td role="cell"><code>{password.to_owned()}</code></td></tr>
            }
        })
        .collect();
    let heads = [t.city.name, t.staff.login, t.staff.password];
    let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
    (!rows.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="passwords">
                <h3 id="passwords">{t.import.result_passwords}</h3>
                <p>{t.import.result_passwords_text}</p>
                <table class="table" role="table">
                    <thead role="rowgroup"><tr role="row">{heads.into_iter().collect_view()}</tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </section>
        }
        .into_any()
    })
}

/// Taking it back, and what cannot be.
fn undo(sort: Sort, done: &Done) -> AnyView {
    let t = &staff_words().import;
    if let Some((gone, kept)) = done.back {
        let kept = t.undone_kept(kept);
        return view! { <section class="notice" role="status"><p>{t.undone(gone)}{kept}</p></section> }.into_any();
    }
    if done.counts.new == 0 {
        return ().into_any();
    }
    view! {
        <section class="stack" aria-labelledby="undo">
            <h3 id="undo">{t.undo_title}</h3>
            <p>{t.undo_text}</p>
            <form method="post" action=format!("{}/undo", Step::File.path(sort))>
                <button class="button button--quiet" type="submit">{t.undo}</button>
            </form>
        </section>
    }
    .into_any()
}
