//! Passkeys: the form that asks for one, at the entrance, when she is asked again, and where she registers one.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::fault::Fault;
use mendan_service::staff::factor::challenge::AskedPasskey;

use crate::components::error_summary::{ErrorSummary, Mend};
use crate::components::field::{Field, Input};
use crate::components::notice::Notice;
use crate::context::{Request, request};
use crate::i18n::{staff_language, staff_words};
use crate::pages::asked;
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::staff::carried::{by, carried, going};
use crate::passkeys;

/// Where she registers one.
const REGISTER: &str = "/staff/account/passkey";
/// What she calls it.
const NAME: &str = "passkey_name";

/// The form in which she shows one.
pub(super) fn showing(request: &Request, action: &'static str, asked: &AskedPasskey) -> AnyView {
    let t = &staff_words().factor;
    view! {
        {summary(request)}
        {form(request, (action, "show", t.passkey_press), asked, ().into_any())}
    }
    .into_any()
}

/// The form in which she makes one.
pub(super) fn registering(request: &Request, action: &'static str, asked: &AskedPasskey) -> AnyView {
    let t = &staff_words().factor;
    let name = request.form.as_ref().and_then(|form| form.value(NAME)).unwrap_or_default().to_owned();
    let field = view! {
        <Field language=staff_language() input=Input::text(NAME, "off") label=t.passkey_name hint=t.passkey_name_hint value=name
            error=name_error(request).map(str::to_owned)/>
    };
    view! {
        {summary(request)}
        <p>{t.passkey_text}</p>
        {form(request, (action, "make", t.passkey_register), asked, field.into_any())}
    }
    .into_any()
}

/// Whether a form with a passkey in it has come back.
pub(super) fn came_back(request: &Request) -> bool {
    request.form.as_ref().is_some_and(|form| form.error("passkey").is_some() || form.error(NAME).is_some())
}

/// The button appears where scripts run; elsewhere a sentence says why there is none.
fn form(
    request: &Request,
    (action, what, button): (&'static str, &'static str, &'static str),
    asked: &AskedPasskey,
    fields: AnyView,
) -> AnyView {
    let t = &staff_words().factor;
    let AskedPasskey { sealed, options } = asked.clone();
    view! {
        <form class="form" method="post" action=action data-passkey=what data-options=options>
            {carried(request, &[])}
            <input type="hidden" name="asked" value=sealed/>
            <input type="hidden" name="passkey" value=""/>
            {fields}
            <p class="soft" data-hint="">{t.passkey_scripts}</p>
            <p class="field-error" role="status" data-failed=t.passkey_failed></p>
            <p class="buttons buttons--wide"><button class="button" id="passkey" type="submit" hidden=true data-press="">{button}</button></p>
        </form>
        <script type="module" src=passkeys::address()></script>
    }
    .into_any()
}

/// What is wrong with what she calls it.
fn name_error(request: &Request) -> Option<&'static str> {
    let t = &staff_words().factor;
    Some(match request.form.as_ref()?.error(NAME)? {
        Fault::Required => t.passkey_name_needed,
        Fault::Taken => t.passkey_name_taken,
        _ => t.passkey_name_other,
    })
}

/// All that is wrong.
fn summary(request: &Request) -> Option<AnyView> {
    let t = &staff_words().factor;
    let fault = request.form.as_ref().and_then(|form| form.error("passkey"));
    let sentence = fault.map(|fault| if fault == Fault::TooMany { t.passkey_enough } else { t.passkey_wrong });
    let errors = [(NAME, name_error(request)), ("passkey", sentence)];
    let mend = |(id, sentence): (&str, Option<&str>)| {
        Some(Mend { id: id.to_owned(), sentence: sentence?.to_owned(), asks: false })
    };
    let errors: Vec<Mend> = errors.into_iter().filter_map(mend).collect();
    (!errors.is_empty()).then(|| view! { <ErrorSummary language=staff_language() errors/> }.into_any())
}

/// `/staff/account/passkey`.
#[component]
pub fn NewPasskey() -> impl IntoView {
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    let back = by("/staff/account", going(&request()).as_deref());
    asked(async move {
        let (t, request) = (&staff_words().factor, request());
        let offered = match (request.context.signed_in(), &request.staff) {
            (Ok(own), Some(staff)) => request.services.own_passkey(&own, &staff.session).await,
            (Err(refusal), _) => Err(refusal),
            (Ok(_), None) => Ok(None),
        };
        let form = match offered {
            Ok(Some(asked)) => view! {
                {registering(&request, REGISTER, &asked)}
                <p class="soft">{t.passkey_ends}</p>
            }
            .into_any(),
            Ok(None) => view! { {summary(&request)}<p>{t.passkey_none}</p> }.into_any(),
            Err(refusal) => fault(&refusal),
        };
        let main = view! {
            {again(&word).map(|sentence| view! { <Notice><p><strong>{sentence}</strong></p></Notice> })}
            <p class="links"><a href=back>{t.back}</a></p>
            {form}
        };
        Frame { title: t.passkey_title.to_owned(), bar: ().into_any(), class: "setup", main: main.into_any() }.view()
    })
}
