//! What staff do with one booking before and after its interview: a note to colleagues, a second nurse, what follows where she did not
//! come; and that a nurse has seen what others changed of her day.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::ids::{BookingId, NewsId, StaffId};
use mendan_service::Refusal;
use mendan_service::permit::{
    Permit,
    asked::{BookForOthers, ViewBookings},
};

use crate::http::forms::staff_form::{StaffForm, asking_of, back_of};
use crate::http::pages::refused;
use crate::http::problem::log_fault;
use crate::state::AppState;

/// `POST /staff/bookings/{id}/note`.
pub async fn note(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let id = BookingId(id);
    let form = &asked.form;
    let result = state.services.note_save(&asked.context, id, form.expected(), form.text("staff_note")).await;
    typed(&state, &asked, id, (result.map(drop), "noted", "note")).await
}

/// `POST /staff/bookings/{id}/follow-up`: whoever is to have another day is led to the free times.
pub async fn follow_up(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let (id, form) = (BookingId(id), &asked.form);
    let Some(choice) = FollowUp::parse(form.text("choice")) else { return asked.back(Some(id), "impossible") };
    let asked_for = (choice, form.some("staff_note"));
    let result = state.services.follow_up(&asked.context, id, form.expected(), asked_for).await;
    let word = match choice {
        FollowUp::Call => "called",
        FollowUp::Rebook => "followed&ask=next",
        FollowUp::Nothing => "followed",
    };
    typed(&state, &asked, id, (result.map(drop), word, "missed")).await
}

/// What was typed stands on its page again, with what is to mend or with what is written there by now.
async fn typed(
    state: &AppState,
    asked: &StaffForm<Permit<BookForOthers>>,
    id: BookingId,
    (result, word, ask): (Result<(), Refusal>, &str, &str),
) -> Response {
    let back = asked.form.text("back");
    match result {
        Err(Refusal::NotFound | Refusal::NotPossible | Refusal::Busy(_)) => {
            asked.done(state, id, result, (word, &format!("&ask={ask}"))).await
        }
        result => asked.settled(state, result, &back_of(back, Some(id), word), &asking_of(back, id, ask)).await,
    }
}

/// `POST /staff/bookings/{id}/joint`: `second` is who holds it, too; nobody takes out whoever does.
pub async fn joint(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let (id, form) = (BookingId(id), &asked.form);
    let second = form.some("second").map(str::parse::<StaffId>).transpose().map_err(|_| Refusal::NotPossible);
    let result = match second {
        Ok(second) => state.services.joint_set(&asked.context, id, form.expected(), second).await,
        Err(refusal) => Err(refusal),
    };
    if matches!(result, Err(Refusal::SlotTaken { .. })) {
        return asked.back(Some(id), "colleague_busy&ask=joint");
    }
    asked.done(&state, id, result, ("joint", "&ask=joint")).await
}

/// `POST /staff/changes/seen`: those that her page showed.
pub async fn seen(State(state): State<AppState>, asked: StaffForm<Permit<ViewBookings>>) -> Response {
    let ids: Vec<NewsId> = asked.form.all("id").filter_map(|id| id.parse().ok()).collect();
    match state.services.day_news_seen(&asked.context, &ids).await {
        Ok(_) => asked.back(None, "seen"),
        Err(Refusal::Busy(error)) => {
            log_fault(&Refusal::Busy(error));
            asked.back(None, "busy")
        }
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}
