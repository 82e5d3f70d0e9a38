//! The fields of the form. It is sent by GET: what is asked for stands in the address, and nothing of it is personal.

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::date::parse_date;
use mendan_domain::staff::Permission;
use mendan_service::city::catalogue::Office;
use mendan_service::model::StaffMember;
use mendan_service::range::form::RangeForm;
use mendan_service::range::scope::halves;

use super::PAGE;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line, group, time_pair};
use crate::pages::kit::words::office_name;

/// All of them, with the button that only looks.
pub(super) fn fields(request: &Request, asked: &RangeForm, form: Form<'_>) -> AnyView {
    let t = &staff_words().range;
    let setup = &staff_words().city;
    let today = request.catalogue().municipality.local_date(request.services.now());
    let from = Line::date("from", setup.first_day, today.to_string()).part(fresh(form, &asked.from));
    let until = Line::date("until", setup.last_day, "").optional().part(form);
    let goes = matches!(asked.act.as_str(), "move" | "copy") || form.error("to_day").is_some();
    let hours = asked.hours.clone();
    view! {
        <form class="form" method="get" action=format!("{PAGE}#digest") novalidate>
            <input type="hidden" name="back" value=asked.back.clone()/>
            {whose(request, asked, form)}
            {group(form, "days", t.days, Some(t.days_hint), view! { <div class="inline">{from}{until}</div> }.into_any())}
            {part(request, asked, form, today)}
            {time_pair(form, "hours", t.typed_hours, hours.into())}
            {act(asked, form)}
            <details class="more" open=goes>
                <summary>{t.where_to}</summary>
                {Line::date("to_day", t.to_day, "").hint(t.to_day_hint).view(form)}
                {Line::time("shift", t.shift, "").hint(t.shift_hint).view(form)}
                {to_nurse(request, form)}
            </details>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.check}</button></p>
        </form>
    }
    .into_any()
}

/// What was typed; a field that nobody has seen yet shows what is usual.
fn fresh<'a>(form: Form<'a>, typed: &str) -> Form<'a> {
    if typed.is_empty() && form.error("from").is_none() { Form::fresh() } else { form }
}

/// Everybody whose times she may shape, and the offices if she shapes everybody's.
fn whose(request: &Request, asked: &RangeForm, form: Form<'_>) -> AnyView {
    let t = &staff_words().range;
    let catalogue = request.catalogue();
    if !request.context.may(Permission::ShapeTimes) {
        let own = request.staff.as_ref().map(|staff| &staff.member);
        return own.map(hers).into_any();
    }
    let all_of = |office: &Office| (format!("office-{}", office.id), t.all_of(office_name(Some(office))));
    let offices = catalogue.open_offices().map(all_of);
    let nurses = nurses(request).map(|member| (format!("staff-{}", member.id), member.display_name.clone()));
    let boxes = offices.chain(nurses).enumerate().map(|(index, (value, label))| {
        let checked = asked.whose.contains(&value);
        let id = (index == 0).then_some("whose");
        view! {
            <label class="check"><input type="checkbox" id=id name="whose" value=value checked=checked/><span>{label}</span></label>
        }
    });
    let boxes = view! { <div class="ranges-whose">{boxes.collect_view()}</div> }.into_any();
    group(form, "whose", t.whose, None, boxes)
}

/// Nobody's but her own.
fn hers(own: &StaffMember) -> AnyView {
    let whose = format!("staff-{}", own.id);
    view! { <input type="hidden" name="whose" value=whose/><p><strong>{staff_words().range.own(&own.display_name)}</strong></p> }
        .into_any()
}

/// Who holds interviews where she reaches.
fn nurses(request: &Request) -> impl Iterator<Item = &StaffMember> {
    let catalogue = request.catalogue();
    let here = move |member: &&StaffMember| member.offices.iter().any(|office| catalogue.office(*office).is_some());
    let works = |member: &&StaffMember| !member.disabled && member.role.interviews();
    catalogue.staff.iter().filter(works).filter(here)
}

/// The whole day, a half as the offices are open, or hours that are typed.
fn part(request: &Request, asked: &RangeForm, form: Form<'_>, today: NaiveDate) -> AnyView {
    let (t, dates, catalogue) = (&staff_words().range, &staff_words().dates, request.catalogue());
    let from = parse_date(&asked.from).unwrap_or(today);
    let until = parse_date(&asked.until).filter(|until| *until >= from).unwrap_or(from);
    let [morning, afternoon] = halves(catalogue, &asked.offices(catalogue), (from, until));
    let options = vec![
        ("day".to_owned(), t.part_day.to_owned()),
        ("am".to_owned(), t.part_am(dates.hours_of(morning))),
        ("pm".to_owned(), t.part_pm(dates.hours_of(afternoon))),
        ("hours".to_owned(), t.part_hours.to_owned()),
    ];
    let form = if asked.part.is_empty() { Form::fresh() } else { form };
    Choice { name: "part", label: t.hours, options, stored: "day", hint: None }.radios(form)
}

fn act(asked: &RangeForm, form: Form<'_>) -> AnyView {
    let t = &staff_words().range;
    let options = [("close", t.act_close), ("open", t.act_open), ("move", t.act_move), ("copy", t.act_copy)];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let form = if asked.act.is_empty() { Form::fresh() } else { form };
    Choice { name: "act", label: t.act, options, stored: "close", hint: None }.radios(form)
}

/// Whose the times become, for whoever shapes everybody's.
fn to_nurse(request: &Request, form: Form<'_>) -> Option<AnyView> {
    let t = &staff_words().range;
    let others = nurses(request).map(|member| (member.id.to_string(), member.display_name.clone()));
    let mut options = vec![(String::new(), t.same_nurse.to_owned())];
    options.extend(others);
    let choice = Choice { name: "to_nurse", label: t.to_nurse, options, stored: "", hint: Some(t.to_nurse_hint) };
    request.context.may(Permission::ShapeTimes).then(|| choice.select(form))
}
