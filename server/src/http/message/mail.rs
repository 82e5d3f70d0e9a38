//! What the pages of unsent mails post: send anew, put away; after a restore let go or drop.

use crate::http::routes::Routes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_domain::ids::OutboxId;
use mendan_service::Refusal;
use mendan_service::model::Failure;
use mendan_service::permit::{Permit, asked};

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::state::AppState;

const PAGE: &str = "/staff/mail";
const HELD: &str = "/staff/mail/held";

/// All of them.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/mail/resend", resend_all)
        .form("/staff/mail/{id}/resend", resend)
        .form("/staff/mail/{id}/settle", settle)
        .form("/staff/mail/held/release", release)
        .form("/staff/mail/held/drop", drop_held)
}

/// `POST /staff/mail/{id}/resend`.
async fn resend(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<asked::HandleMail>>,
) -> Response {
    let result = state.services.mail_resend(&asked.context, OutboxId(id)).await;
    told(&state, &asked, result, PAGE, "resent").await
}

/// `POST /staff/mail/resend`: everything of one failure; without one, what ran out of time.
async fn resend_all(State(state): State<AppState>, asked: StaffForm<Permit<asked::HandleMail>>) -> Response {
    let failure = Failure::parse(asked.form.text("failure"));
    let result = state.services.mails_resend(&asked.context, failure).await;
    let word = if matches!(result, Ok(0)) { "nothing" } else { "resent" };
    told(&state, &asked, result, PAGE, word).await
}

/// `POST /staff/mail/{id}/settle`.
async fn settle(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<asked::HandleMail>>,
) -> Response {
    let result = state.services.mail_settle(&asked.context, OutboxId(id)).await;
    told(&state, &asked, result, PAGE, "settled").await
}

/// `POST /staff/mail/held/release`: the one of `id`, or all.
async fn release(State(state): State<AppState>, asked: StaffForm<Permit<asked::ReleaseMail>>) -> Response {
    let result = match only(&asked) {
        Ok(only) => state.services.mails_release(&asked.context, only).await,
        Err(refusal) => Err(refusal),
    };
    told(&state, &asked, result, HELD, "released").await
}

/// `POST /staff/mail/held/drop`: the one of `id`, or all.
async fn drop_held(State(state): State<AppState>, asked: StaffForm<Permit<asked::ReleaseMail>>) -> Response {
    let result = match only(&asked) {
        Ok(only) => state.services.mails_drop(&asked.context, only).await,
        Err(refusal) => Err(refusal),
    };
    told(&state, &asked, result, HELD, "dropped").await
}

/// The message of the form; `all` must be said, so that a form that lost its field does not mean everything.
fn only<C>(asked: &StaffForm<C>) -> Result<Option<OutboxId>, Refusal> {
    match asked.form.text("id") {
        "all" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Refusal::NotFound),
    }
}

async fn told<T, C>(
    state: &AppState,
    asked: &StaffForm<C>,
    result: Result<T, Refusal>,
    page: &str,
    word: &str,
) -> Response {
    let word = match result {
        Ok(_) => word,
        Err(Refusal::NotPossible) => "impossible",
        Err(other) => return refused(state, &asked.form.visit, other).await,
    };
    Redirect::to(&format!("{page}?said={word}")).into_response()
}
