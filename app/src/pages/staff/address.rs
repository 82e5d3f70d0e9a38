//! Her own mail address, on her page: where links to another password go.

use leptos::prelude::*;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::staff::address::Addresses;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};

/// The section.
pub(super) async fn section(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().ways_in;
    let own = request.services.own_addresses(&request.context.signed_in()?).await?;
    let now = own.now.clone().map_or_else(|| t.address_none.to_owned(), |address| t.address_now(address));
    let day = request.context.may(Permission::HoldInterviews).then(|| news(&own));
    let new = own.new.map(|address| view! { <p>{t.address_new(address)}</p> });
    Ok(view! {
        <section class="own" aria-labelledby="address">
            <h2 id="address">{t.address_title}</h2>
            <p>{now}</p>
            {new}
            <form class="form" method="post" action="/staff/account/address" novalidate=true>
                {Line::email("email", t.address_field).hint(t.address_hint).view(Form::of(request))}
                <p class="buttons"><button class="button button--quiet" type="submit">{t.address_send}</button></p>
            </form>
            {day}
        </section>
    }
    .into_any())
}

/// Whether she is told there what others change of her day.
fn news(own: &Addresses) -> AnyView {
    let t = &staff_words().ways_in;
    let Some(address) = own.now.clone() else {
        return view! { <h3>{t.news_title}</h3><p>{t.news_text}</p><p class="soft">{t.news_no_address}</p> }.into_any();
    };
    let (now, word) = if own.news { (t.news_on(address), t.news_stop) } else { (t.news_off.to_owned(), t.news_start) };
    view! {
        <h3>{t.news_title}</h3>
        <p>{t.news_text}</p>
        <p>{now}</p>
        <form method="post" action="/staff/account/news">
            <button class="button button--quiet" type="submit" name="wanted" value=if own.news { "false" } else { "true" }>{word}</button>
        </form>
    }
    .into_any()
}
