//! The step between password and session: what is asked there, and what comes of it. A form that waits goes through it, too.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderMap, StatusCode, Uri};
use mendan_app::context::{RefusedForm, Threshold};
use mendan_app::ways::{leading_on, ours};
use mendan_domain::staff::login::login_key;
use mendan_service::staff::factor::kind::{Evidence, ProvenBy};
use mendan_service::staff::factor::offered::NewFactor;
use mendan_service::{Refusal, SignedIn};

use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::forms::fields::Posted;
use crate::http::pages::{Visit, at_threshold, refused};
use crate::http::staff::browser::Arrival;
use crate::http::staff::device::Shown;
use crate::http::staff::kept;
use crate::http::staff::sign_in::counted;
use crate::http::staff::tries::What;
use crate::http::staff::trying::{Trying, told_to_wait};
use crate::state::AppState;

/// Its page.
pub const STEP: &str = "/staff/sign-in/factor";
/// The entrance, with the word that it begins anew.
const OVER: &str = "/staff/sign-in?said=step";

/// What its page shows; whoever has not shown her password, or too long ago, is led to the entrance.
pub async fn of_page(
    state: &AppState,
    visit: &Visit,
    (uri, headers): (&Uri, &HeaderMap),
) -> Result<Option<Threshold>, Response> {
    if visit.route.pattern() != STEP {
        return Ok(None);
    }
    let Some(token) = cookies::read(visit, headers, Name::Step) else {
        return Err(over(state, visit, (uri, headers)).await);
    };
    match threshold(state, visit, &token, None).await {
        Ok(threshold) => Ok(Some(threshold)),
        Err(Refusal::NotFound) => Err(over(state, visit, (uri, headers)).await),
        Err(other) => Err(refused(state, visit, other).await),
    }
}

/// Her password was right: on to her factor. A form that waits does not fit into an address, so its page is the answer itself.
pub async fn ask(state: &AppState, form: &Posted, token: &str) -> Response {
    let mut response = if form.some("kept").is_some() || form.some("offered").is_some() {
        again(state, form, token, (StatusCode::OK, RefusedForm { values: kept::carried(form), errors: Vec::new() }))
            .await
    } else {
        Redirect::to(&leading_on(STEP, form.text("next"))).into_response()
    };
    cookies::write(&form.visit, response.headers_mut(), Name::Step, Some(token));
    response
}

/// `POST /staff/sign-in/factor`: a code of her app or of her paper, or what her passkey answers.
pub async fn prove(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let (city, visit) = (form.visit.city.0.municipality.id, &form.visit);
    let Some(token) = cookies::read(visit, &headers, Name::Step) else { return gone(&state, &form, &headers).await };
    let member = match state.services.step_owner(city, &token).await {
        Ok(member) => member,
        Err(Refusal::NotFound) => return gone(&state, &form, &headers).await,
        Err(other) => return refused(&state, visit, other).await,
    };
    let tries = Trying::of(&state, (login_key(&member.login), What::Code), (peer, &headers, visit));
    let (shown, arrival) = (Evidence::typed(&form), Arrival::of(peer, &headers, &form));
    if let Err(wait) = tries.turn_of(&state, &shown).await {
        let back = (StatusCode::TOO_MANY_REQUESTS, said(&form, "wait"));
        return told_to_wait(again(&state, &form, &token, back).await, wait);
    }
    match state.services.step_prove(city, &token, (&shown, arrival.at())).await {
        Ok((session, by)) => {
            counted("ok");
            let mut response = match state.services.session(city, &session).await {
                Ok(signed_in) if by == ProvenBy::Recovery => {
                    kept::go_on_by_her_page(&state, &form, &signed_in, "recovered").await
                }
                Ok(signed_in) => kept::go_on(&state, &form, &signed_in).await,
                Err(refusal) => return refused(&state, visit, refusal).await,
            };
            cookies::write(visit, response.headers_mut(), Name::Session, Some(&session));
            cookies::write(visit, response.headers_mut(), Name::Step, None);
            tries.proven_by(&state, visit, (by, &mut response));
            response
        }
        Err(Refusal::Invalid(errors)) => {
            counted("wrong_code");
            tries.failed(&state).await;
            let values = kept::carried(&form).with(shown.field(), "");
            again(&state, &form, &token, (StatusCode::UNAUTHORIZED, RefusedForm { values, errors })).await
        }
        Err(Refusal::NotFound) => gone(&state, &form, &headers).await,
        Err(other) => refused(&state, visit, other).await,
    }
}

