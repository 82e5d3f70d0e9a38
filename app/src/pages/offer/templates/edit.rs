//! One template: new, as a copy, or to be changed.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::ids::TemplateId;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::model::SetupRow;
use mendan_service::offer::template_form::{BREAKS, TemplateForm};

use super::words;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line, checks, group, time_pair, version_of};
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;
use crate::pages::kit::words::{kind_name, mode_word, office_name};

/// The page of a new template, empty or as a copy of another.
#[component]
pub fn NewTemplate() -> impl IntoView {
    let t = &staff_words().offer;
    let copied = use_query_map().get_untracked().get("copy").and_then(|id| id.parse().ok());
    setup_page(t.template_new, move |request| async move {
        let stored = match copied {
            Some(id) => TemplateForm::of(&request.services.template(&request.context.permit()?, id).await?),
            None => fresh(&request),
        };
        Ok(form(&request, "/staff/setup/templates/new".to_owned(), (None, &stored)).await)
    })
}

/// The page of a template that exists.
#[component]
pub fn OneTemplate() -> impl IntoView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok());
    setup_page(t.template_edit, move |request| async move {
        let id: TemplateId = id.ok_or(Refusal::NotFound)?;
        let stored = TemplateForm::of(&request.services.template(&request.context.permit()?, id).await?);
        let path = format!("/staff/setup/templates/{id}");
        let delete = format!("{path}/delete");
        let form = form(&request, path, (Some(id), &stored)).await;
        Ok(view! {
            {form}
            <section aria-labelledby="delete">
                <h2 id="delete">{setup.delete}</h2>
                <p>{t.template_delete_text}</p>
                <form method="post" action=delete>{version_of(&request, SetupRow::Template(id))}<button class="button button--quiet" type="submit">{t.template_delete}</button></form>
            </section>
        }
        .into_any())
    })
}

/// What most templates begin as: every week, 9:00 to 17:00 with the lunch hour free, all kinds in all their modes.
fn fresh(request: &Request) -> TemplateForm {
    let catalogue = request.catalogue();
    let word = |mode: &Mode| mode.as_str().to_owned();
    let offered = |mode: &&Mode| catalogue.offered_kinds().any(|kind| kind.modes.has(**mode));
    TemplateForm {
        repeat: "weekly".to_owned(),
        modes: Mode::ALL.iter().filter(offered).map(word).collect(),
        from: "9:00".to_owned(),
        until: "17:00".to_owned(),
        breaks: vec![["12:00".to_owned(), "13:00".to_owned()]],
        valid_from: catalogue.municipality.local_date(request.services.now()).to_string(),
        ..TemplateForm::default()
    }
}

async fn form(request: &Request, action: String, (id, stored): (Option<TemplateId>, &TemplateForm)) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let form = Form::of(request);
    // A refused deletion must not empty the fields.
    let form = if form.is_of("valid_from") { form } else { Form::fresh() };
    let met = met(request, id).await;
    let fault = request.form.as_deref().and_then(|posted| posted.error("hours_from"));
    let asked = fault == Some(Fault::OverlapAsked);
    let meant = asked.then(|| {
        view! { <button class="button button--quiet" type="submit" name="overlap_meant" value="true">{t.save_overlapping}</button> }
    });
    view! {
        <form class="form" method="post" action=action novalidate data-autosave=autosave()>
            {id.map(|id| version_of(request, SetupRow::Template(id)))}
            {place(request, form, stored)}
            {what(request, form, stored)}
            {when(form, stored)}
            {hours(form, stored)}
            {days(form, stored)}
            {Line::text("name", t.template_name, &stored.name).optional().hint(t.template_name_hint).view(form)}
            {met}
            <div class="buttons buttons--wide"><button class="button" type="submit">{setup.save}</button>{meant}<a class="button button--link" href="/staff/setup/templates">{t.cancel}</a></div>
        </form>
    }
    .into_any()
}

/// The templates that the refused form meets, each as a link.
async fn met(request: &Request, id: Option<TemplateId>) -> Option<AnyView> {
    let t = &staff_words().offer;
    let posted = request.form.as_deref()?;
    posted.error("hours_from").filter(|fault| fault.overlaps())?;
    let met =
        request.services.template_met(&request.context.permit().ok()?, id, &TemplateForm::typed(posted)).await.ok()?;
    let lines = met.into_iter().map(|(_, other)| {
        let name =
            if other.name.is_empty() { String::new() } else { format!("{} ", staff_words().offer.called(&other.name)) };
        let place = office_name(request.catalogue().office(other.office));
        let sentence = format!("{name}{place} {}", words::sentence(request.catalogue(), &other));
        view! { <li><a href=format!("/staff/setup/templates/{}", other.id)>{sentence}</a></li> }
    });
    Some(
        view! { <div class="notice"><p><strong>{t.templates_met}</strong></p><ul>{lines.collect_view()}</ul></div> }
            .into_any(),
    )
}

