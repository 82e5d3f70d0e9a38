//! `/staff/setup/city`: what the city decides about itself, a page for each section. A section says its fields and what saving
//! them does; form, version, history and the way back are the same for all.

mod fields;
mod history;
pub(crate) mod labels;
mod look;
mod schedule;
mod sections;
mod versions;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::city::settings::periods;
use mendan_service::city::settings::section::Section;
use mendan_service::model::SetupRow;

use self::fields::Page;
use crate::components::dates::{local, time};
use crate::components::mail_question::EnterSubmits;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, version_of};
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;

/// Where they are.
pub(crate) const PLACE: &str = "/staff/setup/city";

/// The list of sections.
#[component]
pub fn CitySettings() -> impl IntoView {
    setup_page(staff_words().settings.city, |_| async { Ok(index()) })
}

fn index() -> AnyView {
    let t = &staff_words().settings;
    let rows = Section::ALL.into_iter().map(|section| {
        let (name, about, _) = labels::of_section(section);
        view! { <li><a href=format!("{PLACE}/{}", section.as_str())><strong>{name}</strong><span>{about}</span></a></li> }
    });
    view! { <nav aria-label=t.city><ul class="setup-list">{rows.collect_view()}</ul></nav> }.into_any()
}

/// One section.
#[component]
pub fn CitySection() -> impl IntoView {
    let word = use_params_map().get_untracked().get("section").unwrap_or_default();
    let section = Section::parse(&word);
    let title = section.map_or(staff_words().settings.city, |section| labels::of_section(section).0);
    setup_page(title, move |request| async move { page(&request, section.ok_or(Refusal::NotFound)?).await })
}

async fn page(request: &Request, section: Section) -> Result<AnyView, Refusal> {
    let t = staff_words();
    let changes = request.services.setting_changes(&request.context.permit()?, section).await?;
    let (_, _, effect) = labels::of_section(section);
    let city = &request.catalogue().municipality;
    let stands = section.stands(city)?;
    // A refused undo must not empty the fields.
    let form = Form::of(request);
    let form = if form.is_of("section") { form } else { Form::fresh() };
    let periods = periods(&request.services.settings().keep);
    let kinds = &request.catalogue().kinds;
    let page = Page { form, stands: &stands, city, kinds, periods: &periods };
    let beside = match section {
        Section::Consent => Some(versions::view(request, &changes)),
        Section::Look => Some(look::logo(request)),
        _ => None,
    };
    // What the schedule makes of a booking, as it is typed: Enter saves all the same.
    let (first, outlook) = match section {
        Section::Reminder => (Some(view! { <EnterSubmits/> }), Some(schedule::outlook(request, form).await?)),
        _ => (None, None),
    };
    Ok(view! {
        <p class="links"><a href=PLACE>{t.settings.back}</a></p>
        <form class="form form--beside" method="post" action=format!("{PLACE}/{}", section.as_str()) novalidate=true data-autosave=autosave()>
            {first}
            {version_of(request, SetupRow::Section(section))}
            <input type="hidden" name="section" value=section.as_str()/>
            <div class="setup-beside">
                <div class="form">{sections::fields(section, &page)}</div>
                <section class="setup-outcome" aria-labelledby="effect"><h2 id="effect">{t.settings.effect}</h2><p>{effect}</p>{outlook}</section>
            </div>
            <p class="buttons"><button class="button" type="submit">{t.city.save}</button></p>
        </form>
        {beside}
        {history::view(request, section, &changes)?}
    }
    .into_any())
}

/// An instant with its year: a history is long.
fn when(catalogue: &Catalogue, at: DateTime<Utc>) -> String {
    let (at, t) = (local(catalogue, at), &staff_words().dates);
    t.day_time(t.date_of(at.date_naive()), time(at))
}
