//! `/healthz`: the process lives. `/readyz`: the database answers, is migrated and (demo) filled; its body tells what works.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, State};
use http::StatusCode;
use http::request::Parts;

use crate::state::AppState;

static PREPARED: AtomicBool = AtomicBool::new(false);
static WRITES: AtomicBool = AtomicBool::new(true);

/// Said once by `serve` when migration and demo are done.
pub fn prepared() {
    PREPARED.store(true, Ordering::Release);
}

/// Why not yet, where the operator can do something about it; nothing secret.
static OBSTACLE: Mutex<Option<&'static str>> = Mutex::new(None);

/// Said by `serve` while it cannot prepare the database.
pub fn waits_for(obstacle: Option<&'static str>) {
    *OBSTACLE.lock().unwrap_or_else(PoisonError::into_inner) = obstacle;
}

/// Whether that has been said.
pub fn is_prepared() -> bool {
    PREPARED.load(Ordering::Acquire)
}

/// Said after every probe: whether writing works. Returns what was said before.
pub fn writes(work: bool) -> bool {
    metrics::gauge!("mendan_writes_ok").set(if work { 1.0 } else { 0.0 });
    WRITES.swap(work, Ordering::AcqRel)
}

/// The body of `/readyz`: whether pages can be served, then a line to each thing that may work or not.
struct Report {
    ready: bool,
    lines: Vec<(&'static str, &'static str)>,
}

impl Report {
    async fn of(state: &AppState) -> Self {
        let ready = is_prepared() && matches!(state.services.database_ready().await, Ok(true));
        let writes = if WRITES.load(Ordering::Acquire) { "ok" } else { "failing" };
        let obstacle = *OBSTACLE.lock().unwrap_or_else(PoisonError::into_inner);
        let obstacle = obstacle.filter(|_| !ready).map(|why| ("waits for", why));
        // Ready all the same: whoever founds one must reach its pages.
        let none = ready && matches!(state.services.is_founded().await, Ok(false));
        let city = none.then_some(("city", "none yet; `mendan city invite` prints the link to the first set-up"));
        Self { ready, lines: [("writes", writes)].into_iter().chain(obstacle).chain(city).collect() }
    }

    fn text(&self) -> String {
        let mut text = String::from(if self.ready { "ready\n" } else { "not ready\n" });
        for (what, how) in &self.lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{what}: {how}");
        }
        text
    }
}

/// `GET /healthz`. To the doctor it says what it saw of its request.
pub async fn alive(State(state): State<AppState>, ConnectInfo(peer): ConnectInfo<SocketAddr>, asked: Parts) -> String {
    let seen = super::doctor::seen(&state.config, &asked.headers, &asked.uri, peer);
    let seen = seen.and_then(|seen| serde_json::to_string(&seen).ok());
    seen.map_or_else(|| String::from("ok\n"), |seen| format!("ok\n{seen}\n"))
}

/// `GET /readyz`. Ready means that pages can be read: a store that cannot write is no reason to send everybody away. The body
/// also tells what an administrator must mend.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    let report = Report::of(&state).await;
    let status = if report.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, report.text() + &super::alarms::lines(&state.services).await)
}
