//! Render the pages of the app crate: whole, before a byte is sent, so that they work without scripts.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes as _, generate_route_list, render_app_async_with_context};
use mendan_app::context::{
    DeskState, Mailbox, Outcome, RefusedForm, Request as PageRequest, SignedIn, StatusSlot, Threshold,
};
use mendan_domain::language::Language;
use mendan_service::message::relay::trial::Trial;
use mendan_service::staff::openid::save::Looked;
use mendan_service::{Context, Refusal};

use super::city::City;
use super::cookies::{self, ByTls, Name};
use super::doors::door_of;
use super::live;
use super::problem::{AlreadyBooked, Problem, log_fault, status_of};
use super::route::{self, Area, Route};
use super::routes::Routes;
use super::security::CspNonce;
use super::told::told;
use crate::state::AppState;

/// All pages, and the page for what is none.
pub fn router() -> Routes {
    let pages = generate_route_list(mendan_app::App);
    let patterns: Vec<String> = pages.iter().map(|page| page.path().to_owned()).collect();
    let router = Router::new().leptos_routes_with_handler(pages, get(page)).fallback(nowhere);
    Routes::new().pages(router, patterns.iter().map(String::as_str))
}

/// Who asks and for what: the parts of a request every page and form needs.
#[derive(Clone)]
pub struct Visit {
    /// The city.
    pub city: City,
    /// Where it has come to.
    pub route: Route,
    /// The hold's cookie.
    pub browser: Option<String>,
    /// Several use this computer.
    pub shared: bool,
    /// No keys of one letter in this browser.
    pub keys_off: bool,
    /// The city's address, if this is another.
    pub right_address: Option<String>,
    /// The session, if there is one.
    pub staff: Option<Arc<SignedIn>>,
    /// How the city is reached.
    pub by_tls: ByTls,
    /// Her page asks by itself.
    by_itself: bool,
    nonce: Option<String>,
}

impl Visit {
    /// Reads a request's extensions, route and cookies. Who is signed in is known on the staff's routes only.
    pub fn of(uri: &Uri, headers: &HeaderMap, extensions: &http::Extensions) -> Result<Self, Refusal> {
        let city = extensions.get::<City>().cloned().ok_or(Refusal::NotFound)?;
        let route = Route::of(uri, extensions);
        let by_tls = ByTls::at(extensions);
        let browser = cookies::read(&by_tls, headers, Name::Hold);
        let shared = cookies::read(&by_tls, headers, Name::Shared).is_some();
        let keys_off = cookies::read(&by_tls, headers, Name::KeysOff).is_some();
        let staff = extensions.get::<Arc<SignedIn>>().cloned();
        let nonce = extensions.get::<CspNonce>().map(|nonce| nonce.0.clone());
        let host = super::city::host(headers, uri);
        let addresses = door_of(extensions).addresses(&city.0.municipality);
        let elsewhere = |address: &&str| super::authority::elsewhere(headers, host, address);
        // At one of them she is right.
        let wrong: Option<Vec<String>> = addresses.iter().map(elsewhere).collect();
        let right_address = wrong.and_then(|all| all.into_iter().next());
        // Whatever was asked, what is shown is read.
        let by_itself = live::by_itself::is_so(&Method::GET, headers, extensions);
        Ok(Self { city, route, browser, shared, keys_off, right_address, staff, by_tls, by_itself, nonce })
    }

    /// Somebody who has come to a path that is not plain: nobody is asked for.
    fn nowhere(uri: &Uri, extensions: &http::Extensions) -> Option<Self> {
        let city = extensions.get::<City>().cloned()?;
        let nonce = extensions.get::<CspNonce>().map(|nonce| nonce.0.clone());
        let route = Route::none(uri.path());
        Some(Self {
            city,
            route,
            browser: None,
            shared: false,
            keys_off: false,
            right_address: None,
            staff: None,
            by_tls: ByTls::at(extensions),
            by_itself: false,
            nonce,
        })
    }

    /// Staff when signed in, else a resident.
    pub fn context(&self) -> Context {
        let context: Context =
            self.staff.as_ref().map_or_else(|| self.city.resident().into(), |staff| self.city.staff(staff).into());
        if self.by_itself { context.asked_by_itself() } else { context }
    }

    /// The prefix of the language's addresses.
    pub fn prefix(&self) -> &'static str {
        self.language().prefix()
    }

    /// The language of the address, or the one the city speaks instead.
    pub fn language(&self) -> Language {
        self.city.0.municipality.spoken(self.route.language)
    }
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    let visit = match Visit::of(request.uri(), request.headers(), request.extensions()) {
        Ok(visit) => visit,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    if visit.language() != visit.route.language {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::to(&format!("{}{query}", visit.route.path)).into_response();
    }
    if let Some(elsewhere) = super::calendar::choice::of_page(&state, &visit, (request.uri(), request.headers())).await
    {
        return elsewhere;
    }
    let mailbox = super::message::mailbox::of_page(&state, &visit.city, &visit.route).await;
    let form = kept_form(&state, &visit, request.uri());
    let threshold = match super::staff::factor::of_page(&state, &visit, (request.uri(), request.headers())).await {
        Ok(threshold) => threshold,
        Err(response) => return response,
    };
    let shown = Shown { form, mailbox, threshold, ..Shown::default() };
    let mut response = render(&state, &visit, request, shown).await;
    if visit.browser.is_none()
        && matches!(visit.route.pattern(), "/book/{kind}" | "/staff/sign-in" | "/staff/hand-over")
    {
        // A random word, stored nowhere: with it a second tap on a time is known to be hers.
        cookies::write(&visit, response.headers_mut(), Name::Hold, Some(&state.services.new_token()));
    }
    response
}

