//! One template: new, as a copy, or to be changed.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::TemplateId;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::model::SetupRow;
use mendan_service::offer::template_form::{BREAKS, TemplateForm};

use super::words;
use crate::context::Request;
use crate::pages::city::form::{Choice, Form, Line, checks, group, time_pair, version_of};
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::{kind_name, mode_word, office_name};

/// The page of a new template, empty or as a copy of another.
#[component]
pub fn NewTemplate() -> impl IntoView {
    let copied = use_query_map().get_untracked().get("copy").and_then(|id| id.parse().ok());
    setup_page("新しいひな型", move |request| async move {
        let stored = match copied {
            Some(id) => TemplateForm::of(&request.services.template(&request.context, id).await?),
            None => fresh(&request),
        };
        Ok(form(&request, "/staff/setup/templates/new".to_owned(), (None, &stored)).await)
    })
}

/// The page of a template that exists.
#[component]
pub fn OneTemplate() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok());
    setup_page("ひな型を直す", move |request| async move {
        let id: TemplateId = id.ok_or(Refusal::NotFound)?;
        let stored = TemplateForm::of(&request.services.template(&request.context, id).await?);
        let path = format!("/staff/setup/templates/{id}");
        let delete = format!("{path}/delete");
        let form = form(&request, path, (Some(id), &stored)).await;
        Ok(view! {
            {form}
            <section aria-labelledby="delete">
                <h2 id="delete">"消す"</h2>
                <p>"公開した枠は、次に公開するまで残ります。予約は、そのまま残ります。"</p>
                <form method="post" action=delete>{version_of(&request, SetupRow::Template(id))}<button class="button button--quiet" type="submit">"このひな型を消す"</button></form>
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
    let form = Form::of(request);
    // A refused deletion must not empty the fields.
    let form = if form.is_of("valid_from") { form } else { Form::fresh() };
    let met = met(request, id).await;
    let code = request.form.as_deref().and_then(|posted| posted.error("hours_from"));
    let asked = code == Some("overlap_asked");
    let meant = asked.then(|| {
        view! { <button class="button button--quiet" type="submit" name="overlap_meant" value="true">"重ねて保存する"</button> }
    });
    view! {
        <form class="form" method="post" action=action novalidate>
            {id.map(|id| version_of(request, SetupRow::Template(id)))}
            {place(request, form, stored)}
            {what(request, form, stored)}
            {when(form, stored)}
            {hours(form, stored)}
            {days(form, stored)}
            {Line::text("name", "ひな型の名前", &stored.name).optional().hint("職員だけに見えます。例: 午前だけの日").view(form)}
            {met}
            <div class="buttons buttons--wide"><button class="button" type="submit">"保存する"</button>{meant}<a class="button button--link" href="/staff/setup/templates">"やめる"</a></div>
        </form>
    }
    .into_any()
}

/// The templates that the refused form meets, each as a link.
async fn met(request: &Request, id: Option<TemplateId>) -> Option<AnyView> {
    let posted = request.form.as_deref()?;
    posted.error("hours_from").filter(|code| code.starts_with("overlap_"))?;
    let met = request.services.template_met(&request.context, id, &TemplateForm::typed(posted)).await.ok()?;
    let lines = met.into_iter().map(|(_, other)| {
        let name = if other.name.is_empty() { String::new() } else { format!("「{}」 ", other.name) };
        let place = office_name(request.catalogue().office(other.office));
        let sentence = format!("{name}{place} {}", words::sentence(request.catalogue(), &other));
        view! { <li><a href=format!("/staff/setup/templates/{}", other.id)>{sentence}</a></li> }
    });
    Some(
        view! { <div class="notice"><p><strong>"重なるひな型"</strong></p><ul>{lines.collect_view()}</ul></div> }
            .into_any(),
    )
}

/// Where and whose. A nurse writes her own only.
fn place(request: &Request, form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let catalogue = request.catalogue();
    let offices = catalogue.offices.iter().filter(|office| office.active || office.id.to_string() == stored.office);
    let offices = offices.map(|office| (office.id.to_string(), office_name(Some(office)))).collect();
    let office = Choice { name: "office", label: "場所", options: offices, stored: &stored.office, hint: None };
    let own =
        request.staff.as_ref().map(|staff| &staff.member).filter(|member| !member.role.may(Permission::ShapeTimes));
    let staff = if let Some(member) = own {
        view! { <input type="hidden" name="staff" value=member.id.to_string()/> }.into_any()
    } else {
        let everybody = (String::new(), "場所の担当全員".to_owned());
        let members = catalogue.staff.iter().filter(|member| member.role.may(Permission::HoldInterviews));
        let members = members.filter(|member| !member.disabled || member.id.to_string() == stored.staff);
        let members = members.map(|member| (member.id.to_string(), member.display_name.clone()));
        let options = std::iter::once(everybody).chain(members).collect();
        let hint = Some("一人を選ぶと、その人の枠だけを作ります。");
        Choice { name: "staff", label: "担当", options, stored: &stored.staff, hint }.select(form)
    };
    view! { {office.select(form)}{staff} }.into_any()
}

fn what(request: &Request, form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let kinds = request.catalogue().kinds.iter();
    let kinds = kinds.map(|kind| (kind.id.to_string(), kind.active, kind_name(Some(kind))));
    let kinds = kinds.filter(|(id, active, _)| *active || stored.kinds.contains(id));
    let kinds = kinds.map(|(id, active, name)| {
        let name = if active { name } else { format!("{name}(休止中)") };
        (id.clone(), name, stored.kinds.contains(&id))
    });
    let kinds = kinds.collect();
    let modes = Mode::ALL.iter().map(|mode| {
        let word = mode.as_str().to_owned();
        (word.clone(), mode_word(*mode).to_owned(), stored.modes.contains(&word))
    });
    view! {
        {checks(form, "kinds", ("面談の種類", Some("同じ時刻に複数を選べます。先に予約された種類で埋まります。")), kinds)}
        {checks(form, "modes", ("方法", Some("種類と担当の人ができる方法だけが公開されます。")), modes.collect())}
    }
    .into_any()
}

fn when(form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let repeats =
        [("weekly", "毎週、または何週かごと"), ("monthly", "毎月、第何週かを選ぶ"), ("once", "一度だけ(最初の日に)")];
    let options = repeats.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let repeat = Choice { name: "repeat", label: "くりかえし", options, stored: &stored.repeat, hint: None };
    let weeks = [1, 2, 3, 4, 5, -1].map(|week: i64| {
        let number = week.to_string();
        (number.clone(), words::week(week), stored.weeks.contains(&number))
    });
    let weekdays = (0_u8..7).filter_map(|day| {
        let number = day.to_string();
        let word = words::weekday(day.try_into().ok()?).to_owned();
        Some((number.clone(), word, stored.weekdays.contains(&number)))
    });
    let every = Line::number("every", "何週ごと", stored.every.parse().ok());
    view! {
        {repeat.radios(form)}
        {every.optional().hint("「毎週」のとき。空けておくと毎週です。数は最初の日の週から数えます。").view(form)}
        {checks(form, "weeks", ("第何週", Some("「毎月」のとき。")), weeks.to_vec())}
        {checks(form, "weekdays", ("曜日", None), weekdays.collect())}
    }
    .into_any()
}

fn hours(form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let breaks = BREAKS.iter().enumerate().map(|(index, field)| {
        let [from, until] = stored.breaks.get(index).cloned().unwrap_or_default();
        time_pair(form, field.trim_end_matches("_from"), &format!("休憩 {}", index + 1), (from, until))
    });
    let step = Line::number("step", "間隔(分)", stored.step.parse().ok());
    view! {
        {time_pair(form, "hours", "時間帯", (stored.from.clone(), stored.until.clone()))}
        {breaks.collect_view()}
        {step.optional().hint("始まりから次の始まりまで。空けておくと、面談の長さと前後の時間から決まります。").view(form)}
    }
    .into_any()
}

fn days(form: Form<'_>, stored: &TemplateForm) -> AnyView {
    let from = Line::date("valid_from", "最初の日", &stored.valid_from).part(form);
    let until = Line::date("valid_until", "最後の日", &stored.valid_until).optional().part(form);
    group(form, "valid", "期間", None, view! { <div class="inline">{from}{until}</div> }.into_any())
}
