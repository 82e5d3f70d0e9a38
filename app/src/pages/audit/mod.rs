//! The log of who saw and did what, and what stands out in it.

pub(crate) mod log;
mod patterns;
mod said;
mod table;
mod wanted;
mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ReadAudit};

use self::log::AuditLog;
use self::patterns::AuditPatterns;
pub use self::table::rows_of_file;
pub use self::wanted::{href, query_of};

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[(PLACE, ReadAudit)];

/// Where the log is read.
pub(crate) const PLACE: &str = "/staff/audit";

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/audit") view=AuditLog ssr=SsrMode::Async/>
        <Route path=path!("/staff/audit/patterns") view=AuditPatterns ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
