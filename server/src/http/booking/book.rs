//! Hold a time, extend it, give it back, confirm it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use mendan_app::context::Outcome;
use mendan_app::i18n::href;
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::hold::{Draft, HoldForm};
use mendan_service::model::Hold;
use mendan_service::{FieldError, Refusal};

use crate::http::cookies::{self, Name};
use crate::http::forms::fields::Posted;
use crate::http::pages::{Visit, outcome, refused};
use crate::http::problem::log_fault;
use crate::state::AppState;

/// `POST /hold`.
pub async fn hold(State(state): State<AppState>, form: Posted) -> Response {
    let draft = form.some("draft").map(|_| Draft::typed(&form, form.visit.language().tag()));
    take_hold(&state, &form, draft).await
}

async fn take_hold(state: &AppState, form: &Posted, draft: Option<Draft>) -> Response {
    let has_errors = draft.as_ref().is_some_and(|draft| !draft.errors.is_empty());
    match take(state, form, form.text("slot_id"), draft).await {
        Ok((browser, _)) => {
            let place = format!("{}/details{}", form.visit.prefix(), if has_errors { "#errors" } else { "" });
            go(&form.visit, &place, Some(&browser))
        }
        Err(instead) => instead,
    }
}

/// Takes a time for this browser, with what was typed; otherwise the page that says why not, with what was typed.
async fn take(state: &AppState, form: &Posted, slot: &str, draft: Option<Draft>) -> Result<(String, Hold), Response> {
    let (visit, mode) = (&form.visit, form.text("mode"));
    let context = visit.city.resident();
    match state.services.hold(&context, visit.browser.as_deref(), slot, mode, draft.clone()).await {
        Ok(held) => Ok(held),
        Err(Refusal::SlotTaken { alternatives, .. }) => {
            let action = format!("{}/hold", visit.prefix());
            let (mode, version) = (form.text("mode").to_owned(), String::new());
            let taken = Outcome::Taken { alternatives, mode, draft: draft.map(Box::new), action, version };
            Err(outcome(state, visit, StatusCode::CONFLICT, taken).await)
        }
        Err(other) => Err(refused(state, visit, other).await),
    }
}

/// `POST /hold/extend`.
pub async fn extend(State(state): State<AppState>, form: Posted) -> Response {
    let visit = &form.visit;
    let context = visit.city.resident();
    match keep_typed(&state, &form).await {
        Ok(Kept::Again(browser)) => go(visit, &format!("{}/details", visit.prefix()), Some(&browser)),
        Ok(Kept::Same) => {
            let browser = visit.browser.as_deref().unwrap_or_default();
            match state.services.extend_hold(&context, browser, &HoldForm::typed(&form)).await {
                Err(Refusal::Changed) => not_held(&state, &form).await,
                // Too late or twice: the page says how things stand.
                _ => go(visit, &format!("{}/details", visit.prefix()), None),
            }
        }
        Err(instead) => instead,
    }
}

/// `POST /hold/keep`: only keeps what is typed and shows it again, in the language of this address.
pub async fn keep(State(state): State<AppState>, form: Posted) -> Response {
    match keep_typed(&state, &form).await {
        Ok(kept) => go(&form.visit, &format!("{}/details", form.visit.prefix()), kept.browser()),
        Err(instead) => instead,
    }
}

/// `POST /hold/choose`: back to the times; the hold keeps what is typed for the next one.
pub async fn choose(State(state): State<AppState>, form: Posted) -> Response {
    match keep_typed(&state, &form).await {
        Ok(kept) => go(&form.visit, &times(&form), kept.browser()),
        Err(instead) => instead,
    }
}

/// The page of times on the day of the form's time.
fn times(form: &Posted) -> String {
    let visit = &form.visit;
    let catalogue = &visit.city.0;
    let slot = SlotId::parse(wanted(form));
    let kind = slot.as_ref().and_then(|slot| catalogue.kind(slot.kind));
    let (Some(slot), Some(kind)) = (slot, kind) else { return format!("{}/", visit.prefix()) };
    let mode = Mode::parse(form.text("mode")).map(|mode| format!("mode={}&", mode.as_str())).unwrap_or_default();
    let day = catalogue.municipality.local_date(slot.starts_at);
    format!("{}/book/{}?{mode}day={day}", visit.prefix(), kind.slug)
}

/// The time a form is about: hers, or the nearest to the one that was taken from her.
fn wanted(form: &Posted) -> &str {
    form.some("slot_id").unwrap_or_else(|| form.text("near"))
}

/// Where what was typed is kept.
enum Kept {
    /// On her hold.
    Same,
    /// That had ended; the time is hers again, for this browser's word.
    Again(String),
}

impl Kept {
    fn browser(&self) -> Option<&str> {
        match self {
            Self::Same => None,
            Self::Again(browser) => Some(browser),
        }
    }
}

/// Keeps what the form holds on her hold; if that has ended, on a new one of the same time.
async fn keep_typed(state: &AppState, form: &Posted) -> Result<Kept, Response> {
    if !form.has("family_name") {
        return Ok(Kept::Same);
    }
    let visit = &form.visit;
    let context = visit.city.resident();
    let browser = visit.browser.as_deref().unwrap_or_default();
    let mut draft = Draft::typed(form, visit.language().tag());
    if let Ok(hold) = state.services.hold_of(&context, browser).await {
        // What was to mend is still to mend: nobody has checked it since.
        draft.errors = match state.services.draft_of(&hold) {
            Ok(known) => known.map(|known| known.errors).unwrap_or_default(),
            // What she has typed now takes its place: it is worth more than what was to mend before.
            Err(refusal) => {
                log_fault(&refusal);
                Vec::new()
            }
        };
    }
    match state.services.save_draft(&context, browser, &HoldForm::typed(form), &draft).await {
        Ok(_) => Ok(Kept::Same),
        Err(Refusal::NotFound) => {
            take(state, form, wanted(form), Some(draft)).await.map(|(browser, _)| Kept::Again(browser))
        }
        Err(Refusal::Changed) => Err(other_time(state, form, draft).await),
        Err(other) => Err(refused(state, visit, other).await),
    }
}