/// `POST /staff/sign-in/factor/new`: her first app or passkey, where the city wants a factor. Her codes are shown, this once.
pub async fn register(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let (city, visit) = (form.visit.city.0.municipality.id, &form.visit);
    let Some(token) = cookies::read(visit, &headers, Name::Step) else {
        return registered(&state, &form, &headers).await;
    };
    let arrival = Arrival::of(peer, &headers, &form);
    match state.services.step_register(city, &token, (&NewFactor::typed(&form), arrival.at())).await {
        Ok((session, codes)) => {
            counted("ok");
            let login = state.services.session(city, &session).await.ok().map(|hers| login_key(&hers.member.login));
            let form = RefusedForm { values: kept::carried(&form), errors: Vec::new() };
            let threshold = Threshold { codes, ..Threshold::default() };
            let mut response = at_threshold(&state, visit, StatusCode::OK, STEP, (form, threshold)).await;
            cookies::write(visit, response.headers_mut(), Name::Session, Some(&session));
            cookies::write(visit, response.headers_mut(), Name::Step, None);
            if let Some(login) = login {
                let tries = Trying::of(&state, (login, What::Code), (peer, &headers, visit));
                tries.succeeded(&state);
                tries.remembered(&state, visit, (Shown::Factor, &mut response));
            }
            response
        }
        Err(Refusal::Invalid(errors)) => {
            let values = kept::carried(&form).with("passkey_name", form.text("passkey_name"));
            let back = RefusedForm { values, errors };
            again(&state, &form, &token, (StatusCode::UNPROCESSABLE_ENTITY, back)).await
        }
        Err(Refusal::NotFound) => registered(&state, &form, &headers).await,
        Err(other) => refused(&state, visit, other).await,
    }
}

async fn threshold(state: &AppState, visit: &Visit, token: &str, back: Option<&str>) -> Result<Threshold, Refusal> {
    let half_way = state.services.half_way(visit.city.0.municipality.id, token, back).await?;
    Ok(Threshold { half_way: Some(Arc::new(half_way)), ..Threshold::default() })
}

/// The page once more, with what it carries; the entrance, if that was the last try.
async fn again(state: &AppState, form: &Posted, token: &str, (status, back): (StatusCode, RefusedForm)) -> Response {
    match threshold(state, &form.visit, token, back.values.some("offered")).await {
        Ok(threshold) => at_threshold(state, &form.visit, status, STEP, (back, threshold)).await,
        Err(Refusal::NotFound) => begin_anew(state, form).await,
        Err(other) => refused(state, &form.visit, other).await,
    }
}

/// What it carries, with a word.
fn said(form: &Posted, word: &str) -> RefusedForm {
    RefusedForm { values: kept::carried(form).with("said", word), errors: Vec::new() }
}

/// Whoever has gone through it, in this browser: she pressed twice, or went back.
async fn is_through(state: &AppState, visit: &Visit, headers: &HeaderMap) -> Option<SignedIn> {
    let token = cookies::read(visit, headers, Name::Session)?;
    let signed_in = state.services.session(visit.city.0.municipality.id, &token).await.ok()?;
    Some(signed_in).filter(|hers| hers.session.proven_by.is_second())
}

/// There is no step: she is through it and goes on, or begins with her password.
async fn gone(state: &AppState, form: &Posted, headers: &HeaderMap) -> Response {
    match is_through(state, &form.visit, headers).await {
        Some(signed_in) => kept::go_on(state, form, &signed_in).await,
        None => begin_anew(state, form).await,
    }
}

/// The same after registering: the page with her codes may never have come, so she learns how to get others.
async fn registered(state: &AppState, form: &Posted, headers: &HeaderMap) -> Response {
    match is_through(state, &form.visit, headers).await {
        Some(signed_in) => kept::go_on_by_her_page(state, form, &signed_in, "unseen").await,
        None => begin_anew(state, form).await,
    }
}

/// The page is over: she is through it, or begins with her password; where she was going stays.
async fn over(state: &AppState, visit: &Visit, (uri, headers): (&Uri, &HeaderMap)) -> Response {
    let mut pairs = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let next = pairs.find_map(|(name, value)| (name == "next").then_some(value)).unwrap_or_default();
    let place = match is_through(state, visit, headers).await {
        Some(_) => ours(&next).unwrap_or("/staff").to_owned(),
        None => leading_on(OVER, &next),
    };
    let mut response = Redirect::to(&place).into_response();
    cookies::write(visit, response.headers_mut(), Name::Step, None);
    response
}

/// The entrance with all that waits: her password is asked again.
async fn begin_anew(state: &AppState, form: &Posted) -> Response {
    let mut response = kept::entrance_again(state, form, StatusCode::UNAUTHORIZED, "step").await;
    cookies::write(&form.visit, response.headers_mut(), Name::Step, None);
    response
}
