//! Which city a request is for, from its Host, and who sends it.

pub mod kinds;
pub mod leaflet_files;
pub mod leaflets;
pub mod listed;
pub mod look;
pub mod networks;
pub mod offices;
pub mod settings;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{HOST, STRICT_TRANSPORT_SECURITY};
use http::{HeaderMap, Uri};
use ipnet::IpNet;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::{By, Context, Refusal, Resident, SignedIn, Staff};

use super::cookies::{ByTls, Reached as _};
use super::doors::door_of;
use super::limits::neighbourhood;
use super::problem::Problem;
use super::security::TLS_ONLY;
use crate::state::AppState;

/// The city of the request, and from where it was asked, no finer than a neighbourhood: for the audit log.
#[derive(Clone)]
pub struct City(pub Arc<Catalogue>, pub Option<Arc<str>>);

impl City {
    /// A resident asks.
    pub fn resident(&self) -> By<Resident> {
        Context::resident(Arc::clone(&self.0)).seen_from(self.1.clone())
    }

    /// A member of staff asks.
    pub fn staff(&self, signed_in: &SignedIn) -> By<Staff> {
        Context::staff(Arc::clone(&self.0), signed_in).seen_from(self.1.clone())
    }
}

/// On a request that came while there is no city at all.
#[derive(Debug, Clone, Copy)]
pub struct NoCity;

/// The address the request comes from, behind trusted proxies.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// `host[:port]` as the client wrote it.
pub fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> &'a str {
    uri.authority()
        .map(http::uri::Authority::as_str)
        .or_else(|| headers.get(HOST).and_then(|h| h.to_str().ok()))
        .unwrap_or_default()
}

/// Puts [`City`] and [`Peer`] into the request; an unknown Host is 404.
pub async fn find(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let (peer, host, door) = (peer(&state, &request), asked_host(&state, &request), door_of(request.extensions()));
    match state.services.city_of_host(&host, door).await {
        Ok(catalogue) => {
            let city = City(catalogue, Some(neighbourhood(peer).into()));
            let reached = ByTls::of(&city, door, &host, &state.config);
            request.extensions_mut().insert(city);
            request.extensions_mut().insert(reached);
            request.extensions_mut().insert(Peer(peer));
            let mut response = next.run(request).await;
            if reached.by_tls() {
                response.headers_mut().entry(STRICT_TRANSPORT_SECURITY).or_insert(TLS_ONLY);
            }
            response
        }
        // No city yet: a demo is being filled, or nobody has set one up.
        Err(Refusal::NotFound) if !super::health::is_prepared() => Problem::busy().into_response(),
        Err(Refusal::NotFound) => match state.services.is_founded().await {
            Ok(true) => Problem::from(Refusal::NotFound).into_response(),
            // There is none at all: those behind say who may pass.
            Ok(false) => {
                request.extensions_mut().insert(NoCity);
                request.extensions_mut().insert(ByTls::of_none(&state.config, door));
                request.extensions_mut().insert(Peer(peer));
                next.run(request).await
            }
            Err(refusal) => Problem::from(refusal).into_response(),
        },
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}

/// The host that the client asked for: as a trusted proxy says, which may have written its own in its place; otherwise `Host`. What
/// several proxies have put together was written last by the one before us.
fn asked_host(state: &AppState, request: &Request) -> String {
    let forwarded = request.headers().get_all("x-forwarded-host").iter().next_back();
    let forwarded = forwarded.filter(|_| is_trusted(state, &direct(request))).and_then(|value| value.to_str().ok());
    let forwarded = forwarded.and_then(|value| value.rsplit(',').next()).map(str::trim).filter(|host| !host.is_empty());
    forwarded.unwrap_or_else(|| host(request.headers(), request.uri())).to_owned()
}

/// Who has the other end of the connection.
fn direct(request: &Request) -> IpAddr {
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>();
    direct.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip().to_canonical())
}

fn is_trusted(state: &AppState, ip: &IpAddr) -> bool {
    state.config.trusted_proxies.iter().any(|net| net.contains(ip))
}

fn peer(state: &AppState, request: &Request) -> IpAddr {
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    client_behind(&state.config.trusted_proxies, request.headers(), direct)
}

/// The same, where it is known. A proxy of ours that names nobody speaks for nobody: it does not lend its own address.
pub(super) fn named_peer(state: &AppState, request: &Request) -> Option<IpAddr> {
    Some(peer(state, request)).filter(|peer| !is_trusted(state, &direct(request)) || *peer != direct(request))
}

/// The last address in `X-Forwarded-For` that no trusted proxy has; without trusted proxies the peer itself. An entry
/// that is no address ends the search: what stands before it was not written by a proxy we know.
pub(super) fn client_behind(proxies: &[IpNet], headers: &HeaderMap, direct: Option<SocketAddr>) -> IpAddr {
    let trusted = |ip: &IpAddr| proxies.iter().any(|net| net.contains(ip));
    let direct = direct.map_or(IpAddr::from([127, 0, 0, 1]), |direct| direct.ip().to_canonical());
    if !trusted(&direct) {
        return direct;
    }
    let headers = headers.get_all("x-forwarded-for");
    let forwarded = headers.iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",");
    let entries = forwarded.rsplit(',').map_while(|entry| address(entry.trim()));
    entries.map(|ip| ip.to_canonical()).find(|ip| !trusted(ip)).unwrap_or(direct)
}

/// An address with or without a port; an IPv6 one with or without brackets.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/setup/offices/new", offices::make)
        .form("/staff/setup/offices/{id}", offices::save)
        .form("/staff/setup/offices/{id}/active", offices::set_active)
        .form("/staff/setup/kinds/new", kinds::make)
        .form("/staff/setup/kinds/set", kinds::add_set)
        .form("/staff/setup/kinds/{id}", kinds::save)
        .form("/staff/setup/kinds/{id}/active", kinds::set_active)
        .form_up_to(leaflets::BODY_LIMIT, "/staff/setup/kinds/{kind}/leaflets", leaflets::add)
        .form("/staff/setup/kinds/{kind}/leaflets/{id}/delete", leaflets::delete)
        .form("/staff/setup/order/{list}/{id}", listed::up)
        .merge(decisions().proven_lately())
        .form("/staff/setup/networks", networks::allow)
        .form("/staff/setup/networks/leave", networks::leave)
        .form("/staff/setup/networks/forget", networks::forget)
        .form_up_to(look::BODY_LIMIT, "/staff/setup/city/look/logo", look::save_logo)
        .form("/staff/setup/city/look/logo/delete", look::take_logo_away)
        .get("/city/colour/{sheet}", Rule::Anyone, look::colour)
        .get("/city/logo/{digest}", Rule::Anyone, look::logo)
        .merge(leaflet_files::router())
}

/// What decides how staff come in, what is told in the city's name and what is kept; and deleting, since a member of staff can be
/// deleted.
fn decisions() -> Routes {
    Routes::new()
        .form("/staff/setup/city/{section}", settings::save)
        .form("/staff/setup/city/{section}/undo", settings::undo)
        .form("/staff/setup/delete/{list}/{id}", listed::delete)
}
