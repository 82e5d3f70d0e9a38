//! What was just done, said once on the page that follows, with its undo while that can be done.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;
use mendan_service::handle::Handle;
use mendan_service::model::Booking;
use mendan_service::range::repository::RangeUndoId;

use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::desk::changed::both;
use crate::pages::desk::reassign::nurse_name;
use crate::pages::kit::frame::again;
use crate::pages::kit::words::{aloud, name, place_aloud, reference, state_word, status_word};
use crate::pages::range::flash::{Met, sentence, undo_form as times_undo, undo_of};

/// `?said=…` beside the id of the booking it speaks of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flash {
    word: String,
    booking: Option<BookingId>,
    /// What was done to times, while it can be undone.
    times: Option<RangeUndoId>,
    /// Whom an absence met that closed them.
    met: Option<Met>,
}

impl Flash {
    /// Reads it.
    pub(crate) fn read(query: &ParamsMap) -> Self {
        let booking = query.get("b").or_else(|| query.get("booking"));
        Self {
            word: query.get("said").unwrap_or_default(),
            booking: booking.and_then(|id| id.parse().ok()).map(BookingId),
            times: undo_of(query),
            met: Met::of(query),
        }
    }

    /// Whether there is anything to say; it has the focus then.
    pub(crate) fn speaks(&self) -> bool {
        plain(&self.word).is_some()
            || (self.booking.is_some()
                && matches!(
                    self.word.as_str(),
                    "moved"
                        | "booked"
                        | "mode"
                        | "cancelled"
                        | "marked"
                        | "undone"
                        | "changed"
                        | "corrected"
                        | "reassigned"
                        | "noted"
                        | "joint"
                        | "called"
                        | "followed"
                ))
    }

    /// The notice; `back` is where its undo comes back to.
    pub(crate) async fn view(&self, request: &Request, back: &str) -> Option<AnyView> {
        if !self.speaks() {
            return None;
        }
        if let Some(sentence) = plain(&self.word) {
            let undo = match self.times {
                Some(id) => times_undo(request, id, back).await,
                None => None,
            };
            let met = self.met.filter(|_| self.word == "range_closed").and_then(|met| met.link(request));
            return Some(notice(sentence.to_owned(), Some(view! { {met}{undo} }.into_any())));
        }
        let booking = request.services.find(&request.context, &Handle::Id(self.booking?)).await.ok()?;
        let t = &staff_words().desk;
        let who = name(&booking.contact);
        let sentence = match self.word.as_str() {
            "moved" => t.done_moved(who, read_back(request, &booking)),
            "booked" => t.done_booked(who, read_back(request, &booking), reference(&booking)),
            "mode" => t.done_mode(who, read_back(request, &booking)),
            "corrected" => t.done_corrected(who),
            "reassigned" => {
                let nurse = nurse_name(request, booking.claim.staff);
                t.done_reassigned(who, nurse)
            }
            "cancelled" => t.done_cancelled(who),
            "noted" => t.done_noted(who),
            "joint" => t.done_joint(who),
            "called" => t.done_called(who),
            "followed" => t.done_followed(who),
            "undone" => t.done_undone(who, stands(request, &booking)),
            "changed" => t.done_changed(who, stands(request, &booking)),
            _ if booking.is_going_on() => t.done_started(who),
            _ => t.done_marked(who, status_word(booking.status, booking.mode)),
        };
        let more = match self.word.as_str() {
            "undone" => None,
            "changed" => both(request, &booking, stands(request, &booking), back).await,
            _ => undo_form(request, &booking, back).await,
        };
        Some(notice(sentence, more))
    }
}

/// What the booking is now, in a line.
fn stands(request: &Request, booking: &Booking) -> String {
    match booking.status {
        Status::Booked => read_back(request, booking),
        Status::Cancelled => staff_words().kit.is_cancelled.to_owned(),
        Status::Arrived | Status::Fulfilled | Status::Noshow => staff_words().kit.quoted(state_word(booking)),
    }
}

/// The button that takes the last act back, while that can be done, and until when.
async fn undo_form(request: &Request, booking: &Booking, back: &str) -> Option<AnyView> {
    let until = request.services.undoable(&request.context.permit().ok()?, booking).await.ok()??;
    let rest = (until - request.services.now()).num_seconds();
    let until = local(request.catalogue(), until).format("%-H:%M:%S");
    let t = &staff_words().desk;
    let hint = t.undo_rest(rest, until);
    Some(
        view! {
            <form method="post" action=format!("/staff/bookings/{}/undo", booking.id)>
                <input type="hidden" name="back" value=back.to_owned()/>
                {version_field(booking.version)}
                <button class="button button--quiet button--small" type="submit" data-key="u"><kbd>"U"</kbd>{t.undo}</button>
                <span class="hint">{hint}</span>
            </form>
        }
        .into_any(),
    )
}

fn notice(sentence: String, more: Option<AnyView>) -> AnyView {
    view! { <div class="undo" id="said" role="status" tabindex="-1" autofocus=true><p>{sentence}</p>{more}</div> }
        .into_any()
}

fn read_back(request: &Request, booking: &Booking) -> String {
    let catalogue = request.catalogue();
    let place = catalogue.office(booking.office).map(|office| place_aloud(office, booking.mode)).unwrap_or_default();
    staff_words().kit.quoted(aloud(local(catalogue, booking.starts_at), &place))
}

/// Sentences that name no booking.
fn plain(word: &str) -> Option<&'static str> {
    let t = &staff_words().desk;
    Some(match word {
        "taken" => t.done_taken,
        "already" => t.done_already,
        "refused" => t.done_refused,
        "full" => t.done_full,
        "reason" => t.done_reason,
        "same" => t.done_same,
        "correct_same" => t.done_correct_same,
        "colleague_busy" => t.done_colleague_busy,
        "mode_same" => t.done_mode_same,
        "over" => t.done_over,
        "time_changed" => t.done_time_changed,
        "late" => t.done_late,
        "impossible" => t.done_impossible,
        "missing" => t.done_missing,
        "busy" => t.done_busy,
        "gone" => t.done_gone,
        "beside" => t.done_beside,
        "consent" => t.done_consent,
        "seen" => t.done_seen,
        "opened" => t.done_opened,
        "closed" => t.done_closed,
        word => return sentence(word).or_else(|| again(word)),
    })
}
