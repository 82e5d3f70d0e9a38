//! `/staff/setup/networks`: from where more may be booked than a fifth of the coming places.

use leptos::prelude::*;
use mendan_service::Refusal;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};
use crate::pages::city::page::setup_page;

const PAGE: &str = "/staff/setup/networks";

/// The page.
#[component]
pub fn Networks() -> impl IntoView {
    let t = &staff_words().city;
    setup_page(t.networks, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let networks = request.services.networks(&request.context.permit()?).await?;
    let waiting = networks.waiting.iter().map(|network| waiting(network)).collect_view();
    let allowed = networks.allowed.iter().map(|network| allowed(network)).collect_view();
    let allowed = if networks.allowed.is_empty() {
        view! { <p>{t.networks_none}</p> }.into_any()
    } else {
        view! { <ul class="stack">{allowed}</ul> }.into_any()
    };
    let view = view! {
        <p>{t.networks_text}</p>
        {(!networks.waiting.is_empty()).then(|| view! { <section aria-labelledby="waiting"><h2 id="waiting">{t.networks_waiting}</h2><ul class="stack">{waiting}</ul></section> })}
        <section aria-labelledby="allowed"><h2 id="allowed">{t.networks_allowed}</h2>{allowed}</section>
        {new(Form::of(&request))}
    };
    Ok(view.into_any())
}

fn waiting(network: &str) -> AnyView {
    let t = &staff_words().city;
    view! {
        <li>
            <p><strong>{network.to_owned()}</strong></p>
            <p class="soft">{t.networks_unknown}</p>
            <div class="buttons">
                {button(PAGE, network, t.networks_allow)}
                {button(&format!("{PAGE}/leave"), network, t.networks_leave)}
            </div>
        </li>
    }
    .into_any()
}

fn allowed(network: &str) -> AnyView {
    let t = &staff_words().city;
    let forget = button(&format!("{PAGE}/forget"), network, t.networks_forget);
    view! { <li><p><strong>{network.to_owned()}</strong></p>{forget}</li> }.into_any()
}

fn button(action: &str, network: &str, word: &'static str) -> AnyView {
    view! {
        <form class="buttons" method="post" action=action.to_owned()>
            <input type="hidden" name="network" value=network.to_owned()/>
            <button class="button button--quiet button--small" type="submit">{word}<span class="said">{staff_words().city.of_which(network)}</span></button>
        </form>
    }
    .into_any()
}

fn new(form: Form<'_>) -> AnyView {
    let t = &staff_words().city;
    view! {
        <form class="form" method="post" action=PAGE novalidate aria-labelledby="new">
            <h2 id="new">{t.add}</h2>
            {Line::text("network", t.network, "").hint(t.networks_hint).view(form)}
            <p class="buttons"><button class="button" type="submit">{t.add}</button></p>
        </form>
    }
    .into_any()
}
