//! What the city's mails take now, who set it, and whose mails they are.

use leptos::prelude::*;
use mendan_service::message::relay::{Mailbox, Relay};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

/// Where they are changed.
const SENDERS: &str = "/staff/setup/city/sender";
/// Where they are signed.
const SIGNING: &str = "/staff/setup/dkim";

/// All of it.
pub(super) fn now(request: &Request, mailbox: &Mailbox) -> AnyView {
    let t = &staff_words().mail_server;
    let state = match &mailbox.own {
        Some(relay) => own(relay),
        None if mailbox.unreadable => wrong(t.unreadable),
        None if mailbox.common => view! { <p>{t.now_common}</p> }.into_any(),
        None => wrong(t.now_none),
    };
    view! {
        <section class="stack" aria-labelledby="now">
            <h2 id="now">{t.now}</h2>
            {state}
            {changed(request, mailbox)}
            <h3>{t.sender}</h3>
            {senders(request)}
        </section>
    }
    .into_any()
}

fn own(relay: &Relay) -> AnyView {
    let t = &staff_words().mail_server;
    let user = if relay.user.is_empty() { t.now_nobody.to_owned() } else { t.now_user(&relay.user) };
    view! { <p><strong>{t.now_own(i64::from(relay.port), &relay.server)}</strong><br/>{user}</p> }.into_any()
}

fn wrong(sentence: &'static str) -> AnyView {
    view! { <p class="notice notice--error">{sentence}</p> }.into_any()
}

fn changed(request: &Request, mailbox: &Mailbox) -> Option<AnyView> {
    let t = &staff_words().mail_server;
    // Of what was taken away there is nothing to tell.
    let (at, whose) = mailbox.changed.filter(|_| mailbox.own.is_some() || mailbox.unreadable)?;
    let at = when(request.catalogue(), at);
    let who = whose.and_then(|id| request.catalogue().staff(id));
    let sentence = who.map_or_else(|| t.changed_alone(&at), |who| t.changed_by(&at, &who.display_name));
    Some(view! { <p class="soft">{sentence}</p> }.into_any())
}

fn senders(request: &Request) -> AnyView {
    let t = &staff_words().mail_server;
    let city = &request.catalogue().municipality;
    let discreet = Some(&city.discreet_mail_from).filter(|from| !from.is_empty() && **from != city.mail_from);
    let discreet = discreet.map(|from| view! { <br/>{t.sender_discreet(from)} });
    view! {
        <p>{t.sender_text(&city.mail_from)}{discreet}<br/><a href=SENDERS>{t.sender_change}</a></p>
        <p><a href=SIGNING>{staff_words().dkim.link}</a></p>
    }
    .into_any()
}
