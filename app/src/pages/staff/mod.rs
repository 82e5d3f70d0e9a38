//! Members of staff: signing in, their own password, and who they are.

pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod sign_in;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, SsrMode, path};
use mendan_domain::staff::Permission::{self, ManageStaff};

use self::password::OwnPassword;
use self::people::{People, PersonEdit};
use self::sign_in::SignIn;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/setup/staff", ManageStaff)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/sign-in") view=SignIn ssr=SsrMode::Async/>
        <Route path=path!("/staff/password") view=OwnPassword ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff") view=People ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff/new") view=PersonEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff/:id") view=PersonEdit ssr=SsrMode::Async/>
    }
    .into_inner()
}
