//! `/staff/setup/keys`: keys of partner systems. A new key stands on the page that answers its making, and nowhere else.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{PartnerKey, SetupRow};

use crate::components::dates;
use crate::components::live::CopyButton;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line, version_of};
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn Keys() -> impl IntoView {
    let setup = &staff_words().city;
    setup_page(setup.keys, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let keys = request.services.partner_keys(&request.context.permit()?).await?;
    Ok(view! { {made(&request)}{list(&request, &keys)}{new(Form::of(&request))} }.into_any())
}

/// The key that was just made; the server puts it into the form it gives back.
fn made(request: &Request) -> Option<AnyView> {
    let t = &staff_words().partner;
    let form = request.form.as_deref().filter(|form| form.errors.is_empty())?;
    let (name, key) = (form.value("made")?.to_owned(), form.value("key")?.to_owned());
    Some(
        view! {
            <section class="notice" role="status" aria-labelledby="made">
                <h2 id="made">{t.made(name)}</h2>
                <p><code>{key.clone()}</code></p>
                <p class="buttons"><CopyButton text=key label=t.copy.to_owned() done=t.copied.to_owned()/></p>
                <p>{t.made_text}</p>
            </section>
        }
        .into_any(),
    )
}

fn list(request: &Request, keys: &[PartnerKey]) -> AnyView {
    let t = &staff_words().partner;
    let catalogue = request.catalogue();
    if keys.is_empty() {
        return view! { <p>{t.none}</p> }.into_any();
    }
    let rows = keys.iter().map(|key| {
        let made = t.made_at(when(catalogue, key.created_at));
        let state = match key.revoked_at {
            Some(at) => view! { <p>{t.stopped_at(when(catalogue, at))}</p> }.into_any(),
            None => revoke(request, key),
        };
        view! { <li><p><strong>{key.name.clone()}</strong>" "<span class="soft">{made}</span></p>{state}</li> }
    });
    view! { <section aria-labelledby="keys"><h2 id="keys">{t.now}</h2><ul class="stack">{rows.collect_view()}</ul></section> }
        .into_any()
}

fn revoke(request: &Request, key: &PartnerKey) -> AnyView {
    let t = &staff_words().partner;
    view! {
        <form class="buttons" method="post" action=format!("/staff/setup/keys/{}/revoke", key.id)>
            {version_of(request, SetupRow::PartnerKey(key.id))}
            <p class="soft">{t.stop_text}</p>
            <button class="button button--quiet button--small" type="submit">
                {t.stop}<span class="said">{staff_words().city.of_which(&key.name)}</span>
            </button>
        </form>
    }
    .into_any()
}

fn new(form: Form<'_>) -> AnyView {
    let t = &staff_words().partner;
    view! {
        <form class="form" method="post" action="/staff/setup/keys" novalidate aria-labelledby="new">
            <h2 id="new">{t.new}</h2>
            <p>{t.new_text}</p>
            {Line::text("name", t.for_whom, "").hint(t.for_whom_hint).view(form)}
            <p class="buttons"><button class="button" type="submit">{t.make}</button></p>
        </form>
    }
    .into_any()
}

/// 2026年12月1日(火) 9:20, on the city's clocks.
fn when(catalogue: &Catalogue, at: chrono::DateTime<chrono::Utc>) -> String {
    let at = dates::local(catalogue, at);
    format!("{} {}", staff_words().dates.date_of(at.date_naive()), dates::time(at))
}
