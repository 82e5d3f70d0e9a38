//! A form with a file, and who posted it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use mendan_service::permit::Proof;

use super::staff_form::ENTRANCE;
use crate::http::pages::{Visit, refused};
use crate::http::problem::Problem;
use crate::state::AppState;

/// The parts of a `multipart/form-data` body (RFC 7578), in whose name.
pub struct Upload<C> {
    /// Who and where.
    pub visit: Visit,
    /// The city and herself, with the proof of what was asked at the door.
    pub context: C,
    /// The body was longer than it may be; what came before the end is there.
    pub too_large: bool,
    parts: Vec<(String, Bytes)>,
}

impl<C: Proof> FromRequest<AppState> for Upload<C> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let visit = Visit::of(request.uri(), request.headers(), request.extensions());
        let visit = visit.map_err(|refusal| Problem::from(refusal).into_response())?;
        // The door lets nobody else come here.
        let Some(staff) = &visit.staff else { return Err(Redirect::to(ENTRANCE).into_response()) };
        let context = match C::of(&visit.city.staff(staff)) {
            Ok(context) => context,
            Err(refusal) => return Err(refused(state, &visit, refusal).await),
        };
        let mut body = Multipart::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let mut upload = Self { visit, context, too_large: false, parts: Vec::new() };
        match read(&mut body, &mut upload.parts).await {
            Ok(()) => {}
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => upload.too_large = true,
            Err(error) => return Err(error.into_response()),
        }
        Ok(upload)
    }
}

async fn read(
    body: &mut Multipart,
    parts: &mut Vec<(String, Bytes)>,
) -> Result<(), axum::extract::multipart::MultipartError> {
    while let Some(part) = body.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        parts.push((name, part.bytes().await?));
    }
    Ok(())
}

impl<C> Upload<C> {
    /// The octets of a part; none when there is no such part.
    pub fn octets(&self, name: &str) -> &[u8] {
        self.parts.iter().find(|(known, _)| known == name).map_or(&[], |(_, octets)| octets)
    }

    /// A part as text.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(self.octets(name)).into_owned()
    }
}
