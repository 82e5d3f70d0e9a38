//! `/b/:token/mail`: "Did the mail arrive?" What is known of it, and what she can do: once more, to another address, or a call.

use leptos::prelude::*;
use mendan_domain::fault::Fault;
use mendan_service::booking::arrived::Arrival;
use mendan_words::words;

use crate::components::error_summary::{ErrorSummary, Mend};
use crate::components::field::{Field, Input};
use crate::components::notice::Notice;
use crate::components::page::{OtherLanguages, Page};
use crate::components::phone::Phone;
use crate::pages::booking::field_errors::sentence;
use crate::pages::booking::own::found::{Asked, Found, Stage};
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn Arrived() -> impl IntoView {
    let here = Asked::here();
    asked(async move {
        match here.find().await {
            Ok(found) if matches!(found.stage(), Stage::Open | Stage::Late) => page(found).await,
            Ok(found) => found.closed(),
            Err(instead) => instead,
        }
    })
}

async fn page(found: Found) -> AnyView {
    let request = found.request.clone();
    match request.services.arrival(&request.context, &found.handle).await {
        Ok(arrival) => show(&found, &arrival),
        Err(refusal) => refused(found.language, &refusal),
    }
}

fn show(found: &Found, arrival: &Arrival) -> AnyView {
    let (language, t) = (found.language, &words(found.language).booking);
    let said = match found.query.get("said").as_deref() {
        Some("again") => Some(t.arrived_said_again),
        Some("to") => Some(t.arrived_said_to),
        Some("call") => Some(t.arrived_said_call),
        Some("often") => Some(t.arrived_said_often),
        Some("impossible") => Some(t.arrived_said_impossible),
        _ => None,
    };
    let said = said.map(|said| view! { <Notice><p><strong>{said}</strong></p></Notice> });
    let (title, discreet, told) = (t.arrived_title, found.booking.discreet, found.told());
    let parts = view! {
        {found.changed()}
        {said}
        {to_mend(found)}
        <h1>{title}</h1>
        {state(found, arrival)}
        {again(found, arrival)}
        {to_another(found, arrival)}
        {call(found, arrival)}
        <p class="buttons"><a class="button button--quiet" href=found.link("")>{t.to_booking}</a></p>
    }
    .into_any();
    view! {
        <Page language title discreet others=OtherLanguages::Query>
            {parts}
            <Phone language booked=true told/>
        </Page>
    }
    .into_any()
}

/// What is known: that a mail server has taken it is not that it arrived.
fn state(found: &Found, arrival: &Arrival) -> AnyView {
    let t = &words(found.language).booking;
    let sentence = match (&arrival.address, arrival.failed, arrival.taken_at) {
        (None, ..) => t.arrived_none.to_owned(),
        (Some(address), true, _) => t.arrived_failed(address),
        (Some(address), false, Some(_)) => t.arrived_taken(address),
        (Some(address), false, None) => t.arrived_waits(address),
    };
    let look = (arrival.address.is_some() && !arrival.failed).then(|| view! { <p>{t.arrived_look}</p> });
    view! { <p><strong>{sentence}</strong></p>{look}<p>{t.arrived_firm}</p> }.into_any()
}

/// The same letter once more; not to where nothing arrives.
fn again(found: &Found, arrival: &Arrival) -> Option<AnyView> {
    let t = &words(found.language).booking;
    (arrival.address.is_some() && !arrival.failed).then(|| {
        view! {
            <form method="post" action=format!("{}/mail", found.base)>
                {found.lang_field()}
                {found.version_field()}
                <input type="hidden" name="wish" value="again"/>
                <p class="buttons"><button class="button" type="submit">{t.arrived_again}</button></p>
            </form>
        }
        .into_any()
    })
}

/// Another address. Whoever has the link alone is asked for what she knows.
fn to_another(found: &Found, arrival: &Arrival) -> AnyView {
    let (language, t) = (found.language, &words(found.language).booking);
    let digits = Input {
        name: "phone_last4",
        kind: "text",
        class: "input input--year",
        autocomplete: "off",
        inputmode: Some("numeric"),
    };
    let open = arrival.failed || arrival.address.is_none() || found.request.form.is_some();
    view! {
        <details class="more" open=open>
            <summary>{t.arrived_other}</summary>
            <form class="form" method="post" action=format!("{}/mail", found.base) novalidate=true>
                {found.lang_field()}
                {found.version_field()}
                <input type="hidden" name="wish" value="to"/>
                <Field language input=Input::email("email") label=t.arrived_address value=found.typed("email") error=error(found, "email")/>
                <Field language input=digits label=t.arrived_digits hint=t.arrived_digits_hint.to_owned()
                    value=found.typed("phone_last4") error=error(found, "phone_last4")/>
                <p class="buttons"><button class="button" type="submit">{t.arrived_send}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// She would rather be called.
fn call(found: &Found, arrival: &Arrival) -> AnyView {
    let t = &words(found.language).booking;
    if arrival.called {
        return view! { <p>{t.arrived_called}</p> }.into_any();
    }
    view! {
        <form method="post" action=format!("{}/mail", found.base)>
            {found.lang_field()}
            {found.version_field()}
            <input type="hidden" name="wish" value="call"/>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.arrived_call}</button></p>
            <p class="hint">{t.arrived_call_hint}</p>
        </form>
    }
    .into_any()
}

/// The sentence beside that field.
fn error(found: &Found, field: &str) -> Option<String> {
    let t = words(found.language);
    let fault = found.request.form.as_ref()?.error(field)?;
    let own = field == "phone_last4" && fault == Fault::Wrong;
    Some(if own { t.booking.arrived_digits_wrong } else { sentence(&t.errors, field, fault) }.to_owned())
}

fn to_mend(found: &Found) -> AnyView {
    let fields = ["email", "phone_last4"];
    let mends = fields
        .into_iter()
        .filter_map(|field| Some(Mend { id: field.to_owned(), sentence: error(found, field)?, asks: false }));
    view! { <ErrorSummary language=found.language errors=mends.collect()/> }.into_any()
}
