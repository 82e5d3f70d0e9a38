//! The day as columns on one scale of time; on a phone the same lists stand one under the other.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::ids::OfficeId;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::HeldTime;
use mendan_service::city::catalogue::Office;
use mendan_service::model::Booking;

use super::address::{Address, EmptyTime};
use super::board::{Board, Column, Item, Time, TimeState, WIDTH, kept_until};
use super::filter::Filter;
use super::gaps::{Gap, gaps, open_hours, starts};
use super::place::{Lane, Scale, lanes, minutes};
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::call::met::mark;
use crate::pages::kit::choice::mode;
use crate::pages::kit::keys;
use crate::pages::kit::note_mark::note_mark;
use crate::pages::kit::words::{kind_name, name, office_name, profession, state_word, status_word};

/// The boards of a day by office, eight columns to a row; `now` only today.
pub(super) fn grid(
    request: &Request,
    address: &Address,
    (boards, filter): (&[Board], &Filter<'_>),
    (date, now): (NaiveDate, Option<DateTime<Utc>>),
) -> Vec<(OfficeId, AnyView)> {
    let catalogue = request.catalogue();
    let items = || boards.iter().flat_map(|board| &board.columns).flat_map(|column| &column.items);
    let first = items().map(|item| minutes(local(catalogue, item.starts_at()))).min().unwrap_or(9 * 60);
    let last = items().map(|item| minutes(local(catalogue, item.ends_at()))).max().unwrap_or(17 * 60);
    let cell = Cell { request, address, filter, scale: Scale::around(first, last), now, carries: true };
    let several = boards.len() > 1;
    let boards = boards.iter().map(|board| {
        let (starts, shown) = (starts(board), cell.scale.shown());
        let open = open_hours(&catalogue.municipality, &board.office, date, shown);
        let place = OfficeDay { office: &board.office, starts: &starts, open };
        let (there, away): (Vec<_>, Vec<_>) = board.columns.iter().partition(|column| !column.items.is_empty());
        let heading = several.then(|| view! { <h2>{office_name(Some(&board.office))}</h2> });
        let folded = (!there.is_empty() && !away.is_empty()).then(|| cell.folded(&place, &away));
        let shown = if there.is_empty() { &away } else { &there };
        (board.office.id, view! { {heading}{cell.rows(&place, shown)}{folded} }.into_any())
    });
    boards.collect()
}

/// From when until when, and the entry.
pub(crate) type Placed = ((DateTime<Utc>, DateTime<Utc>), AnyView);

/// An office, the starts of its day, and when it is open.
struct OfficeDay<'a> {
    office: &'a Office,
    starts: &'a BTreeMap<DateTime<Utc>, DateTime<Utc>>,
    open: Vec<Gap>,
}

/// What an entry is made of.
pub(crate) struct Cell<'a> {
    /// The page's request.
    pub request: &'a Request,
    /// Its address.
    pub address: &'a Address,
    /// What narrows it.
    pub filter: &'a Filter<'a>,
    /// The scale of time.
    pub scale: Scale,
    /// Now, where it is in sight.
    pub now: Option<DateTime<Utc>>,
    /// Whether its columns are nurses' or days, between which a booking can be carried.
    pub carries: bool,
}

