//! 「今日休みます」: an absence, and the page on which everybody whom it meets is looked after.

pub(crate) mod absent;
pub(crate) mod going;
pub(crate) mod list;
mod row;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ShapeOwnTimes, ViewBookings};

use self::absent::Absent;
use self::list::Rescue;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/absent", ShapeOwnTimes), ("/staff/rescue", ViewBookings)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/absent") view=Absent ssr=SsrMode::Async/>
        <Route path=path!("/staff/rescue/:id") view=Rescue ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
