//! Which city a request is for, from its Host, and who sends it.

pub mod kinds;
pub mod leaflet_files;
pub mod leaflets;
pub mod listed;
pub mod networks;
pub mod offices;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use mendan_domain::staff::Permission::ManageSetup;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::HOST;
use http::{HeaderMap, Uri};
use mendan_service::city::catalogue::Catalogue;
use mendan_service::{By, Context, Refusal, Resident, SignedIn, Staff};

use super::partner::Partner;
use super::problem::Problem;
use crate::state::AppState;

/// The city of the request.
#[derive(Clone)]
pub struct City(pub Arc<Catalogue>);

impl City {
    /// A resident asks.
    pub fn resident(&self) -> By<Resident> {
        Context::resident(Arc::clone(&self.0))
    }

    /// A program asks: a partner's, if it showed a key.
    pub fn program(&self, partner: Option<Partner>) -> Context {
        partner.map_or_else(|| Context::program(Arc::clone(&self.0)), |partner| self.partner(partner).into())
    }

    /// A partner asks.
    pub fn partner(&self, Partner(partner): Partner) -> By<mendan_service::Partner> {
        Context::partner(Arc::clone(&self.0), partner)
    }

    /// A member of staff asks.
    pub fn staff(&self, signed_in: &SignedIn) -> By<Staff> {
        Context::staff(Arc::clone(&self.0), signed_in)
    }
}

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
    let peer = peer(&state, &request);
    let host = host(request.headers(), request.uri()).to_owned();
    match state.services.city_of_host(&host).await {
        Ok(catalogue) => {
            request.extensions_mut().insert(City(catalogue));
            request.extensions_mut().insert(Peer(peer));
            next.run(request).await
        }
        // No city yet: a demo is being filled, or nobody has set one up.
        Err(Refusal::NotFound) if !super::health::is_prepared() => Problem::busy().into_response(),
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}

/// The last address in `X-Forwarded-For` that no trusted proxy has; without trusted proxies the peer itself. An entry
/// that is no address ends the search: what stands before it was not written by a proxy we know.
fn peer(state: &AppState, request: &Request) -> IpAddr {
    let trusted = |ip: &IpAddr| state.config.trusted_proxies.iter().any(|net| net.contains(ip));
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let direct = direct.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip().to_canonical());
    if !trusted(&direct) {
        return direct;
    }
    let headers = request.headers().get_all("x-forwarded-for");
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
        .post("/staff/setup/offices/new", Rule::Staff(ManageSetup), offices::make)
        .post("/staff/setup/offices/{id}", Rule::Staff(ManageSetup), offices::save)
        .post("/staff/setup/offices/{id}/active", Rule::Staff(ManageSetup), offices::set_active)
        .post("/staff/setup/kinds/new", Rule::Staff(ManageSetup), kinds::make)
        .post("/staff/setup/kinds/set", Rule::Staff(ManageSetup), kinds::add_set)
        .post("/staff/setup/kinds/{id}", Rule::Staff(ManageSetup), kinds::save)
        .post("/staff/setup/kinds/{id}/active", Rule::Staff(ManageSetup), kinds::set_active)
        .post_up_to(leaflets::BODY_LIMIT, "/staff/setup/kinds/{kind}/leaflets", Rule::Staff(ManageSetup), leaflets::add)
        .post("/staff/setup/kinds/{kind}/leaflets/{id}/delete", Rule::Staff(ManageSetup), leaflets::delete)
        .post("/staff/setup/order/{list}/{id}", Rule::Staff(ManageSetup), listed::up)
        .post("/staff/setup/delete/{list}/{id}", Rule::Staff(ManageSetup), listed::delete)
        .post("/staff/setup/networks", Rule::Staff(ManageSetup), networks::allow)
        .post("/staff/setup/networks/leave", Rule::Staff(ManageSetup), networks::leave)
        .post("/staff/setup/networks/forget", Rule::Staff(ManageSetup), networks::forget)
        .merge(leaflet_files::router())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        for entry in ["2001:db8::7", "[2001:db8::7]", "[2001:db8::7]:8443"] {
            assert_eq!(address(entry), "2001:db8::7".parse().ok(), "{entry}");
        }
        for entry in ["192.0.2.7", "192.0.2.7:443"] {
            assert_eq!(address(entry), "192.0.2.7".parse().ok(), "{entry}");
        }
        for entry in ["unknown", "_hidden", "", "[", "[]", "[2001:db8::7", "2001:db8::7]"] {
            assert_eq!(address(entry), None, "{entry}");
        }
    }
}
