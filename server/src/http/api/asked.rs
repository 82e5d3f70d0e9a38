//! What a program asks in an address: read into a type whose fields are its description, too.

use std::collections::HashSet;

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::http::problem::Problem;

/// The parameters of an address. An empty one counts as left out, and of several of one name the first is meant; what cannot be
/// read is told as a problem like everything else.
pub struct Asked<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let mut seen = HashSet::new();
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        let pairs = pairs.filter(|(name, value)| !value.is_empty() && seen.insert(name.clone().into_owned()));
        let plain = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        serde_urlencoded::from_str(&plain).map(Self).map_err(|_| Problem::field("query", "invalid"))
    }
}