/// The browser keeps another time by now: the form comes back as the form of its own, with what was typed.
async fn other_time(state: &AppState, form: &Posted, draft: Draft) -> Response {
    let text = |name: &str| form.text(name).to_owned();
    let (form_key, slot_id, mode) = (text("form_key"), text("slot_id"), text("mode"));
    let details = Outcome::Details { form_key, slot_id, mode, draft: Box::new(draft) };
    outcome(state, &form.visit, StatusCode::UNPROCESSABLE_ENTITY, details).await
}

/// On to a page, with the browser's word if it is a new one.
fn go(visit: &Visit, place: &str, browser: Option<&str>) -> Response {
    let mut response = Redirect::to(place).into_response();
    if let Some(browser) = browser {
        cookies::write(visit, response.headers_mut(), Name::Hold, Some(browser));
    }
    response
}

/// The browser keeps another time by now: that one is not shown in the place of this.
async fn not_held(state: &AppState, form: &Posted) -> Response {
    let (slot_id, mode) = (form.text("slot_id").to_owned(), form.text("mode").to_owned());
    outcome(state, &form.visit, StatusCode::CONFLICT, Outcome::NotHeld { slot_id, mode }).await
}

/// `POST /hold/release`: the hold of this form, if the browser still has it.
pub async fn release(State(state): State<AppState>, form: Posted) -> Response {
    let visit = &form.visit;
    let context = visit.city.resident();
    let released = match &visit.browser {
        Some(browser) => state.services.release_hold(&context, browser, &HoldForm::typed(&form)).await,
        None => Ok(true),
    };
    let own = match released {
        Ok(own) => own,
        Err(refusal) => return refused(&state, visit, refusal).await,
    };
    let kind = context.catalogue.kind_by_slug(form.text("kind")).map(|kind| format!("/book/{}", kind.slug));
    let place = href(visit.language(), kind.as_deref().unwrap_or("/"));
    let mut response = Redirect::to(&place).into_response();
    if own {
        cookies::write(visit, response.headers_mut(), Name::Hold, None);
    }
    response
}

/// `POST /confirm`.
pub async fn confirm(State(state): State<AppState>, form: Posted) -> Response {
    let visit = &form.visit;
    let context = visit.city.resident();
    let draft = Draft::typed(&form, visit.language().tag());
    let command = BookCommand {
        slot_id: form.text("slot_id").to_owned(),
        kind: form.text("kind").to_owned(),
        mode: form.text("mode").to_owned(),
        person: draft.person.clone(),
        channel: Channel::Web,
        idempotency_key: form.some("form_key").map(str::to_owned),
        browser: visit.browser.clone(),
        source: None,
        beside: false,
        nurse: None,
    };
    match state.services.book(&context, command).await {
        Ok(answer) => {
            let mut response = Redirect::to(&format!("/b/{}?new=1", answer.token)).into_response();
            // Another form of this browser may have a time of its own.
            let browser = visit.browser.as_deref().unwrap_or_default();
            if state.services.hold_of(&context, browser).await.is_err() {
                cookies::write(visit, response.headers_mut(), Name::Hold, None);
            }
            response
        }
        Err(Refusal::Invalid(errors)) => invalid(&state, &form, draft, &errors).await,
        Err(Refusal::SlotTaken { alternatives, .. }) => {
            let action = format!("{}/hold", visit.prefix());
            let taken = Outcome::Taken {
                alternatives,
                mode: form.text("mode").to_owned(),
                draft: Some(Box::new(draft)),
                action,
                version: String::new(),
            };
            outcome(&state, visit, StatusCode::CONFLICT, taken).await
        }
        Err(other) => {
            // Whatever it was, what she typed is there again when she goes back; if that fails, too, so be it.
            let browser = visit.browser.as_deref().unwrap_or_default();
            let _ = state.services.save_draft(&context, browser, &HoldForm::typed(&form), &draft).await;
            refused(&state, visit, other).await
        }
    }
}

/// Keeps what she typed on her hold; if that has gone, tries to take the time again. When the browser keeps another time by
/// now, that one and what is typed into it stay as they are, and the form comes back as the form of its own time.
async fn invalid(state: &AppState, form: &Posted, mut draft: Draft, errors: &[FieldError]) -> Response {
    draft.errors = errors.iter().map(|e| (e.field.to_owned(), e.code)).collect();
    if errors.iter().any(|e| matches!(e.field, "slot_id" | "kind" | "mode")) {
        return refused(state, &form.visit, Refusal::NotFound).await;
    }
    let context = form.visit.city.resident();
    let browser = form.visit.browser.as_deref().unwrap_or_default();
    match state.services.save_draft(&context, browser, &HoldForm::typed(form), &draft).await {
        Ok(_) => Redirect::to(&format!("{}/details#errors", form.visit.prefix())).into_response(),
        Err(Refusal::NotFound) => take_hold(state, form, Some(draft)).await,
        Err(Refusal::Changed) => other_time(state, form, draft).await,
        Err(other) => refused(state, &form.visit, other).await,
    }
}
