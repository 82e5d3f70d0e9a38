//! What the city decides: offices, kinds, networks.

pub(crate) mod errors;
pub(crate) mod form;
pub(crate) mod index;
pub(crate) mod kinds;
pub(crate) mod listed;
pub(crate) mod networks;
pub(crate) mod offices;
pub(crate) mod page;
pub(crate) mod settings;
pub mod to_read;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ManageSetup, ShapeOwnTimes};

use self::index::SetupIndex;
use self::kinds::{KindEdit, Kinds};
use self::networks::Networks;
use self::offices::{OfficeEdit, Offices};
use self::settings::{CitySection, CitySettings};

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[
    ("/staff/setup", ShapeOwnTimes),
    ("/staff/setup/city", ManageSetup),
    ("/staff/setup/offices", ManageSetup),
    ("/staff/setup/kinds", ManageSetup),
    ("/staff/setup/networks", ManageSetup),
];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/setup") view=SetupIndex ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/city") view=CitySettings ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/city/:section") view=CitySection ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/networks") view=Networks ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/offices") view=Offices ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/offices/new") view=OfficeEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/offices/:id") view=OfficeEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/kinds") view=Kinds ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/kinds/new") view=KindEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/kinds/:id") view=KindEdit ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
