//! What the pages of unsent mails post: send anew, one or all of an outage, and take that back; another address; put away; after a
//! restore let go or drop.

use crate::http::routes::Routes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_app::context::RefusedForm;
use mendan_domain::ids::{BookingId, OutboxId};
use mendan_service::Refusal;
use mendan_service::message::again::{Batch, Outage};
use mendan_service::permit::{Permit, asked};

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{changed, refused};
use crate::state::AppState;

const PAGE: &str = "/staff/mail";
const HELD: &str = "/staff/mail/held";

/// All of them.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/mail/resend", resend_all)
        .form("/staff/mail/undo", undo)
        .form("/staff/mail/address/{id}", mend_address)
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

/// `POST /staff/mail/resend`: everything of an outage, as its page showed it.
async fn resend_all(State(state): State<AppState>, asked: StaffForm<Permit<asked::HandleMail>>) -> Response {
    let form = &asked.form;
    let result = match Outage::read(&asked.context.catalogue.municipality, form) {
        Ok(outage) => state.services.outage_resend(&asked.context, outage, form.text("seal")).await,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(Batch { messages: 0, .. }) => Redirect::to(&format!("{PAGE}?said=nothing")).into_response(),
        Ok(batch) => Redirect::to(&format!("{PAGE}?said=resent_all&batch={}", batch.id)).into_response(),
        Err(Refusal::Changed | Refusal::Invalid(_)) => {
            let pairs = ["failure", "from", "until"].map(|name| (name, form.text(name)));
            let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            let typed = RefusedForm { values: form.fields.clone(), errors: Vec::new() };
            changed(&state, &form.visit, &format!("{PAGE}/again?{query}"), typed).await
        }
        Err(other) => refused(&state, &form.visit, other).await,
    }
}

/// `POST /staff/mail/undo`: what was sent anew together is taken back, as far as it has not left.
async fn undo(State(state): State<AppState>, asked: StaffForm<Permit<asked::HandleMail>>) -> Response {
    let batch = asked.form.text("batch").parse().unwrap_or_default();
    let result = state.services.outage_undo(&asked.context, batch).await;
    let word = if matches!(result, Ok(0)) { "left" } else { "undone" };
    told(&state, &asked, result, PAGE, word).await
}

/// `POST /staff/mail/address/{id}`: another address for one booking.
async fn mend_address(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<asked::BookForOthers>>,
) -> Response {
    let (form, id) = (&asked.form, BookingId(id));
    let typed = (form.text("email"), form.ticked("again"));
    let result = state.services.correct_address(&asked.context, id, form.expected(), typed).await;
    let page = format!("{PAGE}/address/{id}");
    asked.settled(&state, result, &format!("{page}?said=address"), &page).await
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
