//! Booking: from the kinds to the filled-in form, what is said when it does not go on, and what the link of a booking opens.

pub(crate) mod details;
pub(crate) mod details_form;
pub(crate) mod field_errors;
pub(crate) mod outcome;
pub(crate) mod own;
pub(crate) mod start;
pub(crate) mod taken;
pub(crate) mod times;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use self::details::Details;
use self::outcome::OutcomePage;
use self::own::{arrived::Arrived, cancel::Cancel, change::Move, manage::Manage, mode::ChangeMode};
use self::start::Start;
use self::times::Times;

/// The pages that exist in every language.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/") view=Start ssr=SsrMode::Async/>
        <Route path=path!("/book/:kind") view=Times ssr=SsrMode::Async/>
        <Route path=path!("/details") view=Details ssr=SsrMode::Async/>
        <Route path=path!("/outcome") view=OutcomePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The pages of a booking, in its own language.
#[component(transparent)]
pub(crate) fn OwnPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/b/:token") view=Manage ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/move") view=Move ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/mode") view=ChangeMode ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/mail") view=Arrived ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/cancel") view=Cancel ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
