//! `/staff/drafts`: what she has begun and not finished, each with the way on, and with the question before it is thrown away; below it
//! the absences that all of them are still looking after.

mod label;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::hooks::use_query_map;
use leptos_router::{SsrMode, path};
use mendan_service::booking::answer::local;
use mendan_service::booking::hold::Draft;
use mendan_service::draft::repository::{WorkDraft, WorkDraftId};

use self::label::{label, new_booking};
use crate::components::dates;
use crate::components::notice::Notice;
use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::kit::frame::Frame;
use crate::pages::rescue::going::going;

/// The list, or the question about one of it.
#[component]
pub fn Drafts() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let said = query.get("said").is_some_and(|word| word == "gone");
    let asking = query.get("ask").and_then(|id| id.parse().ok()).map(WorkDraftId);
    let on = query.get("on").is_some();
    asked(async move {
        let (request, t) = (request(), &staff_words().draft);
        let main = if let Some(draft) = request.drafts.iter().find(|draft| Some(draft.id) == asking) {
            question(&request, draft, on).await
        } else {
            let (list, going) = (list(&request).await, going(&request).await);
            view! { {list}{going} }.into_any()
        };
        let said = said.then(|| view! { <Notice><p><strong>{t.done}</strong></p></Notice> });
        let main = view! { {said}{main} }.into_any();
        Frame { title: t.title.to_owned(), bar: ().into_any(), class: "drafts", main }.view()
    })
}

/// All of it, the latest first.
async fn list(request: &Request) -> AnyView {
    let t = &staff_words().draft;
    let mut lines = Vec::new();
    for draft in request.drafts.iter() {
        let (what, at) = (label(request, draft).await, until(request, draft));
        let ask = format!("/staff/drafts?ask={}", draft.id);
        lines.push(
            view! {
                <li>
                    <a href=draft.place.clone()><strong>{what.clone()}</strong><span>{at}</span></a>
                    <a class="button button--link" href=ask aria-label=t.throw_away_of(what)>{t.throw_away}</a>
                </li>
            }
            .into_any(),
        );
    }
    let desk = at_desk(request).map(|draft| {
        view! {
            <li>
                <a href="/staff/desk?new=1&again=1"><strong>{new_booking(&draft)}</strong></a>
                <form method="post" action="/staff/drafts/desk">
                    <button class="button button--link" type="submit">{t.throw_away}</button>
                </form>
            </li>
        }
    });
    if lines.is_empty() && desk.is_none() {
        return view! { <p>{t.nothing}</p> }.into_any();
    }
    view! { <p>{t.text}</p><ul class="setup-list drafts-list">{lines}{desk}</ul> }.into_any()
}

/// The new booking that the session remembers, where none is kept as it was typed: without scripts.
fn at_desk(request: &Request) -> Option<Draft> {
    let kept = request.drafts.iter().any(|draft| draft.form.starts_with("/staff/desk/book"));
    request.desk_state().ok()?.draft.filter(|_| !kept && request.books())
}

/// Whether it is to be thrown away; `on`: back to its own page then.
async fn question(request: &Request, draft: &WorkDraft, on: bool) -> AnyView {
    let t = staff_words();
    let (what, place) = (label(request, draft).await, draft.place.clone());
    let next = on.then(|| view! { <input type="hidden" name="next" value=without_draft(&place)/> });
    let stay = if on { place.clone() } else { "/staff/drafts".to_owned() };
    view! {
        <form class="form" method="post" action=format!("/staff/drafts/{}/forget", draft.id) aria-labelledby="ask">
            <h2 id="ask">{what}</h2>
            <p>{t.draft.ask}</p>
            <p class="soft">{until(request, draft)}</p>
            {next}
            <p class="buttons">
                <button class="button" type="submit">{t.draft.ask_do}</button>
                <a class="button button--quiet" href=stay data-key="escape">{t.kit.stop}</a>
            </p>
        </form>
    }
    .into_any()
}

/// The page without the number of the form that is gone.
fn without_draft(place: &str) -> String {
    let Some((path, query)) = place.split_once('?') else { return place.to_owned() };
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("draft=")).collect();
    format!("{path}?{}", pairs.join("&"))
}

fn until(request: &Request, draft: &WorkDraft) -> String {
    let at = local(request.catalogue(), draft.updated_at);
    staff_words().draft.typed_at(dates::time(at))
}

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/drafts") view=Drafts ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
