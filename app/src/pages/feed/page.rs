//! `/staff/own-calendar`: her interviews in a calendar of her own, and what of that closes her times here.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_service::Refusal;

use super::{own, source};
use crate::components::notice::Notice;
use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::city::form::Form;
use crate::pages::kit::frame::{Frame, again, fault};

/// The page.
#[component]
pub fn OwnCalendar() -> impl IntoView {
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    asked(async move {
        let request = request();
        let main = page(&request).await.unwrap_or_else(|refusal| fault(&refusal));
        let summary = Form::of(&request).summary();
        let main = view! { {summary}{said(&word)}{main} }.into_any();
        Frame { title: staff_words().feed.title.to_owned(), bar: ().into_any(), class: "setup", main }.view()
    })
}

async fn page(request: &Request) -> Result<AnyView, Refusal> {
    let own = own::section(request).await?;
    let source = source::section(request).await?;
    Ok(view! { {own}{source} }.into_any())
}

/// What was just done.
fn said(word: &str) -> Option<AnyView> {
    let t = &staff_words().feed;
    let sentence = match word {
        "made" => t.said_made,
        "ended" => t.said_ended,
        "read" => t.said_read,
        "forgotten" => t.said_forgotten,
        word => again(word)?,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}
