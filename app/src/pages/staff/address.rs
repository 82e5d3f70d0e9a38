//! Her own mail address, on her page: where links to another password go.

use leptos::prelude::*;
use mendan_service::Refusal;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};

/// The section.
pub(super) async fn section(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().ways_in;
    let own = request.services.own_addresses(&request.context.signed_in()?).await?;
    let now = own.now.clone().map_or_else(|| t.address_none.to_owned(), |address| t.address_now(address));
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
        </section>
    }
    .into_any())
}
