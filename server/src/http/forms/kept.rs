//! What somebody posted when her session had ended: nothing of it is done, and nothing of it is lost. It goes with her
//! through the entrance, sealed, and stands in its form again once she has signed in; she presses the button herself.

use axum::extract::{FromRequest as _, Multipart, Request};
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode, Uri};
use mendan_app::context::{DeskState, KeptForm, RefusedForm};
use mendan_domain::ids::{BookingId, StaffId};
use mendan_service::SignedIn;
use mendan_service::booking::hold::Draft;
use mendan_service::forms::Fields;
use mendan_service::sealed::SealedPlace;
use serde::{Deserialize, Serialize};

use super::fields::Posted;
use super::staff_form::back_of;
use crate::http::cookies::{self, Name};
use crate::http::desk::caller as desk;
use crate::http::pages::{Visit, refused, shown};
use crate::http::problem::{Problem, log_fault};
use crate::state::AppState;

/// The staff entrance.
pub const ENTRANCE: &str = "/staff/sign-in";
/// Octets of a form that brings a kept one along, in base64.
pub const BODY_LIMIT: usize = 256 * 1024;
/// Hours after which a kept form opens no more.
const HOURS: i64 = 2;
/// Letters of an address that leads on after signing in; longer ones are not ours.
const LONGEST: usize = 300;
/// Octets of words that are kept for somebody who has to sign in first.
const LONGEST_WORDS: usize = 64 * 1024;

/// A form on its way through the entrance.
#[derive(Serialize, Deserialize)]
struct Kept {
    path: String,
    values: Fields,
    /// Whose session it was, where that is still known: nobody else gets to see it.
    staff: Option<i64>,
    at: DateTime<Utc>,
}

/// The entrance for a page that was asked for without a session: it leads back there afterwards.
pub fn entrance_to(uri: &Uri) -> String {
    let wanted = uri.path_and_query().map(http::uri::PathAndQuery::as_str).unwrap_or_default();
    match local(wanted).map(without_words).filter(|wanted| wanted != "/staff" && wanted != ENTRANCE) {
        Some(wanted) => format!(
            "{ENTRANCE}?{}",
            url::form_urlencoded::Serializer::new(String::new()).append_pair("next", &wanted).finish()
        ),
        None => ENTRANCE.to_owned(),
    }
}

/// A path of our own staff pages; nothing else is led to.
fn local(place: &str) -> Option<&str> {
    let ours = place == "/staff" || place.starts_with("/staff?") || place.starts_with("/staff/");
    let plain = place.bytes().all(|b| b.is_ascii_alphanumeric() || b"/?=&-_.%".contains(&b));
    let straight = !place.contains("//") && !place.contains("..") && !place.contains("/.");
    Some(place).filter(|_| ours && plain && straight && place.len() <= LONGEST)
}

