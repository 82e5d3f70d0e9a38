//! The day as a table per nurse, in the order of time.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::OfficeId;
use mendan_domain::offer::hours::Hours;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::Office;
use mendan_service::model::Booking;

use super::address::Address;
use super::board::{Board, Column, Item};
use super::filter::Filter;
use super::gaps::{Gap, gaps, open_hours, starts};
use super::quiet::{self, Place, Quiet};
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::call::met::mark;
use crate::pages::kit::actions::mark_form;
use crate::pages::kit::choice::mode;
use crate::pages::kit::note_mark::note_mark;
use crate::pages::kit::words::{kana, kind_name, name, office_name, phone, profession, state_word};

/// The tables of a day by office.
pub(super) fn list(
    request: &Request,
    address: &Address,
    (boards, filter): (&[Board], &Filter<'_>),
    (date, now): (NaiveDate, DateTime<Utc>),
) -> Vec<(OfficeId, AnyView)> {
    let city = &request.catalogue().municipality;
    let waits = |item: &&Item| matches!(item, Item::Booked(b) if b.status == Status::Booked && b.starts_at > now);
    let boards = boards.iter().map(|board| {
        let heading = (boards.len() > 1).then(|| view! { <h2>{office_name(Some(&board.office))}</h2> });
        let (starts, open) = (starts(board), open_hours(city, &board.office, date, Hours::WHOLE_DAY));
        let tables = board.columns.iter().map(|column| {
            let next = column.items.iter().find(waits).map(Item::starts_at);
            // What is left out is no time that nobody published.
            let gaps = if filter.chooses() { Vec::new() } else { gaps(&starts, &open, column) };
            Rows { request, address, next, office: &board.office }.table(column, gaps)
        });
        (board.office.id, view! { {heading}{tables.collect_view()} }.into_any())
    });
    boards.collect()
}

struct Rows<'a> {
    request: &'a Request,
    address: &'a Address,
    /// When the nurse's next interview begins.
    next: Option<DateTime<Utc>>,
    office: &'a Office,
}

impl Rows<'_> {
    fn table(&self, column: &Column, gaps: Vec<Gap>) -> AnyView {
        let place = Place { request: self.request, address: self.address, office: self.office, column };
        let items = column.items.iter().filter_map(|item| {
            let row = match item {
                Item::Booked(booking) => Row::Interview(self.booked(booking)),
                Item::Held(held) => Row::Quiet(place.held(held)),
                Item::Time(time) => Row::Quiet(place.time(time)?),
            };
            Some((item.starts_at(), row))
        });
        let gaps = gaps.into_iter().map(|gap| (gap.starts_at, Row::Quiet(place.gap(gap))));
        let mut rows: Vec<_> = items.chain(gaps).collect();
        rows.sort_by_key(|(starts_at, _)| *starts_at);
        // Where there is no interview, there is nothing that the heads could be of.
        let heads = rows.iter().any(|(_, row)| matches!(row, Row::Interview(_))).then(heads);
        let rows = together(rows.into_iter().map(|(_, row)| row));
        view! {
            <table class="table table--day" role="table">
                <caption>{column.nurse.display_name.clone()}" "{profession(column.nurse.profession)}</caption>
                {heads}
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    }

    fn clock(&self, at: DateTime<Utc>) -> AnyView {
        let at = local(self.request.catalogue(), at);
        view! { <th role="rowheader" scope="row"><time datetime=dates::iso(at)>{dates::time(at)}</time></th> }
            .into_any()
    }

    fn booked(&self, booking: &Booking) -> AnyView {
        let catalogue = self.request.catalogue();
        let over = matches!(booking.status, Status::Fulfilled | Status::Cancelled | Status::Noshow);
        let is_next = self.next == Some(booking.starts_at) && booking.status == Status::Booked;
        let class = if is_next {
            "is-next"
        } else if over {
            "is-over"
        } else {
            ""
        };
        let t = &staff_words().calendar;
        let (who, kana) = (name(&booking.contact), kana(&booking.contact));
        let back = self.address.closed().back();
        let join = booking.join_url.clone().filter(|_| booking.mode == Mode::Video && !over);
        view! {
            <tr role="row" class=class>
                {self.clock(booking.starts_at)}
                <td role="cell">{mode(booking.mode)}</td>
                <td role="cell"><a id=format!("b{}", booking.id) href=self.address.open(booking.id).href() aria-describedby=self.address.described(booking.id)>{who.clone()}</a><br/><small class="soft">{kana}</small></td>
                <td role="cell">{kind_name(catalogue.kind(booking.kind))}</td>
                <td role="cell"><a href=format!("tel:{}", booking.contact.phone_e164)>{phone(&booking.contact)}</a></td>
                <td role="cell">{state_word(booking)}{note_mark(booking)}{mark(self.request, booking).map(|word| view! { <br/><strong>{word}</strong> })}</td>
                <td role="cell" class="wide">
                    <div class="actions">
                        {join.map(|url| view! { <a class="button button--quiet button--small" href=url rel="noreferrer" target="_blank">{t.enter}<span class="said">{t.enter_for(&who)}</span></a> })}
                        {mark_form(self.request, booking, &Status::ALL, &back, &who)}
                    </div>
                </td>
            </tr>
        }
        .into_any()
    }
}

/// The names of the columns.
fn heads() -> AnyView {
    let (t, kit) = (&staff_words().calendar, &staff_words().kit);
    let heads = [t.head_time, kit.way, t.head_person, kit.interview, t.head_phone, t.head_state, t.head_actions];
    let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
    view! { <thead role="rowgroup"><tr role="row">{heads.into_iter().collect_view()}</tr></thead> }.into_any()
}

/// One entry of the list.
enum Row {
    /// An interview, as a row.
    Interview(AnyView),
    /// A stretch without.
    Quiet(Quiet),
}

/// The rows: stretches between two interviews share one.
fn together(rows: impl Iterator<Item = Row>) -> Vec<AnyView> {
    let (mut views, mut stretch) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Row::Quiet(quiet) => stretch.push(quiet),
            Row::Interview(view) => {
                if !stretch.is_empty() {
                    views.push(quiet::row(std::mem::take(&mut stretch)));
                }
                views.push(view);
            }
        }
    }
    if !stretch.is_empty() {
        views.push(quiet::row(stretch));
    }
    views
}
