//! By the city's identity provider: somebody is sent there, and comes back. Our pages lead there themselves: a form's answer that led to
//! another host would be stopped by the browser (`form-action`), wherever the provider leads on to.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::REFRESH;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use mendan_app::context::{Leaving as Shown, RefusedForm, Threshold};
use mendan_app::ways::{leading_on, ours};
use mendan_domain::staff::login::login_key;
use mendan_service::forms::Fields;
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::openid::begin::{LONGEST_ALONG, LONGEST_OF_STRANGERS, Leaving, Purpose};
use mendan_service::staff::openid::finish::{Came, Failed, Returned};
use mendan_service::{Refusal, SignedIn};
use url::Url;

use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::{ENTRANCE, StaffForm};
use crate::http::pages::{Visit, at_threshold, refused, shown};
use crate::http::problem::Problem;
use crate::http::staff::browser::Arrival;
use crate::http::staff::device;
use crate::http::staff::factor;
use crate::http::staff::kept::{self, AGAIN};
use crate::http::staff::sign_in::counted;
use crate::http::staff::tries::What;
use crate::http::staff::trying::Trying;
use crate::state::AppState;

/// Where people come back to.
const CALLBACK: &str = "/staff/sign-in/openid/callback";
/// Her page.
const ACCOUNT: &str = "/staff/account";
/// What the cookie says once somebody has come in by the provider: whoever signs out signs out there, too.
const CAME: &str = "in";

/// Tabs of a browser that may be on their way there at the same time.
const MOST_WAYS: usize = 3;

/// What a browser has of its ways to the provider: a word for each tab that was sent and has not come back, the latest first; and
/// whether somebody has come in by the provider. In its cookie they stand one after the other.
struct Ways {
    words: Vec<String>,
    came: bool,
}

impl Ways {
    fn of(visit: &Visit, headers: &HeaderMap) -> Self {
        let cookie = cookies::read(visit, headers, Name::OpenId).unwrap_or_default();
        let parts = || cookie.split('.').filter(|part| !part.is_empty());
        let words = parts().filter(|part| *part != CAME).take(MOST_WAYS).map(str::to_owned).collect();
        Self { words, came: parts().any(|part| part == CAME) }
    }

    fn with(mut self, word: String) -> Self {
        self.words.insert(0, word);
        self.words.truncate(MOST_WAYS);
        self
    }

    fn without(&self, word: &str) -> Self {
        let words = self.words.iter().filter(|one| *one != word).cloned().collect();
        Self { words, came: self.came }
    }

    fn written(&self, came: bool) -> String {
        let words = self.words.iter().map(String::as_str).chain(came.then_some(CAME));
        words.collect::<Vec<_>>().join(".")
    }
}

/// `POST /staff/sign-in/openid`: to the provider.
pub async fn begin(State(state): State<AppState>, headers: HeaderMap, form: Posted) -> Response {
    match sent(&state, (&form, &headers), (Purpose::SignIn, None)).await {
        Ok(Some(response)) => response,
        Ok(None) => kept::entrance_again(&state, &form, DOWN, word(Failed::Down)).await,
        // Taken away since the page was opened.
        Err(Refusal::NotFound) => kept::entrance_again(&state, &form, StatusCode::NOT_FOUND, word(Failed::Down)).await,
        Err(other) => refused(&state, &form.visit, other).await,
    }
}