impl Cell<'_> {
    /// Rows of nearly the same width: nobody stands alone in one.
    fn rows(&self, place: &OfficeDay<'_>, columns: &[&Column]) -> AnyView {
        let rows = columns.len().div_ceil(WIDTH).max(1);
        let width = columns.len().div_ceil(rows).max(1);
        columns.chunks(width).map(|columns| self.row(place, columns)).collect_view().into_any()
    }

    /// Who has no times that day: by name, and their empty columns to unfold.
    fn folded(&self, place: &OfficeDay<'_>, away: &[&Column]) -> AnyView {
        let t = staff_words();
        let names =
            away.iter().map(|column| column.nurse.display_name.as_str()).collect::<Vec<_>>().join(t.kit.between);
        let open = self.address.why.as_ref().is_some_and(|why| away.iter().any(|c| Some(c.nurse.id) == why.staff));
        view! {
            <details class="more away" open=open>
                <summary>{t.calendar.away(away.len(), names)}</summary>
                {self.rows(place, away)}
            </details>
        }
        .into_any()
    }

    fn row(&self, place: &OfficeDay<'_>, columns: &[&Column]) -> AnyView {
        self.scaled("daygrid", columns.iter().map(|column| self.column(place, column)).collect())
    }

    /// Columns beside the scale of time.
    pub(crate) fn scaled(&self, class: &'static str, columns: Vec<AnyView>) -> AnyView {
        let hours = self.scale.labels().map(|hour| view! { <li data-h=hour><span>{format!("{hour}:00")}</span></li> });
        view! {
            <div class=class data-arrows="" data-from=self.scale.from data-hours=self.scale.hours>
                <ol class="rail" aria-hidden="true">{hours.collect_view()}{self.line()}</ol>
                {columns}
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

    fn column(&self, place: &OfficeDay<'_>, column: &Column) -> AnyView {
        let id = format!("n{}-{}", place.office.id, column.nurse.id);
        let whose =
            |at: DateTime<Utc>| EmptyTime { staff: Some(column.nurse.id), at, office: place.office.slug.clone() };
        let shown = column.items.iter().filter(|item| self.filter.stands(item));
        let items = shown.map(|item| ((item.starts_at(), item.ends_at()), self.entry(item, &whose)));
        // What is left out is no time that nobody published.
        let gaps = if self.filter.chooses() { Vec::new() } else { gaps(place.starts, &place.open, column) };
        let gaps = gaps.into_iter().map(|gap| {
            (
                (gap.starts_at, gap.ends_at),
                self.why(column.nothing_at(gap.starts_at, gap.ends_at), whose(gap.starts_at)),
            )
        });
        let mut entries: Vec<_> = items.chain(gaps).collect();
        // Readers of the list hear them in the order of time.
        entries.sort_by_key(|(span, _)| *span);
        let none = entries.is_empty().then(|| {
            view! { <li class="all-day"><div class="entry entry--closed"><span class="what">{staff_words().calendar.no_time}</span></div></li> }
        });
        view! {
            <section class="nurse" aria-labelledby=id data-nurse=column.nurse.id.to_string() data-office=place.office.id.to_string()>
                <h2 id=id.clone()>{column.nurse.display_name.clone()}{self.own(column)}" "<small>{profession(column.nurse.profession)}</small></h2>
                {crate::pages::range::links::column(self.request, (self.address.date, &self.address.closed().back()), &column.nurse)}
                <ol>{none}{self.side_by_side(entries)}</ol>
            </section>
        }
        .into_any()
    }

    /// 「わたし」 at whoever looks.
    fn own(&self, column: &Column) -> Option<AnyView> {
        let me = self.request.staff.as_ref().map(|staff| staff.member.id);
        let word = staff_words().calendar.own_column;
        (me == Some(column.nurse.id)).then(|| view! { " "<strong class="own">{word}</strong> }.into_any())
    }

    /// Entries in the order of time on their rows, what stands at the same time side by side.
    pub(crate) fn side_by_side(&self, entries: Vec<Placed>) -> Vec<AnyView> {
        let spans: Vec<_> = entries.iter().map(|(span, _)| *span).collect();
        let lanes = lanes(&spans).into_iter();
        entries.into_iter().zip(lanes).filter_map(|((span, entry), lane)| self.placed(span, lane, entry)).collect()
    }

    /// What stands at a time.
    pub(crate) fn entry(&self, item: &Item, whose: &impl Fn(DateTime<Utc>) -> EmptyTime) -> AnyView {
        match item {
            Item::Booked(booking) => self.booked(booking),
            Item::Held(held) => self.held(held),
            Item::Time(time) => self.time(time, whose(time.starts_at)),
        }
    }

    /// The entry on its rows.
    pub(crate) fn placed(
        &self,
        (starts_at, ends_at): (DateTime<Utc>, DateTime<Utc>),
        Lane { lane, lanes }: Lane,
        entry: AnyView,
    ) -> Option<AnyView> {
        let catalogue = self.request.catalogue();
        let (start, end) = (local(catalogue, starts_at), local(catalogue, ends_at));
        let until = if end.date_naive() > start.date_naive() { 24 * 60 } else { minutes(end) };
        let place = self.scale.place(minutes(start), until)?;
        let (lane, lanes) = ((lanes > 1).then_some(lane), (lanes > 1).then_some(lanes));
        Some(
            view! {
                <li data-h=place.h data-m=place.m data-long=place.long data-len=place.len data-lane=lane data-lanes=lanes>
                    {entry}
                </li>
            }
            .into_any(),
        )
    }

    pub(super) fn booked(&self, booking: &Booking) -> AnyView {
        let catalogue = self.request.catalogue();
        let start = local(catalogue, booking.starts_at);
        let (class, state) = match booking.status {
            Status::Arrived if booking.is_going_on() => ("entry entry--now", state_word(booking)),
            Status::Fulfilled => ("entry entry--done", status_word(booking.status, booking.mode)),
            Status::Noshow | Status::Cancelled => ("entry entry--noshow", status_word(booking.status, booking.mode)),
            status => ("entry", status_word(status, booking.mode)),
        };
        let state = mark(self.request, booking).unwrap_or(state);
        let current = (self.address.booking == Some(booking.id)).then_some("true");
        // What can be carried to another time, and the version that is carried.
        let carried = (self.carries && booking.status == Status::Booked && self.request.books()).then_some(booking);
        view! {
            <a class=class id=format!("b{}", booking.id) href=self.address.open(booking.id).href() aria-current=current
                aria-describedby=self.address.described(booking.id) aria-keyshortcuts=carried.map(|_| keys::PICK_UP)
                data-booking=carried.map(|booking| booking.id.to_string()) data-version=carried.map(|booking| booking.version.to_string())>
                <time datetime=dates::iso(start)>{dates::time(start)}</time>
                <span class="what">{mode(booking.mode)}{note_mark(booking)}</span>
                <span class="state">{state}</span>
                <span class="who">{name(&booking.contact)}"・"{kind_name(catalogue.kind(booking.kind))}</span>
            </a>
        }
        .into_any()
    }

    /// Somebody is typing; who, is not known.
    pub(super) fn held(&self, held: &HeldTime) -> AnyView {
        let until = kept_until(self.request.catalogue(), held);
        let clock = self.clock(held.starts_at);
        view! { <div class="entry entry--held">{clock}<span class="what">{staff_words().calendar.held}</span><span class="who">{until}</span></div> }
            .into_any()
    }

    fn clock(&self, at: DateTime<Utc>) -> AnyView {
        let at = local(self.request.catalogue(), at);
        view! { <time datetime=dates::iso(at)>{dates::time(at)}</time> }.into_any()
    }

    /// Nothing can be booked here; the link says why.
    fn why(&self, word: &'static str, empty: EmptyTime) -> AnyView {
        let current = (self.address.why.as_ref() == Some(&empty)).then_some("true");
        let (clock, id) = (self.clock(empty.at), empty.anchor());
        let href = self.address.why(empty).href();
        view! {
            <a class="entry entry--closed" id=id href=href aria-current=current>
                {clock}<span class="what">{word}</span><span class="said">{staff_words().calendar.why}</span>
            </a>
        }
        .into_any()
    }

    fn time(&self, time: &Time, empty: EmptyTime) -> AnyView {
        let t = &staff_words().calendar;
        let clock = self.clock(time.starts_at);
        match time.state {
            TimeState::Free => {}
            TimeState::Closed => return self.why(t.closed, empty),
            TimeState::Barred(word) => return self.why(word, empty),
            TimeState::Past => {
                return view! { <div class="entry entry--closed">{clock}<span class="what">{t.passed}</span></div> }
                    .into_any();
            }
        }
        let Some(slot) = time.slots.first().map(|slot| slot.id) else { return ().into_any() };
        let current = time.slots.iter().any(|slot| self.address.slot == Some(slot.id)).then_some("true");
        view! {
            <a class="entry entry--free" id=format!("t{slot}") href=self.address.time(slot).href() aria-current=current>
                {clock}<span class="what">{t.free}</span>
            </a>
        }
        .into_any()
    }
}
