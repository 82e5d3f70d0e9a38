//! What every request shares.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use leptos::prelude::LeptosOptions;
use mendan_service::Services;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::calendar::reader::Reader;
use crate::config::Config;
use crate::http::limits::Limits;
use crate::live::hub::Hub;
use crate::mail::Post;
use crate::openid::Providers;

/// Shared by all requests. Every layer keeps one and clones it for each request: so a clone is one count.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// What it is made of.
pub struct Parts {
    /// The use cases.
    pub services: Services,
    /// Configuration.
    pub config: Arc<Config>,
    /// Where the browser's files are.
    pub leptos: LeptosOptions,
    /// Request limits.
    pub limits: Arc<Limits>,
    /// Speaks to mail servers.
    pub post: Arc<Post>,
    /// Speaks to identity providers.
    pub openid: Arc<Providers>,
    /// Tells pages that are open what is changed.
    pub live: Arc<Hub>,
    /// Reads calendars that members of staff have elsewhere.
    pub calendars: Arc<Reader>,
    /// Renders `/metrics`.
    pub metrics: PrometheusHandle,
}

impl From<Parts> for AppState {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}
