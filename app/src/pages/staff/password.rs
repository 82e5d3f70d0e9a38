//! `/staff/password`: everybody's own.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::notice::Notice;
use crate::context::request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::frame::{Frame, again};
use crate::pages::kit::linked::bar_ways;

/// The page.
#[component]
pub fn OwnPassword() -> impl IntoView {
    let t = &staff_words().staff;
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    let request = request();
    let form = Form::of(&request);
    let said = match word.as_str() {
        "own" => Some(t.own_changed),
        "first" => Some(staff_words().session.first_password),
        word => again(word),
    };
    let said = said.map(|sentence| view! { <Notice><p><strong>{sentence}</strong></p></Notice> });
    let main = view! {
        {form.summary()}
        {said}
        <form class="form" method="post" action="/staff/password" novalidate=true>
            {Line::old_password("old_password", t.old_password).view(form)}
            {Line::password("password", t.new_password).hint(t.own_hint).view(form)}
            {Line::password("password_again", t.new_password_again).view(form)}
            <p class="buttons"><button class="button" type="submit">{t.change_password}</button></p>
        </form>
        <p class="soft">{t.own_closes}</p>
    };
    Frame { title: t.own_password.to_owned(), bar: bar_ways(&request), class: "setup", main: main.into_any() }.view()
}
