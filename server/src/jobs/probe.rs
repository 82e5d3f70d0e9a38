//! Every second: does writing work? `/readyz` and the metric say so.

use std::time::Duration;

use mendan_service::Services;
use tokio::time::{MissedTickBehavior, interval};

use crate::http::health;

/// Between two probes; one that takes longer puts the next one off.
const EVERY: Duration = Duration::from_secs(1);

/// Probes until dropped.
pub async fn run(services: Services) {
    let mut beat = interval(EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        let outcome = services.probe_writes().await;
        match (health::writes(outcome.is_ok()), outcome) {
            (true, Err(error)) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::error!(%error, cause, "writing fails; pages can still be read");
            }
            (false, Ok(())) => tracing::info!("writing works again"),
            _ => {}
        }
    }
}