/// Where and whose. A nurse writes her own only.
fn place(request: &Request, form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let catalogue = request.catalogue();
    let offices = catalogue.offices.iter().filter(|office| office.active || office.id.to_string() == stored.office);
    let offices = offices.map(|office| (office.id.to_string(), office_name(Some(office)))).collect();
    let office = Choice { name: "office", label: t.office, options: offices, stored: &stored.office, hint: None };
    let own =
        request.staff.as_ref().map(|staff| &staff.member).filter(|member| !member.role.may(Permission::ShapeTimes));
    let staff = if let Some(member) = own {
        view! { <input type="hidden" name="staff" value=member.id.to_string()/> }.into_any()
    } else {
        let everybody = (String::new(), t.everybody.to_owned());
        let members = catalogue.staff.iter().filter(|member| member.role.may(Permission::HoldInterviews));
        let members = members.filter(|member| !member.disabled || member.id.to_string() == stored.staff);
        let members = members.map(|member| (member.id.to_string(), member.display_name.clone()));
        let options = std::iter::once(everybody).chain(members).collect();
        let hint = Some(t.one_nurse_hint);
        Choice { name: "staff", label: setup.staff, options, stored: &stored.staff, hint }.select(form)
    };
    view! { {office.select(form)}{staff} }.into_any()
}

fn what(request: &Request, form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let kinds = request.catalogue().kinds.iter();
    let kinds = kinds.map(|kind| (kind.id.to_string(), kind.active, kind_name(Some(kind))));
    let kinds = kinds.filter(|(id, active, _)| *active || stored.kinds.contains(id));
    let kinds = kinds.map(|(id, active, name)| {
        let name = if active { name } else { t.idle(name) };
        (id.clone(), name, stored.kinds.contains(&id))
    });
    let kinds = kinds.collect();
    let modes = Mode::ALL.iter().map(|mode| {
        let word = mode.as_str().to_owned();
        (word.clone(), mode_word(*mode).to_owned(), stored.modes.contains(&word))
    });
    view! {
        {checks(form, "kinds", (setup.kinds, Some(t.kinds_hint)), kinds)}
        {checks(form, "modes", (setup.modes, Some(t.modes_hint)), modes.collect())}
    }
    .into_any()
}

fn when(form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let repeats = [("weekly", t.repeat_weekly), ("monthly", t.repeat_monthly), ("once", t.repeat_once)];
    let options = repeats.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let repeat = Choice { name: "repeat", label: t.repeat, options, stored: &stored.repeat, hint: None };
    let weeks = [1, 2, 3, 4, 5, -1].map(|week: i64| {
        let number = week.to_string();
        (number.clone(), words::week(week), stored.weeks.contains(&number))
    });
    let weekdays = (0_u8..7).filter_map(|day| {
        let number = day.to_string();
        let word = words::weekday(day.try_into().ok()?);
        Some((number.clone(), word, stored.weekdays.contains(&number)))
    });
    let every = Line::number("every", t.every, stored.every.parse().ok());
    view! {
        {repeat.radios(form)}
        {every.optional().hint(t.every_hint).view(form)}
        {checks(form, "weeks", (t.nth_weeks, Some(t.nth_weeks_hint)), weeks.to_vec())}
        {checks(form, "weekdays", (setup.weekdays, None), weekdays.collect())}
    }
    .into_any()
}

fn hours(form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let t = &staff_words().offer;
    let breaks = BREAKS.iter().enumerate().map(|(index, field)| {
        let [from, until] = stored.breaks.get(index).cloned().unwrap_or_default();
        time_pair(form, field.trim_end_matches("_from"), &t.pause(index + 1), (from, until))
    });
    let step = Line::number("step", t.step, stored.step.parse().ok());
    view! {
        {time_pair(form, "hours", t.hours, (stored.from.clone(), stored.until.clone()))}
        {breaks.collect_view()}
        {step.optional().hint(t.step_hint).view(form)}
    }
    .into_any()
}

fn days(form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let from = Line::date("valid_from", setup.first_day, &stored.valid_from).part(form);
    let until = Line::date("valid_until", setup.last_day, &stored.valid_until).optional().part(form);
    group(form, "valid", t.period, None, view! { <div class="inline">{from}{until}</div> }.into_any())
}
