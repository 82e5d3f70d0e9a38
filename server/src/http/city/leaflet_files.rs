//! `GET /leaflets/{id}`: a file to read before an interview, for whoever has the link. It is read from the database piece
//! by piece, as fast as the reader takes it: a hundred slow readers hold a hundred pieces, not a hundred files.

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures::stream::{self, Stream};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use mendan_domain::ids::{LeafletId, MunicipalityId};
use mendan_service::city::catalogue::LeafletPart;
use mendan_service::{Refusal, Services};

use crate::http::city::City;
use crate::http::problem::Problem;
use crate::state::AppState;

/// Octets read at a time.
const PIECE: i64 = 128 * 1024;

/// The files.
pub fn router() -> Routes {
    Routes::new().get("/leaflets/{id}", Rule::Anyone, read)
}

async fn read(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(id): Path<i64>,
) -> Result<Response, Problem> {
    let (city, leaflet) = (city.0.municipality.id, LeafletId(id));
    let LeafletPart { media_type, size, octets } = state.services.leaflet_part(city, leaflet, (0, PIECE)).await?;
    let form = media_type.rsplit('/').next().unwrap_or_default();
    let headers = [
        // A PDF may hold scripts: it is opened by its reader's own program, and never as a page of ours.
        (CONTENT_DISPOSITION, format!("attachment; filename=\"leaflet-{id}.{form}\"")),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned()),
        // A changed file is another one, with another address.
        (CACHE_CONTROL, "public, max-age=86400, immutable".to_owned()),
        (CONTENT_LENGTH, size.to_string()),
        (CONTENT_TYPE, media_type),
    ];
    Ok((headers, Body::from_stream(pieces(state.services.clone(), (city, leaflet), octets))).into_response())
}

/// The first piece, then each further one once it is asked for.
fn pieces(
    services: Services,
    (city, leaflet): (MunicipalityId, LeafletId),
    first: Vec<u8>,
) -> impl Stream<Item = Result<Bytes, Refusal>> {
    stream::try_unfold((0_i64, Some(first)), move |(from, ready)| {
        let services = services.clone();
        async move {
            let octets = match ready {
                Some(octets) => octets,
                None => services.leaflet_part(city, leaflet, (from, PIECE)).await?.octets,
            };
            let next = from + PIECE;
            Ok((!octets.is_empty()).then(|| (Bytes::from(octets), (next, None))))
        }
    })
}
