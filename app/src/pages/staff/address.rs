//! Her own mail address, on her page: where links to another password go.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::staff::address::{Addresses, MailWish};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};

/// The section.
pub(super) async fn section(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().ways_in;
    let own = request.services.own_addresses(&request.context.signed_in()?).await?;
    let now = own.now.clone().map_or_else(|| t.address_none.to_owned(), |address| t.address_now(address));
    let wishes = MailWish::ALL
        .into_iter()
        .filter(|wish| wish.is_for(&request.context))
        .map(|wish| letters(&own, wish))
        .collect_view();
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
            {wishes}
        </section>
    }
    .into_any())
}

/// Whether she is told that there.
fn letters(own: &Addresses, wish: MailWish) -> AnyView {
    let t = &staff_words().ways_in;
    let (title, text) = match wish {
        MailWish::News => (t.news_title, t.news_text),
        MailWish::Morning => (t.morning_title, t.morning_text),
        MailWish::Troubles => (t.troubles_title, t.troubles_text),
    };
    let Some(address) = own.now.clone() else {
        return view! { <h3>{title}</h3><p>{text}</p><p class="soft">{t.news_no_address}</p> }.into_any();
    };
    let wants = own.wants(wish);
    let (now, word) = if wants { (t.news_on(address), t.news_stop) } else { (t.news_off.to_owned(), t.news_start) };
    let name = format!("{title}: {word}");
    view! {
        <h3>{title}</h3>
        <p>{text}</p>
        <p>{now}</p>
        <form method="post" action="/staff/account/news">
            <input type="hidden" name="wish" value=wish.as_str()/>
            <button class="button button--quiet" type="submit" name="wanted" value=if wants { "false" } else { "true" } aria-label=name>{word}</button>
        </form>
    }
    .into_any()
}
