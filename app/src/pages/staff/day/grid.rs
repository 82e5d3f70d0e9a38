//! The day as columns on one scale of time; on a phone the same lists stand one under the other.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_service::model::Booking;
use mendan_service::usecase::answer::local;

use super::super::choice::mode;
use super::super::words::{kind_name, name, office_name, status_word};
use super::address::Address;
use super::board::{Board, Column, Item, Time, TimeState, WIDTH};
use super::place::{Scale, minutes};
use crate::components::dates;
use crate::context::Request;

/// All boards, eight columns to a row; `now` only today.
pub(super) fn grid(request: &Request, address: &Address, boards: &[Board], now: Option<DateTime<Utc>>) -> AnyView {
    let catalogue = request.catalogue();
    let items = || boards.iter().flat_map(|board| &board.columns).flat_map(|column| &column.items);
    let first = items().map(|item| minutes(local(catalogue, item.starts_at()))).min().unwrap_or(9 * 60);
    let last = items().map(|item| minutes(local(catalogue, item.ends_at()))).max().unwrap_or(17 * 60);
    let cell = Cell { request, address, scale: Scale::around(first, last), now };
    let several = boards.len() > 1;
    let boards = boards.iter().map(|board| {
        let rows = board.columns.chunks(WIDTH).map(|columns| cell.row(&format!("{}", board.office.id), columns));
        let heading = several.then(|| view! { <h2>{office_name(Some(&board.office))}</h2> });
        view! { {heading}{rows.collect_view()} }
    });
    boards.collect_view().into_any()
}

struct Cell<'a> {
    request: &'a Request,
    address: &'a Address,
    scale: Scale,
    now: Option<DateTime<Utc>>,
}

impl Cell<'_> {
    fn row(&self, office: &str, columns: &[Column]) -> AnyView {
        let hours = self.scale.labels().map(|hour| view! { <li data-h=hour><span>{format!("{hour}:00")}</span></li> });
        let columns = columns.iter().map(|column| self.column(office, column));
        view! {
            <div class="daygrid" data-arrows="" data-from=self.scale.from data-hours=self.scale.hours>
                <ol class="rail" aria-hidden="true">{hours.collect_view()}{self.line()}</ol>
                {columns.collect_view()}
            </div>
        }
        .into_any()
    }

    /// The line for now.
    fn line(&self) -> Option<AnyView> {
        let now = local(self.request.catalogue(), self.now?);
        let place = self.scale.place(minutes(now), minutes(now) + 1)?;
        Some(view! { <li class="now" data-h=place.h data-m=place.m><span>{dates::time(now)}</span></li> }.into_any())
    }

    fn column(&self, office: &str, column: &Column) -> AnyView {
        let id = format!("n{office}-{}", column.nurse.id);
        let mut end = None;
        let entries = column.items.iter().filter(|item| !is_gone(item)).map(|item| {
            let over = end.is_some_and(|end| item.starts_at() < end);
            end = Some(end.map_or(item.ends_at(), |end| item.ends_at().max(end)));
            self.item(item, over)
        });
        let entries = entries.collect_view();
        let none = column.items.iter().all(is_gone).then(|| {
            view! { <li class="all-day"><div class="entry entry--closed"><span class="what">"時間なし"</span></div></li> }
        });
        view! {
            <section class="nurse" aria-labelledby=id>
                <h2 id=id.clone()>{column.nurse.display_name.clone()}" "<small>{column.nurse.profession.ja()}</small></h2>
                <ol>{none}{entries}</ol>
            </section>
        }
        .into_any()
    }

    fn item(&self, item: &Item, over: bool) -> Option<AnyView> {
        let catalogue = self.request.catalogue();
        let (start, end) = (local(catalogue, item.starts_at()), local(catalogue, item.ends_at()));
        let until = if end.date_naive() > start.date_naive() { 24 * 60 } else { minutes(end) };
        let place = self.scale.place(minutes(start), until)?;
        let entry = match item {
            Item::Booked(booking) => self.booked(booking),
            Item::Time(time) => self.time(time),
        };
        let class = over.then_some("over");
        Some(view! { <li class=class data-h=place.h data-m=place.m data-long=place.long data-len=place.len>{entry}</li> }.into_any())
    }

    fn booked(&self, booking: &Booking) -> AnyView {
        let catalogue = self.request.catalogue();
        let start = local(catalogue, booking.starts_at);
        let running = booking.status == Status::Arrived
            && self.now.is_some_and(|now| booking.starts_at <= now && now < booking.ends_at);
        let (class, state) = match booking.status {
            Status::Arrived if running => ("entry entry--now", "面談中"),
            Status::Fulfilled => ("entry entry--done", status_word(booking.status, booking.mode)),
            Status::Noshow => ("entry entry--noshow", status_word(booking.status, booking.mode)),
            status => ("entry", status_word(status, booking.mode)),
        };
        let current = (self.address.booking == Some(booking.id)).then_some("true");
        view! {
            <a class=class href=self.address.open(booking.id).href() aria-current=current>
                <time datetime=dates::iso(start)>{dates::time(start)}</time>
                <span class="what">{mode(booking.mode)}</span>
                <span class="state">{state}</span>
                <span class="who">{name(&booking.contact)}"・"{kind_name(catalogue.kind(booking.kind))}</span>
            </a>
        }
        .into_any()
    }

    fn time(&self, time: &Time) -> AnyView {
        let start = local(self.request.catalogue(), time.starts_at);
        let clock = view! { <time datetime=dates::iso(start)>{dates::time(start)}</time> };
        let (class, word) = match time.state {
            TimeState::Free => ("entry entry--free", "空き"),
            TimeState::Closed => ("entry entry--closed", "とじた時間"),
            TimeState::Past => {
                return view! { <div class="entry entry--closed">{clock}<span class="what">"空きのまま"</span></div> }
                    .into_any();
            }
        };
        let Some(slot) = time.slots.first().map(|slot| slot.id) else { return ().into_any() };
        let current = time.slots.iter().any(|slot| self.address.slot == Some(slot.id)).then_some("true");
        view! { <a class=class href=self.address.time(slot).href() aria-current=current>{clock}<span class="what">{word}</span></a> }.into_any()
    }
}

/// A cancelled booking left its time to others; the list still shows it.
fn is_gone(item: &Item) -> bool {
    matches!(item, Item::Booked(booking) if booking.status == Status::Cancelled)
}
