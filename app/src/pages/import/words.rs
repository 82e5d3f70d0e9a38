//! `/staff/setup/import/{sort}/words`: what the words of the file mean in this city.

use leptos::prelude::*;
use mendan_domain::import::field::{Field, Sort};
use mendan_service::Refusal;
use mendan_service::import::mapping::{Word, words};

use super::file::stop;
use super::gone::waiting;
use super::labels::heading;
use super::options::options;
use super::sort;
use super::steps::{Step, steps};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;

/// Words that are shown at once: a form has only so many fields.
const MOST: usize = 150;

/// The page.
#[component]
pub fn Words() -> impl IntoView {
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
    let found = words(request.catalogue(), sort, &table, &draft.mapping);
    let unknown = found.iter().flat_map(|(_, words)| words).filter(|word| word.meant.is_none()).count();
    let share = MOST / found.len().max(1);
    let is_cut = found.iter().any(|(_, words)| words.len() > share);
    let groups = found.into_iter().map(|(field, words)| group(request, (sort, field), words, share));
    Ok(view! {
        {steps(sort, Step::Words)}
        <h3>{t.words_title}</h3>
        <p>{if unknown == 0 { t.words_fine } else { t.words_text }}</p>
        <form class="form" method="post" action=Step::Words.path(sort) novalidate>
            {groups.collect_view()}
            {is_cut.then(|| view! { <p class="hint">{t.words_more}</p> })}
            <p class="buttons"><button class="button" type="submit">{t.next}</button></p>
        </form>
        {stop(sort)}
    }
    .into_any())
}

fn group(request: &Request, (sort, field): (Sort, Field), words: Vec<Word>, share: usize) -> AnyView {
    let rows = words.into_iter().take(share).enumerate().map(|(row, word)| line(request, (sort, field), row, word));
    view! { <fieldset class="field"><legend>{heading(sort, field)}</legend>{rows.collect_view()}</fieldset> }.into_any()
}

fn line(request: &Request, (sort, field): (Sort, Field), row: usize, word: Word) -> AnyView {
    let t = &staff_words().import;
    let Word { word, rows, meant } = word;
    let options = options(request.catalogue(), sort, field).into_iter().map(|(value, label)| {
        let selected = meant.as_ref() == Some(&value);
        view! { <option value=value selected=selected>{label}</option> }
    });
    let (from, to) = (format!("from_{}", field.as_str()), format!("to_{}", field.as_str()));
    let id = format!("{to}_{row}");
    view! {
        <div>
            <label for=id.clone()>{word.clone()}" "<span class="soft">{t.words_rows(rows)}</span></label>
            <input type="hidden" name=from value=word/>
            <select class="input" id=id name=to><option value="">{t.words_none}</option>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}
