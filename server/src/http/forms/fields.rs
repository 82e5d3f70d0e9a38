//! A posted form and who posted it.

use std::ops::Deref;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{StatusCode, Uri};
use mendan_service::forms::Fields;

use crate::http::pages::Visit;
use crate::http::problem::Problem;
use crate::state::AppState;

/// No form of ours has more fields: an office with its rooms, a template with its kinds.
const MOST_FIELDS: usize = 400;

/// A form's fields as posted, with the visit they came in.
pub struct Posted {
    /// Who and where.
    pub visit: Visit,
    /// What was posted.
    pub fields: Fields,
}

/// A posted form is its fields.
impl Deref for Posted {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.fields
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let visit = Visit::of(request.uri(), request.headers(), request.extensions());
        let visit = visit.map_err(|refusal| Problem::from(refusal).into_response())?;
        Ok(Self { visit, fields: read(request, state).await? })
    }
}

/// What an address asks for, as fields.
pub fn asked_for(uri: &Uri) -> Fields {
    let query = uri.query().unwrap_or_default();
    Fields::new(url::form_urlencoded::parse(query.as_bytes()).into_owned().take(MOST_FIELDS).collect())
}

/// The fields of a form, whoever posted it.
pub async fn read(request: Request, state: &AppState) -> Result<Fields, Response> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
    }
    let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
    let fields: Vec<_> = url::form_urlencoded::parse(&body).into_owned().take(MOST_FIELDS + 1).collect();
    if fields.len() > MOST_FIELDS {
        return Err(Problem::field("body", "too_long").into_response());
    }
    Ok(Fields::new(fields))
}
