//! `/staff/link/{word}`: a one-time link. Looking at it changes nothing; whatever it is for is done at its button. What is over, used or
//! never was reads alike.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_service::Refusal;
use mendan_service::staff::link::{LinkKind, OpenLink};

use crate::components::head::Head;
use crate::components::right_address::RightAddress;
use crate::context::{Request, request, set_status};
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::frame::window_title;
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn OneTimeLink() -> impl IntoView {
    let word = use_params_map().get_untracked().get("word").unwrap_or_default();
    asked(async move {
        let (request, t) = (request(), &staff_words().ways_in);
        match request.services.staff_link(request.context.municipality(), &word).await {
            Ok(open) => {
                let action = format!("/staff/link/{word}");
                match open.link.kind {
                    LinkKind::Invitation => {
                        framed(&request, t.welcome, password(&request, &open, action, t.welcome_text))
                    }
                    LinkKind::Password => framed(&request, t.anew, password(&request, &open, action, t.anew_text)),
                    LinkKind::Address => framed(&request, t.confirm, confirm(&request, &open, action)),
                }
            }
            Err(Refusal::NotFound) => {
                set_status(404);
                framed(&request, t.over, over())
            }
            Err(other) => refused(staff_language(), &other),
        }
    })
}

fn framed(request: &Request, heading: &'static str, main: AnyView) -> AnyView {
    view! {
        <Head language=staff_language() title=window_title(request, heading) staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{heading}</h1>
            {main}
        </main>
    }
    .into_any()
}

/// Whose account it is, and of which city.
fn whose(request: &Request, open: &OpenLink) -> AnyView {
    let t = &staff_words().ways_in;
    let city = request.catalogue().municipality.words(staff_language()).name;
    let (name, login) = (open.member.display_name.clone(), open.member.login.clone());
    view! {
        <RightAddress language=staff_language()/>
        <p>{t.whose(city, name)}</p>
        <p class="soft">{t.whose_login(login)}</p>
    }
    .into_any()
}

/// A password typed twice.
fn password(request: &Request, open: &OpenLink, action: String, text: &'static str) -> AnyView {
    let (t, staff, form) = (&staff_words().ways_in, &staff_words().staff, Form::of(request));
    let login = open.member.login.clone();
    view! {
        {form.summary()}
        {whose(request, open)}
        <p>{text}</p>
        <form class="form" method="post" action=action novalidate=true>
            <input type="hidden" name="username" autocomplete="username" value=login/>
            {Line::password("password", staff.new_password).hint(staff.own_hint).view(form)}
            {Line::password("password_again", staff.new_password_again).view(form)}
            <p class="buttons buttons--wide"><button class="button" type="submit">{t.set}</button></p>
        </form>
    }
    .into_any()
}

/// An address that is to become hers.
fn confirm(request: &Request, open: &OpenLink, action: String) -> AnyView {
    let t = &staff_words().ways_in;
    view! {
        {whose(request, open)}
        <p>{t.confirm_text}</p>
        <form class="form" method="post" action=action>
            <p class="buttons buttons--wide"><button class="button" type="submit">{t.confirm_button}</button></p>
        </form>
    }
    .into_any()
}

/// What to do with a link that opens nothing.
fn over() -> AnyView {
    let t = &staff_words().ways_in;
    view! {
        <p>{t.over_text}</p>
        <ul>
            <li>{t.over_done}" "<a href="/staff/sign-in">{t.to_entrance}</a></li>
            <li>{t.over_invited}</li>
            <li>{t.over_forgotten}" "<a href="/staff/forgotten">{t.forgotten_link}</a></li>
        </ul>
    }
    .into_any()
}
