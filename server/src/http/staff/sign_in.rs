//! Sign in and out, and one's own password.

use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use mendan_domain::staff::login::login_key;
use mendan_service::Refusal;
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::own_password::OwnPassword;
use mendan_service::staff::sign_in::Try;

use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{again, refused};
use crate::http::staff::browser::Arrival;
use crate::http::staff::device::Shown;
use crate::http::staff::tries::What;
use crate::http::staff::trying::{Trying, told_to_wait};
use crate::http::staff::{factor, kept, openid};
use crate::state::AppState;

/// When somebody may come again whose turn nobody knows.
const SOON: Duration = Duration::from_secs(5);

pub(super) fn counted(outcome: &'static str) {
    metrics::counter!("mendan_sign_ins_total", "outcome" => outcome).increment(1);
}

/// `POST /staff/sign-in`.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let (city, login) = (form.visit.city.0.municipality.id, form.text("login"));
    let tries = Trying::of(&state, (login_key(login), What::Password), (peer, &headers, &form.visit));
    let slowed = match tries.turn(&state).await {
        Ok(slowed) => slowed,
        Err(wait) => return wait_page(&state, &form, "wait", StatusCode::TOO_MANY_REQUESTS, wait).await,
    };
    let former = cookies::read(&form.visit, &headers, Name::Session);
    let arrival = Arrival::of(peer, &headers, &form);
    let tried = Try { login, password: form.text("password"), former: former.as_deref(), at: arrival.at() };
    match state.services.sign_in(city, &tried).await {
        Ok((Entered::Session(token), _)) => {
            counted("ok");
            tries.succeeded(&state);
            let mut response = match state.services.session(city, &token).await {
                Ok(signed_in) => kept::go_on(&state, &form, &signed_in).await,
                Err(refusal) => return refused(&state, &form.visit, refusal).await,
            };
            cookies::write(&form.visit, response.headers_mut(), Name::Session, Some(&token));
            tries.remembered(&state, &form.visit, (Shown::Password, &mut response));
            arrival.remembered(&form.visit, &mut response);
            response
        }
        Ok((Entered::Step(token), _)) => {
            counted("step");
            let mut response = factor::ask(&state, &form, &token).await;
            arrival.remembered(&form.visit, &mut response);
            response
        }
        Err(Refusal::NotFound) => {
            counted("wrong");
            tries.failed(&state).await;
            if slowed {
                return wait_page(&state, &form, "wait", StatusCode::TOO_MANY_REQUESTS, SOON).await;
            }
            kept::entrance_again(&state, &form, StatusCode::UNAUTHORIZED, "wrong").await
        }
        // Her password is right, and somebody else made it: it was not used in time.
        Err(Refusal::TooLate) => {
            counted("expired");
            kept::entrance_again(&state, &form, StatusCode::UNAUTHORIZED, "expired").await
        }
        Err(Refusal::Busy(error)) => {
            // A crowd that guesses must not fill the log as well: it is counted.
            counted("busy");
            tracing::debug!(?error, "a sign-in had to wait");
            wait_page(&state, &form, "busy", StatusCode::SERVICE_UNAVAILABLE, SOON).await
        }
        Err(other) => refused(&state, &form.visit, other).await,
    }
}

/// The entrance again with the name as typed, and when to come.
async fn wait_page(state: &AppState, form: &Posted, why: &'static str, status: StatusCode, wait: Duration) -> Response {
    told_to_wait(kept::entrance_again(state, form, status, why).await, wait)
}

/// `POST /staff/sign-out`: her session ends, and where she has shown her password and not yet her factor; whoever came by the identity
/// provider is led to sign out there, too.
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap, form: Posted) -> Response {
    left(&state, &headers, &form, "/staff/sign-in?said=out").await
}

/// `POST /staff/hand-over`: a colleague comes to this computer. Nobody goes on under the name of whoever was there, and the next page
/// is the entrance again.
pub async fn hand_over(State(state): State<AppState>, headers: HeaderMap, form: Posted) -> Response {
    left(&state, &headers, &form, "/staff/hand-over").await
}

async fn left(state: &AppState, headers: &HeaderMap, form: &Posted, on: &str) -> Response {
    if let Some(token) = cookies::read(&form.visit, headers, Name::Session)
        && let Err(refusal) = state.services.sign_out(form.visit.city.0.municipality.id, &token).await
    {
        return refused(state, &form.visit, refusal).await;
    }
    if let Some(token) = cookies::read(&form.visit, headers, Name::Step)
        && let Err(refusal) = state.services.step_leave(&token).await
    {
        return refused(state, &form.visit, refusal).await;
    }
    let mut response = match openid::sign_out_there(state, &form.visit, headers).await {
        Some(response) => response,
        None => Redirect::to(on).into_response(),
    };
    cookies::write(&form.visit, response.headers_mut(), Name::OpenId, None);
    cookies::write(&form.visit, response.headers_mut(), Name::Step, None);
    cookies::write(&form.visit, response.headers_mut(), Name::Session, None);
    response
}

/// `POST /staff/password`: her own.
pub async fn own_password(State(state): State<AppState>, asked: StaffForm) -> Response {
    let typed = OwnPassword::typed(&asked.form);
    match state.services.change_own_password(&asked.context, &asked.staff.session, &typed).await {
        Ok(token) => {
            let mut response = Redirect::to("/staff/password?said=own").into_response();
            cookies::write(&asked.form.visit, response.headers_mut(), Name::Session, Some(&token));
            response
        }
        Err(Refusal::Invalid(errors)) => {
            again(&state, &asked.form.visit, "/staff/password", asked.refused(errors)).await
        }
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}
