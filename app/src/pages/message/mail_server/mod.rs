//! `/staff/setup/mailbox`: the mail server of the city, what is used now, and a mail to try one out.

mod fields;
mod now;
mod trial;

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::message::relay::Mailbox;

use self::fields::fields;
use self::now::now;
use self::trial::{answered, try_out};
use crate::components::mail_question::EnterSubmits;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::Form;
use crate::pages::city::page::setup_page;

const PAGE: &str = "/staff/setup/mailbox";

/// The page.
#[component]
pub fn MailServer() -> impl IntoView {
    setup_page(staff_words().mail_server.title, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().mail_server;
    let mailbox = request.services.mailbox_of(&request.context.permit()?).await?;
    let now = now(&request, &mailbox);
    if !mailbox.settable {
        return Ok(view! { {now}<p>{t.not_in_demo}</p> }.into_any());
    }
    Ok(view! {
        {answered()}
        <p>{t.text}</p>
        {now}
        {form(&request, &mailbox)}
        {remove(&mailbox)}
    }
    .into_any())
}

fn form(request: &Request, mailbox: &Mailbox) -> AnyView {
    let t = &staff_words().mail_server;
    // What was posted may be the other form of this page.
    let posted = Form::of(request);
    let form = if posted.is_of("server") { posted } else { Form::fresh() };
    view! {
        <form class="form" method="post" action=PAGE novalidate=true aria-labelledby="form">
            // Enter in a field saves; the first button that is seen sends a mail.
            <EnterSubmits/>
            <h2 id="form">{t.form}</h2>
            {version_field(version_of(request, mailbox))}
            {fields(form, mailbox)}
            {try_out(form, &format!("{PAGE}/try"))}
            <p class="buttons"><button class="button" type="submit">{staff_words().city.save}</button></p>
        </form>
    }
    .into_any()
}

/// A form that comes back keeps the version it was made from: only who has been shown what is stored now may write over it.
fn version_of(request: &Request, mailbox: &Mailbox) -> i64 {
    let back = request.form.as_deref().filter(|form| !form.is_changed()).and_then(|form| form.value("version"));
    back.and_then(|version| version.parse().ok()).unwrap_or(mailbox.version)
}

fn remove(mailbox: &Mailbox) -> Option<AnyView> {
    let t = &staff_words().mail_server;
    if mailbox.own.is_none() && !mailbox.unreadable {
        return None;
    }
    let then = if mailbox.common { t.remove_common } else { t.remove_none };
    Some(
        view! {
            <section aria-labelledby="remove">
                <h2 id="remove">{t.remove}</h2>
                <p>{then}</p>
                <form method="post" action=format!("{PAGE}/remove")>
                    {version_field(mailbox.version)}
                    <button class="button button--quiet" type="submit">{t.remove}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}
