//! Prometheus figures. Labels are routes and codes, never anything personal.

use std::time::Duration;

use axum::extract::State;
use mendan_service::model::OutboxState;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

use crate::state::AppState;

/// Installs the recorder of this process; a second call (tests) gives a handle of its own.
pub fn recorder() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new().set_buckets(&[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0])?;
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    // A recorder that is there already stays.
    let _ = metrics::set_global_recorder(recorder);
    Ok(handle)
}

/// Counts an answer.
pub fn answered(method: &str, route: &str, status: u16, elapsed: Duration) {
    // A client may invent methods; they must not become time series.
    let method = if matches!(method, "GET" | "HEAD" | "POST" | "OPTIONS") { method } else { "other" };
    let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
    metrics::counter!("mendan_http_requests_total", &labels).increment(1);
    metrics::histogram!("mendan_http_request_seconds", "route" => route.to_owned()).record(elapsed.as_secs_f64());
}

/// `GET /metrics`.
pub async fn render(State(state): State<AppState>) -> String {
    if let Ok(counts) = state.services.outbox_counts().await {
        for state in OutboxState::ALL {
            // A state that nothing is in any more is 0, not what it was.
            let count = counts.iter().find(|(counted, _)| *counted == state).map_or(0, |(_, count)| *count);
            let count = u32::try_from(count).map_or(f64::MAX, f64::from);
            metrics::gauge!("mendan_outbox_rows", "state" => state.as_str()).set(count);
        }
    }
    super::alarms::gauges(&state.services).await;
    state.metrics.render()
}
