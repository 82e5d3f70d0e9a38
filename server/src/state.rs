//! What every request shares.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::prelude::LeptosOptions;
use mendan_service::Services;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::config::Config;
use crate::http::limits::Limits;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub services: Services,
    /// Configuration.
    pub config: Arc<Config>,
    /// Where the browser's files are.
    pub leptos: LeptosOptions,
    /// Request limits.
    pub limits: Arc<Limits>,
    /// Renders `/metrics`.
    pub metrics: PrometheusHandle,
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
