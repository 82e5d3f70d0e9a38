//! `/staff`: the day, as a column per nurse or as tables, with one booking or time opened beside it.

pub(crate) mod address;
mod bar;
mod board;
mod empty;
mod gaps;
mod grid;
mod list;
mod place;
mod quiet;
mod time_panel;
mod upnext;
mod why_panel;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::ids::OfficeId;
use mendan_service::Refusal;
use mendan_service::calendar::day::DayQuery;
use mendan_service::city::catalogue::{Catalogue, Office};

use self::address::Address;
use self::board::{Board, boards};
use crate::context::{Request, request};
use crate::pages::asked;
use crate::pages::calendar::panel::booking_panel;
use crate::pages::desk::flash::Flash;
use crate::pages::kit::frame::{Frame, fault};
use crate::pages::kit::words::day;

/// The day of all nurses.
#[component]
pub fn Day() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let (address, flash) = (Address::read(&query), Flash::read(&query));
    asked(async move {
        let request = request();
        let address = address.at_typed_time(request.catalogue().municipality.timezone);
        let today = request.catalogue().municipality.local_date(request.services.now());
        let date = address.date.unwrap_or(today);
        let main = match Screen::read(&request, &address, today).await {
            Ok(screen) => screen.view(&request, flash).await,
            Err(refusal) => fault(&refusal),
        };
        let bar = bar::bar(&request, &address, date);
        Frame { title: day(date), bar, class: "", main }.view()
    })
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
    async fn read(request: &Request, address: &Address, today: NaiveDate) -> Result<Self, Refusal> {
        let (catalogue, now) = (request.catalogue(), request.services.now());
        let date = address.date.unwrap_or(today);
        let office = address.office.as_deref().and_then(|slug| catalogue.office_by_slug(slug)).cloned();
        // All offices are read: a nurse who is busy elsewhere is not free here.
        let day =
            request.services.day(&request.context.permit()?, DayQuery { date, office: None, staff: None }).await?;
        let boards = boards(catalogue, &day, office.as_ref().map(|o| o.id), address.nurse, now);
        Ok(Self { address: address.clone(), date, today, now, office, day, boards })
    }

    async fn view(self, request: &Request, flash: Flash) -> AnyView {
        let flash = flash.view(request, &self.address.back()).await;
        let upnext = (self.date == self.today && !self.boards.is_empty())
            .then(|| upnext::upnext(request, &self.address, &self.day, self.office.as_ref(), self.now));
        let panel = match (self.address.booking, self.address.slot, &self.address.why) {
            (Some(id), _, _) => Some(booking_panel(request, &self.address, id).await),
            (None, Some(id), _) => time_panel::time_panel(request, &self.address, &self.boards, id),
            (None, None, Some(empty)) => why_panel::why_panel(request, &self.address, &self.boards, empty).await,
            (None, None, None) => None,
        };
        let body = beside(self.tables(request).await, self.panel_office(request.catalogue()), panel);
        view! { {flash}{upnext}<div class="day-tables" id="grid" tabindex="-1">{body}</div> }.into_any()
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
        if self.boards.is_empty() && self.address.booking.is_none() {
            return vec![(None, empty::empty(request, &self.address, self.date, self.office.as_ref()).await)];
        }
        let tables = if self.address.list {
            list::list(request, &self.address, &self.boards, (self.date, self.now))
        } else {
            let now = (self.date == self.today).then_some(self.now);
            grid::grid(request, &self.address, &self.boards, (self.date, now))
        };
        tables.into_iter().map(|(office, table)| (Some(office), table)).collect()
    }
}

/// The panel stands beside the tables of its office, so that what was chosen stays in sight; otherwise beside the first.
fn beside(tables: Vec<(Option<OfficeId>, AnyView)>, office: Option<OfficeId>, mut panel: Option<AnyView>) -> AnyView {
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