/// The address without what was said or asked there once.
fn without_words(place: &str) -> String {
    let Some((path, query)) = place.split_once('?') else { return place.to_owned() };
    let once = ["said=", "undo=", "ask="];
    let pairs = query.split('&').filter(|pair| !pair.is_empty() && !once.iter().any(|name| pair.starts_with(name)));
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// 401: the entrance, with what was posted to `path` in it, sealed.
async fn ended(state: &AppState, visit: &Visit, path: &str, values: Fields, token: Option<&str>) -> Response {
    let services = &state.services;
    let staff = match token {
        Some(token) => services.owner_of_session(visit.city.0.municipality.id, token).await,
        None => None,
    };
    let kept = Kept {
        path: path.to_owned(),
        values: values.without_passwords(),
        staff: staff.map(|id| id.0),
        at: services.now(),
    };
    let sealed = match services.seal(&SealedPlace::KeptForm, &kept) {
        Ok(sealed) => URL_SAFE_NO_PAD.encode(sealed),
        Err(refusal) => return refused(state, visit, refusal).await,
    };
    let word = if token.is_some() { "ended" } else { "needed" };
    let form = RefusedForm { values: Fields::of([("kept", sealed), ("said", word.to_owned())]), errors: Vec::new() };
    shown(state, visit, StatusCode::UNAUTHORIZED, ENTRANCE, form).await
}

/// The entrance again, with the name as typed and everything it carries.
pub async fn entrance_again(state: &AppState, form: &Posted, status: StatusCode, word: &'static str) -> Response {
    let values = Fields::of(["login", "next", "kept"].map(|name| (name, form.owned(name)))).with("said", word);
    shown(state, &form.visit, status, ENTRANCE, RefusedForm { values, errors: Vec::new() }).await
}

/// Where she goes who has just signed in: to the form she had filled, to the page she asked for, or to today.
pub async fn go_on(state: &AppState, form: &Posted, signed_in: &SignedIn) -> Response {
    let kept = form.some("kept").and_then(|sealed| open(state, sealed, signed_in.member.id));
    let Some(Kept { path, values, .. }) = kept else {
        return Redirect::to(local(form.text("next")).unwrap_or("/staff")).into_response();
    };
    let context = form.visit.city.staff(signed_in);
    let (desk, place) = again(&Posted { visit: form.visit.clone(), fields: values }, &path);
    match state.services.keep_desk_state(&context, &signed_in.session, &desk).await {
        Ok(()) => Redirect::to(&place).into_response(),
        Err(refusal) => {
            log_fault(&refusal);
            entrance_again(state, form, StatusCode::SERVICE_UNAVAILABLE, "busy").await
        }
    }
}

/// The form, if it is one of ours, hers, and not too old. It comes from a browser: one that does not open is a forged one, or one
/// from before its secret was taken off the list, and is no form at all. Nothing of ours is unreadable then, so nothing is said.
fn open(state: &AppState, sealed: &str, whose: StaffId) -> Option<Kept> {
    let octets = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let kept: Kept = state.services.open_from_outside(&SealedPlace::KeptForm, &octets).ok()?;
    let hers = kept.staff.is_none_or(|id| StaffId(id) == whose);
    Some(kept).filter(|kept| hers && state.services.now() - kept.at < Duration::hours(HOURS))
}

/// What the session remembers of a form, and the page that shows it again.
fn again(form: &Posted, path: &str) -> (DeskState, String) {
    let mut desk = DeskState::default();
    let words: Vec<&str> = path.trim_matches('/').split('/').collect();
    let place = match *words.as_slice() {
        ["staff", "desk", "search"] => {
            form.text("q").clone_into(&mut desk.query);
            "/staff/desk?said=again".to_owned()
        }
        ["staff", "desk", _] => {
            desk.draft = Some(Draft::typed(form, "ja"));
            format!("{}&said=again", desk::place(form))
        }
        ["staff", "bookings", id, "correct"] => {
            desk.draft = Some(Draft::typed(form, "ja"));
            let id = id.parse().unwrap_or_default();
            format!("/staff/desk?b={}&correct=1&again=1&said=again", BookingId(id))
        }
        ["staff", "bookings", id, verb] => {
            let id = id.parse().ok().map(BookingId);
            desk.reason = id.zip(form.some("reason")).map(|(id, reason)| (id, reason.to_owned()));
            back_of(form.text("back"), id, if verb == "cancel" { "again&ask=cancel" } else { "again" })
        }
        ["staff", "slots", _] => back_of(form.text("back"), None, "again"),
        ["staff", "setup", ..] => setup(form, path, &words[2..], &mut desk),
        ["staff", "mail", "held", ..] => "/staff/mail/held?said=again".to_owned(),
        ["staff", page @ ("mail" | "calls" | "password"), ..] => format!("/staff/{page}?said=again"),
        _ => "/staff".to_owned(),
    };
    (desk, place)
}

/// The set-up page of a form; what was typed is shown where the page has it.
fn setup(form: &Posted, path: &str, words: &[&str], desk: &mut DeskState) -> String {
    let (page, typed) = match *words {
        ["order", list, _] => (format!("/staff/setup/{list}"), false),
        ["delete", list, id] | [list, id, "active" | "disabled" | "password" | "delete" | "revoke"] => {
            (format!("/staff/setup/{list}/{id}"), false)
        }
        ["kinds", "set"] => ("/staff/setup/kinds".to_owned(), false),
        ["kinds", id, "leaflets", ..] => (format!("/staff/setup/kinds/{id}"), form.has("leaflet_ja")),
        ["holidays", ..] => ("/staff/setup/holidays".to_owned(), true),
        ["publish"] => return crate::http::offer::publish::page(form) + "&said=again",
        _ => (path.to_owned(), true),
    };
    if typed {
        desk.kept = Some(KeptForm { page: page.clone(), values: form.fields.clone() });
    }
    let year = form.text("year").parse::<i32>().ok().filter(|_| words.first() == Some(&"holidays"));
    format!("{page}?{}said=again", year.map(|year| format!("year={year}&")).unwrap_or_default())
}

/// Somebody without a session at a page of the staff's: to the entrance, and what was posted goes along.
pub async fn outside(state: &AppState, request: Request) -> Response {
    if request.method() != Method::POST {
        return Redirect::to(&entrance_to(request.uri())).into_response();
    }
    let path = request.uri().path().to_owned();
    let token = cookies::read(&state.config, request.headers(), Name::Session);
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return match Posted::from_request(request, state).await {
            Ok(form) => ended(state, &form.visit, &path, form.fields.clone(), token.as_deref()).await,
            Err(refused) => refused,
        };
    }
    let visit = match Visit::of(state, request.uri(), request.headers(), request.extensions()) {
        Ok(visit) => visit,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    match Multipart::from_request(request, state).await {
        Ok(body) => ended(state, &visit, &path, Fields::new(words(body).await), token.as_deref()).await,
        Err(error) => error.into_response(),
    }
}

/// The fields before the first file: what a stranger sends is not read for longer than a form is.
async fn words(mut body: Multipart) -> Vec<(String, String)> {
    let (mut words, mut octets) = (Vec::new(), 0);
    while let Ok(Some(part)) = body.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some_and(|file| !file.is_empty()) {
            break;
        }
        let Ok(text) = part.text().await else { break };
        octets += text.len();
        if octets > LONGEST_WORDS {
            break;
        }
        words.push((name, text));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_staff_pages_are_led_to() {
        for ours in ["/staff", "/staff?date=2026-12-01&view=list", "/staff/setup/kinds/7", "/staff/desk?b=12"] {
            assert_eq!(local(ours), Some(ours));
        }
        for foreign in [
            "",
            "/",
            "//evil.example",
            "/staff//evil",
            "https://evil.example",
            "/staff/../b/x",
            "/staff\\evil",
            "/staffx",
            "/b/token",
            "/staff?x=\r\n",
        ] {
            assert_eq!(local(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_page_is_asked_for_again_without_what_was_said_there() {
        let to = |uri: &str| entrance_to(&uri.parse().expect("an address"));
        assert_eq!(to("/staff?date=2026-12-01&said=moved&undo=x"), "/staff/sign-in?next=%2Fstaff%3Fdate%3D2026-12-01");
        assert_eq!(to("/staff/desk?b=7&ask=cancel"), "/staff/sign-in?next=%2Fstaff%2Fdesk%3Fb%3D7");
        assert_eq!(to("/staff?said=out"), "/staff/sign-in");
        assert_eq!(to("/staff"), "/staff/sign-in");
    }
}
