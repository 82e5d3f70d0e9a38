//! `/staff/sign-in`: the staff entrance. One sentence for every failure, so that it tells nobody which names exist. The name
//! as typed, the page that was asked for and a form that waits go through it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::field::{Field, Input};
use crate::components::head::Head;
use crate::components::right_address::RightAddress;
use crate::context::request;
use crate::cookie_check::expecting;
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::frame::window_title;

/// The form.
#[component]
pub fn SignIn() -> impl IntoView {
    let t = &staff_words().staff;
    let (request, query) = (request(), use_query_map().get_untracked());
    let form = request.form.clone().unwrap_or_default();
    let said = form.value("said").map_or_else(|| query.get("said").unwrap_or_default(), str::to_owned);
    let carried = |name: &'static str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(view! { <input type="hidden" name=name value=value/> })
    };
    let next = carried("next", form.value("next").map(str::to_owned).or_else(|| query.get("next")));
    let kept = carried("kept", form.value("kept").map(str::to_owned));
    let login = form.value("login").unwrap_or_default().to_owned();
    let language = staff_language();
    let title = window_title(&request, t.sign_in_title);
    view! {
        <Head language title staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{t.sign_in_title}</h1>
            <form class="form" method="post" action=expecting("/staff/sign-in")>
                <RightAddress language/>
                {said_view(&said)}
                {next}
                {kept}
                <Field language input=Input::text("login", "username") label=t.login value=login/>
                <Field language input=Input::password("password") label=t.password/>
                <p class="buttons buttons--wide"><button class="button" type="submit">{t.sign_in}</button></p>
            </form>
        </main>
    }
}

fn said_view(said: &str) -> Option<AnyView> {
    let t = &staff_words().staff;
    let (failed, sentence) = match said {
        "wrong" => (true, t.sign_in_wrong),
        "wait" => (true, t.sign_in_wait),
        "cookies" => (true, t.sign_in_cookies),
        "busy" => (true, t.sign_in_busy),
        "ended" => (true, t.sign_in_ended),
        "needed" => (true, t.sign_in_needed),
        "out" => (false, t.signed_out),
        _ => return None,
    };
    Some(if failed {
        view! { <div class="notice notice--error" role="alert"><p>{sentence}</p></div> }.into_any()
    } else {
        view! { <div class="notice" role="status"><p>{sentence}</p></div> }.into_any()
    })
}
