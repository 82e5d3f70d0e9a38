//! `/staff/setup/dkim`: the keys that sign the city's mails, what is to be published of each, and a new one.

mod key;
mod new;

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::message::dkim::{DkimKeys, KeyState};

use self::key::key;
use self::new::new;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::Form;
use crate::pages::city::page::setup_page;

pub(super) const PAGE: &str = "/staff/setup/dkim";

/// The page.
#[component]
pub fn Dkim() -> impl IntoView {
    setup_page(staff_words().dkim.title, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().dkim;
    let known = request.services.dkim_keys(&request.context.permit()?).await?;
    let new = known.settable.then(|| new(form_of(&request), &known));
    let not_here = (!known.settable).then(|| view! { <p>{t.not_in_demo}</p> });
    Ok(view! {
        <p>{t.text}</p>
        <p>{t.by_server}</p>
        {unsigned(&known)}
        {list(&request, &known)}
        {new}
        {not_here}
    }
    .into_any())
}

/// What was posted may be one of the other forms of this page.
fn form_of(request: &Request) -> Form<'_> {
    let posted = Form::of(request);
    if posted.is_of("selector") { posted } else { Form::fresh() }
}

/// The domains whose mails nothing signs.
fn unsigned(known: &DkimKeys) -> AnyView {
    let t = &staff_words().dkim;
    let signs = |domain: &String| known.keys.iter().any(|key| key.state == KeyState::Signs && key.domain == *domain);
    let lines = known.domains.iter().filter(|domain| !signs(domain)).map(|domain| {
        view! { <p class="soft">{t.unsigned(domain)}</p> }
    });
    lines.collect_view().into_any()
}

fn list(request: &Request, known: &DkimKeys) -> Option<AnyView> {
    let t = &staff_words().dkim;
    let keys = known.keys.iter().map(|one| key(request, known, one));
    let list = || {
        view! {
            <section class="stack" aria-labelledby="keys">
                <h2 id="keys">{t.keys}</h2>
                {keys.collect_view()}
            </section>
        }
        .into_any()
    };
    (!known.keys.is_empty()).then(list)
}
