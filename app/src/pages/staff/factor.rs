//! `/staff/sign-in/factor`: what is asked between password and session, and registering an app, there or later.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::fault::Fault;
use mendan_service::staff::factor::challenge::Ways;
use mendan_service::staff::factor::kind::FactorKind;
use mendan_service::staff::factor::offered::Offered;
use mendan_service::staff::factor::step::Asked;

use crate::components::error_summary::{ErrorSummary, Mend};
use crate::components::field::{Field, Input};
use crate::components::head::Head;
use crate::components::notice::Notice;
use crate::components::qr::Qr;
use crate::context::{Request, Threshold, request};
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::frame::{Frame, again, fault, window_title};
use crate::pages::staff::carried::{by, carried, going};
use crate::pages::staff::{codes, passkey};

/// Where it is.
const STEP: &str = "/staff/sign-in/factor";
/// Where a first factor is registered.
const FIRST: &str = "/staff/sign-in/factor/new";

/// The page between password and session.
#[component]
pub fn SecondStep() -> impl IntoView {
    let t = &staff_words().factor;
    let (request, threshold) = (request(), use_context::<Threshold>().unwrap_or_default());
    let asked = threshold.half_way.as_ref().map(|half_way| &half_way.asked);
    let ways = threshold.half_way.as_ref().map(|half_way| half_way.ways.clone()).unwrap_or_default();
    let (heading, main) = match asked {
        _ if !threshold.codes.is_empty() => (t.codes_title, codes::paper(&request, &threshold.codes)),
        Some(Asked::First(offered)) => (t.register_title, first(&request, offered, &ways)),
        Some(Asked::Proof) | None => (t.step_title, proof(&request, &ways)),
    };
    view! {
        <Head language=staff_language() title=window_title(&request, heading) staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{heading}</h1>
            {main}
        </main>
    }
}

/// A passkey, a code of her app, or one of her paper.
fn proof(request: &Request, ways: &Ways) -> AnyView {
    view! {
        {evidence(request, STEP, ways)}
        {leave()}
    }
    .into_any()
}

/// The way back to the beginning: nobody finds here what she has begun.
fn leave() -> AnyView {
    let t = &staff_words().factor;
    view! {
        <form method="post" action="/staff/sign-out">
            <p class="buttons"><button class="button button--link" type="submit">{t.other_person}</button></p>
        </form>
    }
    .into_any()
}

/// The forms in which a passkey or a code is shown, or where she has no factor, her password.
pub(super) fn evidence(request: &Request, action: &'static str, ways: &Ways) -> AnyView {
    let t = &staff_words().factor;
    let language = staff_language();
    if ways.kinds.is_empty() {
        return view! {
            {wrong(request, "password", t.password_wrong)}
            <form class="form" method="post" action=action>
                {carried(request, &[])}
                <Field language input=Input::password("password") label=t.password error=beside(request, "password", t.password_wrong)/>
                <p class="buttons buttons--wide"><button class="button" type="submit">{t.again_confirm}</button></p>
            </form>
        }
        .into_any();
    }
    let (go_in, recover) = if action == STEP { (t.go_in, t.recovery_use) } else { (t.again_confirm, t.again_confirm) };
    let app = ways.kinds.contains(&FactorKind::Totp);
    let keys = ways.kinds.contains(&FactorKind::Passkey);
    let by_passkey = ways.passkey.as_ref().map(|asked| passkey::showing(request, action, asked));
    // Her passkeys are of another address of the city's.
    let elsewhere = (keys && by_passkey.is_none()).then(|| view! { <p class="soft">{t.passkey_elsewhere}</p> });
    let by_code = app.then(|| {
        view! {
            {wrong(request, "code", t.code_wrong)}
            <form class="form" method="post" action=action>
                {carried(request, &[])}
                <Field language input=digits() label=t.code hint=t.code_hint error=beside(request, "code", t.code_wrong)/>
                <p class="buttons buttons--wide"><button class="button" type="submit">{go_in}</button></p>
            </form>
        }
    });
    // Whoever has to wait is told so also where there is no code to be typed.
    let waits = if app { None } else { wrong(request, "code", t.code_wrong) };
    // What is left where nothing else is.
    let by_paper =
        (!app && by_passkey.is_none()) || request.form.as_ref().is_some_and(|form| form.error("recovery").is_some());
    view! {
        {waits}
        {by_passkey}
        {elsewhere}
        {by_code}
        <details class="more" open=by_paper>
            <summary>{if keys { t.no_passkey } else { t.no_phone }}</summary>
            {wrong(request, "recovery", t.recovery_wrong)}
            <form class="form" method="post" action=action>
                {carried(request, &[])}
                <Field language input=Input::text("recovery", "off") label=t.recovery hint=t.recovery_hint
                    error=beside(request, "recovery", t.recovery_wrong)/>
                <p class="buttons"><button class="button button--quiet" type="submit">{recover}</button></p>
            </form>
            <p class="soft">{t.lost_all}</p>
        </details>
    }
    .into_any()
}

