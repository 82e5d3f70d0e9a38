//! Limits against robots, per network. A hospital behind one address and a signed-in desk are spared.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{Method, StatusCode};
use mendan_domain::ids::PartnerKeyId;
use mendan_service::Refusal;

use super::city::Peer;
use super::pages::{Visit, refused};
use super::partner::Partner;
use super::problem::Problem;
use super::route::{Area, Route};
use crate::state::AppState;

/// Writes a network may make at once, and how many come back per second.
const WRITES: (u32, f64) = (240, 4.0);
/// Unknown links a network may try at once, and how many come back per second.
const MISSES: (u32, f64) = (30, 0.2);
/// Sign-ins a network may try at once, and how many come back per second.
const SIGN_INS: (u32, f64) = (20, 0.1);
/// Sign-ins one name may see from one network at once, and how many come back per second.
const NAMES: (u32, f64) = (10, 0.05);
/// Times a network may keep at once, and how many come back per second.
const HOLDS: (u32, f64) = (60, 0.2);
/// Requests a partner may make at once with its key, and how many come back per second.
const PARTNERS: (u32, f64) = (1200, 20.0);

/// The limiters; without them (`MENDAN_SHIELD=off`) everything passes.
pub struct Limits(Option<All>);

struct All {
    writes: DefaultKeyedRateLimiter<IpAddr>,
    misses: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    names: DefaultKeyedRateLimiter<(IpAddr, String)>,
    holds: DefaultKeyedRateLimiter<IpAddr>,
    partners: DefaultKeyedRateLimiter<PartnerKeyId>,
}

fn quota((burst, per_second): (u32, f64)) -> Quota {
    let period = Duration::from_secs_f64(1.0 / per_second);
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period).unwrap_or_else(|| Quota::per_second(burst)).allow_burst(burst)
}

impl Limits {
    /// Limits, or none.
    pub fn new(on: bool) -> Self {
        Self(on.then(|| All {
            writes: RateLimiter::keyed(quota(WRITES)),
            misses: RateLimiter::keyed(quota(MISSES)),
            sign_ins: RateLimiter::keyed(quota(SIGN_INS)),
            names: RateLimiter::keyed(quota(NAMES)),
            holds: RateLimiter::keyed(quota(HOLDS)),
            partners: RateLimiter::keyed(quota(PARTNERS)),
        }))
    }

    fn hold(&self, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| all.holds.check_key(&network(peer)).is_ok())
    }

    /// Forgets networks that have been quiet; without it the tables would grow for ever.
    pub fn forget_quiet(&self) {
        if let Some(all) = &self.0 {
            all.writes.retain_recent();
            all.misses.retain_recent();
            all.sign_ins.retain_recent();
            all.names.retain_recent();
            all.holds.retain_recent();
            all.partners.retain_recent();
        }
    }

    fn write(&self, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| all.writes.check_key(&network(peer)).is_ok())
    }

    /// Counts a partner's request.
    pub fn partner(&self, key: PartnerKeyId) -> bool {
        self.0.as_ref().is_none_or(|all| all.partners.check_key(&key).is_ok())
    }

    /// Counts an unknown link. `false` when the network has tried too many.
    pub fn miss(&self, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| all.misses.check_key(&network(peer)).is_ok())
    }

    /// Counts a try to sign in.
    pub fn sign_in(&self, peer: IpAddr, login: &str) -> bool {
        self.0.as_ref().is_none_or(|all| {
            all.sign_ins.check_key(&network(peer)).is_ok()
                && all.names.check_key(&(network(peer), login.trim().to_lowercase())).is_ok()
        })
    }
}

/// One household or office: an IPv4 address, or the first 64 bits of an IPv6 one.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
            || {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            },
            IpAddr::V4,
        ),
    }
}

/// Slows floods of writes and of guessed links. Partners have limits of their own.
pub async fn writes(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.extensions().get::<Partner>().is_some() {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
    let route = Route::of(request.uri(), request.extensions());
    let staff = route.area == Area::Staff;
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let guessable = route.is_guessable();
    let keeps = writes && route.pattern() == "/hold";
    if writes && !staff && (!state.limits.write(peer) || keeps && !state.limits.hold(peer)) {
        return too_many(&state, request).await;
    }
    let response = next.run(request).await;
    if guessable && response.status() == StatusCode::NOT_FOUND && !state.limits.miss(peer) {
        return Problem::too_many().into_response();
    }
    response
}

/// As a page for people, as JSON for programs.
async fn too_many(state: &AppState, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if Route::of(&parts.uri, &parts.extensions).area == Area::Programs {
        return Problem::too_many().into_response();
    }
    match Visit::of(state, &parts.uri, &parts.headers, &parts.extensions) {
        Ok(visit) => refused(state, &visit, Refusal::TooManyRequests).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}