/// `POST /staff/account/openid`: to the provider, to show which account there is hers.
pub async fn link(State(state): State<AppState>, headers: HeaderMap, asked: StaffForm) -> Response {
    match sent(&state, (&asked.form, &headers), (Purpose::Link, Some(&asked.staff))).await {
        Ok(Some(response)) => response,
        Ok(None) | Err(Refusal::NotFound) => at_account(&asked.form, word(Failed::Down)),
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}

/// `POST /staff/account/openid/remove`.
pub async fn unlink(State(state): State<AppState>, asked: StaffForm) -> Response {
    match state.services.openid_unlink(&asked.context, &asked.staff.session).await {
        Ok(token) => {
            let mut response = at_account(&asked.form, "openid_unlinked");
            if let Some(token) = token {
                cookies::write(&asked.form.visit, response.headers_mut(), Name::Session, Some(&token));
            }
            response
        }
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}

/// `POST /staff/again/openid`: to the provider, to show there once more who she is.
pub async fn again(State(state): State<AppState>, headers: HeaderMap, asked: StaffForm) -> Response {
    let form = &asked.form;
    // Pressed twice, or gone back to: she has proven it.
    if state.services.is_proven_lately(&asked.staff.session) {
        return kept::go_on(&state, form, &asked.staff).await;
    }
    match sent(&state, (form, &headers), (Purpose::Again, Some(&asked.staff))).await {
        Ok(Some(response)) => response,
        Ok(None) | Err(Refusal::NotFound) => again_page(&state, form, Failed::Down).await,
        Err(other) => refused(&state, &form.visit, other).await,
    }
}

/// `GET /staff/sign-in/openid/callback`: somebody comes back. It is the provider that sends her, so it is a GET; what makes it hers is the
/// cookie that her browser was sent with, and it is good for once.
pub async fn come_back(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
) -> Response {
    let (Parts { uri, headers, extensions, .. }, _) = request.into_parts();
    let visit = match Visit::of(&uri, &headers, &extensions) {
        Ok(visit) => visit,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    let query = uri.query().unwrap_or_default();
    let given = Fields::new(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect());
    let ways = Ways::of(&visit, &headers);
    let session = cookies::read(&visit, &headers, Name::Session);
    let (city, arrival) = (visit.city.0.municipality.id, Arrival::back(peer, &headers, &visit));
    let redirect = callback(&visit);
    let mut words = ways.words.iter().map(String::as_str);
    let mut browser = words.next().unwrap_or_default();
    // Which of her tabs it is, the state says: it was sent with one of the words that this browser has.
    let finished = loop {
        let returned = Returned {
            state: given.text("state"),
            browser,
            code: given.some("code").filter(|_| !given.has("error")),
            issuer: given.value("iss"),
            redirect: &redirect,
            session: session.as_deref(),
            at: arrival.at(),
        };
        let finished = match state.services.openid_finish(city, &returned, state.openid.as_ref()).await {
            Ok(finished) => finished,
            Err(refusal) => return refused(&state, &visit, refusal).await,
        };
        match words.next() {
            Some(next) if !finished.known => browser = next,
            Some(_) | None => break finished,
        }
    };
    let form = Posted { visit, fields: finished.along };
    let mut response = match finished.came {
        Ok(Came::In(entered, member)) => {
            let tries = Trying::of(&state, (login_key(&member.login), What::Password), (peer, &headers, &form.visit));
            come_in(&state, &form, entered, &tries).await
        }
        Ok(Came::Linked(token)) => {
            let mut response = at_account(&form, "openid_linked");
            cookies::write(&form.visit, response.headers_mut(), Name::Session, Some(&token));
            response
        }
        Ok(Came::Proven(token)) => go_on(&state, &form, &token).await,
        Err(failed) => return came_for_nothing(&state, form, (finished.purpose, failed), session.as_deref()).await,
    };
    cookies::write(&form.visit, response.headers_mut(), Name::OpenId, Some(&ways.without(browser).written(true)));
    response
}

/// Whoever has signed out here and came by the provider: on to where she signs out there, if it has such a place.
pub(super) async fn sign_out_there(state: &AppState, visit: &Visit, headers: &HeaderMap) -> Option<Response> {
    Ways::of(visit, headers).came.then_some(())?;
    let end = state.services.openid_end(visit.city.0.municipality.id, state.openid.as_ref()).await.ok()??;
    let mut address = Url::parse(&end.address).ok()?;
    let back = format!("{}{ENTRANCE}", staff_address(visit));
    address.query_pairs_mut().append_pair("client_id", &end.client_id).append_pair("post_logout_redirect_uri", &back);
    Some(leading(state, visit, Shown { address: address.into(), label: end.label, out: true }).await)
}

/// Sends her; nowhere, where something is wrong with the provider: the other ways are there.
async fn sent(
    state: &AppState,
    (form, headers): (&Posted, &HeaderMap),
    (purpose, staff): (Purpose, Option<&Arc<SignedIn>>),
) -> Result<Option<Response>, Refusal> {
    let most = if staff.is_some() { LONGEST_ALONG } else { LONGEST_OF_STRANGERS };
    let (visit, along) = (&form.visit, along(state, form, most));
    let session = staff.map(|staff| &staff.session);
    let leaving = Leaving { purpose, session, along: &along, redirect: &callback(visit) };
    let begun = state.services.openid_begin(visit.city.0.municipality.id, &leaving, state.openid.as_ref()).await?;
    let Ok(sent) = begun else { return Ok(None) };
    let there = Shown { address: sent.address, label: sent.label, out: false };
    let mut response = leading(state, visit, there).await;
    let ways = Ways::of(visit, headers);
    let came = ways.came;
    cookies::write(visit, response.headers_mut(), Name::OpenId, Some(&ways.with(sent.browser).written(came)));
    Ok(Some(response))
}

/// A page of ours that leads there by itself, and says so where it does not.
async fn leading(state: &AppState, visit: &Visit, there: Shown) -> Response {
    let refresh = HeaderValue::from_str(&format!("0;url={}", there.address));
    let threshold = Threshold { leaving: Some(there), ..Threshold::default() };
    let mut response = at_threshold(state, visit, StatusCode::OK, ENTRANCE, (RefusedForm::default(), threshold)).await;
    if let Ok(refresh) = refresh {
        response.headers_mut().insert(REFRESH, refresh);
    }
    response
}

/// What goes along there and back: where she was going, and a form that waits, if it is one, and not too large.
fn along(state: &AppState, form: &Posted, most: usize) -> Fields {
    let kept = form.some("kept").filter(|kept| kept.len() <= most && kept::is_ours(state, kept));
    let left = form.some("left").filter(|left| kept.is_some() && left.len() < 40);
    let next = form.some("next").filter(|next| ours(next).is_some());
    let pairs = [("next", next), ("kept", kept), ("left", left)];
    let there = pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
    Fields::new(there.collect())
}

fn staff_address(visit: &Visit) -> &str {
    visit.city.0.municipality.staff_address().trim_end_matches('/')
}

fn callback(visit: &Visit) -> String {
    format!("{}{CALLBACK}", staff_address(visit))
}

/// Her page, with what came of it and the way to where she was going.
fn at_account(form: &Posted, said: &str) -> Response {
    Redirect::to(&leading_on(&format!("{ACCOUNT}?said={said}"), form.text("next"))).into_response()
}

async fn come_in(state: &AppState, form: &Posted, entered: Entered, tries: &Trying) -> Response {
    match entered {
        Entered::Session(token) => {
            counted("ok");
            tries.succeeded(state);
            let mut response = go_on(state, form, &token).await;
            tries.remembered(state, &form.visit, (device::Shown::Password, &mut response));
            response
        }
        Entered::Step(token) => {
            counted("step");
            factor::ask(state, form, &token).await
        }
    }
}

async fn go_on(state: &AppState, form: &Posted, token: &str) -> Response {
    let mut response = match state.services.session(form.visit.city.0.municipality.id, token).await {
        Ok(signed_in) => kept::go_on(state, form, &signed_in).await,
        Err(refusal) => return refused(state, &form.visit, refusal).await,
    };
    cookies::write(&form.visit, response.headers_mut(), Name::Session, Some(token));
    response
}

/// The page she was sent from, with why it came to nothing, and all that waits.
async fn came_for_nothing(
    state: &AppState,
    mut form: Posted,
    (purpose, failed): (Purpose, Failed),
    session: Option<&str>,
) -> Response {
    counted("openid_failed");
    let status = if failed == Failed::Down { DOWN } else { StatusCode::UNAUTHORIZED };
    let signed_in = match session {
        Some(token) if purpose != Purpose::SignIn => {
            state.services.session(form.visit.city.0.municipality.id, token).await.ok()
        }
        _ => None,
    };
    let Some(signed_in) = signed_in else {
        return kept::entrance_again(state, &form, status, word(failed)).await;
    };
    if purpose == Purpose::Link {
        return at_account(&form, word(failed));
    }
    // Another tab was first: she has proven it, and what waits is hers.
    let lately = failed == Failed::Over && state.services.is_proven_lately(&signed_in.session);
    if lately && kept::is_hers(state, &form, &signed_in) {
        return kept::go_on(state, &form, &signed_in).await;
    }
    form.visit.staff = Some(Arc::new(signed_in));
    again_page(state, &form, failed).await
}

async fn again_page(state: &AppState, form: &Posted, failed: Failed) -> Response {
    let status = if failed == Failed::Down { DOWN } else { StatusCode::UNPROCESSABLE_ENTITY };
    let back = RefusedForm { values: kept::carried(form).with("said", word(failed)), errors: Vec::new() };
    shown(state, &form.visit, status, AGAIN, back).await
}

const DOWN: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

/// The word by which the pages say it.
const fn word(failed: Failed) -> &'static str {
    match failed {
        Failed::Over => "openid_over",
        Failed::Denied => "openid_denied",
        Failed::Down => "openid_down",
        Failed::Wrong => "openid_wrong",
        Failed::Unknown => "openid_unknown",
        Failed::Taken => "openid_taken",
        Failed::NotEnough => "openid_not_enough",
    }
}
