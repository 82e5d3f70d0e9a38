//! `/staff/mail`: mails that did not leave or came back, with the server's answer and a way on; `/staff/mail/again`: those of an outage,
//! sent anew together; `/staff/mail/address/:id`: another address for one booking; `/staff/mail/held`: what waits for a decision after a
//! restore.

mod address;
mod again;
mod held;
mod item;
mod jobs;
mod reports;
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

pub use address::MendAddress;
pub use again::Again;
pub use held::HeldMails;
pub use unsent::UnsentMails;

/// A page of mails: the frame, the word about what was just done, and the page itself.
fn mail_page<F, P>(title: &'static str, page: F) -> impl IntoView
where
    F: FnOnce(Request) -> P + Send + 'static,
    P: Future<Output = Result<AnyView, Refusal>> + Send + 'static,
{
    let query = use_query_map().get_untracked();
    let (word, batch) = (query.get("said").unwrap_or_default(), query.get("batch"));
    asked(async move {
        let request = request();
        let bar = bar_ways(&request);
        let main = page(request).await.unwrap_or_else(|refusal| fault(&refusal));
        let main = view! { {said(&word, batch)}{main} }.into_any();
        Frame { title: title.to_owned(), bar, class: "mail-page", main }.view()
    })
}

/// What was just done.
fn said(word: &str, batch: Option<String>) -> Option<AnyView> {
    let t = staff_words();
    let sentence = match word {
        "resent" => t.mail.done_resent,
        "settled" => t.mail.done_settled,
        "resent_all" => t.mail.done_resent_all,
        "undone" => t.mail.done_undone,
        "left" => t.mail.done_left,
        "address" => t.mail.done_address,
        "nothing" => t.mail.done_nothing,
        "impossible" => t.mail.done_impossible,
        "released" => t.mail.done_released,
        "dropped" => t.mail.done_dropped,
        word => again(word)?,
    };
    // Only digits: it is put into the page from its address.
    let batch = batch.filter(|batch| word == "resent_all" && batch.bytes().all(|b| b.is_ascii_digit()));
    let undo = batch.map(|batch| {
        view! {
            <form method="post" action="/staff/mail/undo">
                <input type="hidden" name="batch" value=batch/>
                <button class="button button--quiet button--small" type="submit">{t.mail.undo_resent}</button>
            </form>
        }
    });
    Some(view! { <Notice><p><strong>{sentence}</strong></p>{undo}</Notice> }.into_any())
}
