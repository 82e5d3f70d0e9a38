//! Every change of a section: who, when, what was and what became, in words; and the way back from the latest.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::city::settings::change::Change;
use mendan_service::city::settings::part::Shown;
use mendan_service::city::settings::section::Section;
use mendan_service::model::SetupRow;
use serde_json::Value;

use super::{PLACE, labels, schedule, when};
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;

/// The section of the page.
pub(super) fn view(request: &Request, section: Section, changes: &[Change]) -> Result<AnyView, Refusal> {
    let t = &staff_words().settings;
    let latest = request.catalogue().versions.of(SetupRow::Section(section));
    let mut rows = Vec::new();
    for change in changes {
        rows.push(row(request, change, change.version == latest)?);
    }
    let list = if rows.is_empty() {
        view! { <p class="soft">{t.history_none}</p> }.into_any()
    } else {
        view! { <ol class="changes">{rows}</ol> }.into_any()
    };
    Ok(view! { <section aria-labelledby="history"><h2 id="history">{t.history}</h2>{list}</section> }.into_any())
}

fn row(request: &Request, change: &Change, is_latest: bool) -> Result<AnyView, Refusal> {
    let t = &staff_words().settings;
    let catalogue = request.catalogue();
    let who = change.staff.and_then(|id| catalogue.staff(id));
    let who = who.map_or_else(|| t.by_itself.to_owned(), |member| member.display_name.clone());
    let lines = differences(&said(catalogue, change, &change.was)?, &said(catalogue, change, &change.became)?);
    let lines = lines.into_iter().map(|(field, was, became)| difference(field, &was, &became)).collect_view();
    let undo = is_latest.then(|| {
        view! {
            <form class="buttons" method="post" action=format!("{PLACE}/{}/undo", change.section.as_str())>
                {version_field(change.version)}
                <button class="button button--quiet button--small" type="submit">{t.undo}</button>
                <span class="soft">{t.undo_text}</span>
            </form>
        }
    });
    let undone = change.undoes.is_some().then(|| view! { <p class="soft">{t.history_undone}</p> });
    Ok(view! {
        <li>
            <p><strong>{t.history_line(when(catalogue, change.at), who)}</strong></p>
            {undone}
            <dl class="facts">{lines}</dl>
            {undo}
        </li>
    }
    .into_any())
}

/// A value as its form shows it; a schedule in sentences, for its rows have no names.
fn said(catalogue: &Catalogue, change: &Change, value: &Value) -> Result<Shown, Refusal> {
    match change.section {
        Section::Reminder => Ok(schedule::in_words(catalogue, value)),
        section => Ok(section.shown(value)?),
    }
}

/// The fields in which two values differ, with both. A field that stands several times is one list.
fn differences(was: &Shown, became: &Shown) -> Vec<(&'static str, String, String)> {
    let mut names: Vec<&'static str> = Vec::new();
    for (name, _) in was.iter().chain(became) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let of = |shown: &Shown, name: &str| {
        let values: Vec<String> = shown
            .iter()
            .filter(|(known, _)| *known == name)
            .map(|(name, value)| labels::of_value(name, value))
            .collect();
        values.join(staff_words().kit.between)
    };
    let both = names.into_iter().map(|name| (name, of(was, name), of(became, name)));
    both.filter(|(_, was, became)| was != became).collect()
}

fn difference(field: &str, was: &str, became: &str) -> AnyView {
    let t = &staff_words().settings;
    let label = labels::of_field(field).unwrap_or_default();
    let said = |value: &str| if value.is_empty() { t.empty.to_owned() } else { value.to_owned() };
    let (was, became) = (said(was), said(became));
    view! {
        <dt>{label}</dt>
        <dd>
            <p><span class="soft">{t.before}</span>" "<span class="written">{was}</span></p>
            <p><span class="soft">{t.after}</span>" "<span class="written">{became}</span></p>
        </dd>
    }
    .into_any()
}
