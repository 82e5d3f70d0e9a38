//! The one route table. `App` also runs once at start-up, without a request, to list the routes.

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Outlet, ParentRoute, Route, Router, Routes};
use leptos_router::{MatchNestedRoutes, SsrMode, StaticSegment, path};
use mendan_domain::language::Language;

use crate::components::plain::NotFound;
use crate::context::request;
use crate::pages::booking::details::Details;
use crate::pages::booking::outcome::OutcomePage;
use crate::pages::booking::own::{cancel::Cancel, change::Move, manage::Manage, mode::ChangeMode};
use crate::pages::booking::start::Start;
use crate::pages::booking::times::Times;
use crate::pages::calendar::{day::Day, slip::Slip};
use crate::pages::call::Calls;
use crate::pages::city::index::SetupIndex;
use crate::pages::city::kinds::{KindEdit, Kinds};
use crate::pages::city::networks::Networks;
use crate::pages::city::offices::{OfficeEdit, Offices};
use crate::pages::desk::Desk;
use crate::pages::message::mail::{HeldMails, UnsentMails};
use crate::pages::message::mailbox::{Mailbox, MailboxMail};
use crate::pages::offer::closures::{Closures, OneClosure};
use crate::pages::offer::holidays::Holidays;
use crate::pages::offer::publish::Publish;
use crate::pages::offer::templates::{NewTemplate, OneTemplate, Templates};
use crate::pages::partner::keys::Keys;
use crate::pages::staff::password::OwnPassword;
use crate::pages::staff::people::{People, PersonEdit};
use crate::pages::staff::sign_in::SignIn;

/// All pages. Each is rendered whole before it is sent: it must be readable without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=Nowhere>
                <Booking/>
                <Translated/>
                <Bookings/>
                <Staff/>
                <Mails/>
                <Setup/>
                <SetupCity/>
                <Shaping/>
                <Route path=path!("/dev/mailbox") view=Mailbox ssr=SsrMode::Async/>
                <Route path=path!("/dev/mailbox/:file") view=MailboxMail ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

/// The same pages under the prefix of each language that has one.
#[component(transparent)]
fn Translated() -> impl MatchNestedRoutes + Clone {
    let under = |language: Language| {
        view! { <ParentRoute path=StaticSegment(language.prefix()) view=Outlet ssr=SsrMode::Async><Booking/></ParentRoute> }
            .into_inner()
    };
    let prefixed = Language::ALL.into_iter().filter(|language| !language.prefix().is_empty());
    StaticVec::from(prefixed.map(under).collect::<Vec<_>>())
}

/// The pages that exist in every language.
#[component(transparent)]
fn Booking() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=Start ssr=SsrMode::Async/>
        <Route path=path!("/book/:kind") view=Times ssr=SsrMode::Async/>
        <Route path=path!("/details") view=Details ssr=SsrMode::Async/>
        <Route path=path!("/outcome") view=OutcomePage ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// The pages of a booking, in its own language.
#[component(transparent)]
fn Bookings() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/b/:token") view=Manage ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/move") view=Move ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/mode") view=ChangeMode ssr=SsrMode::Async/>
        <Route path=path!("/b/:token/cancel") view=Cancel ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// The pages of the staff, in Japanese.
#[component(transparent)]
fn Staff() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff") view=Day ssr=SsrMode::Async/>
        <Route path=path!("/staff/sign-in") view=SignIn ssr=SsrMode::Async/>
        <Route path=path!("/staff/password") view=OwnPassword ssr=SsrMode::Async/>
        <Route path=path!("/staff/desk") view=Desk ssr=SsrMode::Async/>
        <Route path=path!("/staff/calls") view=Calls ssr=SsrMode::Async/>
        <Route path=path!("/staff/bookings/:id/slip") view=Slip ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// Mails that did not leave, and those that wait for a decision after a restore.
#[component(transparent)]
fn Mails() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/mail") view=UnsentMails ssr=SsrMode::Async/>
        <Route path=path!("/staff/mail/held") view=HeldMails ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// The pages on which the city is set up.
#[component(transparent)]
fn Setup() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/setup") view=SetupIndex ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/keys") view=Keys ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/networks") view=Networks ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// The pages on which times are shaped: templates, publishing, days that are closed.
#[component(transparent)]
fn Shaping() -> impl MatchNestedRoutes + Clone {
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
}

/// Offices, staff and kinds.
#[component(transparent)]
fn SetupCity() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/setup/offices") view=Offices ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/offices/new") view=OfficeEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/offices/:id") view=OfficeEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff") view=People ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff/new") view=PersonEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/staff/:id") view=PersonEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/kinds") view=Kinds ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/kinds/new") view=KindEdit ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/kinds/:id") view=KindEdit ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// No route has that address.
#[component]
fn Nowhere() -> impl IntoView {
    let language = request().language;
    view! { <NotFound language/> }
}
