//! `/staff/desk`: the phone desk. One screen, all offices; what a key will do is written before it is pressed.

mod address;
mod booking;
mod changed;
mod correct;
mod field_errors;
pub(crate) mod flash;
pub(crate) mod free_times;
mod keys;
mod namesake;
mod new;
mod person_fields;
pub(crate) mod reassign;
mod results;
mod search;
pub(crate) mod seek;
mod times;
pub(crate) mod wish;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::hooks::use_query_map;
use leptos_router::{SsrMode, path};
use mendan_service::Refusal;
use mendan_service::booking::hold::Draft;
use mendan_service::calendar::day::Opened;
use mendan_service::desk::search::Found;

use self::address::DeskAddress;
use self::flash::Flash;
use self::results::{Caller, callers};
use crate::context::{DeskState, Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::kit::frame::{Frame, fault};

/// The phone desk.
#[component]
pub fn Desk() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let (address, flash) = (DeskAddress::read(&query), Flash::read(&query));
    asked(async move {
        let request = request();
        let main = match request.desk_state() {
            Ok(state) => main(&request, &address, &flash, state).await,
            // What she typed stands there and cannot be read: an empty desk would say that she typed nothing. A search puts
            // something readable in its place.
            Err(refusal) => view! { {search::search("", true, false)}{fault(&refusal)} }.into_any(),
        };
        let mails = request
            .opens("/staff/mail")
            .then(|| view! { <a class="bar-link" href="/staff/mail">{staff_words().mail.unsent_title}</a> });
        Frame { title: staff_words().kit.nav_desk.to_owned(), bar: mails.into_any(), class: "desk", main }.view()
    })
}

async fn main(request: &Request, address: &DeskAddress, flash: &Flash, state: DeskState) -> AnyView {
    if address.new && request.books() {
        let state = if address.again { state } else { DeskState::default() };
        return new::new(request, address, state, flash).await;
    }
    let typed = state.draft.clone().filter(|_| address.again);
    // Before anything is read: what changes from here on she is told of.
    let position = request.services.position(request.context.municipality());
    match Call::read(request, address, state.query.clone()).await {
        Ok(call) => {
            let opened = call.opened.as_ref().map(|opened| opened.booking.id);
            let watched = opened.and_then(|id| booking::watched(request, id, position));
            let call = call.view(request, address, (flash, typed)).await;
            view! { {call}{watched} }.into_any()
        }
        // What she typed stays, to be sent again.
        Err(refusal) => view! { {search::search(&state.query, true, false)}{fault(&refusal)} }.into_any(),
    }
}

/// A call: what was searched, who was found, whose booking is open.
struct Call {
    query: String,
    callers: Vec<Caller>,
    /// Bookings that fit as well and are not among them.
    more: i64,
    opened: Option<Opened>,
}

impl Call {
    async fn read(request: &Request, address: &DeskAddress, query: String) -> Result<Self, Refusal> {
        let found = match query.trim() {
            "" => Found::default(),
            _ if address.only => Found::default(),
            typed => request.services.desk_search(&request.context.permit()?, typed).await?,
        };
        let (more, now) = (found.more, request.services.now());
        let mut callers = callers(found.bookings, now);
        let only = if let [caller] = callers.as_slice() { Some(caller.booking.id) } else { None };
        let opened = match address.booking.or(only) {
            Some(id) => Some(request.services.open_booking(&request.context.permit()?, id).await?),
            None => None,
        };
        if let Some(opened) = opened.as_ref().filter(|_| address.only) {
            callers.push(Caller::of(opened.booking.clone(), now));
        }
        Ok(Self { query, callers, more, opened })
    }

    async fn view(self, request: &Request, address: &DeskAddress, (flash, typed): (&Flash, Option<Draft>)) -> AnyView {
        let notice = flash.view(request, "desk").await;
        // Nobody is found yet: the next key belongs to the search.
        let typing = self.callers.is_empty() && self.opened.is_none() && notice.is_none();
        let choosing = self.opened.is_none() && notice.is_none();
        let fresh = self.query.is_empty() && self.opened.is_none();
        let chosen = self.opened.as_ref().map(|opened| opened.booking.client);
        let body = match &self.opened {
            Some(opened) => booking::booking(request, address, (opened, typed), notice.is_none()).await,
            None => ().into_any(),
        };
        let nobody = (!self.query.is_empty() && self.callers.is_empty()).then(|| results::nobody(&self.query));
        view! {
            {search::search(&self.query, typing, fresh)}
            {notice}
            {nobody}
            {results::results(request, (&self.callers, self.more), chosen, choosing)}
            {body}
            {keys::keys(request, address, self.opened.as_ref(), self.callers.len(), &self.query)}
        }
        .into_any()
    }
}

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/desk") view=Desk ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
