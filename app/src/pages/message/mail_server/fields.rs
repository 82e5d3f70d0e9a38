//! The fields of a mail server.

use leptos::prelude::*;
use mendan_service::message::relay::form::TRIED;
use mendan_service::message::relay::{Encryption, Mailbox, Relay};

use super::trial::kept;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line};

/// All of them; what is stored stands in them, but for the password.
pub(crate) fn fields(form: Form<'_>, mailbox: &Mailbox) -> AnyView {
    let t = &staff_words().mail_server;
    let stored = mailbox.own.clone().unwrap_or_default();
    let port = mailbox.own.as_ref().map(|relay| i64::from(relay.port));
    view! {
        {Line::text("server", t.server, stored.server.clone()).hint(t.server_hint).view(form)}
        {encryption(form, &stored)}
        {Line::number("port", t.port, port).optional().hint(t.port_hint).view(form)}
        {Line::text("user", t.user, stored.user.clone()).optional().hint(t.user_hint).view(form)}
        {password(form, mailbox.has_password)}
        {more(form, mailbox, &stored)}
    }
    .into_any()
}

fn encryption(form: Form<'_>, stored: &Relay) -> AnyView {
    let t = &staff_words().mail_server;
    let option = |encryption: Encryption| {
        let word = match encryption {
            Encryption::StartTls => t.starttls,
            Encryption::Tls => t.tls,
        };
        (encryption.as_str().to_owned(), word.to_owned())
    };
    let options = Encryption::ALL.map(option).into();
    Choice { name: "encryption", label: t.encryption, options, stored: stored.encryption.as_str(), hint: None }
        .radios(form)
}

/// It never comes back. What was tried out goes along, sealed.
fn password(form: Form<'_>, has_one: bool) -> AnyView {
    let t = &staff_words().mail_server;
    let tried = kept();
    let line = Line::password("password", t.password);
    let line = match (&tried, has_one) {
        (Some(_), _) => line.hint(t.password_tried),
        (None, true) => line.hint(t.password_kept),
        (None, false) => line.hint(t.password_new),
    };
    let tried = tried.map(|tried| view! { <input type="hidden" name=TRIED value=tried/> });
    view! { {line.view(form)}{tried} }.into_any()
}

/// What is rarely needed; open where something stands in it, or is to mend.
fn more(form: Form<'_>, mailbox: &Mailbox, stored: &Relay) -> AnyView {
    let t = &staff_words().mail_server;
    let holds = |name: &str, stored: &str| !form.value(name, stored).is_empty() || form.error(name).is_some();
    let kept = [("hello", &stored.hello), ("bounces", &stored.bounces), ("authority", &stored.authority)];
    let open = kept.into_iter().any(|(name, stored)| holds(name, stored));
    let name = mailbox.greets_as.as_deref().unwrap_or(t.hello_of_sender);
    view! {
        <details class="more" open=open>
            <summary>{t.more}</summary>
            {Line::text("hello", t.hello, stored.hello.clone()).optional().hint(t.hello_hint(name)).view(form)}
            {Line::text("bounces", t.bounces, stored.bounces.clone()).optional().hint(t.bounces_hint).view(form)}
            {Line::lines("authority", t.authority, stored.authority.clone()).optional().hint(t.authority_hint).view(form)}
        </details>
    }
    .into_any()
}
