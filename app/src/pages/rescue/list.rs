//! `/staff/rescue/:id`: everybody whom an absence meets, until nobody is left. Whoever opens it goes on where another has stopped.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use mendan_domain::ids::ClosureId;
use mendan_domain::offer::closed::Closure;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::model::SetupRow;
use mendan_service::range::repository::RangeUndoId;
use mendan_service::rescue::list::{Rescue as Looked, RescueRow, Rescued};
use mendan_service::rescue::until::answer_until;

use super::row::{mark, row};
use crate::components::notice::Notice;
use crate::context::{Request, request, set_status};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::city::form::{Form, version_of};
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::kit::linked::bar_ways;
use crate::pages::kit::watch::Watched;
use crate::pages::kit::words::{day, when};
use crate::pages::range::flash::{undo_at, undo_of};

/// The page.
#[component]
pub fn Rescue() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok());
    let query = use_query_map().get_untracked();
    let (word, undo) = (query.get("said").unwrap_or_default(), undo_of(&query));
    asked(async move {
        let request = request();
        let summary = Form::of(&request).summary();
        // Before anything is read: what changes from here on she is told of.
        let position = request.services.position(request.context.municipality());
        let (title, main) = match look(&request, id).await {
            Ok(looked) => {
                let main = page(&request, &looked).await.unwrap_or_else(|refusal| fault(&refusal));
                let said = said(&request, &looked, (&word, undo)).await;
                let watched = watched(&request, &looked.closure, position);
                let main = view! { {summary}{said}<div data-live-part="rescue">{main}</div>{watched} }.into_any();
                (title(&request, &looked), main)
            }
            Err(refusal) => (staff_words().rescue.absent_title.to_owned(), fault(&refusal)),
        };
        Frame { title, bar: bar_ways(&request), class: "calls", main }.view()
    })
}

/// Whoever goes on beside her is seen. The days of the absence are enough: whatever is done with a booking is told of the day it had.
fn watched(request: &Request, closure: &Closure, position: Option<String>) -> Option<AnyView> {
    let page = Watched::page(request, position, format!("/staff/rescue/{}", closure.id));
    Watched { days: Some((closure.from, closure.until)), ..page }.view(request)
}

async fn look(request: &Request, id: Option<ClosureId>) -> Result<Looked, Refusal> {
    request.services.rescue(&request.context.permit()?, id.ok_or(Refusal::NotFound)?).await
}

fn title(request: &Request, looked: &Looked) -> String {
    let nurse = request.catalogue().staff(looked.nurse);
    let name = nurse.map(|member| member.display_name.clone()).unwrap_or_default();
    staff_words().rescue.title(days(&looked.closure), name)
}

/// `12月1日(月) 13:00〜17:00`.
pub(super) fn days(closure: &Closure) -> String {
    let t = staff_words();
    let days = if closure.from == closure.until {
        day(closure.from)
    } else {
        t.offer.days_span(day(closure.from), day(closure.until))
    };
    closure.hours.map_or_else(|| days.clone(), |hours| format!("{days} {}", t.dates.hours_of(hours)))
}

async fn page(request: &Request, looked: &Looked) -> Result<AnyView, Refusal> {
    let t = &staff_words().rescue;
    let (all, done) = (looked.rows.len(), looked.done());
    let mut rows = Vec::new();
    for one in &looked.rows {
        rows.push((one.state.is_done(), row(request, looked.closure.id, one).await?));
    }
    let (over, open): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(done, _)| *done);
    let list = |rows: Vec<(bool, AnyView)>| rows.into_iter().map(|(_, row)| row).collect_view();
    let to_do = (!open.is_empty()).then(|| {
        view! {
            <section aria-labelledby="to-do"><h2 id="to-do">{t.to_do}</h2><ol class="calls-list">{list(open)}</ol></section>
        }
    });
    let done_list = (!over.is_empty()).then(|| {
        view! {
            <section aria-labelledby="done"><h2 id="done">{t.done}</h2><ol class="calls-list">{list(over)}</ol></section>
        }
    });
    let progress = if all == 0 {
        view! { <p>{t.nobody_met}</p> }.into_any()
    } else {
        let nobody_left = (done == all).then(|| view! { <p><strong>{t.nobody_left}</strong></p> });
        view! {
            <p id="progress"><strong>{t.progress(done, all)}</strong></p>
            <progress max=all.to_string() value=done.to_string() aria-labelledby="progress"></progress>
            {nobody_left}
        }
        .into_any()
    };
    Ok(view! { {progress}{at_once(request, looked)}{to_do}{done_list}{back(request, &looked.closure)} }.into_any())
}

