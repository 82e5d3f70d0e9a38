//! What somebody posted when her session had ended: nothing of it is done, and nothing of it is lost. It goes with her
//! through the entrance, sealed, and stands in its form again once she has signed in; she presses the button herself.

use std::net::IpAddr;

use axum::extract::{FromRequest as _, Multipart, Request};
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode, Uri};
use mendan_app::access::first_page;
use mendan_app::context::{DeskState, RefusedForm};
use mendan_app::ways::{leading_on, ours, with};
use mendan_domain::ids::StaffId;
use mendan_service::forms::Fields;
use mendan_service::model::StaffMember;
use mendan_service::sealed::SealedPlace;
use mendan_service::{Refusal, SignedIn};
use serde::{Deserialize, Serialize};

use crate::http::city::Peer;
use crate::http::cookies::{self, ByTls, Name};
use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::ENTRANCE;
use crate::http::pages::{Visit, refused, shown};
use crate::http::problem::{Problem, log_fault};
use crate::http::staff::shown_again::{Left, shown_again};
use crate::http::staff::whose;
use crate::http::told::told;
use crate::state::AppState;

/// Octets of a form that brings a kept one along, in base64.
pub const BODY_LIMIT: usize = 256 * 1024;
/// Where she proves again that it is her.
pub const AGAIN: &str = "/staff/again";
/// The entrance for a colleague at the same computer.
const HAND_OVER: &str = "/staff/hand-over";
/// What is said at the entrance to her whose session has ended.
pub const ENDED: &str = "ended";
/// What is said to her who comes in, where a form waited that was a colleague's.
const ANOTHERS: &str = "said=anothers";
/// Forms that have nothing of their own to keep: they bring along what waits, and where she was going.
const STEPS: [&str; 3] = [AGAIN, "/staff/again/openid", "/staff/account/go-on"];
/// Said of a step that is sent once more, because its session had another cookie by then.
const ONCE_MORE: &str = "met=1";
/// How long the answer to the tab that was first may take until its browser has the new cookie.
const MEETING: std::time::Duration = std::time::Duration::from_millis(300);
/// Hours after which a kept form opens no more.
const HOURS: i64 = 2;
/// Octets of words that are kept for somebody who has to sign in first.
const LONGEST_WORDS: usize = 64 * 1024;

/// A form on its way through the entrance.
#[derive(Serialize, Deserialize)]
struct Kept {
    path: String,
    values: Fields,
    /// What of it will stand there again.
    #[serde(default)]
    left: Left,
    /// Where it was posted: at another city it is no form of ours.
    city: i64,
    /// Whose session it was, where that is still known: nobody else gets to see it.
    staff: Option<i64>,
    at: DateTime<Utc>,
}

/// What was posted, and with a file or without.
struct Waiting {
    path: String,
    values: Fields,
    file: bool,
}

/// The entrance for a page that was asked for without a session: it leads back there afterwards.
pub fn entrance_to(uri: &Uri) -> String {
    let wanted = ours(asked(uri)).map(without_words).filter(|wanted| wanted != "/staff" && wanted != ENTRANCE);
    wanted.map_or_else(|| ENTRANCE.to_owned(), |wanted| leading_on(ENTRANCE, &wanted))
}

/// What was asked for, as the browser has it.
fn asked(uri: &Uri) -> &str {
    uri.path_and_query().map(http::uri::PathAndQuery::as_str).unwrap_or_default()
}

