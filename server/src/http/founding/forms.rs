//! The two forms behind the link: the city, and its first administrator. With her the link has done its work.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use http::{Extensions, HeaderMap, StatusCode};
use mendan_app::Alone;
use mendan_app::context::RefusedForm;
use mendan_domain::language::Language;
use mendan_service::forms::Fields;
use mendan_service::founding::administrator::AdministratorForm;
use mendan_service::founding::city::CityForm;
use mendan_service::staff::factor::step::Entered;
use mendan_service::{FieldError, Founder, Refusal};
use mendan_words::words;
use url::Url;

use super::alone::{alone, here, on, reached, refused, session};
use crate::http::city::Peer;
use crate::http::cookies::{self, ByTls, Name};
use crate::http::forms::fields::read;
use crate::http::limits::neighbourhood;
use crate::http::staff::factor::STEP;
use crate::state::AppState;

/// The first form.
pub const CITY: &str = "/setup/city";
/// The second.
const ADMINISTRATOR: &str = "/setup/administrator";
/// Where she goes on, signed in.
const BEGIN: &str = "/staff/setup/begin";

/// `GET /setup/city`; once there is the city, on to its administrator.
pub async fn city(State(state): State<AppState>, request: Request) -> Response {
    match founder(&state, request.headers(), request.extensions()).await {
        Ok(founder) if founder.city().is_some() => on(ADMINISTRATOR),
        Ok(_) => city_page(&state, request.extensions(), None).await,
        Err(refusal) => refused(&state, request.extensions(), refusal).await,
    }
}

/// `POST /setup/city`.
pub async fn found(State(state): State<AppState>, request: Request) -> Response {
    let (extensions, headers) = (request.extensions().clone(), request.headers().clone());
    let founder = match founder(&state, &headers, &extensions).await {
        Ok(founder) => founder,
        Err(refusal) => return refused(&state, &extensions, refusal).await,
    };
    let fields = match read(request, &state).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    match state.services.found_city(&founder, &typed(&fields), state.config.public_url.as_str()).await {
        Ok(_) => match state.services.follow_staff_address(state.config.staff.url.as_ref().map(Url::as_str)).await {
            Ok(()) => on(ADMINISTRATOR),
            Err(refusal) => refused(&state, &extensions, refusal).await,
        },
        // The same form in the same moment has founded it.
        Err(Refusal::Changed) if self::founder(&state, &headers, &extensions).await.is_ok() => on(CITY),
        Err(Refusal::Invalid(errors)) => city_page(&state, &extensions, Some(back(&fields, errors))).await,
        Err(other) => refused(&state, &extensions, other).await,
    }
}

/// `GET /setup/administrator`.
pub async fn administrator(State(state): State<AppState>, request: Request) -> Response {
    let founder = match founder(&state, request.headers(), request.extensions()).await {
        Ok(founder) if founder.city().is_none() => return on(CITY),
        Ok(founder) => founder,
        Err(refusal) => return refused(&state, request.extensions(), refusal).await,
    };
    administrator_page(&state, request.extensions(), &founder, None).await
}

/// `POST /setup/administrator`: she is in, or before her second factor.
pub async fn enter(State(state): State<AppState>, request: Request) -> Response {
    let extensions = request.extensions().clone();
    let founder = match founder(&state, request.headers(), request.extensions()).await {
        Ok(founder) => founder,
        Err(refusal) => return refused(&state, &extensions, refusal).await,
    };
    let fields = match read(request, &state).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let entered = match state.services.founder_in_city(&founder).await {
        Ok(context) => {
            let network = extensions.get::<Peer>().map(|peer| neighbourhood(peer.0).into());
            state.services.found_administrator(&context.seen_from(network), &AdministratorForm::typed(&fields)).await
        }
        Err(refusal) => Err(refusal),
    };
    match entered.map_err(over) {
        Ok(entered) => {
            let (mut response, name, token) = match entered {
                Entered::Session(token) => (on(BEGIN), Name::Session, token),
                Entered::Step(token) => (on(&format!("{STEP}?next={BEGIN}")), Name::Step, token),
            };
            cookies::write(&reached(&state, &extensions), response.headers_mut(), Name::Founding, None);
            cookies::write(&ByTls::at(&extensions), response.headers_mut(), name, Some(&token));
            response
        }
        Err(Refusal::Invalid(errors)) => {
            administrator_page(&state, &extensions, &founder, Some(back(&fields, errors))).await
        }
        Err(other) => refused(&state, &extensions, other).await,
    }
}

async fn founder(state: &AppState, headers: &HeaderMap, extensions: &Extensions) -> Result<Founder, Refusal> {
    let session = session(state, headers, extensions).ok_or(Refusal::NotFound)?;
    state.services.founder(&session, here(extensions)).await.map_err(over)
}

/// The city as typed; hours that were left as they stood are said in English, too.
fn typed(fields: &Fields) -> CityForm {
    let usual = |language: Language| words(language).founding.phone_hours_usual;
    let form = CityForm::typed(fields);
    let phone_hours_en = if form.phone_hours.trim() == usual(Language::Ja) { usual(Language::En) } else { "" };
    CityForm { phone_hours_en: phone_hours_en.to_owned(), ..form }
}

/// What a cookie stands for and is no more is over.
fn over(refusal: Refusal) -> Refusal {
    if matches!(refusal, Refusal::NotFound) { Refusal::Changed } else { refusal }
}

/// The form as typed, without its passwords.
fn back(fields: &Fields, errors: Vec<FieldError>) -> Arc<RefusedForm> {
    Arc::new(RefusedForm { values: fields.without_passwords(), errors })
}

async fn city_page(state: &AppState, extensions: &Extensions, form: Option<Arc<RefusedForm>>) -> Response {
    let address = state.config.public_url.as_str().trim_end_matches('/').to_owned();
    alone(state, extensions, status_of(form.as_deref()), Alone::City(address, form)).await
}

async fn administrator_page(
    state: &AppState,
    extensions: &Extensions,
    founder: &Founder,
    form: Option<Arc<RefusedForm>>,
) -> Response {
    match state.services.founder_in_city(founder).await {
        Ok(context) => {
            let name = context.catalogue.municipality.words(Language::Ja).name;
            alone(state, extensions, status_of(form.as_deref()), Alone::Administrator(name, form)).await
        }
        Err(refusal) => refused(state, extensions, refusal).await,
    }
}

const fn status_of(form: Option<&RefusedForm>) -> StatusCode {
    if form.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
