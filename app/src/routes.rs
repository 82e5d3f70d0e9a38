//! The one route table: each area says its pages, in its folder. `App` also runs once at start-up, without a request, to list the routes.

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_meta::provide_meta_context;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::{Outlet, ParentRoute, Router, Routes};
use leptos_router::{SsrMode, StaticSegment};
use mendan_domain::language::Language;

use crate::components::plain::NotFound;
use crate::context::request;
use crate::pages::{
    audit, booking, calendar, call, city, desk, draft, feed, founding, import, message, offer, partner, range, rescue,
    staff,
};

/// All pages. Each is rendered whole before it is sent: it must be readable without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=Nowhere>
                <audit::Pages/>
                <booking::Pages/>
                <Translated/>
                <booking::OwnPages/>
                <calendar::Pages/>
                <call::Pages/>
                <city::Pages/>
                <desk::Pages/>
                <draft::Pages/>
                <feed::Pages/>
                <founding::Pages/>
                <import::Pages/>
                <message::Pages/>
                <offer::Pages/>
                <partner::Pages/>
                <range::Pages/>
                <rescue::Pages/>
                <staff::Pages/>
            </Routes>
        </Router>
    }
}

/// The same pages under the prefix of each language that has one.
#[component(transparent)]
fn Translated() -> AnyNestedRoute {
    let under = |language: Language| {
        view! { <ParentRoute path=StaticSegment(language.prefix()) view=Outlet ssr=SsrMode::Async><booking::Pages/></ParentRoute> }
            .into_inner()
    };
    let prefixed = Language::ALL.into_iter().filter(|language| !language.prefix().is_empty());
    StaticVec::from(prefixed.map(under).collect::<Vec<_>>()).into_any_nested_route()
}

/// No route has that address.
#[component]
fn Nowhere() -> impl IntoView {
    let language = request().language;
    view! { <NotFound language/> }
}
