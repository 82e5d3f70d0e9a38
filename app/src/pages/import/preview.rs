//! `/staff/setup/import/{sort}/preview`: how many become what, every row that is wrong or doubtful, and the one button.

use leptos::prelude::*;
use mendan_domain::import::field::Sort;
use mendan_service::Refusal;
use mendan_service::import::mapping::Mapping;
use mendan_service::import::members::MOST_PASSWORDS;
use mendan_service::import::preview::{Counts, Judged, Outcome, Preview};

use super::file::stop;
use super::gone::waiting;
use super::sort;
use super::steps::{Step, steps};
use super::troubles::sentence;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, hints};
use crate::pages::city::page::setup_page;

/// Rows that are listed at once: a form has only so many fields.
const MOST: usize = 300;

/// The page.
#[component]
pub fn Check() -> impl IntoView {
    let sort = sort();
    setup_page(staff_words().import.title, move |request| async move { page(&request, sort).await })
}

async fn page(request: &Request, sort: Option<Sort>) -> Result<AnyView, Refusal> {
    let t = &staff_words().import;
    let sort = sort.ok_or(Refusal::NotFound)?;
    let (draft, _) = match waiting(request, sort).await? {
        Ok(waiting) => waiting,
        Err(gone) => return Ok(gone),
    };
    let preview = request.services.import_preview(&request.context.permit()?, sort).await?;
    let again = [(Step::Columns, t.change_columns), (Step::Words, t.change_words), (Step::File, t.other_file)];
    let again = again.map(|(step, word)| view! { <a href=step.path(sort)>{word}</a> });
    Ok(view! {
        {steps(sort, Step::Preview)}
        <h3 id="digest" tabindex="-1">{t.preview_title}</h3>
        <p>{t.preview_nothing_yet}</p>
        {counts(&preview.counts)}
        {notes(&preview.counts)}
        <form class="stack" method="post" action=Step::Preview.path(sort) novalidate>
            <input type="hidden" name="digest" value=preview.digest.clone()/>
            {rows(request, sort, &preview)}
            {choices(request, sort, &draft.mapping, &preview.counts)}
            {buttons(&preview.counts)}
        </form>
        <p class="links">{again.into_iter().collect_view()}</p>
        {stop(sort)}
    }
    .into_any())
}

/// How many become what; those of which there are none are left out, but for the first.
fn counts(counts: &Counts) -> AnyView {
    let t = &staff_words().import;
    let all = [
        (t.count_new, counts.new),
        (t.count_changed, counts.changed),
        (t.count_same, counts.same),
        (t.count_kept, counts.kept),
        (t.count_doubtful, counts.doubtful),
        (t.count_wrong, counts.wrong),
        (t.count_out, counts.out),
    ];
    let shown = all.into_iter().enumerate().filter(|(row, (_, number))| *row == 0 || *number > 0);
    let rows = shown.map(|(_, (word, number))| {
        view! { <tr role="row"><th role="rowheader" scope="row">{word}</th><td role="cell" class="number">{number}</td></tr> }
    });
    view! { <table class="table table--counts" role="table"><tbody role="rowgroup">{rows.collect_view()}</tbody></table> }
        .into_any()
}

/// What is to be known besides.
fn notes(counts: &Counts) -> Option<AnyView> {
    let t = &staff_words().import;
    let all = [
        (counts.unpublished, t.note_unpublished(counts.unpublished)),
        (counts.past, t.note_past(counts.past)),
        (counts.found, t.note_found(counts.found)),
        (counts.passwords, t.note_passwords(counts.passwords)),
    ];
    let notes: Vec<_> =
        all.into_iter().filter(|(number, _)| *number > 0).map(|(_, note)| view! { <li>{note}</li> }).collect();
    (!notes.is_empty()).then(|| view! { <ul>{notes}</ul> }.into_any())
}

/// Every row that somebody should see, those that cannot be brought in first.
fn rows(request: &Request, sort: Sort, preview: &Preview) -> Option<AnyView> {
    let t = &staff_words().import;
    let of = |outcome: Outcome| preview.rows.iter().filter(move |row| row.outcome == outcome);
    let doubtful = preview.rows.iter().filter(|row| row.is_doubtful());
    let listed: Vec<&Judged> =
        of(Outcome::Wrong).chain(doubtful).chain(of(Outcome::Kept)).chain(of(Outcome::Out)).collect();
    if listed.is_empty() {
        return None;
    }
    let more = listed.len().saturating_sub(MOST);
    let listed: Vec<&Judged> = listed.into_iter().take(MOST).collect();
    let shown = listed.iter().map(|row| row.line.to_string()).collect::<Vec<_>>().join(",");
    let lines = listed.into_iter().map(|row| line(request, sort, row));
    let heads = [t.head_line, t.head_who, t.head_what, t.head_out];
    let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
    Some(
        view! {
            <section class="stack" aria-labelledby="rows">
                <h3 id="rows">{t.rows_title}</h3>
                <p>{t.rows_text}</p>
                <input type="hidden" name="shown" value=shown/>
                <table class="table table--rows" role="table">
                    <thead role="rowgroup"><tr role="row">{heads.into_iter().collect_view()}</tr></thead>
                    <tbody role="rowgroup">{lines.collect_view()}</tbody>
                </table>
                {(more > 0).then(|| view! { <p class="hint">{t.rows_more(more)}</p> })}
            </section>
        }
        .into_any(),
    )
}

