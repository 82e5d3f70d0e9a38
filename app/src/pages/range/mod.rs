//! Many times at once: a form that is in the address, what would become of them, and the one button that does exactly that.

pub(crate) mod close;
mod fields;
pub(crate) mod flash;
pub(crate) mod links;
mod page;
mod preview;
mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ShapeOwnTimes};

use self::page::Ranges;

/// Its address.
pub(crate) const PAGE: &str = "/staff/ranges";

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[(PAGE, ShapeOwnTimes)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! { <Route path=path!("/staff/ranges") view=Ranges ssr=SsrMode::Async/> }.into_inner().into_any_nested_route()
}
