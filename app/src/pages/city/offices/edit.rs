//! One office: words, ways to reach it, opening hours, rooms.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::ids::OfficeId;
use mendan_domain::offer::hours::Hours;
use mendan_service::Refusal;
use mendan_service::city::catalogue::{Office, OfficeTexts, OpeningHours, Room};
use mendan_service::city::listed::Entry;
use mendan_service::city::office::{HOURS_FIELDS, OFFICE_KINDS, shown};
use mendan_service::model::{Listed, SetupRow};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line, both, time_pair, version_of};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;

/// Empty rows for rooms to come.
const MORE_ROOMS: usize = 3;

/// A new office, or one that exists.
#[component]
pub fn OfficeEdit() -> impl IntoView {
    let t = &staff_words().city;
    let id = use_params_map().get_untracked().get("id");
    setup_page(t.offices, |request| async move { page(&request, id.as_deref().unwrap_or("new")).await })
}

async fn page(request: &Request, id: &str) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let office = match id {
        "new" => None,
        id => {
            let id = id.parse().map(OfficeId).map_err(|_| Refusal::NotFound)?;
            Some(request.catalogue().office(id).ok_or(Refusal::NotFound)?)
        }
    };
    // A refused deletion must not empty the fields.
    let form = Form::of(request);
    let fields = fields(if form.is_of("name_ja") { form } else { Form::fresh() }, office);
    let in_use = match office {
        Some(office) => {
            let ahead =
                request.services.bookings_ahead(&Entry::of(&request.context, Listed::Office(office.id))?).await?;
            let end = listed::end(request, Listed::Office(office.id)).await?;
            Some(view! { {in_use(request, office, ahead)}{end} })
        }
        None => None,
    };
    let title = office.map_or_else(|| t.office_new.to_owned(), |office| shown(office).0.name);
    Ok(view! {
        <p class="links"><a href="/staff/setup/offices">{t.offices_back}</a></p>
        <h2>{title}</h2>
        <form class="form" method="post" action=format!("/staff/setup/offices/{id}") novalidate=true data-autosave=autosave()>
            {office.map(|office| version_of(request, SetupRow::Office(office.id)))}
            {fields}
            <p class="buttons"><button class="button" type="submit">{t.save}</button></p>
        </form>
        {in_use}
    }
    .into_any())
}

fn fields(form: Form<'_>, office: Option<&Office>) -> AnyView {
    let t = &staff_words().city;
    let (ja, en) = office.map(shown).unwrap_or_default();
    let text = |get: fn(&OfficeTexts) -> &String| (get(&ja).clone(), get(&en).clone());
    let (phone, mailbox) = office.map(|office| (office.phone.clone(), office.mailbox.clone())).unwrap_or_default();
    let hours = office.map_or_else(OpeningHours::default, |office| office.hours);
    let rooms = office.map(|office| office.rooms.as_slice()).unwrap_or_default();
    view! {
        {both(form, "name", (t.name, None), text(|words| &words.name), false)}
        {both(form, "short", (t.short, Some(t.short_hint)), text(|words| &words.short), false)}
        {slug(form, office)}
        {kind(form, office)}
        {both(form, "address", (t.address, None), text(|words| &words.address), false)}
        {both(form, "floor", (t.floor, Some(t.floor_hint)), text(|words| &words.floor), false)}
        {both(form, "discreet_name", (t.discreet_name, Some(t.discreet_hint)), text(|words| &words.discreet_name), false)}
        {both(form, "discreet_floor", (t.discreet_floor, Some(t.discreet_floor_hint)), text(|words| &words.discreet_floor), false)}
        {both(form, "access", (t.access, Some(t.access_hint)), text(|words| &words.access), true)}
        {both(form, "accessibility", (t.accessibility, Some(t.accessibility_hint)), text(|words| &words.accessibility), true)}
        {Line::text("phone", t.phone, phone).optional().hint(t.phone_hint).view(form)}
        {Line::text("mailbox", t.mailbox, mailbox).optional().hint(t.mailbox_hint).view(form)}
        {opening(form, hours)}
        {room_rows(form, rooms)}
    }
    .into_any()
}

