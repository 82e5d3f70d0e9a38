//! She proves again that it is her, before what is dangerous; what she had posted stands in its form again, and is not done.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri};
use mendan_app::context::RefusedForm;
use mendan_domain::staff::login::login_key;
use mendan_service::Refusal;
use mendan_service::staff::factor::kind::Evidence;

use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{refused, shown};
use crate::http::staff::kept::{self, AGAIN};
use crate::http::staff::tries::What;
use crate::http::staff::trying::{Trying, told_to_wait};
use crate::state::AppState;

/// `POST /staff/again`.
pub async fn prove(
    State(state): State<AppState>,
    Extension(Peer(peer)): Extension<Peer>,
    uri: Uri,
    headers: HeaderMap,
    asked: StaffForm,
) -> Response {
    let (form, visit) = (&asked.form, &asked.form.visit);
    // Pressed twice, or gone back to: she has proven it.
    if state.services.is_proven_lately(&asked.staff.session) {
        return kept::go_on(&state, form, &asked.staff).await;
    }
    let name = login_key(&asked.staff.member.login);
    let tries = Trying::of(&state, (name, What::Code), (peer, &headers, visit));
    let proof = Evidence::typed(form);
    if let Err(wait) = tries.turn_of(&state, &proof).await {
        let back = RefusedForm { values: kept::carried(form).with("said", "wait"), errors: Vec::new() };
        return told_to_wait(shown(&state, visit, StatusCode::TOO_MANY_REQUESTS, AGAIN, back).await, wait);
    }
    match state.services.prove_again(&asked.context, &asked.staff.session, &proof).await {
        Ok((token, by)) => {
            let mut response = match state.services.session(visit.city.0.municipality.id, &token).await {
                Ok(signed_in) => kept::go_on(&state, form, &signed_in).await,
                Err(refusal) => return refused(&state, visit, refusal).await,
            };
            cookies::write(visit, response.headers_mut(), Name::Session, Some(&token));
            tries.proven_by(&state, visit, (by, &mut response));
            response
        }
        Err(Refusal::Invalid(errors)) => {
            tries.failed(&state).await;
            let values = kept::carried(form).with(proof.field(), "");
            shown(&state, visit, StatusCode::UNPROCESSABLE_ENTITY, AGAIN, RefusedForm { values, errors }).await
        }
        // Another tab was first.
        Err(Refusal::Changed) => match kept::once_more(AGAIN, uri.query()).await {
            Some(response) => response,
            None => kept::entrance_again(&state, form, StatusCode::UNAUTHORIZED, kept::ENDED).await,
        },
        Err(other) => refused(&state, visit, other).await,
    }
}
