//! Limits against robots, per network. A hospital behind one address and a signed-in desk are spared.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::header::LOCATION;
use http::{Method, StatusCode};
use ipnet::IpNet;
use mendan_domain::ids::PartnerKeyId;
use mendan_service::Refusal;
use mendan_service::model::AlarmCode;
use mendan_service::window::Window;

use super::city::{City, Peer};
use super::cookies::{self, ByTls, Name};
use super::partner::Partner;
use super::problem::{AlreadyBooked, Problem, log_fault};
use super::route::{Area, Route};
use super::staff::tries::SignIns;
use super::told::told;
use crate::state::AppState;

/// Writes a network may make at once, and how many come back per second.
const WRITES: (u32, f64) = (240, 4.0);
/// The same at the staff's entrance, where tries have lanes of their own: five hundred nurses behind one address come in within a
/// minute, with two or three forms each.
const ENTRANCE: (u32, f64) = (1500, 25.0);
/// Unknown links a network may try at once, and how many come back per second.
const MISSES: (u32, f64) = (30, 0.2);
/// Reads of the API without a key.
const READS: (u32, f64) = (240, 8.0);
/// Requests a partner may make at once with its key, and how many come back per second.
const PARTNERS: (u32, f64) = (1200, 20.0);
/// Times a network may keep or book, in so much time. A hospital with two hundred mothers in four hours stays below.
const PLACES: (usize, Duration) = (30, Duration::from_mins(10));
/// What a network has booked is remembered for as long as people book ahead; up to so many nobody asks what share it is.
const BOOKED: (usize, Duration) = (20, Duration::from_hours(60 * 24));
/// How often staff are told of one network that has its share, in so much time.
const TOLD: (usize, Duration) = (1, Duration::from_hours(1));
/// One network has at most one of so many coming places.
const SHARE: i64 = 5;
/// How often a network may learn that somebody has a booking, in so much time.
const KNOWN: (usize, Duration) = (10, Duration::from_hours(1));

/// The limiters; without them (`MENDAN_SHIELD=off`) everything passes.
pub struct Limits(Option<All>);

struct All {
    writes: DefaultKeyedRateLimiter<IpAddr>,
    entrance: DefaultKeyedRateLimiter<IpAddr>,
    reads: DefaultKeyedRateLimiter<IpAddr>,
    misses: DefaultKeyedRateLimiter<IpAddr>,
    partners: DefaultKeyedRateLimiter<PartnerKeyId>,
    places: Window<(i64, IpAddr)>,
    booked: Window<(i64, IpAddr)>,
    /// Of whom staff were told that they have booked their share.
    told: Window<(i64, IpAddr)>,
    /// Networks that the operator trusts with more: a hospital that books for its mothers.
    large: Vec<IpNet>,
    known: Window<IpAddr>,
    sign_ins: SignIns,
}

fn quota((burst, per_second): (u32, f64)) -> Quota {
    let period = Duration::from_secs_f64(1.0 / per_second);
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period).unwrap_or_else(|| Quota::per_second(burst)).allow_burst(burst)
}

impl Limits {
    /// Limits, or none; `large` networks may keep and book as many times as they like.
    pub fn new(on: bool, large: Vec<IpNet>) -> Self {
        Self(on.then(|| All {
            writes: RateLimiter::keyed(quota(WRITES)),
            entrance: RateLimiter::keyed(quota(ENTRANCE)),
            reads: RateLimiter::keyed(quota(READS)),
            misses: RateLimiter::keyed(quota(MISSES)),
            partners: RateLimiter::keyed(quota(PARTNERS)),
            places: Window::new(PLACES.0, PLACES.1),
            booked: Window::new(usize::MAX, BOOKED.1),
            told: Window::new(TOLD.0, TOLD.1),
            large,
            known: Window::new(KNOWN.0, KNOWN.1),
            sign_ins: SignIns::default(),
        }))
    }

    /// Forgets networks that have been quiet; without it the tables would grow for ever.
    pub fn forget_quiet(&self) {
        if let Some(all) = &self.0 {
            all.writes.retain_recent();
            all.entrance.retain_recent();
            all.reads.retain_recent();
            all.misses.retain_recent();
            all.partners.retain_recent();
            all.places.forget_quiet();
            all.booked.forget_quiet();
            all.told.forget_quiet();
            all.known.forget_quiet();
            all.sign_ins.forget_quiet();
        }
    }

    /// Counts a write. Those of whoever is signed in are not counted; at a page of the staff's the door knows who is, and counts the
    /// others ([`Limits::entrance`]).
    fn write(&self, area: Area, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| match area {
            Area::Staff => true,
            Area::Entrance => self.entrance(peer),
            Area::Public | Area::Programs => all.writes.check_key(&household(peer)).is_ok(),
        })
    }

    /// Counts a write of somebody who is not signed in, where staff come in.
    pub fn entrance(&self, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| all.entrance.check_key(&household(peer)).is_ok())
    }

    fn read(&self, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| all.reads.check_key(&household(peer)).is_ok())
    }

    /// Counts a partner's request.
    pub fn partner(&self, key: PartnerKeyId) -> bool {
        self.0.as_ref().is_none_or(|all| all.partners.check_key(&key).is_ok())
    }

    /// Counts an unknown link. `false` when the network has tried too many.
    pub fn miss(&self, peer: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|all| all.misses.check_key(&household(peer)).is_ok())
    }

    /// The lanes of tries to sign in.
    pub fn sign_ins(&self) -> Option<&SignIns> {
        self.0.as_ref().map(|all| &all.sign_ins)
    }
}

/// One household or office: an IPv4 address, or the first 64 bits of an IPv6 one.
pub fn household(ip: IpAddr) -> IpAddr {
    wider(ip)[0]
}

