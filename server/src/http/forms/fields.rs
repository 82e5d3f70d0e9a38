//! A posted form and who posted it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use mendan_domain::date::join_fields;
use mendan_service::booking::hold::{Draft, HoldForm};
use mendan_service::booking::person::PersonForm;
use mendan_service::expected::Expected;

use crate::http::pages::Visit;
use crate::http::problem::Problem;
use crate::state::AppState;

/// No form of ours has more fields: an office with its rooms, a template with its kinds.
const MOST_FIELDS: usize = 400;

/// A form's fields as posted, in their order, with the visit they came in.
pub struct Posted {
    /// Who and where.
    pub visit: Visit,
    fields: Vec<(String, String)>,
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let visit = Visit::of(state, request.uri(), request.headers(), request.extensions());
        let visit = visit.map_err(|refusal| Problem::from(refusal).into_response())?;
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let fields: Vec<_> = url::form_urlencoded::parse(&body).into_owned().take(MOST_FIELDS + 1).collect();
        if fields.len() > MOST_FIELDS {
            return Err(Problem::field("body", "too_long").into_response());
        }
        Ok(Self { visit, fields })
    }
}

impl Posted {
    /// A form that was posted before, in this visit.
    pub const fn again(visit: Visit, fields: Vec<(String, String)>) -> Self {
        Self { visit, fields }
    }

    /// The first field of that name, or an empty text.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The field of that name, if it was posted and is not empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Whether there is a field of that name, empty or not.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// Every field of that name, in its order: ticked boxes.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Everything as posted.
    pub fn values(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Whether a check box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.text(name), "true" | "on" | "1")
    }

    /// The version its page was rendered from.
    pub fn expected(&self) -> Expected {
        Expected::of_form(self.text("version"))
    }

    /// The hold its page was rendered from.
    pub fn hold(&self) -> HoldForm {
        HoldForm { key: self.text("form_key").to_owned(), slot_id: self.text("slot_id").to_owned() }
    }

    /// The person fields as typed.
    pub fn draft(&self, language: &str) -> Draft {
        let text = |name: &str| self.text(name).to_owned();
        let birth = [text("birth_year"), text("birth_month"), text("birth_day")];
        let due = [text("due_year"), text("due_month"), text("due_day")];
        let person = PersonForm {
            family_name: text("family_name"),
            given_name: text("given_name"),
            family_name_kana: text("family_name_kana"),
            given_name_kana: text("given_name_kana"),
            birth_date: self.some("birth_date").map_or_else(|| join_fields(&birth), str::to_owned),
            phone: text("phone"),
            // The button beside the question sends what it proposes.
            email: self.some("email_meant").unwrap_or(self.text("email")).to_owned(),
            email_asked: Some(text("email_asked")),
            due_date: self.some("due_date").map_or_else(|| join_fields(&due), str::to_owned),
            language: self.some("language").unwrap_or(language).to_owned(),
            needs: self.fields.iter().filter(|(key, _)| key == "needs").map(|(_, value)| value.clone()).collect(),
            note: text("note"),
            discreet: self.ticked("discreet"),
            consent: self.ticked("consent"),
        };
        Draft { person, birth, due, errors: Vec::new() }
    }
}
