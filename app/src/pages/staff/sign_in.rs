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
use crate::pages::kit::frame::{left, window_title};
use crate::pages::staff::carried::carried;

/// The form.
#[component]
pub fn SignIn() -> impl IntoView {
    let t = &staff_words().staff;
    let (request, query) = (request(), use_query_map().get_untracked());
    let form = request.form.clone().unwrap_or_default();
    let said = form.value("said").map_or_else(|| query.get("said").unwrap_or_default(), str::to_owned);
    let left = form.value("left").and_then(left);
    let login = form.value("login").unwrap_or_default().to_owned();
    let language = staff_language();
    let title = window_title(&request, t.sign_in_title);
    view! {
        <Head language title staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{t.sign_in_title}</h1>
            <form class="form" method="post" action=expecting("/staff/sign-in")>
                <RightAddress language/>
                {said_view(&said, left)}
                {carried(&request, &["login"])}
                <Field language input=Input::text("login", "username") label=t.login value=login/>
                <Field language input=Input::password("password") label=t.password/>
                <p class="buttons buttons--wide"><button class="button" type="submit">{t.sign_in}</button></p>
            </form>
        </main>
    }
}

/// What is said to her; and of the form that waits, what is still there.
fn said_view(said: &str, left: Option<&str>) -> Option<AnyView> {
    let t = &staff_words().staff;
    let (failed, sentence) = match said {
        "wrong" => (true, t.sign_in_wrong),
        "wait" => (true, t.sign_in_wait),
        "cookies" => (true, t.sign_in_cookies),
        "busy" => (true, t.sign_in_busy),
        "ended" => (true, t.sign_in_ended),
        "needed" => (true, t.sign_in_needed),
        "step" => (true, t.sign_in_step),
        "factor" => (true, t.sign_in_factor),
        "out" => (false, t.signed_out),
        _ => return None,
    };
    let sentence = format!("{sentence}{}", left.unwrap_or_default());
    Some(if failed {
        view! { <div class="notice notice--error" role="alert"><p>{sentence}</p></div> }.into_any()
    } else {
        view! { <div class="notice" role="status"><p>{sentence}</p></div> }.into_any()
    })
}
