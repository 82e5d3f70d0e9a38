//! Bring in what a city has elsewhere: a file, what its columns and words mean, what would come of it, what came of it.

pub(crate) mod choose;
pub(crate) mod columns;
pub(crate) mod file;
mod gone;
mod labels;
mod options;
pub(crate) mod preview;
pub(crate) mod result;
mod steps;
mod troubles;
pub(crate) mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::hooks::use_params_map;
use leptos_router::{SsrMode, path};
use mendan_domain::import::field::Sort;
use mendan_domain::staff::Permission::{self, ManageSetup};

use self::choose::Choose;
use self::columns::Columns;
use self::file::File;
pub use self::labels::heading;
use self::preview::Check;
use self::result::Outcome;
use self::words::Words;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/setup/import", ManageSetup)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/setup/import") view=Choose ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/import/:sort") view=File ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/import/:sort/columns") view=Columns ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/import/:sort/words") view=Words ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/import/:sort/preview") view=Check ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/import/:sort/result") view=Outcome ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// What is brought in, by the page's address.
fn sort() -> Option<Sort> {
    Sort::parse(&use_params_map().get_untracked().get("sort").unwrap_or_default())
}
