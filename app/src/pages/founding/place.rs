//! The first office with a room, and who holds interviews in it: one short form. A city that has one of them is asked for the other.

use leptos::prelude::*;
use mendan_domain::staff::Profession;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line};
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;

/// The page.
#[component]
pub fn BeginPlace() -> impl IntoView {
    let t = &staff_words().founding;
    setup_page(t.step_place, |request| async move { Ok(page(&request)) })
}

fn page(request: &Request) -> AnyView {
    let t = &staff_words().founding;
    let (catalogue, form) = (request.catalogue(), Form::of(request));
    let has_office = catalogue.open_offices().any(|office| !office.places_in_use().is_empty());
    let has_nurse = catalogue.staff.iter().any(|member| !member.disabled && member.role.interviews());
    let back = view! { <p class="links"><a href="/staff/setup/begin">{t.back}</a></p> };
    if has_office && has_nurse {
        let setup = &staff_words().city;
        let people =
            request.opens("/staff/setup/staff").then(|| view! { <a href="/staff/setup/staff">{setup.people}</a> });
        return view! {
            {back}
            <p><strong>{t.done}</strong></p>
            <p class="links"><a href="/staff/setup/offices">{setup.offices}</a>{people}</p>
        }
        .into_any();
    }
    let office = (!has_office).then(|| office(form));
    let nurse = (!has_nurse).then(|| nurse(form));
    view! {
        {back}
        <p class="lead">{t.place_lead}</p>
        <form class="form" method="post" action="/staff/setup/begin/place" novalidate=true data-autosave=autosave()>
            {office}
            {nurse}
            <p class="buttons"><button class="button" type="submit">{t.place_save}</button></p>
        </form>
    }
    .into_any()
}

fn office(form: Form<'_>) -> AnyView {
    let t = &staff_words().founding;
    let room = Line::text("room_name", t.place_room, t.place_room_usual);
    view! {
        <section aria-labelledby="place">
            <h2 id="place">{t.place_office}</h2>
            {Line::text("office_name", t.place_office_name, "").hint(t.place_office_name_hint).view(form)}
            {Line::text("office_address", t.place_address, "").view(form)}
            {room.view(form)}
        </section>
    }
    .into_any()
}

fn nurse(form: Form<'_>) -> AnyView {
    let t = &staff_words().founding;
    let (staff, setup) = (&staff_words().staff, &staff_words().city);
    let professions =
        Profession::ALL.map(|word| (word.as_str().to_owned(), staff.profession_of(word).to_owned())).to_vec();
    let stored = Profession::PublicHealthNurse.as_str();
    let profession = Choice { name: "profession", label: setup.profession, options: professions, stored, hint: None };
    view! {
        <section aria-labelledby="nurse">
            <h2 id="nurse">{t.place_nurse}</h2>
            {Line::text("nurse_name", t.place_nurse_name, "").hint(t.place_nurse_name_hint).view(form)}
            {profession.radios(form)}
            {Line::text("login", staff.login, "").hint(staff.login_hint).view(form)}
            {Line::password("password", staff.password).hint(staff.password_hint).view(form)}
            {Line::password("password_again", setup.password_again).view(form)}
        </section>
    }
    .into_any()
}
