//! `/staff/mail/again`: what failed for one cause in some time, sent anew together once it was looked at.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_service::Refusal;
use mendan_service::forms::Fields;
use mendan_service::message::again::{Outage, Shown};
use mendan_service::model::Failure;

use super::mail_page;
use crate::context::{RefusedForm, Request};
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, hints};
use crate::pages::message::sent::kind;

/// What the address may say.
const ASKED: [&str; 3] = ["failure", "from", "until"];

/// The page.
#[component]
pub fn Again() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let pairs = ASKED.map(|name| (name, query.get(name).unwrap_or_default()));
    mail_page(staff_words().mail.again_title, move |request| page(request, Fields::of(pairs)))
}

async fn page(request: Request, asked: Fields) -> Result<AnyView, Refusal> {
    let permit = request.context.permit()?;
    let read = Outage::read(&request.catalogue().municipality, &asked);
    let errors = if let Err(Refusal::Invalid(errors)) = &read { errors.clone() } else { Vec::new() };
    let typed = RefusedForm { values: asked.clone(), errors };
    let shown = match read {
        Ok(outage) => Some(preview(&request.services.outage(&permit, outage).await?, &asked)),
        Err(_) => None,
    };
    Ok(view! {
        {changed(&request)}
        <p>{staff_words().mail.again_text}</p>
        {range(&typed)}
        {shown}
        <p><a href="/staff/mail">{staff_words().mail.again_back}</a></p>
    }
    .into_any())
}

/// What she saw is no longer so: nothing was sent.
fn changed(request: &Request) -> Option<AnyView> {
    let changed = request.form.as_ref().is_some_and(|form| form.is_changed());
    changed.then(|| {
        view! { <p class="notice" role="alert"><strong>{staff_words().mail.again_changed}</strong></p> }.into_any()
    })
}

/// For which cause, and of what time.
fn range(typed: &RefusedForm) -> AnyView {
    let t = &staff_words().mail;
    let form = Form::back(Some(typed));
    let causes = [
        (Failure::Recipient.as_str(), t.recipient_title),
        (Failure::Letter.as_str(), t.letter_title),
        (Failure::Internal.as_str(), t.internal_title),
        (Failure::Relay.as_str(), t.late_by_relay_title),
        ("", t.late_title),
    ];
    let causes = causes.map(|(word, title)| {
        let selected = typed.text("failure") == word;
        view! { <option value=word selected=selected>{title}</option> }
    });
    let moment = |name: &'static str, label: &'static str| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                {hints(name, None, form.error(name))}
                <input class="input input--date" id=name name=name type="datetime-local" value=form.value(name, "")/>
            </div>
        }
    };
    view! {
        <form class="form" method="get" action="/staff/mail/again">
            <div class="field">
                <label for="failure">{t.again_cause}</label>
                <select class="input" id="failure" name="failure">{causes.into_iter().collect_view()}</select>
            </div>
            {moment("from", t.again_from)}
            {moment("until", t.again_until)}
            <p class="buttons"><button class="button button--quiet" type="submit">{t.again_show}</button></p>
        </form>
    }
    .into_any()
}

/// How many of what, and the button.
fn preview(shown: &Shown, asked: &Fields) -> AnyView {
    let t = &staff_words().mail;
    let total = shown.total();
    let left_out = (shown.left_out > 0).then(|| view! { <p>{t.again_left_out(shown.left_out)}</p> });
    if total == 0 {
        return view! { <p>{t.again_none}</p>{left_out} }.into_any();
    }
    let kinds = shown.kinds.iter().map(|(of, number)| view! { <li>{kind(*of)}" "{t.mails(*number)}</li> });
    let fields = ASKED.map(|name| view! { <input type="hidden" name=name value=asked.owned(name)/> });
    view! {
        <section aria-labelledby="preview">
            <h2 id="preview">{t.again_preview(total)}</h2>
            <ul>{kinds.collect_view()}</ul>
            {left_out}
            <form method="post" action="/staff/mail/resend">
                {fields.into_iter().collect_view()}
                <input type="hidden" name="seal" value=shown.seal.clone()/>
                <p class="buttons"><button class="button" type="submit">{t.again_send(total)}</button></p>
            </form>
        </section>
    }
    .into_any()
}