/// Who books and keeps as one: an IPv4 address, or the first 48 bits of an IPv6 one, which is what a site is given.
pub fn site(ip: IpAddr) -> IpAddr {
    wider(ip).get(1).copied().unwrap_or_else(|| household(ip))
}

/// The networks an address belongs to, each wider than the one before: an IPv4 address has itself; an IPv6 one its
/// household (64 bits), its site (48) and its provider (32).
pub fn wider(ip: IpAddr) -> Vec<IpAddr> {
    let IpAddr::V6(v6) = ip.to_canonical() else { return vec![ip.to_canonical()] };
    let [a, b, c, d, ..] = v6.segments();
    let network = |c, d| IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0));
    vec![network(c, d), network(c, 0), network(0, 0)]
}

/// A network as the audit log keeps it: 24 bits of an IPv4 address, 48 of an IPv6 one.
pub fn neighbourhood(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => format!("{}/48", site(IpAddr::V6(v6))),
    }
}

/// Slows floods of writes, of reads by programs and of guessed links, and keeps one network from taking all places.
/// Partners have limits of their own.
pub async fn writes(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.extensions().get::<Partner>().is_some() {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
    let route = Route::of(request.uri(), request.extensions());
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let guessable = route.is_guessable();
    let reads = !writes && route.area == Area::Programs && !guessable;
    if writes && !state.limits.write(route.area, peer) || reads && !state.limits.read(peer) {
        return told(&state, &request.into_parts().0, Refusal::TooManyRequests).await;
    }
    let limited = state.limits.0.as_ref().filter(|_| writes).map(|all| (all, Wanted::of(&route, &request)));
    let booked = match limited.filter(|(all, wanted)| !all.is_large(wanted.city.as_ref(), peer)) {
        Some((all, wanted)) => {
            let place = wanted.takes_place(&state).await;
            if place
                && (all.has_its_share(&state, wanted.city.as_ref(), peer).await || !all.places.take(wanted.place(peer)))
            {
                return told(&state, &request.into_parts().0, Refusal::TooManyRequests).await;
            }
            Some((all, wanted, place))
        }
        None => None,
    };
    let response = next.run(request).await;
    if let Some((all, wanted, place)) = booked {
        if place && !matches!(response.status(), StatusCode::CREATED | StatusCode::SEE_OTHER) {
            // Nothing was kept or booked.
            all.places.give_back(&wanted.place(peer));
        }
        if let Some(City(city, _)) = wanted.city.filter(|_| is_booking(&response)) {
            all.booked.take((city.municipality.id.0, site(peer)));
        }
    }
    if guessable && response.status() == StatusCode::NOT_FOUND && !state.limits.miss(peer) {
        return Problem::too_many().into_response();
    }
    if response.extensions().get::<AlreadyBooked>().is_some()
        && let Some(all) = &state.limits.0
        && !all.known.take(household(peer))
    {
        return Problem::too_many().into_response();
    }
    response
}

impl All {
    /// Whether the operator, or the city's staff, let it book as much as it likes.
    fn is_large(&self, city: Option<&City>, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        let networks = city.into_iter().flat_map(|City(city, _)| &city.municipality.large_networks);
        let mut allowed = networks.filter_map(|network| network.parse::<IpNet>().ok());
        self.large.iter().any(|net| net.contains(&peer)) || allowed.any(|net| net.contains(&peer))
    }

    /// Whether a network has booked its share of the coming places.
    async fn has_its_share(&self, state: &AppState, city: Option<&City>, peer: IpAddr) -> bool {
        let Some(City(city, _)) = city else { return false };
        let id = city.municipality.id;
        let booked = self.booked.count(&(id.0, site(peer)));
        if booked < BOOKED.0 {
            return false;
        }
        let coming = state.services.coming_places(id).await.unwrap_or(i64::MAX);
        let full = i64::try_from(booked).unwrap_or(i64::MAX).saturating_mul(SHARE) >= coming;
        if full && self.told.take((id.0, site(peer))) {
            let network = neighbourhood(peer);
            let raised = state.services.raise_alarm(AlarmCode::NetworkShare, (Some(id), &network), &network).await;
            if let Err(refusal) = raised {
                // Nobody was told: the next try tells.
                self.told.give_back(&(id.0, site(peer)));
                log_fault(&refusal);
            }
        }
        full
    }
}

/// What a write is about.
struct Wanted {
    pattern: String,
    browser: Option<String>,
    city: Option<City>,
}

impl Wanted {
    fn of(route: &Route, request: &Request) -> Self {
        let city = request.extensions().get::<City>().cloned();
        let browser = cookies::read(&ByTls::at(request.extensions()), request.headers(), Name::Hold);
        Self { pattern: route.pattern().to_owned(), browser, city }
    }

    /// Where places are taken, and by whom: one city's are not another's.
    fn place(&self, peer: IpAddr) -> (i64, IpAddr) {
        (self.city.as_ref().map_or(0, |City(city, _)| city.municipality.id.0), site(peer))
    }

    /// Whether it keeps or books one time more. A booking of the time that the browser holds was counted when it was held.
    async fn takes_place(&self, state: &AppState) -> bool {
        match self.pattern.as_str() {
            "/api/v1/bookings" | "/hold" => return true,
            "/confirm" => {}
            _ => return false,
        }
        match (&self.browser, &self.city) {
            (Some(browser), Some(city)) => state.services.hold_of(&city.resident(), browser).await.is_err(),
            _ => true,
        }
    }
}

/// Whether an answer says that a booking was made.
fn is_booking(response: &Response) -> bool {
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    response.status() == StatusCode::CREATED || location.starts_with("/b/") && location.ends_with("?new=1")
}