/// All that can be done for several with one press: this page is the preview.
fn at_once(request: &Request, looked: &Looked) -> Option<AnyView> {
    if !request.books() {
        return None;
    }
    let t = &staff_words().rescue;
    let open = || looked.rows.iter().filter(|row| row.state == Rescued::Open);
    let base = format!("/staff/rescue/{}", looked.closure.id);
    let hand: Vec<_> = open().filter_map(|row| Some((row, row.colleague?))).collect();
    let hand = (!hand.is_empty()).then(|| {
        let fields = hand.iter().map(|(row, to)| {
            let name = format!("to_{}", row.booking.id);
            view! { {mark(&row.booking)}<input type="hidden" name=name value=to.to_string()/> }
        });
        view! {
            <form method="post" action=format!("{base}/hand")>
                {fields.collect_view()}
                <p class="buttons"><button class="button" type="submit">{t.hand_on_all(hand.len())}</button></p>
                <p class="hint">{t.hand_on_all_hint}</p>
            </form>
        }
    });
    let rest: Vec<&RescueRow> = open()
        .filter(|row| row.colleague.is_none() && row.offer.is_none() && row.booking.contact.email.is_some())
        .collect();
    let offer = (!rest.is_empty()).then(|| {
        let until = when(request.catalogue(), answer_until(request.catalogue(), request.services.now()));
        view! {
            <form method="post" action=format!("{base}/offer")>
                {rest.iter().map(|row| mark(&row.booking)).collect_view()}
                <p class="buttons"><button class="button button--quiet" type="submit">{t.offer_all(rest.len())}</button></p>
                <p class="hint">{t.offer_all_hint(until)}</p>
            </form>
        }
    });
    Some(view! { {hand}{offer} }.into_any())
}

/// She comes after all, for whoever may say so.
fn back(request: &Request, closure: &Closure) -> Option<AnyView> {
    let t = &staff_words().rescue;
    may_take_back(request, closure).then(|| {
        view! {
            <section aria-labelledby="back">
                <h2 id="back">{t.back_title}</h2>
                <p>{t.back_text}</p>
                {back_form(request, closure, t.back_do)}
            </section>
        }
        .into_any()
    })
}

fn may_take_back(request: &Request, closure: &Closure) -> bool {
    request.context.may(Permission::ShapeOwnTimes) && request.context.closes(closure)
}

fn back_form(request: &Request, closure: &Closure, word: &'static str) -> AnyView {
    view! {
        <form method="post" action=format!("/staff/rescue/{}/back", closure.id)>
            {version_of(request, SetupRow::Closure(closure.id))}
            <button class="button button--quiet" type="submit">{word}</button>
        </form>
    }
    .into_any()
}

/// What was just done, or why not.
async fn said(request: &Request, looked: &Looked, (word, undo): (&str, Option<RangeUndoId>)) -> Option<AnyView> {
    let t = &staff_words().rescue;
    if word == "absent" {
        let mistake = may_take_back(request, &looked.closure).then(|| back_form(request, &looked.closure, t.mistake));
        let sentence = t.said_absent(looked.rows.len());
        return Some(view! { <div class="undo" role="status"><p>{sentence}</p>{mistake}</div> }.into_any());
    }
    if let ("handed" | "handed_some", Some(undo)) = (word, undo) {
        let sentence = if word == "handed" { t.said_handed } else { t.said_handed_some };
        let place = (format!("/staff/rescue/{}/take-back", looked.closure.id), None);
        let undo = undo_at(request, undo, place).await;
        return Some(view! { <div class="undo" role="status"><p>{sentence}</p>{undo}</div> }.into_any());
    }
    let sentence = match word {
        "handed" => t.said_handed,
        "handed_some" => t.said_handed_some,
        "offered" => t.said_offered,
        "offered_some" => t.said_offered_some,
        "none" => t.said_none,
        "withdrawn" => t.said_withdrawn,
        "moved" => t.said_moved,
        "talked" => t.said_talked,
        "undone" => t.said_undone,
        "undone_some" => t.said_undone_some,
        "changed" => {
            set_status(409);
            t.said_changed
        }
        "taken" | "refused" => t.said_taken,
        "late" => t.said_late,
        "impossible" | "already" => t.said_impossible,
        "missing" => t.said_missing,
        "busy" => t.said_busy,
        word => again(word)?,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}
