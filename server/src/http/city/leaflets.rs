//! Files to read before an interview: added to a kind, and deleted.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_app::context::RefusedForm;
use mendan_domain::ids::{KindId, LeafletId};
use mendan_service::Refusal;
use mendan_service::city::leaflet::{LARGEST, LeafletForm};
use mendan_service::forms::Fields;

use crate::http::forms::staff_form::StaffForm;
use crate::http::forms::upload::Upload;
use crate::http::pages::{again, refused};
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

/// Octets of a body with the largest file and the words around it.
pub const BODY_LIMIT: usize = LARGEST + 64 * 1024;

fn page(kind: i64) -> String {
    format!("/staff/setup/kinds/{kind}")
}

/// `POST /staff/setup/kinds/{kind}/leaflets`.
pub async fn add(
    State(state): State<AppState>,
    Path(kind): Path<i64>,
    upload: Upload<Permit<ManageSetup>>,
) -> Response {
    let (label_ja, label_en) = (upload.text("leaflet_ja"), upload.text("leaflet_en"));
    let octets = Some(upload.octets("file")).filter(|_| !upload.too_large);
    let form = LeafletForm { label_ja: &label_ja, label_en: &label_en, octets };
    match state.services.leaflet_add(&upload.context, KindId(kind), &form).await {
        Ok(_) => Redirect::to(&format!("{}?said=added#leaflets", page(kind))).into_response(),
        Err(Refusal::Invalid(errors)) => {
            let values = Fields::of([("leaflet_ja", label_ja), ("leaflet_en", label_en)]);
            again(&state, &upload.visit, &page(kind), RefusedForm { values, errors }).await
        }
        Err(other) => refused(&state, &upload.visit, other).await,
    }
}

/// `POST /staff/setup/kinds/{kind}/leaflets/{id}/delete`.
pub async fn delete(
    State(state): State<AppState>,
    Path((kind, id)): Path<(i64, i64)>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    let result = state.services.leaflet_delete(&asked.context, LeafletId(id)).await;
    asked.settled(&state, result, &format!("{}?said=deleted#leaflets", page(kind)), &page(kind)).await
}
