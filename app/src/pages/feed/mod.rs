//! Calendars of members of staff.

mod own;
pub(crate) mod page;
mod source;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ViewBookings};

use self::page::OwnCalendar;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/own-calendar", ViewBookings)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/own-calendar") view=OwnCalendar ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
