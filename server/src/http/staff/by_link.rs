//! Coming in by a one-time link: an invitation, or another password in the place of a forgotten one; and asking for the latter.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderMap, StatusCode};
use mendan_app::context::RefusedForm;
use mendan_domain::fault::Fault;
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::login::login_key;
use mendan_service::staff::by_link::NewPassword;
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::link::LinkKind;
use mendan_service::{FieldError, Refusal};

use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::forms::fields::Posted;
use crate::http::limits::neighbourhood;
use crate::http::pages::{again, refused, shown};
use crate::http::staff::browser::Arrival;
use crate::http::staff::device::Shown;
use crate::http::staff::sign_in::counted;
use crate::http::staff::tries::What;
use crate::http::staff::trying::{Trying, told_to_wait};
use crate::http::staff::{factor, kept};
use crate::state::AppState;

/// Where a link to another password is asked for.
const FORGOTTEN: &str = "/staff/forgotten";

/// `POST /staff/link/{word}`: what it is for is done, once.
pub async fn enter(
    State(state): State<AppState>,
    Path(word): Path<String>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let city = form.visit.city.0.municipality.id;
    let of_address = match state.services.staff_link(city, &word).await {
        Ok(open) => open.link.kind == LinkKind::Address,
        Err(refusal) => return over(&state, &form, refusal).await,
    };
    if of_address {
        return match state.services.address_confirm(city, (&word, &neighbourhood(peer))).await {
            Ok(()) => Redirect::to("/staff/account?said=address").into_response(),
            Err(refusal) => over(&state, &form, refusal).await,
        };
    }
    let former = cookies::read(&form.visit, &headers, Name::Session);
    let (typed, arrival) = (NewPassword::typed(&form, former), Arrival::of(peer, &headers, &form));
    match state.services.password_by_link(city, (&word, arrival.at()), &typed).await {
        Ok((Entered::Session(token), member)) => {
            counted("ok");
            let tries = Trying::of(&state, (login_key(&member.login), What::Password), (peer, &headers, &form.visit));
            tries.succeeded(&state);
            let mut response = in_by(&state, &form, (city, &token)).await;
            tries.remembered(&state, &form.visit, (Shown::Password, &mut response));
            response
        }
        Ok((Entered::Step(token), _)) => {
            counted("step");
            factor::ask(&state, &form, &token).await
        }
        Err(Refusal::Invalid(errors)) => {
            let back = RefusedForm { values: form.without_passwords(), errors };
            again(&state, &form.visit, &form.visit.route.path, back).await
        }
        Err(refusal) => over(&state, &form, refusal).await,
    }
}

async fn in_by(state: &AppState, form: &Posted, (city, token): (MunicipalityId, &str)) -> Response {
    let mut response = match state.services.session(city, token).await {
        Ok(signed_in) => kept::go_on(state, form, &signed_in).await,
        Err(refusal) => return refused(state, &form.visit, refusal).await,
    };
    cookies::write(&form.visit, response.headers_mut(), Name::Session, Some(token));
    response
}

/// Used, over, or never there: its page says one thing for all of them.
async fn over(state: &AppState, form: &Posted, refusal: Refusal) -> Response {
    match refusal {
        Refusal::NotFound => {
            let path = &form.visit.route.path;
            shown(state, &form.visit, StatusCode::NOT_FOUND, path, RefusedForm::default()).await
        }
        other => refused(state, &form.visit, other).await,
    }
}

/// `POST /staff/forgotten`: always the same answer. Who was meant is looked for afterwards.
pub async fn forgotten(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let (city, who) = (form.visit.city.0.municipality.id, form.text("who"));
    if who.trim().is_empty() {
        let errors = vec![FieldError::new("who", Fault::Required)];
        let values = form.fields.clone();
        return again(&state, &form.visit, FORGOTTEN, RefusedForm { values, errors }).await;
    }
    // Each counts, whoever is meant: nothing in it tells whether there is such a name.
    let tries = Trying::of(&state, (login_key(who), What::Link), (peer, &headers, &form.visit));
    if let Err(wait) = tries.turn(&state).await {
        let back = RefusedForm { values: form.fields.clone().with("said", "wait"), errors: Vec::new() };
        let page = shown(&state, &form.visit, StatusCode::TOO_MANY_REQUESTS, FORGOTTEN, back).await;
        return told_to_wait(page, wait);
    }
    tries.failed(&state).await;
    match state.services.password_forgotten(city, (who, &neighbourhood(peer))).await {
        Ok(()) => Redirect::to("/staff/forgotten?said=sent").into_response(),
        Err(other) => refused(&state, &form.visit, other).await,
    }
}
