//! The page on which an administrator decides about messages that a restored backup knew as unsent.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::message::held::Held;

use super::item::{about, button, which};
use super::{jobs, mail_page};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

const RELEASE: &str = "/staff/mail/held/release";
const DROP: &str = "/staff/mail/held/drop";

/// The page.
#[component]
pub fn HeldMails() -> impl IntoView {
    mail_page(staff_words().mail.held_title, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().mail;
    let held = request.services.held_mails(&request.context.permit()?).await?;
    let kept = request.services.held_jobs(&request.context.permit()?).await?;
    let kept = jobs::held(&request, &kept, (RELEASE, DROP));
    if held.is_empty() {
        let none = kept.is_none().then(|| view! { <p>{t.held_none}</p> });
        return Ok(view! { {none}{kept} }.into_any());
    }
    let items = held.iter().map(|held| item(&request, held)).collect_view();
    let all = |action: &str, word| button(action.to_owned(), word, &t.mails(held.len()), &[("id", "all".to_owned())]);
    Ok(view! {
        <section aria-labelledby="held">
            <h2 id="held">{t.held_group(held.len())}</h2>
            <p>{t.held_hint}</p>
            <div class="buttons">{all(RELEASE, t.release_all)}{all(DROP, t.drop_all)}</div>
            <ul class="stack">{items}</ul>
        </section>
        {kept}
    }
    .into_any())
}

fn item(request: &Request, held: &Held) -> AnyView {
    let Held { row, booking, still_so } = held;
    let t = &staff_words().mail;
    let due = when(request.catalogue(), row.due_at);
    let so = if *still_so { t.still_so(due) } else { t.no_longer_so(due) };
    let which = which(Some(row), booking.as_ref());
    let id = [("id", row.id.to_string())];
    view! {
        <li>
            {about(request, Some(row), booking.as_ref())}
            <p>{so}</p>
            <div class="buttons">
                {button(RELEASE.to_owned(), t.release, &which, &id)}
                {button(DROP.to_owned(), t.drop, &which, &id)}
            </div>
        </li>
    }
    .into_any()
}
