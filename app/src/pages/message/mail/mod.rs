//! `/staff/mail`: mails that did not leave, with the server's answer and a way on; `/staff/mail/held`: what waits for a
//! decision after a restore.

mod held;
mod item;
mod jobs;
mod unsent;

use std::future::Future;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_service::Refusal;

use crate::components::notice::Notice;
use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::kit::linked::bar_ways;

pub use held::HeldMails;
pub use unsent::UnsentMails;

/// A page of mails: the frame, the word about what was just done, and the page itself.
fn mail_page<F, P>(title: &'static str, page: F) -> impl IntoView
where
    F: FnOnce(Request) -> P + Send + 'static,
    P: Future<Output = Result<AnyView, Refusal>> + Send + 'static,
{
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    asked(async move {
        let request = request();
        let bar = bar_ways(&request);
        let main = page(request).await.unwrap_or_else(|refusal| fault(&refusal));
        let main = view! { {said(&word)}{main} }.into_any();
        Frame { title: title.to_owned(), bar, class: "mail-page", main }.view()
    })
}

/// What was just done.
fn said(word: &str) -> Option<AnyView> {
    let t = staff_words();
    let sentence = match word {
        "resent" => t.mail.done_resent,
        "settled" => t.mail.done_settled,
        "nothing" => t.mail.done_nothing,
        "impossible" => t.mail.done_impossible,
        "released" => t.mail.done_released,
        "dropped" => t.mail.done_dropped,
        word => again(word)?,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}