/// The address without what was said or asked there once.
fn without_words(place: &str) -> String {
    let Some((path, query)) = place.split_once('?') else { return place.to_owned() };
    let once = ["said=", "undo=", "ask=", "waited="];
    let pairs = query.split('&').filter(|pair| !pair.is_empty() && !once.iter().any(|name| pair.starts_with(name)));
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// 401: that page, with what was posted in it, sealed.
async fn kept_at(
    state: &AppState,
    visit: &Visit,
    waiting: Waiting,
    (page, said, token): (&str, &str, Option<&str>),
) -> Response {
    let services = &state.services;
    // Its page says whose it is, where it is one of ours: whoever had the browser's session last may be somebody else by now.
    let staff = match (whose::of_fields(&waiting.values), token) {
        (Some(whose), _) => Some(whose),
        (None, Some(token)) => services.owner_of_session(visit.city.0.municipality.id, token).await,
        (None, None) => None,
    };
    let left = Left::of(&waiting.path, &waiting.values, waiting.file);
    let kept = Kept {
        path: waiting.path,
        values: waiting.values.without_passwords(),
        left,
        city: visit.city.0.municipality.id.0,
        staff: staff.map(|id| id.0),
        at: services.now(),
    };
    let sealed = match services.seal(&SealedPlace::KeptForm, &kept) {
        Ok(sealed) => URL_SAFE_NO_PAD.encode(sealed),
        Err(refusal) => return refused(state, visit, refusal).await,
    };
    let values = Fields::of([("kept", sealed), ("left", left.word().to_owned()), ("said", said.to_owned())]);
    let values = staff.map_or(values.clone(), |id| values.with(whose::FIELD, id.to_string()));
    let status = if page == HAND_OVER { StatusCode::CONFLICT } else { StatusCode::UNAUTHORIZED };
    shown(state, visit, status, page, RefusedForm { values, errors: Vec::new() }).await
}

/// 401: that page, with what a step on the way brought along.
async fn along(state: &AppState, form: &Posted, (page, said, _): (&str, &str, Option<&str>)) -> Response {
    let form_again = RefusedForm { values: carried(form).with("said", said), errors: Vec::new() };
    shown(state, &form.visit, StatusCode::UNAUTHORIZED, page, form_again).await
}

/// The entrance again, with the name as typed and everything it carries.
pub async fn entrance_again(state: &AppState, form: &Posted, status: StatusCode, word: &'static str) -> Response {
    let values = carried(form).with("said", word);
    shown(state, &form.visit, status, ENTRANCE, RefusedForm { values, errors: Vec::new() }).await
}

/// What goes along from step to step.
pub fn carried(form: &Posted) -> Fields {
    Fields::of(["login", "next", "kept", "left", "offered", "shared"].map(|name| (name, form.owned(name))))
}

/// Where she goes who has just signed in: to the form she had filled, to the page she asked for, or to today.
pub async fn go_on(state: &AppState, form: &Posted, signed_in: &SignedIn) -> Response {
    led(state, form, signed_in, str::to_owned).await
}

/// The same by her own page, which has something to say first: whoever came in by a code from her paper is led to a new factor.
pub async fn go_on_by_her_page(state: &AppState, form: &Posted, signed_in: &SignedIn, said: &str) -> Response {
    led(state, form, signed_in, |place| leading_on(&format!("/staff/account?said={said}"), place)).await
}

async fn led(state: &AppState, form: &Posted, signed_in: &SignedIn, by: impl Fn(&str) -> String) -> Response {
    let (kept, anothers) = match form.some("kept").map(|sealed| open(state, sealed, &signed_in.member)) {
        Some(Opened::Hers(kept)) => (Some(kept), false),
        Some(Opened::Anothers) => (None, true),
        Some(Opened::No) | None => (None, false),
    };
    let Some(Kept { path, values, left, .. }) = kept else {
        // What a colleague had typed is not hers to see, nor is the page on which it stood where she wants to go.
        let place = if anothers {
            with(first_page(signed_in.member.rights()), ANOTHERS)
        } else {
            ours(form.text("next")).unwrap_or("/staff").to_owned()
        };
        return Redirect::to(&by(&place)).into_response();
    };
    let context = form.visit.city.staff(signed_in);
    let (desk, place) = shown_again(&Posted { visit: form.visit.clone(), fields: values }, &path, left);
    let waits = desk.kept.is_some();
    let beside = |known: Option<DeskState>| desk.clone().beside(known.unwrap_or_default());
    match state.services.change_desk_state::<DeskState>(&context, &signed_in.session, beside).await {
        Ok(now) => {
            let place = led_to_its_own(place, waits, now);
            Redirect::to(&by(&place)).into_response()
        }
        Err(refusal) => {
            log_fault(&refusal);
            entrance_again(state, form, StatusCode::SERVICE_UNAVAILABLE, "busy").await
        }
    }
}

/// Of several tabs that waited with the same page each is led to its own form; a button beside which nothing was typed to none of them.
fn led_to_its_own(place: String, waits: bool, now: DeskState) -> String {
    let path = place.split(['?', '#']).next().unwrap_or_default();
    let number = now.kept.as_ref().filter(|_| waits).map(|kept| kept.number);
    let anothers = !waits && now.kept_at(path, 0).is_some();
    let pair = match number {
        Some(number) if number > 0 => format!("waited={number}"),
        None if anothers => "waited=none".to_owned(),
        Some(_) | None => return place,
    };
    match place.split_once('#') {
        Some((page, part)) => format!("{}#{part}", with(page, &pair)),
        None => with(&place, &pair),
    }
}

/// Whether it is a form that was kept here.
pub fn is_ours(state: &AppState, sealed: &str) -> bool {
    let octets = URL_SAFE_NO_PAD.decode(sealed).ok();
    octets.is_some_and(|octets| state.services.open_from_outside::<Kept>(&SealedPlace::KeptForm, &octets).is_ok())
}

/// Whether a form waits that is surely hers.
pub fn is_hers(state: &AppState, form: &Posted, signed_in: &SignedIn) -> bool {
    let kept = form.some("kept").map(|sealed| open(state, sealed, &signed_in.member));
    matches!(kept, Some(Opened::Hers(kept)) if kept.staff.is_some())
}

/// What came of opening a form that waited.
enum Opened {
    Hers(Kept),
    /// A colleague had typed it: it stays closed.
    Anothers,
    /// It is none of ours, or too old.
    No,
}

/// The form, if it is one of ours, hers, and not too old. It comes from a browser: one that does not open is a forged one, or one
/// from before its secret was taken off the list, and is no form at all. Nothing of ours is unreadable then, so nothing is said.
fn open(state: &AppState, sealed: &str, whose: &StaffMember) -> Opened {
    let kept = URL_SAFE_NO_PAD.decode(sealed).ok();
    let kept = kept.and_then(|octets| state.services.open_from_outside::<Kept>(&SealedPlace::KeptForm, &octets).ok());
    let city =
        |kept: &Kept| kept.city == whose.municipality.0 && state.services.now() - kept.at < Duration::hours(HOURS);
    match kept.filter(city) {
        Some(kept) if kept.staff.is_none_or(|id| StaffId(id) == whose.id) => Opened::Hers(kept),
        // Of a button beside which nothing is typed nothing is missed.
        Some(kept) if kept.left != Left::Nothing => Opened::Anothers,
        Some(_) | None => Opened::No,
    }
}

/// Somebody without a session at a page of the staff's, or with one that is not enough (`why`): to the entrance, and what was posted
/// goes along.
pub async fn outside(state: &AppState, request: Request, why: Option<&'static str>) -> Response {
    if request.method() != Method::POST {
        let place = entrance_to(request.uri());
        let place = why.map_or_else(|| place.clone(), |why| with(&place, &format!("said={why}")));
        return Redirect::to(&place).into_response();
    }
    // Whoever is not signed in costs us the reading and the sealing of what she posts: she is counted like whoever comes in.
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
    if !state.limits.entrance(peer) {
        return told(state, &request.into_parts().0, Refusal::TooManyRequests).await;
    }
    let token = cookies::read(&ByTls::at(request.extensions()), request.headers(), Name::Session);
    let said = why.unwrap_or(if token.is_some() { ENDED } else { "needed" });
    keep(state, request, (ENTRANCE, said, token.as_deref())).await
}

/// 307: a step whose session goes on under another cookie by now, because another tab of this browser proved it at the same moment. The
/// browser sends it once more, with the cookie that it has then: so proving it once serves both, and nobody is given a cookie whose
/// browser has it not. `None`: it was sent once more already.
pub async fn once_more(path: &str, query: Option<&str>) -> Option<Response> {
    if query.unwrap_or_default().split('&').any(|pair| pair == ONCE_MORE) {
        return None;
    }
    tokio::time::sleep(MEETING).await;
    Some(Redirect::temporary(&with(path, ONCE_MORE)).into_response())
}

/// Somebody who has to prove first that it is her: nothing is done, and what was posted goes along.
pub async fn again_first(state: &AppState, request: Request) -> Response {
    if request.method() != Method::POST {
        return Redirect::to(&leading_on(AGAIN, asked(request.uri()))).into_response();
    }
    let token = cookies::read(&ByTls::at(request.extensions()), request.headers(), Name::Session);
    keep(state, request, (AGAIN, "", token.as_deref())).await
}

/// 409: a form of a page that was made for a colleague, in a browser in which somebody else is signed in by now. Nothing is done; it
/// waits for her whose it is.
pub async fn of_a_colleague(state: &AppState, request: Request) -> Response {
    keep(state, request, (HAND_OVER, "", None)).await
}

async fn keep(state: &AppState, request: Request, shown: (&str, &str, Option<&str>)) -> Response {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return match Posted::from_request(request, state).await {
            // A step on the way: what it brought along goes on as it is.
            Ok(form)
                if STEPS.contains(&path.as_str()) && ["kept", "next"].iter().any(|name| form.some(name).is_some()) =>
            {
                // Her session has ended, or another tab was first.
                let other = if shown.1 == ENDED { once_more(&path, query.as_deref()).await } else { None };
                match other {
                    Some(response) => response,
                    None => along(state, &form, shown).await,
                }
            }
            Ok(form) => {
                kept_at(state, &form.visit, Waiting { path, values: form.fields.clone(), file: false }, shown).await
            }
            Err(refused) => refused,
        };
    }
    let visit = match Visit::of(request.uri(), request.headers(), request.extensions()) {
        Ok(visit) => visit,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    match Multipart::from_request(request, state).await {
        Ok(body) => {
            let (words, file) = words(body).await;
            kept_at(state, &visit, Waiting { path, values: Fields::new(words), file }, shown).await
        }
        Err(error) => error.into_response(),
    }
}

/// The fields before the first file, and whether there is one: what a stranger sends is not read for longer than a form is.
async fn words(mut body: Multipart) -> (Vec<(String, String)>, bool) {
    let (mut words, mut octets) = (Vec::new(), 0);
    while let Ok(Some(part)) = body.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some_and(|file| !file.is_empty()) {
            return (words, true);
        }
        let Ok(text) = part.text().await else { break };
        octets += text.len();
        if octets > LONGEST_WORDS {
            break;
        }
        words.push((name, text));
    }
    (words, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for_again_without_what_was_said_there() {
        let to = |uri: &str| entrance_to(&uri.parse().expect("an address"));
        assert_eq!(to("/staff?date=2026-12-01&said=moved&undo=x"), "/staff/sign-in?next=%2Fstaff%3Fdate%3D2026-12-01");
        assert_eq!(to("/staff/desk?b=7&ask=cancel"), "/staff/sign-in?next=%2Fstaff%2Fdesk%3Fb%3D7");
        assert_eq!(to("/staff?said=out"), "/staff/sign-in");
        assert_eq!(to("/staff"), "/staff/sign-in");
    }
}
