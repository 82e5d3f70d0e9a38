//! What all pages of `/staff/setup` have in common: what the city decides, without a developer. Each page is a form of few fields; the handlers of the server
//! crate (`http/<area>`) call one use case each and lead back with a word, or show the form again as it was typed.

use std::future::Future;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_service::Refusal;

use crate::components::notice::Notice;
use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::city::form::Form;
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::kit::half_filled::restored_by_id;

/// A set-up page: the frame, the word about what was just done, what is to mend, and the page itself.
pub(crate) fn setup_page<F, P>(title: &'static str, page: F) -> impl IntoView
where
    F: FnOnce(Request) -> P + Send + 'static,
    P: Future<Output = Result<AnyView, Refusal>> + Send + 'static,
{
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    asked(async move {
        let request = request();
        let (form, half) = (request.form.clone(), restored_by_id(&request, request.restored));
        let main = page(request.clone()).await.unwrap_or_else(|refusal| fault(&refusal));
        let summary = Form::of(&Request { form, ..request }).summary();
        let main = view! { {summary}{said(&word)}{half}{main} }.into_any();
        Frame { title: title.to_owned(), bar: ().into_any(), class: "setup", main }.view()
    })
}

/// What was just done.
fn said(word: &str) -> Option<AnyView> {
    let t = &staff_words().city;
    let sentence = match word {
        "saved" => t.saved,
        "added" => t.added,
        "deleted" => t.deleted,
        "moved" => t.moved,
        "published" => t.published,
        "handed" => t.handed,
        "handed_some" => t.handed_some,
        "disabled" => t.disabled,
        "allowed" => t.allowed,
        "left" => t.left,
        "forgotten" => t.forgotten,
        "undone" => staff_words().settings.undone,
        "revoked" => t.revoked,
        "reset" => t.reset,
        "invited" => staff_words().ways_in.invited,
        "withdrawn" => staff_words().ways_in.withdrawn,
        "factors_taken" => staff_words().factor.taken,
        "sessions_ended" => staff_words().session.member_ended,
        "closed_booked" => t.closed_booked,
        "server_saved" => staff_words().mail_server.saved,
        "server_removed" => staff_words().mail_server.removed,
        "dkim_made" => staff_words().dkim.made,
        "dkim_begun" => staff_words().dkim.begun,
        "dkim_ended" => staff_words().dkim.ended,
        "dkim_deleted" => staff_words().dkim.deleted,
        "openid_saved" => staff_words().openid.saved,
        "openid_removed" => staff_words().openid.removed,
        "openid_taken" => staff_words().openid.taken,
        "nothing" => t.nothing,
        word => again(word)?,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}
