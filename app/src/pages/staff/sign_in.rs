//! `/staff/sign-in`: the staff entrance. One sentence for every failure, so that it tells nobody which names exist. The name
//! as typed, the page that was asked for and a form that waits go through it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::field::{Field, Input};
use crate::components::head::Head;
use crate::components::right_address::RightAddress;
use crate::context::{Leaving, Request, Threshold, request};
use crate::cookie_check::expecting;
use crate::i18n::{staff_language, staff_words};
use crate::pages::asked;
use crate::pages::kit::frame::{left, window_title};
use crate::pages::staff::carried::carried;
use crate::pages::staff::openid::failed;
use crate::pages::staff::sessions::shared_minutes;

/// The form; or the page that leads to the identity provider.
#[component]
pub fn SignIn() -> impl IntoView {
    let threshold = use_context::<Threshold>().unwrap_or_default();
    let query = use_query_map().get_untracked();
    // What stands in the address is read here, before anything is waited for.
    let request = request();
    let form = request.form.clone().unwrap_or_default();
    let said = form.value("said").map_or_else(|| query.get("said").unwrap_or_default(), str::to_owned);
    let main = entrance(&request, said_view(&said, form.value("left").and_then(left)));
    let along = carried(&request, &["login"]);
    asked(async move {
        if let Some(leaving) = &threshold.leaving {
            return leading(&request, leaving);
        }
        // Where it cannot be asked for, the other way is there.
        let provider = request.services.openid_label(request.context.municipality()).await.unwrap_or_default();
        let there = provider.map(|label| by_provider(label, along));
        let t = &staff_words().staff;
        view! {
            <Head language=staff_language() title=window_title(&request, t.sign_in_title) staff=true/>
            <main id="main" class="sign-in" tabindex="-1">
                <h1>{t.sign_in_title}</h1>
                {main}
                {there}
                <p class="links"><a href="/staff/forgotten">{staff_words().ways_in.forgotten_link}</a></p>
            </main>
        }
        .into_any()
    })
}

/// The other way in.
fn by_provider(label: String, along: AnyView) -> AnyView {
    let t = &staff_words().openid;
    view! {
        <form class="form" method="post" action=expecting("/staff/sign-in/openid")>
            {along}
            <p class="buttons buttons--wide"><button class="button button--quiet" type="submit">{t.sign_in(label)}</button></p>
        </form>
    }
    .into_any()
}

/// She is led there by the answer itself; where a browser does not follow, by the link.
fn leading(request: &Request, leaving: &Leaving) -> AnyView {
    let t = &staff_words().openid;
    let (title, text) = if leaving.out { (t.leaving_out, t.leaving_out_text) } else { (t.leaving, t.leaving_text) };
    view! {
        <Head language=staff_language() title=window_title(request, title) staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{title}</h1>
            <p>{text}</p>
            <p class="links"><a href=leaving.address.clone() referrerpolicy="no-referrer">{t.leaving_link(&leaving.label)}</a></p>
        </main>
    }
    .into_any()
}

/// The form, with what is said to her and all that it carries along.
pub(super) fn entrance(request: &Request, said: Option<AnyView>) -> AnyView {
    let t = &staff_words().staff;
    let (form, language) = (request.form.clone().unwrap_or_default(), staff_language());
    let login = form.value("login").unwrap_or_default().to_owned();
    view! {
        <form class="form" method="post" action=expecting("/staff/sign-in")>
            <RightAddress language/>
            {said}
            {carried(request, &["login"])}
            <Field language input=Input::text("login", "username") label=t.login value=login/>
            <Field language input=Input::password("password") label=t.password/>
            {shared(request, form.ticked("shared"))}
            <p class="buttons buttons--wide"><button class="button" type="submit">{t.sign_in}</button></p>
        </form>
    }
    .into_any()
}

/// Whether several use this computer: she says so, or it is known.
fn shared(request: &Request, ticked: bool) -> AnyView {
    let t = &staff_words().session;
    let minutes = shared_minutes(request);
    if request.shared {
        return view! { <p class="soft">{t.shared_known(minutes)}</p> }.into_any();
    }
    view! {
        <label class="check">
            <input type="checkbox" name="shared" value="true" checked=ticked/>
            <span>{t.shared_tick(minutes)}</span>
        </label>
    }
    .into_any()
}

/// What is said to her; and of the form that waits, what is still there.
fn said_view(said: &str, left: Option<&str>) -> Option<AnyView> {
    let t = &staff_words().staff;
    let (is_wrong, sentence) = match said {
        "wrong" => (true, t.sign_in_wrong),
        "wait" => (true, t.sign_in_wait),
        "cookies" => (true, t.sign_in_cookies),
        "busy" => (true, t.sign_in_busy),
        "ended" => (true, t.sign_in_ended),
        "needed" => (true, t.sign_in_needed),
        "step" => (true, t.sign_in_step),
        "factor" => (true, t.sign_in_factor),
        "expired" => (true, staff_words().session.first_over),
        "out" => (false, t.signed_out),
        word => (true, failed(word)?),
    };
    let sentence = format!("{sentence}{}", left.unwrap_or_default());
    Some(if is_wrong {
        view! { <div class="notice notice--error" role="alert"><p>{sentence}</p></div> }.into_any()
    } else {
        view! { <div class="notice" role="status"><p>{sentence}</p></div> }.into_any()
    })
}
