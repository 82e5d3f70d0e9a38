//! The staff's calendar (day, week, month), one booking of it, and the slip. Nothing personal stands in an address, and nothing changes by looking.

pub(crate) mod changes;
pub(crate) mod day;
pub(crate) mod month;
pub(crate) mod panel;
pub(crate) mod slip;
pub(crate) mod week;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ViewBookings};

use self::day::Day;
use self::slip::Slip;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff", ViewBookings)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff") view=Day ssr=SsrMode::Async/>
        <Route path=path!("/staff/bookings/:id/slip") view=Slip ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
