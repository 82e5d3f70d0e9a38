//! Programs of others: their keys.

pub(crate) mod keys;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ManagePartners};

use self::keys::Keys;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/setup/keys", ManagePartners)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/setup/keys") view=Keys ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
