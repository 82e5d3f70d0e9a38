//! `/staff/setup/networks`: from where more may be booked than a fifth of the coming places.

use leptos::prelude::*;
use mendan_service::Refusal;

use crate::context::Request;
use crate::pages::city::form::{Form, Line};
use crate::pages::city::page::setup_page;

const PAGE: &str = "/staff/setup/networks";

/// The page.
#[component]
pub fn Networks() -> impl IntoView {
    setup_page("予約の多いネットワーク", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let networks = request.services.networks(&request.context).await?;
    let waiting = networks.waiting.iter().map(|network| waiting(network)).collect_view();
    let allowed = networks.allowed.iter().map(|network| allowed(network)).collect_view();
    let allowed = if networks.allowed.is_empty() {
        view! { <p>"まだありません。"</p> }.into_any()
    } else {
        view! { <ul class="stack">{allowed}</ul> }.into_any()
    };
    let view = view! {
        <p>"一人が予約をたくさん取ってしまわないように、同じネットワークからの予約は、これからの枠の5分の1までです。病院のように、たくさんの人が同じところから予約する場合は、ここに入れると、その数を超えて予約できます。"</p>
        {(!networks.waiting.is_empty()).then(|| view! { <section aria-labelledby="waiting"><h2 id="waiting">"いま止めているところ"</h2><ul class="stack">{waiting}</ul></section> })}
        <section aria-labelledby="allowed"><h2 id="allowed">"続けて予約できるところ"</h2>{allowed}</section>
        {new(Form::of(&request))}
    };
    Ok(view.into_any())
}

fn waiting(network: &str) -> AnyView {
    view! {
        <li>
            <p><strong>{network.to_owned()}</strong></p>
            <p class="soft">"心当たりがなければ、このままにしてください。電話での予約は、いつもどおりです。"</p>
            <div class="buttons">
                {button(PAGE, network, "続けて予約できるようにする")}
                {button(&format!("{PAGE}/leave"), network, "このままにする")}
            </div>
        </li>
    }
    .into_any()
}

fn allowed(network: &str) -> AnyView {
    let forget = button(&format!("{PAGE}/forget"), network, "やめる");
    view! { <li><p><strong>{network.to_owned()}</strong></p>{forget}</li> }.into_any()
}

fn button(action: &str, network: &str, word: &'static str) -> AnyView {
    view! {
        <form class="buttons" method="post" action=action.to_owned()>
            <input type="hidden" name="network" value=network.to_owned()/>
            <button class="button button--quiet button--small" type="submit">{word}<span class="said">{format!("({network})")}</span></button>
        </form>
    }
    .into_any()
}

fn new(form: Form<'_>) -> AnyView {
    view! {
        <form class="form" method="post" action=PAGE novalidate aria-labelledby="new">
            <h2 id="new">"加える"</h2>
            {Line::text("network", "アドレス", "").hint("病院などのインターネットのアドレス。例 203.0.113.10 または 203.0.113.0/24").view(form)}
            <p class="buttons"><button class="button" type="submit">"加える"</button></p>
        </form>
    }
    .into_any()
}
