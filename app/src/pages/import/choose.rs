//! `/staff/setup/import`: what is to be brought in.

use leptos::prelude::*;
use mendan_domain::import::field::Sort;
use mendan_service::Refusal;

use super::labels::{about, name};
use super::steps::Step;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn Choose() -> impl IntoView {
    setup_page(staff_words().import.title, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().import;
    let permit = request.context.permit()?;
    let mut items = Vec::new();
    for sort in Sort::ALL.into_iter().filter(|sort| request.context.brings(*sort)) {
        let draft = request.services.import_draft(&permit, sort).await?;
        let (step, waits) = match draft {
            None => (Step::File, None),
            Some(draft) if draft.done.is_some() => (Step::Result, Some(t.result_waits)),
            Some(_) => (Step::Preview, Some(t.waits)),
        };
        let waits = waits.map(|waits| view! { <span><strong>{waits}</strong></span> });
        items.push(view! {
            <li><a href=step.path(sort)><strong>{name(sort)}</strong><span>{about(sort)}</span>{waits}</a></li>
        });
    }
    Ok(view! { <p>{t.lead}</p><nav aria-label=t.title><ul class="setup-list">{items}</ul></nav> }.into_any())
}