/// No route has that path. The app's own router is not asked: it might read the path in another way.
async fn nowhere(State(state): State<AppState>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return super::dead_ends::wrong_method(State(state), request).await;
    }
    told(&state, &request.into_parts().0, Refusal::NotFound).await
}

/// What stands at a path that is not plain: nothing, in the reader's language, whatever it might have meant.
pub(super) async fn nothing_at(state: &AppState, request: Request) -> Response {
    let (uri, extensions) = (request.uri(), request.extensions());
    match Visit::nowhere(uri, extensions).filter(|_| !is_for_programs(uri.path())) {
        Some(visit) => refused(state, &visit, Refusal::NotFound).await,
        None => Problem::not_found().into_response(),
    }
}

/// Whether programs are answered there.
pub(super) fn is_for_programs(path: &str) -> bool {
    route::area(path) == Area::Programs
}

/// The set-up form she had filled when she was asked who she is: on its page, once she has come back to it. Where it cannot be read
/// the page comes without it, and the log says why: the set-up itself is not to blame.
fn kept_form(state: &AppState, visit: &Visit, uri: &Uri) -> Option<RefusedForm> {
    let mut pairs = uri.query()?.split('&');
    if !pairs.clone().any(|pair| pair.starts_with("said=again")) {
        return None;
    }
    // Without a number it is the first that waited for that page; `waited=none` is a button beside which nothing was typed.
    let number = pairs.find_map(|pair| pair.strip_prefix("waited=")).map_or(Some(0), |number| number.parse().ok())?;
    let staff = visit.staff.as_ref()?;
    let desk: DeskState = state.services.desk_state(&visit.city.staff(staff), &staff.session).ok()??;
    let kept = desk.kept_at(&visit.route.path, number)?;
    Some(RefusedForm { values: kept.values, errors: Vec::new() })
}

/// Renders the outcome of a POST with its status.
pub async fn outcome(state: &AppState, visit: &Visit, status: StatusCode, outcome: Outcome) -> Response {
    let mut request = Request::new(Body::empty());
    let place = match &outcome {
        Outcome::Desk { place, .. } => place.clone(),
        _ => format!("{}/outcome", visit.prefix()),
    };
    if let Ok(uri) = place.parse() {
        *request.uri_mut() = uri;
    }
    let shown = Shown { outcome: Some(outcome), ..Shown::default() };
    let mut response = render(state, visit, request, shown).await;
    *response.status_mut() = status;
    match status {
        StatusCode::SERVICE_UNAVAILABLE => response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2")),
        StatusCode::TOO_MANY_REQUESTS => response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30")),
        _ => None,
    };
    response
}

/// Renders the page of `path` (with its query) again, 422, with everything that was typed and what is to mend.
pub async fn again(state: &AppState, visit: &Visit, path: &str, form: RefusedForm) -> Response {
    shown(state, visit, StatusCode::UNPROCESSABLE_ENTITY, path, form).await
}

/// Renders the page of `path` (with its query) with a posted form in it: to be mended, or to be confirmed.
pub async fn shown(state: &AppState, visit: &Visit, status: StatusCode, path: &str, form: RefusedForm) -> Response {
    with(state, visit, status, path, Shown { form: Some(form), ..Shown::default() }).await
}

/// The same, with what is known between password and session, or codes that are shown once.
pub async fn at_threshold(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    path: &str,
    (form, threshold): (RefusedForm, Threshold),
) -> Response {
    let shown = Shown { form: Some(form), threshold: Some(threshold), ..Shown::default() };
    with(state, visit, status, path, shown).await
}

/// The same, with what a mail server answered.
pub async fn tried(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    path: &str,
    (form, trial): (RefusedForm, Trial),
) -> Response {
    with(state, visit, status, path, Shown { form: Some(form), trial: Some(trial), ..Shown::default() }).await
}

/// The same, with what an identity provider says of itself.
pub async fn looked(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    path: &str,
    (form, looked): (RefusedForm, Looked),
) -> Response {
    with(state, visit, status, path, Shown { form: Some(form), looked: Some(looked), ..Shown::default() }).await
}

