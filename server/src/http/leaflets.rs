//! `GET /leaflets/{id}`: a file to read before an interview, for whoever has the link.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use mendan_domain::ids::LeafletId;

use super::city::City;
use super::problem::Problem;
use crate::state::AppState;

/// The files.
pub fn router() -> Router<AppState> {
    Router::new().route("/leaflets/{id}", get(read))
}

async fn read(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(id): Path<i64>,
) -> Result<Response, Problem> {
    let (media_type, octets) = state.services.leaflet(city.0.municipality.id, LeafletId(id)).await?;
    let form = media_type.rsplit('/').next().unwrap_or_default();
    let headers = [
        (CONTENT_DISPOSITION, format!("inline; filename=\"leaflet-{id}.{form}\"")),
        // A changed file is another one, with another address.
        (CACHE_CONTROL, "public, max-age=86400, immutable".to_owned()),
        (CONTENT_TYPE, media_type),
    ];
    Ok((headers, octets).into_response())
}
