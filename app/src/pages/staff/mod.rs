//! Members of staff: signing in, their own password, and who they are.

pub(crate) mod account;
mod address;
pub(crate) mod again;
mod carried;
pub(crate) mod codes;
pub(crate) mod factor;
pub(crate) mod forgotten;
pub(crate) mod hand_over;
pub(crate) mod keys;
pub(crate) mod link;
pub(crate) mod openid;
pub(crate) mod passkey;
pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod roles;
mod sessions;
pub(crate) mod sign_in;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, ManageSetup, ManageStaff};

use self::account::Account;
use self::again::ProveAgain;
use self::codes::RecoveryCodes;
use self::factor::{NewFactor, SecondStep};
use self::forgotten::Forgotten;
use self::hand_over::HandOver;
use self::keys::Keys;
use self::link::OneTimeLink;
use self::openid::IdentityProvider;
use self::passkey::NewPasskey;
use self::password::OwnPassword;
use self::people::{People, PersonEdit};
use self::roles::{RoleEdit, Roles};
use self::sign_in::SignIn;

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] =
    &[("/staff/setup/staff", ManageStaff), ("/staff/setup/roles", ManageStaff), ("/staff/setup/openid", ManageSetup)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/sign-in") view=SignIn ssr=SsrMode::Async/>
        <Route path=path!("/staff/sign-in/factor") view=SecondStep ssr=SsrMode::Async/>
        <Route path=path!("/staff/hand-over") view=HandOver ssr=SsrMode::Async/>
        <Route path=path!("/staff/link/:word") view=OneTimeLink ssr=SsrMode::Async/>
        <Route path=path!("/staff/forgotten") view=Forgotten ssr=SsrMode::Async/>
        <Route path=path!("/staff/again") view=ProveAgain ssr=SsrMode::Async/>
        <Route path=path!("/staff/account") view=Account ssr=SsrMode::Async/>
        <Route path=path!("/staff/account/factor") view=NewFactor ssr=SsrMode::Async/>
        <Route path=path!("/staff/account/passkey") view=NewPasskey ssr=SsrMode::Async/>
        <Route path=path!("/staff/account/codes") view=RecoveryCodes ssr=SsrMode::Async/>
        <Route path=path!("/staff/password") view=OwnPassword ssr=SsrMode::Async/>
        <Route path=path!("/staff/keys") view=Keys ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/openid") view=IdentityProvider ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff") view=People ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff/new") view=PersonEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff/:id") view=PersonEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/roles") view=Roles ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/roles/new") view=RoleEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/roles/:id") view=RoleEdit ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
