//! `/staff/setup/openid`: the identity provider of the city, and what it says of itself; her own account there, and a colleague's.

mod fields;
mod looked;
pub(crate) mod own;

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::staff::openid::OpenId;

use self::fields::fields;
use self::looked::answered;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::Form;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::when;

const PAGE: &str = "/staff/setup/openid";

/// The page.
#[component]
pub fn IdentityProvider() -> impl IntoView {
    setup_page(staff_words().openid.title, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().openid;
    let openid = request.services.openid_of(&request.context.permit()?).await?;
    let now = now(&request, &openid);
    if !openid.settable {
        return Ok(view! { {now}<p>{t.not_in_demo}</p> }.into_any());
    }
    Ok(view! {
        {answered()}
        <p>{t.text}</p>
        {now}
        {undo(&openid)}
        {form(&request, &openid)}
        {remove(&openid)}
    }
    .into_any())
}

/// What holds now, and who set it.
fn now(request: &Request, openid: &OpenId) -> AnyView {
    let t = &staff_words().openid;
    let state = match &openid.own {
        Some(provider) => view! { <p><strong>{t.now_own(&provider.issuer)}</strong></p> }.into_any(),
        None if openid.unreadable => view! { <p class="notice notice--error">{t.unreadable}</p> }.into_any(),
        None => view! { <p>{t.now_none}</p> }.into_any(),
    };
    let back = format!("{}/staff/sign-in", request.catalogue().municipality.staff_address().trim_end_matches('/'));
    view! {
        <section class="stack" aria-labelledby="now">
            <h2 id="now">{t.now}</h2>
            {state}
            {changed(request, openid)}
            <h3>{t.register}</h3>
            <p>{t.register_text}</p>
            <p>{t.register_back}<br/><code>{format!("{back}/openid/callback")}</code></p>
            <p>{t.register_out}<br/><code>{back}</code></p>
        </section>
    }
    .into_any()
}

fn changed(request: &Request, openid: &OpenId) -> Option<AnyView> {
    let t = &staff_words().openid;
    // Of what was taken away there is nothing to tell.
    let (at, whose) = openid.changed.filter(|_| openid.own.is_some() || openid.unreadable)?;
    let at = when(request.catalogue(), at);
    let who = whose.and_then(|id| request.catalogue().staff(id));
    let sentence = who.map_or_else(|| t.changed_alone(&at), |who| t.changed_by(&at, &who.display_name));
    Some(view! { <p class="soft">{sentence}</p> }.into_any())
}

fn form(request: &Request, openid: &OpenId) -> AnyView {
    let t = &staff_words().openid;
    // What was posted may be the other form of this page.
    let posted = Form::of(request);
    let form = if posted.is_of("issuer") { posted } else { Form::fresh() };
    view! {
        <form class="form" method="post" action=PAGE novalidate=true aria-labelledby="form">
            <h2 id="form">{t.form}</h2>
            {version_field(version_of(request, openid))}
            {fields(form, openid)}
            <p class="buttons">
                <button class="button" type="submit">{staff_words().city.save}</button>
                <button class="button button--quiet" type="submit" formaction=format!("{PAGE}/try")>{t.look}</button>
            </p>
        </form>
    }
    .into_any()
}

/// A form that comes back keeps the version it was made from: only who has been shown what is stored now may write over it.
fn version_of(request: &Request, openid: &OpenId) -> i64 {
    let back = request.form.as_deref().filter(|form| !form.is_changed()).and_then(|form| form.value("version"));
    back.and_then(|version| version.parse().ok()).unwrap_or(openid.version)
}

/// The last change, while it can be undone.
fn undo(openid: &OpenId) -> Option<AnyView> {
    let t = &staff_words().openid;
    openid.undoable.then(|| {
        view! {
            <section aria-labelledby="undo">
                <h2 id="undo">{t.undo}</h2>
                <p>{t.undo_text}</p>
                <form method="post" action=format!("{PAGE}/undo")>
                    {version_field(openid.version)}
                    <button class="button button--quiet" type="submit">{t.undo}</button>
                </form>
            </section>
        }
        .into_any()
    })
}

fn remove(openid: &OpenId) -> Option<AnyView> {
    let t = &staff_words().openid;
    if openid.own.is_none() && !openid.unreadable {
        return None;
    }
    Some(
        view! {
            <section aria-labelledby="remove">
                <h2 id="remove">{t.remove}</h2>
                <p>{t.remove_text}</p>
                <form method="post" action=format!("{PAGE}/remove")>
                    {version_field(openid.version)}
                    <button class="button button--quiet" type="submit">{t.remove}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// Why the provider let her in nowhere, by the word of the server; none: it says something else.
pub(crate) fn failed(word: &str) -> Option<&'static str> {
    let t = &staff_words().openid;
    Some(match word {
        "openid_over" => t.failed_over,
        "openid_denied" => t.failed_denied,
        "openid_down" => t.failed_down,
        "openid_wrong" => t.failed_wrong,
        "openid_unknown" => t.failed_unknown,
        "openid_taken" => t.failed_taken,
        "openid_not_enough" => t.failed_not_enough,
        _ => return None,
    })
}