const fn digits() -> Input {
    Input { inputmode: Some("numeric"), class: "input input--code", ..Input::text("code", "one-time-code") }
}

/// What is wrong with a field.
fn beside(request: &Request, field: &str, sentence: &'static str) -> Option<String> {
    let fault = request.form.as_ref()?.error(field)?;
    Some(if fault == Fault::Changed { staff_words().factor.offer_over } else { sentence }.to_owned())
}

/// The summary of what is wrong with a field; or that she has to wait.
fn wrong(request: &Request, field: &'static str, sentence: &'static str) -> Option<AnyView> {
    if let Some(sentence) = beside(request, field, sentence) {
        let errors = vec![Mend { id: field.to_owned(), sentence, asks: false }];
        return Some(view! { <ErrorSummary language=staff_language() errors/> }.into_any());
    }
    let waits = field != "recovery" && request.form.as_ref()?.value("said") == Some("wait");
    let t = &staff_words().factor;
    waits.then(|| view! { <div class="notice notice--error" role="alert"><p>{t.wait}</p></div> }.into_any())
}

/// Her first app, or a passkey, because the city wants a factor.
fn first(request: &Request, offered: &Offered, ways: &Ways) -> AnyView {
    let t = &staff_words().factor;
    let open = passkey::came_back(request);
    let instead = ways.passkey.as_ref().map(|asked| {
        view! {
            <details class="more" open=open>
                <summary>{t.passkey_instead}</summary>
                {passkey::registering(request, FIRST, asked)}
            </details>
        }
    });
    view! {
        <p>{t.register_why}</p>
        {registering(request, offered, FIRST)}
        {instead}
        {leave()}
    }
    .into_any()
}

/// App, picture and key, first code.
fn registering(request: &Request, offered: &Offered, action: &'static str) -> AnyView {
    let t = &staff_words().factor;
    let Offered { sealed, address, key } = offered.clone();
    view! {
        {wrong(request, "code", t.code_wrong)}
        <form class="form" method="post" action=action>
            {carried(request, &["offered"])}
            <input type="hidden" name="offered" value=sealed/>
            <ol class="register">
                <li><p>{t.register_app}</p></li>
                <li>
                    <p>{t.register_scan}</p>
                    <Qr text=address label=t.register_picture/>
                    <p class="soft">{t.register_key}</p>
                    <p><code class="register-key">{key}</code></p>
                </li>
                <li><Field language=staff_language() input=digits() label=t.register_code error=beside(request, "code", t.code_wrong)/></li>
            </ol>
            <p class="buttons buttons--wide"><button class="button" type="submit">{t.register}</button></p>
        </form>
    }
    .into_any()
}

/// She was asked again in the midst of it: the picture is the one she has scanned, or that one is over.
fn waited(same: bool) -> AnyView {
    let t = &staff_words().factor;
    let sentence = if same { t.register_same } else { t.offer_over };
    view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any()
}

/// `/staff/account/factor`: a new app of somebody who is signed in.
#[component]
pub fn NewFactor() -> impl IntoView {
    let t = &staff_words().factor;
    let request = request();
    let back = request.form.as_ref().and_then(|form| form.some("offered"));
    let offered = request.context.signed_in().and_then(|own| request.services.own_offer(&own, back));
    let again = use_query_map().get_untracked().get("said").as_deref().and_then(again).is_some();
    let main = match offered {
        Ok(offered) => view! {
            {again.then(|| waited(back == Some(offered.sealed.as_str())))}
            <p class="links"><a href=by("/staff/account", going(&request).as_deref())>{t.back}</a></p>
            {registering(&request, &offered, "/staff/account/factor")}
            <p class="soft">{t.register_ends}</p>
        }
        .into_any(),
        Err(refusal) => fault(&refusal),
    };
    Frame { title: t.register_title.to_owned(), bar: ().into_any(), class: "setup", main }.view()
}