/// Addresses hold the slug: it stays once it is made.
fn slug(form: Form<'_>, office: Option<&Office>) -> AnyView {
    let t = &staff_words().city;
    match office {
        None => Line::text("slug", t.slug, "").optional().hint(t.slug_office_hint).view(form),
        Some(office) => view! { <p class="soft">{t.slug}" "{office.slug.clone()}</p> }.into_any(),
    }
}

fn kind(form: Form<'_>, office: Option<&Office>) -> AnyView {
    let t = &staff_words().city;
    let names = [t.health_center, t.family_center, t.other_office];
    let options = OFFICE_KINDS.into_iter().zip(names).map(|(word, name)| (word.to_owned(), name.to_owned())).collect();
    let stored = office.map_or("health_center", |office| office.kind.as_str());
    Choice { name: "kind", label: t.sort, options, stored, hint: None }.select(form)
}

fn opening(form: Form<'_>, OpeningHours(week): OpeningHours) -> AnyView {
    let t = &staff_words().city;
    let days = HOURS_FIELDS.into_iter().zip(1..=7).zip(week).map(|((field, day), hours)| {
        let times = hours.map(|hours| (Hours::text(hours.from), Hours::text(hours.until))).unwrap_or_default();
        time_pair(form, field.trim_end_matches("_from"), &staff_words().dates.weekday(day), times)
    });
    view! {
        <section aria-labelledby="opening">
            <h3 id="opening">{t.opening}</h3>
            <p class="hint">{t.opening_hint}</p>
            {days.collect_view()}
        </section>
    }
    .into_any()
}

fn room_rows(form: Form<'_>, rooms: &[Room]) -> AnyView {
    let t = &staff_words().city;
    let stored = rooms.iter().map(Some).chain(std::iter::repeat_n(None, MORE_ROOMS));
    let rows = stored.enumerate().map(|(row, room)| room_row(form, row, room)).collect_view();
    let error = crate::pages::city::form::hints("rooms", None, form.error("rooms"));
    view! {
        <section aria-labelledby="rooms">
            <h3 id="rooms">{t.rooms}</h3>
            <p class="hint">{t.rooms_hint}</p>
            {error}
            {rows}
        </section>
    }
    .into_any()
}

fn room_row(form: Form<'_>, row: usize, room: Option<&Room>) -> AnyView {
    let t = &staff_words().city;
    let legend = room.map_or_else(|| t.room_new.to_owned(), |room| room.name.clone());
    let of = t.room_number(row + 1);
    let name = Line::text("room_name", t.name, room.map(|room| room.name.clone()).unwrap_or_default());
    let places = Line::number("room_places", t.room_places, Some(room.map_or(1, |room| room.lanes)));
    let checked = form.ticked("room_active", &row.to_string(), room.is_none_or(|room| room.active));
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <input type="hidden" name="room_id" value=room.map(|room| room.id.to_string()).unwrap_or_default()/>
            <div class="inline">
                {name.of(of.clone()).in_row(row).part(form)}
                {places.of(of.clone()).in_row(row).part(form)}
                <label class="check">
                    <input type="checkbox" name="room_active" value=row.to_string() checked=checked/>
                    <span><span class="said">{of}" "</span>{t.room_use}</span>
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}

/// In use or not, with what becomes of the bookings.
fn in_use(request: &Request, office: &Office, ahead: i64) -> AnyView {
    let t = &staff_words().city;
    let (title, consequence, button) = if office.active {
        let bookings = match ahead {
            0 => t.no_bookings_ahead.to_owned(),
            n => t.office_bookings(n),
        };
        (t.office_end_title, t.two_sentences(t.office_end_text, bookings), t.office_end)
    } else {
        (t.office_begin_title, t.office_begin_text.to_owned(), t.office_begin)
    };
    view! {
        <section aria-labelledby="in-use">
            <h2 id="in-use">{title}</h2>
            <p>{consequence}</p>
            <form method="post" action=format!("/staff/setup/offices/{}/active", office.id)>
                {version_of(request, SetupRow::Office(office.id))}
                <input type="hidden" name="active" value=(!office.active).to_string()/>
                <button class="button button--quiet" type="submit">{button}</button>
            </form>
        </section>
    }
    .into_any()
}
