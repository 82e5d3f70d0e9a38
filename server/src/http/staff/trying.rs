//! Somebody tries to come in: whose name, from where, with what. Passwords and codes wait for their turn in the same way.

use std::net::IpAddr;
use std::time::Duration;

use axum::response::Response;
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue};
use mendan_service::model::AlarmCode;
use mendan_service::staff::factor::kind::{Evidence, ProvenBy};

use crate::http::cookies::{self, Name};
use crate::http::pages::Visit;
use crate::http::problem::log_fault;
use crate::http::staff::device::{self, Shown};
use crate::http::staff::sign_in::counted;
use crate::http::staff::tries::{Verdict, What, Who};
use crate::state::AppState;

/// A try.
pub(super) struct Trying {
    who: Who,
    cookie: Option<String>,
    shared: bool,
}

impl Trying {
    /// For that name (its key), with what is said. A browser counts if the name has shown as much in it before; one that several use
    /// is nobody's own, and does not count for codes.
    pub(super) fn of(
        state: &AppState,
        (name, what): (String, What),
        (ip, headers, visit): (IpAddr, &HeaderMap, &Visit),
    ) -> Self {
        let city = visit.city.0.municipality.id;
        let cookie = cookies::read(visit, headers, Name::Device);
        let known = cookie.as_deref().and_then(|cookie| device::known(&state.services, city, &name, cookie));
        let counts = known.filter(|device| what == What::Password || (device.shown == Shown::Factor && !visit.shared));
        let device = counts.map(|device| device.word);
        Self { who: Who { city, ip, name, device, what }, cookie, shared: visit.shared }
    }

    /// The turn of what is shown besides a password. What is on her paper, or in a passkey, nobody guesses, and whoever is kept waiting by a stranger
    /// comes in by it: it never waits.
    pub(super) async fn turn_of(&self, state: &AppState, shown: &Evidence) -> Result<(), Duration> {
        match shown {
            Evidence::Recovery(_) | Evidence::Passkey(_) => Ok(()),
            Evidence::Code(_) | Evidence::Password(_) => self.turn(state).await.map(|_waited| ()),
        }
    }

    /// Waits a little for its turn; whether it had to. Else after how long it may come again.
    pub(super) async fn turn(&self, state: &AppState) -> Result<bool, Duration> {
        match state.limits.sign_ins().map_or(Verdict::Now, |lanes| lanes.ask(&self.who)) {
            Verdict::Now => Ok(false),
            Verdict::After(wait) => {
                tokio::time::sleep(wait).await;
                Ok(true)
            }
            Verdict::Later(wait) => {
                counted("slowed");
                Err(wait)
            }
        }
    }

    /// It was wrong. When too many are, all over the city, its administrators are told.
    pub(super) async fn failed(&self, state: &AppState) {
        let Some(lanes) = state.limits.sign_ins() else { return };
        lanes.failed(&self.who);
        if lanes.must_tell(self.who.city) {
            let about = (Some(self.who.city), "");
            if let Err(refusal) = state.services.raise_alarm(AlarmCode::SignInSpray, about, "").await {
                // Nobody was told: the next one tells.
                lanes.not_told(self.who.city);
                log_fault(&refusal);
            }
        }
    }

    /// It was right.
    pub(super) fn succeeded(&self, state: &AppState) {
        state.limits.sign_ins().inspect(|lanes| lanes.succeeded(&self.who));
    }

    /// Something besides her password has let her in, and the browser is known by what it was.
    pub(super) fn proven_by(&self, state: &AppState, visit: &Visit, (by, response): (ProvenBy, &mut Response)) {
        self.succeeded(state);
        self.remembered(state, visit, (Shown::of(by), response));
    }

    /// It has let her in: the browser is known from now on.
    pub(super) fn remembered(&self, state: &AppState, visit: &Visit, (shown, response): (Shown, &mut Response)) {
        let named = (self.who.name.as_str(), if self.shared { Shown::Password } else { shown });
        device::remember(&state.services, visit, named, (self.cookie.as_deref(), response));
    }
}

/// When to come again.
pub(super) fn told_to_wait(mut response: Response, wait: Duration) -> Response {
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    response
}
