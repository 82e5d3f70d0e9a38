//! Partner systems: a bearer key on the API, with limits of its own. Without a key nothing changes.

pub mod keys;

use crate::http::routes::Routes;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use http::request::Parts;
use mendan_service::{By, Context, Refusal};

use super::city::{City, Peer};
use super::problem::Problem;
use super::route::{Area, Route};
use crate::state::AppState;

/// The partner whose key came with the request.
#[derive(Debug, Clone, Copy)]
pub struct Partner(pub mendan_service::Partner);

impl<S: Sync> FromRequestParts<S> for Partner {
    type Rejection = Problem;

    /// 401 without a key.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().copied().ok_or_else(Problem::unauthorized)
    }
}

impl City {
    /// A program asks: a partner's, if it showed a key.
    pub fn program(&self, partner: Option<Partner>) -> Context {
        let nobody = || Context::program(Arc::clone(&self.0)).seen_from(self.1.clone());
        partner.map_or_else(nobody, |partner| self.partner(partner).into())
    }

    /// A partner asks.
    pub fn partner(&self, Partner(partner): Partner) -> By<mendan_service::Partner> {
        Context::partner(Arc::clone(&self.0), partner).seen_from(self.1.clone())
    }
}

/// Knows a partner by its key and counts its requests; a wrong key is refused, whatever it was sent with.
pub async fn find(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let programs = Route::of(request.uri(), request.extensions()).area == Area::Programs;
    let key = bearer(request.headers()).filter(|_| programs).map(str::to_owned);
    let (Some(key), Some(City(city, _))) = (key, request.extensions().get::<City>().cloned()) else {
        return next.run(request).await;
    };
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
    match state.services.partner_of_key(city.municipality.id, &key).await {
        Ok(partner) if !state.limits.partner(partner.key()) => Problem::too_many().into_response(),
        Ok(partner) => {
            request.extensions_mut().insert(Partner(partner));
            next.run(request).await
        }
        // Keys are no easier to guess than links: tries count alike.
        Err(Refusal::NotFound) if !state.limits.miss(peer) => Problem::too_many().into_response(),
        Err(Refusal::NotFound) => Problem::unauthorized().into_response(),
        Err(other) => Problem::from(other).into_response(),
    }
}

/// What follows `Bearer` (RFC 6750 2.1). Other schemes belong to a proxy in front of us and are none of our business.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/setup/keys", keys::make)
        .form("/staff/setup/keys/{id}/revoke", keys::revoke)
        .proven_lately()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_bearer_key_is_read() {
        let read = |line: &'static str| {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(line))]);
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(read("Bearer mk_a"), Some("mk_a".to_owned()));
        assert_eq!(read("bearer  mk_a "), Some("mk_a".to_owned()));
        assert_eq!(read("Bearer"), Some(String::new()));
        assert_eq!(read("Basic bWs6YQ=="), None);
        assert_eq!(bearer(&HeaderMap::new()), None);
    }
}
