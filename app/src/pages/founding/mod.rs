//! How a city begins. Where there is no city yet its pages stand alone (`alone`), without the routes of the others; what follows are
//! pages of the set-up like any other.

pub mod alone;
pub(crate) mod begin;
pub(crate) mod kinds;
pub(crate) mod place;
pub(crate) mod times;
pub(crate) mod trial;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ManageSetup};

use self::begin::Begin;
use self::kinds::BeginKinds;
use self::place::BeginPlace;
use self::times::BeginTimes;
use self::trial::BeginTrial;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/setup/begin", ManageSetup)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/setup/begin") view=Begin ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/begin/place") view=BeginPlace ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/begin/kinds") view=BeginKinds ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/begin/times") view=BeginTimes ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/begin/trial") view=BeginTrial ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
