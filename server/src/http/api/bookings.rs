//! `/api/v1/bookings`: book, read, move, change mode, cancel.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::header::{CONTENT_TYPE, IF_MATCH};
use http::{HeaderMap, StatusCode};
use mendan_app::why::Speaker;
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::KindId;
use mendan_domain::language::Language;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::answer::BookingAnswer;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::person::PersonForm;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::{Context, Refusal, Services};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::reasons::reasons;
use super::slots::slot_json;
use super::spoken::wanted;
use crate::http::city::City;
use crate::http::partner::Partner;
use crate::http::problem::Problem;

/// A booking to make. Of the names one at least is there; those in kanji have their reading. Every field is read leniently, so that
/// an answer can name all that is missing.
#[derive(Deserialize, ToSchema)]
pub struct BookRequest {
    #[schema(value_type = String)]
    slot_id: Option<String>,
    #[schema(value_type = String)]
    kind: Option<String>,
    #[schema(value_type = String)]
    mode: Option<String>,
    family_name: Option<String>,
    given_name: Option<String>,
    family_name_kana: Option<String>,
    given_name_kana: Option<String>,
    #[schema(value_type = String)]
    birth_date: Option<String>,
    #[schema(value_type = String)]
    phone: Option<String>,
    email: Option<String>,
    due_date: Option<String>,
    language: Option<String>,
    #[schema(value_type = bool)]
    consent: Option<bool>,
}

mendan_service::masked_debug!(BookRequest { slot_id, kind, mode });

/// Where to move to.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MoveRequest {
    #[schema(value_type = String)]
    slot_id: Option<String>,
}

/// How to hold it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ModeRequest {
    #[schema(value_type = String)]
    mode: Option<String>,
}

/// Why to call it off.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct CancelRequest {
    reason: Option<String>,
}

mendan_service::masked_debug!(CancelRequest {});

/// JSON only: a form or plain text could be sent by a foreign page without asking first.
fn json<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        let mut problem = Problem::field("content-type", "invalid");
        problem.status = StatusCode::UNSUPPORTED_MEDIA_TYPE.as_u16();
        return Err(problem);
    }
    serde_json::from_slice(body).map_err(|_| Problem::field("body", "invalid"))
}

/// Who asks, from where: what a refusal is told by.
struct Asker {
    city: City,
    partner: Option<Partner>,
    language: Language,
}

impl Asker {
    fn of(city: City, partner: Option<Extension<Partner>>, headers: &HeaderMap) -> Self {
        Self { city, partner: partner.map(|Extension(partner)| partner), language: wanted(headers) }
    }

    /// A taken time with the nearest free ones, and why it cannot be had.
    fn problem(&self, (kind, mode): (Option<KindId>, Option<Mode>), refusal: Refusal) -> Problem {
        let Refusal::SlotTaken { alternatives, reasons: why } = &refusal else { return refusal.into() };
        let kind = kind.and_then(|kind| self.city.0.kind(kind));
        let speaker = kind.map(|kind| Speaker::new(self.language, &self.city.0, kind));
        let reasons = speaker.map(|speaker| reasons(speaker, self.partner, why).into());
        let alternatives = alternatives.iter().map(|slot| slot_json(&self.city.0, slot, mode)).collect();
        Problem { alternatives: Some(alternatives), reasons, ..Problem::from(refusal) }
    }
}

/// The program that asks; the audit log keeps whose it is.
fn asker(city: &City, partner: Option<&Extension<Partner>>) -> Context {
    city.program(partner.map(|Extension(partner)| *partner))
}

/// `If-Match: "3"`: only if the booking still has that SEQUENCE. Without the header, or with `*`, whatever it is.
fn expected(headers: &HeaderMap) -> Expected {
    let Some(value) = headers.get(IF_MATCH) else { return Expected::Any };
    let tag = value.to_str().unwrap_or_default().trim();
    let number = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|number| number.parse().ok());
    match number {
        Some(sequence) => Expected::Sequence(sequence),
        None if tag == "*" => Expected::Any,
        // A tag that we never gave is none of ours: RFC 9110 13.1.1.
        None => Expected::Unknown,
    }
}

/// A refusal about a booking; one that has changed goes along as it is.
async fn refused(services: &Services, context: &Context, handle: &Handle, refusal: Refusal) -> Problem {
    let changed = matches!(refusal, Refusal::Changed);
    let mut problem = Problem::from(refusal);
    if changed && let Ok(booking) = services.find(context, handle).await {
        // Without its answer the problem stands alone; why is in the log.
        problem.booking = services.answer(&context.catalogue, &booking).ok().map(Box::new);
    }
    problem
}

/// The kind a slot's id speaks of.
fn kind_of(slot_id: &str) -> Option<KindId> {
    SlotId::parse(slot_id).map(|slot| slot.kind)
}

