//! Between the bar and what is seen: any day, what is done with times, what narrows the view, the way to a column, and printing.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_service::calendar::narrowed::Shown;
use mendan_service::calendar::week::monday_of;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::StaffMember;

use super::address::{Address, View};
use super::bar::beside;
use super::board::{Board, WIDTH};
use super::filter::{Filter, state_word};
use crate::components::live::PrintButton;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{day, kind_name, mode_word, office_name, profession, slash};

/// What narrows the view, `more`, and the button that prints it.
pub(crate) fn tools(request: &Request, address: &Address, filter: &Filter<'_>, more: Option<AnyView>) -> AnyView {
    let t = &staff_words().calendar;
    let words = filter.words();
    let said = (!words.is_empty()).then(|| {
        let stop = address.whole().choosing();
        view! {
            <p class="filtered">
                {t.filtered(words.join(staff_words().kit.between))}
                <a class="screen-only" href=stop>{t.filter_stop}</a>
            </p>
        }
    });
    // Where only the office is chosen, as reception does for the whole day, the sentence is enough.
    let open = filter.nurse.is_some() || filter.chooses();
    let city = &request.catalogue().municipality;
    let date = address.date.unwrap_or_else(|| city.local_date(request.services.now()));
    view! {
        <div class="tools screen-only">
            {beside(request, address, date)}
            <details class="more" open=open>
                <summary>{t.filter}</summary>
                {form(request.catalogue(), address, filter)}
            </details>
            {more}
            <PrintButton label=t.print.to_owned() hint=t.print_view_hint.to_owned()/>
        </div>
        {said}
    }
    .into_any()
}

/// Values and words.
type Options = Vec<(String, String)>;

/// Sent by the address, so that it can be gone back to. No name of a resident can stand in it.
fn form(catalogue: &Catalogue, address: &Address, filter: &Filter<'_>) -> AnyView {
    let t = staff_words();
    let date = address.date.map(|date| view! { <input type="hidden" name="date" value=date.to_string()/> });
    let office = filter.office.map(|office| office.slug.as_str());
    let offices = catalogue.offices.iter().filter(|one| one.active || office == Some(one.slug.as_str()));
    let offices: Options = offices.map(|office| (office.slug.clone(), office_name(Some(office)))).collect();
    let named = |one: &StaffMember| format!("{} {}", one.display_name, profession(one.profession));
    let nurses: Options = nurses(catalogue).into_iter().map(|one| (one.id.to_string(), named(one))).collect();
    let kinds: Options = catalogue.kinds.iter().map(|kind| (kind.slug.clone(), kind_name(Some(kind)))).collect();
    let used = |mode: &Mode| catalogue.kinds.iter().any(|kind| kind.modes.has(*mode));
    let modes = Mode::ALL.into_iter().filter(used);
    let modes: Options = modes.map(|mode| (mode.as_str().to_owned(), mode_word(mode).to_owned())).collect();
    let states = Shown::ALL.into_iter();
    let states: Options = states.map(|state| (state.as_str().to_owned(), state_word(state).to_owned())).collect();
    let nurse = filter.nurse.map(|nurse| nurse.id.to_string());
    let kind = filter.kind.map(|kind| kind.slug.as_str());
    let (mode, state) = (filter.mode.map(Mode::as_str), filter.state.map(Shown::as_str));
    view! {
        <form class="form narrow" method="get" action="/staff" aria-label=t.calendar.filter>
            {date}
            <input type="hidden" name="view" value=address.view.as_str()/>
            {choice("office", t.kit.place, (t.kit.every_place, offices), office)}
            {choice("nurse", t.kit.nurse, (t.calendar.every_nurse, nurses), nurse.as_deref())}
            {choice("kind", t.kit.interview, (t.calendar.every_kind, kinds), kind)}
            {choice("mode", t.kit.way, (t.calendar.every_mode, modes), mode)}
            {choice("state", t.calendar.head_state, (t.calendar.every_state, states), state)}
            <input type="hidden" name="chosen" value="1"/>
            <button class="button button--quiet button--small" type="submit">{t.calendar.filter_do}</button>
        </form>
    }
    .into_any()
}

/// Who may be chosen: whoever holds interviews at an office that is seen here.
fn nurses(catalogue: &Catalogue) -> Vec<&StaffMember> {
    let here = |member: &&StaffMember| member.offices.iter().any(|office| catalogue.office(*office).is_some());
    let mut nurses: Vec<&StaffMember> =
        catalogue.staff.iter().filter(|one| one.role.interviews() && !one.disabled).filter(here).collect();
    nurses.sort_by_key(|member| member.position);
    nurses
}

/// A list of one field; what stands first chooses nothing.
fn choice(
    name: &'static str,
    label: &'static str,
    (every, all): (&'static str, Options),
    chosen: Option<&str>,
) -> AnyView {
    let id = format!("by-{name}");
    let options = all.into_iter().map(|(value, word)| {
        let selected = chosen == Some(value.as_str());
        view! { <option value=value selected=selected>{word}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>
                <option value="">{every}</option>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Where there are more columns than one row takes: the way to each of them, by name.
pub(super) fn jump(boards: &[Board]) -> Option<AnyView> {
    let t = &staff_words().calendar;
    let there = || boards.iter().flat_map(|board| board.columns.iter().map(move |column| (board, column)));
    let shown = || there().filter(|(_, column)| !column.items.is_empty());
    let number = shown().count();
    let links = shown().map(|(board, column)| {
        let href = format!("#n{}-{}", board.office.id, column.nurse.id);
        view! { <li><a href=href>{column.nurse.display_name.clone()}</a></li> }
    });
    (number > WIDTH).then(|| {
        view! {
            <details class="more jump">
                <summary>{t.jump(number)}</summary>
                <nav aria-label=t.jump_name><ul>{links.collect_view()}</ul></nav>
            </details>
        }
        .into_any()
    })
}

/// The pairs of an address that go along in a form that names another day.
pub(super) fn along(address: &Address) -> AnyView {
    let query = Address { date: None, ..address.closed() }.back();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).unwrap_or_default();
    pairs
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

/// What the page is called: its day, its week or its month.
pub(super) fn title(address: &Address, date: NaiveDate) -> String {
    match address.view {
        View::Day | View::Rooms | View::List => day(date),
        View::Week => {
            let monday = monday_of(date);
            let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
            staff_words().calendar.week_title(slash(monday), slash(sunday))
        }
        View::Month => staff_words().dates.month_of(date),
    }
}
