//! `/staff/forgotten`: asking for a link to another password. The answer is the same for every name, there or not.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::head::Head;
use crate::context::request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::frame::window_title;

/// The page.
#[component]
pub fn Forgotten() -> impl IntoView {
    let t = &staff_words().ways_in;
    let (request, word) = (request(), use_query_map().get_untracked().get("said").unwrap_or_default());
    let form = Form::of(&request);
    let waits = request.form.as_ref().is_some_and(|form| form.value("said") == Some("wait"));
    let said = if waits {
        view! { <div class="notice notice--error" role="alert"><p>{t.forgotten_wait}</p></div> }.into_any()
    } else if word == "sent" {
        view! { <div class="notice" role="status"><p>{t.forgotten_sent}</p><p>{t.forgotten_none}</p></div> }.into_any()
    } else {
        ().into_any()
    };
    view! {
        <Head language=staff_language() title=window_title(&request, t.forgotten) staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{t.forgotten}</h1>
            {form.summary()}
            {said}
            <p>{t.forgotten_text}</p>
            <form class="form" method="post" action="/staff/forgotten" novalidate=true>
                {Line::text("who", t.who, "").hint(t.who_hint).view(form)}
                <p class="buttons buttons--wide"><button class="button" type="submit">{t.forgotten_send}</button></p>
            </form>
            <p class="soft">{t.forgotten_else}</p>
            <p class="links"><a href="/staff/sign-in">{t.to_entrance}</a></p>
        </main>
    }
}