async fn with(state: &AppState, visit: &Visit, status: StatusCode, path: &str, shown: Shown) -> Response {
    let mut request = Request::new(Body::empty());
    if let Ok(uri) = path.parse() {
        *request.uri_mut() = uri;
    }
    let mut response = render(state, visit, request, shown).await;
    // A page that could not be read keeps its own status.
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// Renders the page of `path` again, 409: what it spoke of has changed meanwhile. It shows what is true now, beside what was
/// typed.
pub async fn changed(state: &AppState, visit: &Visit, path: &str, mut form: RefusedForm) -> Response {
    let id = visit.city.0.municipality.id;
    state.services.forget_catalogue(id);
    let visit = match state.services.catalogue(id).await {
        Ok(catalogue) => Visit { city: City(catalogue, visit.city.1.clone()), ..visit.clone() },
        Err(_) => visit.clone(),
    };
    form.errors = vec![RefusedForm::CHANGED];
    shown(state, &visit, StatusCode::CONFLICT, path, form).await
}

/// Renders a refusal that has no page of its own.
pub async fn refused(state: &AppState, visit: &Visit, refusal: Refusal) -> Response {
    log_fault(&refusal);
    let status = status_of(&refusal);
    let known = matches!(refusal, Refusal::AlreadyBooked);
    let shown = match refusal {
        Refusal::AlreadyBooked => Outcome::AlreadyBooked,
        Refusal::TooLate => Outcome::TooLate,
        Refusal::Changed => Outcome::Changed,
        Refusal::NotFound => Outcome::NotFound,
        Refusal::TooManyRequests => Outcome::TooMany,
        Refusal::Busy(_) => Outcome::Busy,
        Refusal::Internal(_) => Outcome::Fault,
        Refusal::Invalid(_) => Outcome::Invalid,
        Refusal::NotPossible | Refusal::IdempotencyMismatch | Refusal::SlotTaken { .. } => Outcome::NotPossible,
    };
    let mut response = outcome(state, visit, status, shown).await;
    if known {
        response.extensions_mut().insert(AlreadyBooked);
    }
    response
}

/// What a page shows besides what its address says.
#[derive(Default)]
struct Shown {
    outcome: Option<Outcome>,
    form: Option<RefusedForm>,
    mailbox: Option<Mailbox>,
    trial: Option<Trial>,
    looked: Option<Looked>,
    threshold: Option<Threshold>,
}

async fn render(state: &AppState, visit: &Visit, request: Request, shown: Shown) -> Response {
    let Shown { outcome, form, mailbox, trial, looked, threshold } = shown;
    let context = visit.context();
    let alarms = match context.permit() {
        // A store that cannot tell of alarms is told of by the page itself.
        Ok(permit) => state.services.alarms_of(&permit).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let calls = match context.permit() {
        // A number that cannot be read must not keep the page from being shown.
        Ok(permit) => state.services.calls_waiting(&permit).await.unwrap_or_default(),
        Err(_) => 0,
    };
    let next = match context.permit() {
        // Neither must this. Residents are not asked about.
        Ok(permit) if visit.staff.is_some() => state.services.next_interview(&permit).await.unwrap_or_default(),
        Ok(_) | Err(_) => None,
    };
    let news = match context.permit() {
        Ok(permit) if visit.staff.is_some() => state.services.day_news_waiting(&permit).await.unwrap_or_default(),
        Ok(_) | Err(_) => 0,
    };
    let drafts = match &visit.staff {
        // Nor must they.
        Some(staff) => state.services.drafts(&visit.city.staff(staff)).await.unwrap_or_default(),
        None => Vec::new(),
    };
    let again = if form.is_none() && outcome.is_none() { super::draft::restored(state, visit, &drafts) } else { None };
    let (form, restored) = again.map_or((form, None), |(form, draft)| (Some(form), Some(draft)));
    let page = PageRequest {
        services: state.services.clone(),
        context,
        language: visit.language(),
        path: visit.route.path.clone(),
        browser: visit.browser.clone(),
        shared: visit.shared,
        staff: visit.staff.clone(),
        right_address: visit.right_address.clone(),
        alarms: alarms.into(),
        calls,
        next: next.map(Arc::new),
        news,
        drafts: drafts.into(),
        restored,
        keys_off: visit.keys_off,
        demo: state.config.demo,
        outcome: outcome.map(Arc::new),
        form: form.map(Arc::new),
    };
    let status = StatusSlot::default();
    let (slot, nonce) = (status.clone(), visit.nonce.clone());
    let provide = move || {
        provide_context(page.clone());
        provide_context(slot.clone());
        if let Some(mailbox) = &mailbox {
            provide_context(mailbox.clone());
        }
        if let Some(threshold) = &threshold {
            provide_context(threshold.clone());
        }
        if let Some(trial) = &trial {
            provide_context(trial.clone());
        }
        if let Some(looked) = &looked {
            provide_context(looked.clone());
        }
        if let Some(nonce) = &nonce {
            provide_context(Nonce::from_value(nonce.clone()));
        }
    };
    let options = state.leptos.clone();
    let render = render_app_async_with_context(provide, move || mendan_app::shell(options.clone()));
    let mut response = render(request).await;
    if let Some(code) = status.get().and_then(|code| StatusCode::from_u16(code).ok()) {
        *response.status_mut() = code;
    }
    super::finish::finished(response, visit.staff.as_ref().map(|staff| staff.member.id)).await
}
