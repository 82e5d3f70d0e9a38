//! The first times, at one page: days and hours, then what comes of them, then the button that publishes exactly that.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::publish::{Planned, Step};
use mendan_domain::offer::template::Template;
use mendan_service::Refusal;
use mendan_service::founding::times::{first_weeks, usual_week};
use mendan_service::model::SetupRow;
use mendan_service::offer::publish::Preview;
use mendan_service::offer::template_form::{BREAKS, TemplateForm};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, checks, time_pair, version_of};
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::{mode_word, office_name};

/// Where both forms are posted to.
const PATH: &str = "/staff/setup/begin/times";

/// The page.
#[component]
pub fn BeginTimes() -> impl IntoView {
    let t = &staff_words().founding;
    let change = use_query_map().get_untracked().get("change").is_some();
    setup_page(t.step_times, move |request| async move {
        let main = page(&request, change).await?;
        Ok(view! { <p class="links"><a href="/staff/setup/begin">{t.back}</a></p>{main} }.into_any())
    })
}

async fn page(request: &Request, change: bool) -> Result<AnyView, Refusal> {
    let t = &staff_words().founding;
    let catalogue = request.catalogue();
    let nurse = catalogue.staff.iter().any(|member| !member.disabled && member.role.interviews());
    if catalogue.open_offices().next().is_none() || catalogue.offered_kinds().next().is_none() || !nurse {
        return Ok(view! { <p>{t.times_need}</p> }.into_any());
    }
    let permit = &request.context.permit()?;
    let templates = request.services.templates(permit).await?;
    let refused = request.form.as_deref().is_some_and(|form| form.has("hours_from"));
    match templates.first() {
        Some(_) if !(change || refused) => {
            let today = catalogue.municipality.local_date(request.services.now());
            let preview = request.services.preview(permit, first_weeks(today)).await?;
            Ok(previewed(request, &preview, today))
        }
        first => Ok(form(request, first)),
    }
}

fn form(request: &Request, stored: Option<&Template>) -> AnyView {
    let t = &staff_words().founding;
    let (setup, offer) = (&staff_words().city, &staff_words().offer);
    let (catalogue, form) = (request.catalogue(), Form::of(request));
    let today = catalogue.municipality.local_date(request.services.now());
    let week = stored.map_or_else(|| usual_week(catalogue, today), TemplateForm::of);
    let hidden = |name: &'static str, value: &str| {
        let value = value.to_owned();
        view! { <input type="hidden" name=name value=value/> }.into_any()
    };
    let row = stored.map(|template| {
        view! { {hidden("template", &template.id.to_string())}{version_of(request, SetupRow::Template(template.id))} }
    });
    let kinds = week.kinds.iter().map(|kind| hidden("kinds", kind)).collect_view();
    let modes = Mode::ALL.into_iter().filter(|mode| catalogue.offered_kinds().any(|kind| kind.modes.has(*mode)));
    let modes = modes.map(|mode| {
        let word = mode.as_str().to_owned();
        (word.clone(), mode_word(mode).to_owned(), week.modes.contains(&word))
    });
    let days = (0..7).map(|day: u8| {
        let number = day.to_string();
        (number.clone(), staff_words().dates.weekday(i64::from(day) + 1), week.weekdays.contains(&number))
    });
    let pause = week.breaks.first().cloned().unwrap_or_default();
    view! {
        <p class="lead">{t.times_lead}</p>
        <form class="form" method="post" action=PATH novalidate=true>
            {row}
            {hidden("repeat", "weekly")}
            {hidden("every", &week.every)}
            {hidden("valid_from", &week.valid_from)}
            {kinds}
            {place(request, form, &week)}
            {checks(form, "weekdays", (t.times_days, None), days.collect())}
            {time_pair(form, "hours", t.times_hours, (week.from.clone(), week.until.clone()))}
            {time_pair(form, BREAKS[0].trim_end_matches("_from"), t.times_pause, pause.into())}
            {checks(form, "modes", (setup.modes, Some(offer.modes_hint)), modes.collect())}
            <p class="buttons"><button class="button" type="submit">{t.times_look}</button></p>
        </form>
    }
    .into_any()
}

/// Where and who, asked only where there is a choice.
fn place(request: &Request, form: Form<'_>, week: &TemplateForm) -> AnyView {
    let t = &staff_words().founding;
    let catalogue = request.catalogue();
    let offices = catalogue.open_offices().map(|office| (office.id.to_string(), office_name(Some(office))));
    let nurses = catalogue.staff.iter().filter(|member| !member.disabled && member.role.interviews());
    let nurses = nurses.map(|member| (member.id.to_string(), member.display_name.clone()));
    let office =
        Choice { name: "office", label: t.times_office, options: offices.collect(), stored: &week.office, hint: None };
    let staff =
        Choice { name: "staff", label: t.times_staff, options: nurses.collect(), stored: &week.staff, hint: None };
    view! { {office.select(form)}{staff.select(form)} }.into_any()
}

fn previewed(request: &Request, preview: &Preview, today: NaiveDate) -> AnyView {
    let t = &staff_words().founding;
    let (dates, city) = (&staff_words().dates, &request.catalogue().municipality);
    let query = first_weeks(today);
    let (from, until) = (dates.day_of(query.from), dates.day_of(query.until));
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for step in &preview.difference.steps {
        if let Step::Create(Planned { starts_at, .. }) = step {
            *days.entry(city.local_date(*starts_at)).or_default() += 1;
        }
    }
    let n: usize = days.values().sum();
    let change = view! { <a href=format!("{PATH}?change=1")>{t.times_change}</a> };
    if n == 0 {
        let published = preview.counts.keep > 0;
        let text = if published { t.done.to_owned() } else { t.times_preview_none(from, until) };
        return view! { <p><strong>{text}</strong></p><p class="links">{change}</p> }.into_any();
    }
    let days = days
        .into_iter()
        .map(|(day, n)| view! { <li><time datetime=day.to_string()>{t.times_day(dates.day_of(day), n)}</time></li> });
    let changed = Form::of(request).error("digest").map(|_| view! { <p><strong>{t.times_changed}</strong></p> });
    view! {
        <section id="digest" class="stack" tabindex="-1" aria-labelledby="preview">
            <h2 id="preview">{t.times_preview_title}</h2>
            {changed}
            <p>{t.times_preview_text(from, n, until)}</p>
            <form method="post" action=PATH>
                <input type="hidden" name="digest" value=preview.digest.to_string()/>
                <p class="buttons"><button class="button" type="submit">{t.times_publish(n)}</button>{change}</p>
            </form>
            <ul class="founding-days">{days.collect_view()}</ul>
        </section>
    }
    .into_any()
}