fn line(request: &Request, sort: Sort, row: &Judged) -> AnyView {
    let t = &staff_words().import;
    let verdict = match row.outcome {
        Outcome::Wrong => t.wrong_row,
        Outcome::Out => t.left_row,
        Outcome::Kept => t.kept_row,
        Outcome::New | Outcome::Changed | Outcome::Same => t.doubtful_row,
    };
    let troubles = row.troubles.iter().map(|trouble| {
        view! { <li>{sentence(request.catalogue(), sort, trouble)}</li> }
    });
    let troubles = (!row.troubles.is_empty()).then(|| view! { <ul>{troubles.collect_view()}</ul> });
    let class = if row.outcome == Outcome::Wrong { "field-error" } else { "soft" };
    let out = row.outcome == Outcome::Out;
    let box_ = (row.outcome != Outcome::Kept).then(|| {
        view! {
            <label class="check"><input type="checkbox" name="out" value=row.line.to_string() checked=out/>
                <span><span aria-hidden="true">{t.row_out}</span><span class="said">{t.row_out_of(row.line)}</span></span></label>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{t.row(row.line)}</th>
            <td role="cell">{row.who.clone()}</td>
            <td role="cell"><p class=class>{verdict}</p>{troubles}</td>
            <td role="cell">{box_}</td>
        </tr>
    }
    .into_any()
}

/// What else is decided: who is written to, passwords, and that somebody has looked.
fn choices(request: &Request, sort: Sort, mapping: &Mapping, counts: &Counts) -> AnyView {
    let t = &staff_words().import;
    let form = Form::of(request);
    let of_sort = match sort {
        Sort::Offices => ().into_any(),
        Sort::Staff if counts.passwords > MOST_PASSWORDS => {
            view! { <p class="hint">{t.passwords_many(MOST_PASSWORDS)}</p> }.into_any()
        }
        Sort::Staff => {
            let shown = counts.passwords > 0;
            shown
                .then(|| tick("passwords", t.passwords, mapping.passwords, Some(t.passwords_hint.to_owned()), None))
                .into_any()
        }
        Sort::Bookings => view! {
            {tick("remind", t.remind, mapping.remind, Some(t.remind_hint.to_owned()), None)}
            {tick("tell", t.tell, mapping.tell, Some(t.tell_hint(counts.mails)), None)}
        }
        .into_any(),
    };
    let doubts =
        (counts.doubtful > 0).then(|| tick("doubts", t.doubts, mapping.doubts_seen, None, form.error("doubts")));
    view! { {of_sort}{doubts} }.into_any()
}

fn tick(name: &'static str, label: &'static str, ticked: bool, hint: Option<String>, error: Option<String>) -> AnyView {
    view! {
        <div class="field">
            {hints(name, hint, error)}
            <label class="check"><input type="checkbox" id=name name=name value="true" checked=ticked/><span>{label}</span></label>
        </div>
    }
    .into_any()
}

fn buttons(counts: &Counts) -> AnyView {
    let t = &staff_words().import;
    let written = counts.new + counts.changed;
    let check =
        view! { <button class="button button--quiet" type="submit" name="step" value="check">{t.check}</button> };
    if counts.wrong > 0 {
        return view! {
            <p>{t.import_first}</p>
            <p class="buttons">
                <button class="button" type="submit" name="step" value="leave">{t.leave_wrong}</button>
                {check}
            </p>
        }
        .into_any();
    }
    if written == 0 {
        let nothing = if counts.out > 0 { t.import_left_out } else { t.import_nothing };
        return view! { <p><strong>{nothing}</strong></p><p class="buttons">{check}</p> }.into_any();
    }
    view! {
        <p class="hint" id="import-hint">{t.import_hint}</p>
        <p class="buttons">
            <button class="button" type="submit" name="step" value="import" aria-describedby="import-hint">{t.import(written)}</button>
            {check}
        </p>
    }
    .into_any()
}
