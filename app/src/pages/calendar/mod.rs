//! The staff's day, one booking of it, and the slip. Nothing personal stands in an address, and nothing changes by looking.

pub(crate) mod day;
pub(crate) mod panel;
pub(crate) mod slip;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, SsrMode, path};
use mendan_domain::staff::Permission::{self, ViewBookings};

use self::day::Day;
use self::slip::Slip;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff", ViewBookings)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff") view=Day ssr=SsrMode::Async/>
        <Route path=path!("/staff/bookings/:id/slip") view=Slip ssr=SsrMode::Async/>
    }
    .into_inner()
}
