//! What she does with her own factors.

use std::net::IpAddr;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderMap, StatusCode};
use mendan_app::context::{RefusedForm, Threshold};
use mendan_app::ways::leading_on;
use mendan_domain::staff::login::login_key;
use mendan_service::Refusal;
use mendan_service::forms::Fields;
use mendan_service::staff::address::MailWish;
use mendan_service::staff::factor::kind::FactorId;
use mendan_service::staff::factor::offered::NewFactor;

use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{again, at_threshold, refused};
use crate::http::staff::device::Shown;
use crate::http::staff::kept;
use crate::http::staff::tries::What;
use crate::http::staff::trying::Trying;
use crate::state::AppState;

/// Her page.
const ACCOUNT: &str = "/staff/account";
/// Where an app is registered.
const REGISTER: &str = "/staff/account/factor";
/// Where a passkey is.
const PASSKEY: &str = "/staff/account/passkey";
/// Where codes are shown.
const CODES: &str = "/staff/account/codes";

/// `POST /staff/account/factor`.
pub async fn register(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    asked: StaffForm,
) -> Response {
    registered(&state, (peer, &headers), asked, (REGISTER, "factor")).await
}

/// `POST /staff/account/passkey`.
pub async fn register_passkey(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    asked: StaffForm,
) -> Response {
    registered(&state, (peer, &headers), asked, (PASSKEY, "passkey")).await
}

async fn registered(
    state: &AppState,
    (peer, headers): (IpAddr, &HeaderMap),
    asked: StaffForm,
    (page, word): (&str, &str),
) -> Response {
    let new = NewFactor::typed(&asked.form);
    match state.services.factor_add(&asked.context, &asked.staff.session, &new).await {
        Ok((token, codes)) => {
            let mut response = if codes.is_empty() { said(&asked, word) } else { paper(state, &asked, codes).await };
            let (name, visit) = (login_key(&asked.staff.member.login), &asked.form.visit);
            let tries = Trying::of(state, (name, What::Code), (peer, headers, visit));
            tries.remembered(state, visit, (Shown::Factor, &mut response));
            with_session(&asked, &token, response)
        }
        Err(Refusal::Invalid(errors)) => again(state, &asked.form.visit, page, asked.refused(errors)).await,
        Err(other) => refused(state, &asked.form.visit, other).await,
    }
}

/// `POST /staff/account/factor/{id}/remove`.
pub async fn remove(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    match state.services.factor_remove(&asked.context, &asked.staff.session, FactorId(id)).await {
        Ok(token) => with_session(&asked, &token, said(&asked, "removed")),
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}

/// `POST /staff/account/codes`: new ones, shown this once.
pub async fn renew_codes(State(state): State<AppState>, asked: StaffForm) -> Response {
    match state.services.recovery_renew(&asked.context, &asked.staff.session).await {
        Ok(codes) => paper(&state, &asked, codes).await,
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}

/// `POST /staff/account/address`: a link goes to the new one.
pub async fn address(State(state): State<AppState>, asked: StaffForm) -> Response {
    let result = state.services.own_address_set(&asked.context, &asked.staff.session, asked.form.text("email")).await;
    asked.settled(&state, result, &format!("{ACCOUNT}?said=address_asked"), ACCOUNT).await
}

/// `POST /staff/account/news`: whether she is told that by mail.
pub async fn news(State(state): State<AppState>, asked: StaffForm) -> Response {
    let wanted = asked.form.ticked("wanted");
    let result = match MailWish::parse(asked.form.text("wish")) {
        Some(wish) => state.services.own_mail_wish(&asked.context, &asked.staff.session, (wish, wanted)).await,
        None => Err(Refusal::NotFound),
    };
    asked.settled(&state, result, &format!("{ACCOUNT}?said=news"), ACCOUNT).await
}

/// `POST /staff/account/go-on`: she has her codes; on to where she was going.
pub async fn go_on(State(state): State<AppState>, asked: StaffForm) -> Response {
    kept::go_on(&state, &asked.form, &asked.staff).await
}

async fn paper(state: &AppState, asked: &StaffForm, codes: Vec<String>) -> Response {
    let threshold = Threshold { codes, ..Threshold::default() };
    let form = RefusedForm { values: Fields::of([("next", asked.form.owned("next"))]), errors: Vec::new() };
    at_threshold(state, &asked.form.visit, StatusCode::OK, CODES, (form, threshold)).await
}

/// Her page, with what was done and the way to where she was going.
fn said(asked: &StaffForm, word: &str) -> Response {
    Redirect::to(&leading_on(&format!("{ACCOUNT}?said={word}"), asked.form.text("next"))).into_response()
}

fn with_session(asked: &StaffForm, token: &str, mut response: Response) -> Response {
    cookies::write(&asked.form.visit, response.headers_mut(), Name::Session, Some(token));
    response
}
