//! What was just done to times, said once, with its undo while that can be done.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use mendan_domain::ids::ClosureId;
use mendan_service::booking::answer::local;
use mendan_service::range::repository::RangeUndoId;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::frame::again;

/// What is said of it, by the word in the address; none: it says something else.
pub(crate) fn sentence(word: &str) -> Option<&'static str> {
    let t = &staff_words().range;
    Some(match word {
        "range_closed" => t.done_closed,
        "range_opened" => t.done_opened,
        "range_moved" => t.done_moved,
        "range_copied" => t.done_copied,
        "range_undone" => t.done_undone,
        "range_over" => t.done_over,
        "range_written" => t.done_written,
        _ => return None,
    })
}

/// `undo=…` of an address.
pub(crate) fn undo_of(query: &ParamsMap) -> Option<RangeUndoId> {
    query.get("undo").and_then(|id| id.parse().ok()).map(RangeUndoId)
}

/// Whom an absence met that was just written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Met {
    absence: ClosureId,
    number: usize,
}

impl Met {
    /// `absence=…&met=…` of an address.
    pub(crate) fn of(query: &ParamsMap) -> Option<Self> {
        let absence = query.get("absence")?.parse().ok().map(ClosureId)?;
        let number = query.get("met")?.parse::<usize>().ok().filter(|number| *number > 0)?;
        Some(Self { absence, number })
    }

    /// The way to them.
    pub(crate) fn link(self, request: &Request) -> Option<AnyView> {
        let href = format!("/staff/rescue/{}", self.absence);
        let word = staff_words().range.see_met(self.number);
        request.opens(&href).then(|| view! { <p class="links"><a href=href>{word}</a></p> }.into_any())
    }
}

/// The button that takes it back, while that can be done, and until when. `back` is where it comes back to.
pub(crate) async fn undo_form(request: &Request, id: RangeUndoId, back: &str) -> Option<AnyView> {
    let back = view! { <input type="hidden" name="back" value=back.to_owned()/> }.into_any();
    undo_at(request, id, ("/staff/ranges/undo".to_owned(), Some(back))).await
}

/// The same for what is undone elsewhere: where that is posted, and what goes along.
pub(crate) async fn undo_at(
    request: &Request,
    id: RangeUndoId,
    (action, along): (String, Option<AnyView>),
) -> Option<AnyView> {
    let until = request.services.range_undoable(&request.context.signed_in().ok()?, id).await.ok()??;
    let rest = (until - request.services.now()).num_seconds();
    let until = local(request.catalogue(), until).format("%-H:%M:%S");
    let hint = staff_words().range.rest(rest, until);
    Some(
        view! {
            <form method="post" action=action>
                {along}
                <input type="hidden" name="undo" value=id.to_string()/>
                <button class="button button--quiet button--small" type="submit" data-key="u"><kbd>"U"</kbd>{staff_words().desk.undo}</button>
                <span class="hint">{hint}</span>
            </form>
        }
        .into_any(),
    )
}

/// The same on this area's own page, for whoever does not open the calendar.
pub(super) struct Said {
    word: String,
    undo: Option<RangeUndoId>,
}

impl Said {
    pub(super) fn read(query: &ParamsMap) -> Self {
        Self { word: query.get("said").unwrap_or_default(), undo: undo_of(query) }
    }

    pub(super) async fn view(self, request: &Request) -> Option<AnyView> {
        let said = sentence(&self.word).or_else(|| again(&self.word))?;
        let undo = match self.undo {
            Some(id) => undo_form(request, id, "ranges").await,
            None => None,
        };
        Some(
            view! { <div class="undo" id="said" role="status" tabindex="-1" autofocus=true><p>{said}</p>{undo}</div> }
                .into_any(),
        )
    }
}
