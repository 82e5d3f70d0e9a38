//! `/staff`: the calendar. Here the day, as a column per nurse or room or as tables, with one booking or time opened beside it; weeks
//! and months stand beside this folder.

pub(crate) mod address;
mod bar;
pub(crate) mod board;
pub(crate) mod empty;
pub(crate) mod filter;
mod gaps;
pub(crate) mod grid;
mod list;
pub(crate) mod place;
mod quiet;
mod rooms;
mod time_panel;
pub(crate) mod tools;
mod upnext;
pub(crate) mod view;
mod why_panel;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::ids::OfficeId;
use mendan_service::Refusal;
use mendan_service::calendar::day::DayQuery;
use mendan_service::city::catalogue::{Catalogue, Office};

use self::address::{Address, View};
use self::board::{Board, boards, hers_first};
use self::filter::Filter;
use self::tools::{jump, title, tools};
use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::calendar::changes::changes;
use crate::pages::calendar::panel::booking_panel;
use crate::pages::calendar::{month, week};
use crate::pages::desk::flash::Flash;
use crate::pages::kit::frame::{Frame, fault};
use crate::pages::kit::watch::Watched;

/// The calendar, as its address wants it seen.
#[component]
pub fn Day() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let (address, flash) = (Address::read(&query), Flash::read(&query));
    asked(async move {
        let request = request();
        let address = address.at_typed_time(request.catalogue().municipality.timezone);
        let today = request.catalogue().municipality.local_date(request.services.now());
        let date = address.date.unwrap_or(today);
        // Before anything is read: what changes from here on she is told of.
        let position = request.services.position(request.context.municipality());
        let main = match address.view {
            View::Day | View::Rooms | View::List => Screen::page(&request, &address, (today, flash)).await,
            View::Week => week::page(&request, &address, (date, today), flash).await,
            View::Month => month::page(&request, &address, (date, today), flash).await,
        };
        let main = main.unwrap_or_else(|refusal| fault(&refusal));
        let watched = Watched {
            days: Some(address.view.span(date)),
            told: staff_words().live.told("{count}"),
            ..Watched::page(&request, position, address.href())
        };
        let watched = watched.view(&request);
        let main = view! { {main}{watched} }.into_any();
        let bar = bar::bar(&address, date);
        Frame { title: title(&address, date), bar, class: "", main }.view()
    })
}

/// What is open beside the boards: a booking, a time of theirs, or why nothing can be booked then.
pub(crate) async fn panel(request: &Request, address: &Address, boards: &[Board]) -> Option<AnyView> {
    match (address.booking, address.slot, &address.why) {
        (Some(id), _, _) => Some(booking_panel(request, address, id).await),
        (None, Some(id), _) => time_panel::time_panel(request, address, boards, id),
        (None, None, Some(empty)) => why_panel::why_panel(request, address, boards, empty).await,
        (None, None, None) => None,
    }
}

/// What the page shows.
struct Screen {
    address: Address,
    date: NaiveDate,
    today: NaiveDate,
    now: DateTime<Utc>,
    office: Option<Office>,
    day: mendan_service::calendar::day::Day,
    boards: Vec<Board>,
}

impl Screen {
    async fn page(
        request: &Request,
        address: &Address,
        (today, flash): (NaiveDate, Flash),
    ) -> Result<AnyView, Refusal> {
        let screen = Self::read(request, address, today).await?;
        Ok(screen.view(request, flash).await)
    }

    async fn read(request: &Request, address: &Address, today: NaiveDate) -> Result<Self, Refusal> {
        let (catalogue, now) = (request.catalogue(), request.services.now());
        let date = address.date.unwrap_or(today);
        let filter = Filter::of(catalogue, address);
        let office = filter.office.cloned();
        // All offices are read: a nurse who is busy elsewhere is not free here.
        let day =
            request.services.day(&request.context.permit()?, DayQuery { date, office: None, staff: None }).await?;
        let nurse = filter.nurse.map(|nurse| nurse.id);
        let mut boards = filter.narrow(boards(catalogue, &day, office.as_ref().map(|o| o.id), nurse, now));
        if let Some(staff) = &request.staff {
            hers_first(&mut boards, staff.member.id);
        }
        Ok(Self { address: address.clone(), date, today, now, office, day, boards })
    }

    async fn view(self, request: &Request, flash: Flash) -> AnyView {
        let flash = flash.view(request, &self.address.back()).await;
        let changes = changes(request, &self.address.back()).await;
        let upnext = (self.date == self.today && !self.boards.is_empty())
            .then(|| upnext::upnext(request, &self.address, &self.day, self.office.as_ref(), self.now));
        let panel = panel(request, &self.address, &self.boards).await;
        let filter = Filter::of(request.catalogue(), &self.address);
        let columns = if self.address.view == View::Day { jump(&self.boards) } else { None };
        let tools = tools(request, &self.address, &filter, columns);
        let body = beside(self.tables(request).await, self.panel_office(request.catalogue()), panel);
        view! {
            {flash}<div data-live-part="next">{changes}{upnext}</div>{tools}
            <div class="day-tables" id="grid" tabindex="-1" data-live-part="grid">{body}</div>
        }
        .into_any()
    }

    /// Where the panel belongs.
    fn panel_office(&self, catalogue: &Catalogue) -> Option<OfficeId> {
        let Address { booking, slot, why, .. } = &self.address;
        let booked = self.day.bookings.iter().find(|one| Some(one.id) == *booking).map(|one| one.office);
        let offered = self.day.slots.iter().find(|one| Some(one.id) == *slot).map(|one| one.office);
        let asked = why.as_ref().and_then(|empty| catalogue.office_by_slug(&empty.office)).map(|office| office.id);
        booked.or(offered).or(asked)
    }

    /// What stands beside the panel, by office; a day without times has one view that belongs to none.
    async fn tables(&self, request: &Request) -> Vec<(Option<OfficeId>, AnyView)> {
        let filter = Filter::of(request.catalogue(), &self.address);
        if self.boards.is_empty() && self.address.booking.is_none() {
            let empty = if filter.chooses() {
                empty::nothing_left(&self.address)
            } else {
                empty::empty(request, &self.address, self.date, self.office.as_ref()).await
            };
            return vec![(None, empty)];
        }
        let now = (self.date == self.today).then_some(self.now);
        let tables = match self.address.view {
            View::List => list::list(request, &self.address, (&self.boards, &filter), (self.date, self.now)),
            View::Rooms => rooms::rooms(request, &self.address, (&self.day, &filter), now),
            View::Day | View::Week | View::Month => {
                grid::grid(request, &self.address, (&self.boards, &filter), (self.date, now))
            }
        };
        tables.into_iter().map(|(office, table)| (Some(office), table)).collect()
    }
}

/// The panel stands beside the tables of its office, so that what was chosen stays in sight; otherwise beside the first.
pub(crate) fn beside(
    tables: Vec<(Option<OfficeId>, AnyView)>,
    office: Option<OfficeId>,
    mut panel: Option<AnyView>,
) -> AnyView {
    let there = tables.iter().position(|(of, _)| of.is_some() && *of == office).unwrap_or(0);
    let none = tables.is_empty();
    let tables = tables.into_iter().enumerate().map(|(index, (_, table))| match panel.take_if(|_| index == there) {
        Some(panel) => view! { <div class="with-panel"><div>{table}</div>{panel}</div> }.into_any(),
        None => table,
    });
    let tables: Vec<AnyView> = tables.collect();
    let alone = panel.filter(|_| none).map(|panel| view! { <div class="with-panel"><div></div>{panel}</div> });
    view! { {tables}{alone} }.into_any()
}