/// Books. The same `Idempotency-Key` gives the first answer again.
#[utoipa::path(post, path = "/api/v1/bookings", request_body = BookRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 characters, new for every booking")),
    responses((status = 201, body = super::openapi::BookingBody), (status = 409, body = Problem), (status = 422, body = Problem),
              (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn book(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    partner: Option<Extension<Partner>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let request: BookRequest = json(&headers, &body)?;
    let key = headers.get("idempotency-key").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let text = Option::unwrap_or_default;
    let command = BookCommand {
        slot_id: text(request.slot_id),
        kind: text(request.kind),
        mode: text(request.mode),
        person: PersonForm {
            family_name: text(request.family_name),
            given_name: text(request.given_name),
            family_name_kana: text(request.family_name_kana),
            given_name_kana: text(request.given_name_kana),
            birth_date: text(request.birth_date),
            phone: text(request.phone),
            email: text(request.email),
            due_date: text(request.due_date),
            language: text(request.language),
            consent: request.consent.unwrap_or(false),
            ..PersonForm::default()
        },
        channel: Channel::Api,
        idempotency_key: key,
        browser: None,
        source: None,
        beside: false,
        nurse: None,
    };
    let time = (kind_of(&command.slot_id), Mode::parse(&command.mode));
    let answer = services.book(&asker(&city, partner.as_ref()), command).await;
    let answer = answer.map_err(|refusal| Asker::of(city, partner, &headers).problem(time, refusal))?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Reads a booking by its link's token.
#[utoipa::path(get, path = "/api/v1/bookings/{token}", params(("token" = String, Path)),
    responses((status = 200, body = super::openapi::BookingBody), (status = 404, body = Problem)))]
pub async fn read(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
    partner: Option<Extension<Partner>>,
) -> Result<Json<BookingAnswer>, Problem> {
    let context = asker(&city, partner.as_ref());
    let booking = services.find_for_program(&context, &Handle::Token(token)).await?;
    Ok(Json(services.answer(&context.catalogue, &booking)?))
}

/// Moves a booking to another slot of its kind.
#[utoipa::path(post, path = "/api/v1/bookings/{token}/move",
    params(("token" = String, Path), ("If-Match" = Option<String>, Header, description = "The SEQUENCE it is asked of, in quotes; another one by now: 409 `changed`")), request_body = MoveRequest,
    responses((status = 200, body = super::openapi::BookingBody), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn move_to(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
    partner: Option<Extension<Partner>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<BookingAnswer>, Problem> {
    let request: MoveRequest = json(&headers, &body)?;
    let slot = request.slot_id.unwrap_or_default();
    let (context, handle) = (asker(&city, partner.as_ref()), Handle::Token(token));
    match services.move_to(&context, &handle, expected(&headers), &slot, None).await {
        Ok(done) => Ok(Json(done.answer)),
        Err(refusal @ Refusal::SlotTaken { .. }) => {
            Err(Asker::of(city, partner, &headers).problem((kind_of(&slot), None), refusal))
        }
        Err(refusal) => Err(refused(&services, &context, &handle, refusal).await),
    }
}

/// Changes how the interview is held, keeping its time.
#[utoipa::path(post, path = "/api/v1/bookings/{token}/mode",
    params(("token" = String, Path), ("If-Match" = Option<String>, Header, description = "The SEQUENCE it is asked of, in quotes; another one by now: 409 `changed`")), request_body = ModeRequest,
    responses((status = 200, body = super::openapi::BookingBody), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn mode(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
    partner: Option<Extension<Partner>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<BookingAnswer>, Problem> {
    let request: ModeRequest = json(&headers, &body)?;
    let mode = request.mode.unwrap_or_default();
    let (context, handle) = (asker(&city, partner.as_ref()), Handle::Token(token));
    match services.change_mode(&context, &handle, expected(&headers), &mode).await {
        Ok(done) => Ok(Json(done.answer)),
        Err(refusal @ Refusal::SlotTaken { .. }) => {
            let kind = services.find(&context, &handle).await.ok().map(|booking| booking.kind);
            Err(Asker::of(city, partner, &headers).problem((kind, None), refusal))
        }
        Err(refusal) => Err(refused(&services, &context, &handle, refusal).await),
    }
}

/// Calls a booking off. Repeating it gives the same answer.
#[utoipa::path(post, path = "/api/v1/bookings/{token}/cancel",
    params(("token" = String, Path), ("If-Match" = Option<String>, Header, description = "The SEQUENCE it is asked of, in quotes; another one by now: 409 `changed`")), request_body = Option<CancelRequest>,
    responses((status = 200, body = super::openapi::BookingBody), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn cancel(
    State(services): State<Services>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
    partner: Option<Extension<Partner>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<BookingAnswer>, Problem> {
    // No body at all is a cancel without a reason.
    let request = if body.is_empty() { CancelRequest::default() } else { json(&headers, &body)? };
    let (context, handle) = (asker(&city, partner.as_ref()), Handle::Token(token));
    match services.cancel(&context, &handle, expected(&headers), request.reason.as_deref()).await {
        Ok(answer) => Ok(Json(answer)),
        Err(refusal) => Err(refused(&services, &context, &handle, refusal).await),
    }
}
