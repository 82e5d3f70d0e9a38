//! `/staff/absent?staff=&date=`: who is absent, when, and what it meets. Only the button declares it.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::ids::StaffId;
use mendan_service::Refusal;
use mendan_service::forms::Fields;
use mendan_service::model::StaffMember;
use mendan_service::offer::closure::ClosureForm;
use mendan_service::rescue::absent::{AbsentForm, Span};

use crate::components::notice::Notice;
use crate::context::{RefusedForm, Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::city::form::{Choice, Form, Line, time_pair};
use crate::pages::kit::absent::may_declare;
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::kit::half_filled::{autosave, restored};
use crate::pages::kit::linked::{bar_ways, linked};
use crate::pages::kit::words::day;

/// The page.
#[component]
pub fn Absent() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let (staff, date) = (query.get("staff"), query.get("date"));
    let word = query.get("said").unwrap_or_default();
    asked(async move {
        let request = request();
        let main = page(&request, staff, date).await.unwrap_or_else(|refusal| fault(&refusal));
        let summary = Form::of(&request).summary();
        let main = view! { {summary}{said(&word)}{main} }.into_any();
        let title = staff_words().rescue.absent_title.to_owned();
        Frame { title, bar: bar_ways(&request), class: "setup", main }.view()
    })
}

/// Whose absences she may declare.
fn hers(request: &Request) -> Vec<StaffMember> {
    request.catalogue().staff.iter().filter(|member| may_declare(request, member)).cloned().collect()
}

async fn page(request: &Request, staff: Option<String>, date: Option<String>) -> Result<AnyView, Refusal> {
    let t = &staff_words().rescue;
    let today = request.catalogue().municipality.local_date(request.services.now());
    // A form that came back is of the nurse and the day that it was sent for.
    let typed = |name: &str| request.form.as_deref().and_then(|form| form.value(name)).map(str::to_owned);
    let whose = typed("whose").and_then(|whose| whose.strip_prefix("staff-").map(str::to_owned)).or(staff);
    let whose = whose.filter(|whose| !whose.is_empty());
    let date: Option<NaiveDate> = typed("from").or(date).and_then(|date| date.parse().ok());
    let (all, date) = (hers(request), date.unwrap_or(today).max(today));
    let own = request.staff.as_ref().map(|staff| staff.member.id);
    let nurse = match whose {
        Some(id) => {
            let id: StaffId = id.parse().map_err(|_| Refusal::NotFound)?;
            Some(all.iter().find(|member| member.id == id).ok_or(Refusal::NotFound)?)
        }
        None => all.iter().find(|member| Some(member.id) == own),
    };
    let form = match nurse {
        Some(nurse) => Some(declare(request, nurse, (date, today)).await?),
        None => None,
    };
    Ok(view! {
        <p>{t.absent_text}</p>
        {pick(&all, nurse.map(|nurse| nurse.id), date)}
        {form}
    }
    .into_any())
}

/// Any day, and whoever's are hers to declare.
fn pick(all: &[StaffMember], nurse: Option<StaffId>, date: NaiveDate) -> AnyView {
    let t = &staff_words().rescue;
    let who = match all {
        [] => ().into_any(),
        [only] => view! { <input type="hidden" name="staff" value=only.id.to_string()/> }.into_any(),
        several => {
            let options = several.iter().map(|member| {
                let selected = Some(member.id) == nurse;
                view! { <option value=member.id.to_string() selected=selected>{member.display_name.clone()}</option> }
            });
            view! {
                <div class="field">
                    <label for="staff">{t.absent_who}</label>
                    <select class="input" id="staff" name="staff">{options.collect_view()}</select>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <form class="inline" method="get">
            {who}
            <div class="field">
                <label for="date">{t.absent_day}</label>
                <input class="input input--date" id="date" name="date" type="date" required=true value=date.to_string()/>
            </div>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.absent_look}</button></p>
        </form>
    }
    .into_any()
}

/// What it meets, and the form that declares it.
async fn declare(
    request: &Request,
    nurse: &StaffMember,
    (date, today): (NaiveDate, NaiveDate),
) -> Result<AnyView, Refusal> {
    let t = &staff_words().rescue;
    let (whose, from) = (format!("staff-{}", nurse.id), date.to_string());
    let closure = ClosureForm { whose: whose.clone(), from: from.clone(), ..ClosureForm::default() };
    let whole = AbsentForm { closure, span: Span::Day.as_str().to_owned() };
    let touched = request.services.absent_check(&request.context.permit()?, &whole).await?;
    let met = match touched.bookings() {
        0 => t.absent_met_none.to_owned(),
        number => t.absent_met(number),
    };
    // What she had begun for this nurse and day; a form that came back has its own.
    let hers = |fields: &Fields| fields.text("whose") == whose && fields.text("from") == from;
    let half = request.half_filled("/staff/absent").filter(|(_, fields)| request.form.is_none() && hers(fields));
    let again = half.as_ref().map(|(draft, _)| restored(request, draft));
    let begun = half.map(|(_, values)| RefusedForm { values, errors: Vec::new() });
    let form = begun.as_ref().map_or_else(|| Form::of(request), |begun| Form::back(Some(begun)));
    let spans = Span::ALL.into_iter().filter(|span| *span != Span::Rest || date == today);
    let options = spans.map(|span| (span.as_str().to_owned(), span_word(span).to_owned())).collect();
    let span = Choice { name: "span", label: t.absent_span, options, stored: Span::Day.as_str(), hint: None };
    Ok(view! {
        {known(request, nurse.id, date)}
        <section aria-labelledby="declare">
            <h2 id="declare">{t.absent_hers(day(date), &nurse.display_name)}</h2>
            <p><strong>{met}</strong></p>
            {again}
            <form class="form" method="post" action="/staff/absent" novalidate data-autosave=autosave()>
                <input type="hidden" name="whose" value=whose/>
                <input type="hidden" name="from" value=from/>
                {span.radios(form)}
                {time_pair(form, "hours", t.absent_hours, (String::new(), String::new()))}
                {Line::text("reason", t.absent_reason, "").optional().hint(t.absent_reason_hint).view(form)}
                <p class="buttons buttons--wide"><button class="button" type="submit">{t.absent_do}</button></p>
            </form>
        </section>
    }
    .into_any())
}

fn span_word(span: Span) -> &'static str {
    let t = &staff_words().rescue;
    match span {
        Span::Day => t.absent_whole,
        Span::Rest => t.absent_rest,
        Span::Hours => t.absent_hours,
    }
}

/// Absences of that day that are there already, each with the way to those whom it meets.
fn known(request: &Request, nurse: StaffId, date: NaiveDate) -> Option<AnyView> {
    let t = &staff_words().rescue;
    let closures = request.catalogue().closed.closures.iter();
    let there = closures.filter(|one| one.staff == Some(nurse) && one.from <= date && date <= one.until);
    let rows: Vec<AnyView> = there
        .map(|closure| {
            let hours =
                closure.hours.map_or_else(|| t.absent_whole.to_owned(), |hours| staff_words().dates.hours_of(hours));
            let way = linked(request, format!("/staff/rescue/{}", closure.id), t.absent_go_on);
            view! { <li>{hours}" "{way}</li> }.into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="notice" aria-labelledby="known">
                <h2 id="known">{t.absent_known}</h2>
                <ul>{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn said(word: &str) -> Option<AnyView> {
    let t = &staff_words().rescue;
    let sentence = match word {
        "back" => t.said_back,
        "declared" => t.said_declared,
        other => again(other)?,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}
