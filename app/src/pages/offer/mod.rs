//! What can be booked: templates, publishing, closed days, and the timetable that residents see.

pub(crate) mod closures;
pub(crate) mod holidays;
pub(crate) mod publish;
pub(crate) mod templates;
pub mod timetable;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ManageSetup, ShapeOwnTimes};

use self::closures::{Closures, OneClosure};
use self::holidays::Holidays;
use self::publish::Publish;
use self::templates::{NewTemplate, OneTemplate, Templates};

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[
    ("/staff/setup/holidays", ManageSetup),
    ("/staff/setup/templates", ShapeOwnTimes),
    ("/staff/setup/closures", ShapeOwnTimes),
    ("/staff/setup/publish", ShapeOwnTimes),
];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/setup/templates") view=Templates ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/templates/new") view=NewTemplate ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/templates/:id") view=OneTemplate ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/publish") view=Publish ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/closures") view=Closures ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/closures/:id") view=OneClosure ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/holidays") view=Holidays ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
