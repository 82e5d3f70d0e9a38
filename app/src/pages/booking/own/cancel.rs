//! `/b/:token/cancel`: asks once. Opening it cancels nothing; only the button does.

use leptos::prelude::*;
use mendan_words::words;

use crate::components::appointment::{Appointment, Look};
use crate::components::check::Check;
use crate::components::field::Optional;
use crate::components::page::{OtherLanguages, Page};
use crate::components::textarea::TextArea;
use crate::pages::asked;
use crate::pages::booking::own::found::{Asked, Found};

/// The page.
#[component]
pub fn Cancel() -> impl IntoView {
    let here = Asked::here();
    asked(async move {
        match here.find().await {
            Ok(found) if found.may_cancel() => page(found),
            Ok(found) => found.closed(),
            Err(instead) => instead,
        }
    })
}

fn page(found: Found) -> AnyView {
    let (language, t) = (found.language, &words(found.language).booking);
    let (change, mail) = (found.may_change(), found.booking.contact.email.is_some());
    let quiet = mail.then(|| view! { <Check name="quiet" value="true" label=t.cancel_quiet checked=false/> });
    let instead = change.then(|| {
        view! {
            <nav class="links" aria-label=t.cancel_links>
                <a href=found.link("/move")>{t.manage_move}</a>
                <a href=found.link("/mode")>{t.manage_mode}</a>
            </nav>
        }
    });
    view! {
        <Page language title=t.cancel_title discreet=found.booking.discreet others=OtherLanguages::Query>
            {found.changed()}
            <h1>{t.cancel_title}</h1>
            <Appointment language facts=found.facts() look=Look::Held/>
            <p>{if mail { t.cancel_text_mail } else { t.cancel_text }}</p>
            {change.then(|| view! { <p>{t.cancel_instead}</p> })}
            <form class="form" method="post" action=format!("{}/cancel", found.base)>
                {found.lang_field()}
                {found.version_field()}
                <div class="field">
                    <label for="reason">{t.cancel_reason}<Optional language/></label>
                    <p class="hint" id="reason-hint">{t.cancel_reason_hint}</p>
                    <TextArea name="reason" rows=2 value=found.typed("reason") described=Some("reason-hint".to_owned())/>
                </div>
                {quiet}
                <p class="buttons buttons--wide">
                    <button class="button" type="submit">{t.cancel_confirm}</button>
                    <a class="button button--quiet" href=found.link("")>{t.cancel_back}</a>
                </p>
            </form>
            {instead}
        </Page>
    }
    .into_any()
}
