//! The form of a closure: first what it meets, then the button that writes it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::ids::ClosureId;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::model::SetupRow;
use mendan_service::offer::closure::ClosureForm;

use super::consequence;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line, group, time_pair, version_of};
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;
use crate::pages::kit::words::office_name;

/// The page of a closure that exists: what it meets now, and its fields.
#[component]
pub fn OneClosure() -> impl IntoView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok());
    setup_page(t.closure_edit, move |request| async move {
        let id: ClosureId = id.ok_or(Refusal::NotFound)?;
        let closures = &request.catalogue().closed.closures;
        let closure = closures.iter().find(|closure| closure.id == id).ok_or(Refusal::NotFound)?;
        if !request.context.closes(closure) {
            return Err(Refusal::NotFound);
        }
        let stored = ClosureForm::of(closure);
        let touched = request.services.closure_check(&request.context.permit()?, &stored).await?;
        let nurse = closure.staff.map(|id| id.to_string());
        let path = format!("/staff/setup/closures/{id}");
        let delete = format!("{path}/delete");
        let now = request.form.is_none().then(|| {
            view! { <section class="notice" aria-label=t.closure_met>{consequence(&request, &touched, nurse.as_deref())}</section> }
        });
        let form = form(&request, &path, (Some(id), &stored)).await;
        Ok(view! {
            {now}
            {form}
            <section aria-labelledby="delete">
                <h2 id="delete">{setup.delete}</h2>
                <p>{t.closure_delete_text}</p>
                <form method="post" action=delete>{version_of(&request, SetupRow::Closure(id))}<button class="button button--quiet" type="submit">{t.closure_delete}</button></form>
            </section>
        }
        .into_any())
    })
}

/// The fields; once checked, with what the closure meets and the button that writes it.
pub(super) async fn form(request: &Request, action: &str, (id, stored): (Option<ClosureId>, &ClosureForm)) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let form = Form::of(request);
    // A refused deletion must not empty the fields.
    let form = if form.is_of("from") { form } else { Form::fresh() };
    let checked = checked(request).await;
    let (step, word) = if checked.is_some() { ("save", t.closure_save) } else { ("check", t.check) };
    let once_more = checked.is_some().then(|| {
        view! { <button class="button button--quiet" type="submit" name="step" value="check">{t.check_again}</button> }
    });
    let from = Line::date("from", setup.first_day, &stored.from).part(form);
    let until = Line::date("until", setup.last_day, &stored.until).optional().part(form);
    let hours = (stored.hours[0].clone(), stored.hours[1].clone());
    view! {
        <form class="form" method="post" action=action.to_owned() novalidate data-autosave=autosave()>
            {id.map(|id| version_of(request, SetupRow::Closure(id)))}
            {whose(request, form, stored)}
            {group(form, "days", t.period, Some(t.closure_days_hint), view! { <div class="inline">{from}{until}</div> }.into_any())}
            {time_pair(form, "hours", t.closure_hours, hours)}
            {Line::text("reason", setup.reason, &stored.reason).hint(t.closure_reason_hint).view(form)}
            {checked}
            <div class="buttons buttons--wide">
                <button class="button" type="submit" name="step" value=step>{word}</button>
                {once_more}
            </div>
        </form>
    }
    .into_any()
}

/// The city, one of its offices, or somebody's absence; a nurse has only her own.
fn whose(request: &Request, form: Form<'_>, stored: &ClosureForm) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let catalogue = request.catalogue();
    if !request.context.may(Permission::ShapeTimes) {
        return view! { <input type="hidden" name="whose" value=stored.whose.clone()/> }.into_any();
    }
    let city = request.context.reaches_all().then(|| ("city".to_owned(), t.whole_city.to_owned()));
    let offices = catalogue.open_offices().map(|office| (format!("office-{}", office.id), office_name(Some(office))));
    let absent = |name: &str| t.absence_of(name);
    let staff = catalogue.staff.iter().filter(|member| !member.disabled && member.role.interviews());
    let staff = staff.filter(|member| request.context.reaches_member(member.id));
    let staff = staff.map(|member| (format!("staff-{}", member.id), absent(&member.display_name)));
    let mut options: Vec<(String, String)> = city.into_iter().chain(offices).chain(staff).collect();
    if options.iter().all(|(word, _)| *word != stored.whose) {
        // An office or a nurse no longer in use keeps what is written of it.
        options.push((stored.whose.clone(), t.as_it_is.to_owned()));
    }
    Choice { name: "whose", label: setup.whose, options, stored: &stored.whose, hint: None }.select(form)
}

/// What the posted form would meet, if it was sent to be checked and nothing is to mend.
async fn checked(request: &Request) -> Option<AnyView> {
    let t = &staff_words().offer;
    let posted = request.form.as_deref().filter(|form| form.errors.is_empty())?;
    let form = ClosureForm::typed(posted);
    let touched = request.services.closure_check(&request.context.permit().ok()?, &form).await.ok()?;
    let inside = consequence(request, &touched, form.whose.strip_prefix("staff-"));
    Some(view! { <div class="notice" id="checked" role="status" aria-label=t.closure_met>{inside}</div> }.into_any())
}
