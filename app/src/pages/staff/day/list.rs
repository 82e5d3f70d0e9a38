//! The day as a table per nurse, in the order of time.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::hours::Hours;
use mendan_domain::ids::{NurseSlotId, OfficeId};
use mendan_domain::mode::Mode;
use mendan_service::catalogue::Office;
use mendan_service::model::Booking;
use mendan_service::usecase::answer::local;
use mendan_service::usecase::day::HeldTime;

use super::super::actions::{mark_form, open_form};
use super::super::choice::mode;
use super::super::met::mark;
use super::super::words::{kana, kind_name, name, office_name, phone, status_word};
use super::address::{Address, EmptyTime};
use super::board::{Board, Column, Item, Time, TimeState, kept_until};
use super::gaps::{Gap, gaps, open_hours, starts};
use crate::components::dates;
use crate::context::Request;

/// The tables of a day by office.
pub(super) fn list(
    request: &Request,
    address: &Address,
    boards: &[Board],
    (date, now): (NaiveDate, DateTime<Utc>),
) -> Vec<(OfficeId, AnyView)> {
    let city = &request.catalogue().municipality;
    let waits = |item: &&Item| matches!(item, Item::Booked(b) if b.status == Status::Booked && b.starts_at > now);
    let boards = boards.iter().map(|board| {
        let heading = (boards.len() > 1).then(|| view! { <h2>{office_name(Some(&board.office))}</h2> });
        let (starts, open) = (starts(board), open_hours(city, &board.office, date, Hours::WHOLE_DAY));
        let tables = board.columns.iter().map(|column| {
            let next = column.items.iter().find(waits).map(Item::starts_at);
            Rows { request, address, now, next, office: &board.office }.table(column, gaps(&starts, &open, column))
        });
        (board.office.id, view! { {heading}{tables.collect_view()} }.into_any())
    });
    boards.collect()
}

struct Rows<'a> {
    request: &'a Request,
    address: &'a Address,
    now: DateTime<Utc>,
    /// When the nurse's next interview begins.
    next: Option<DateTime<Utc>>,
    office: &'a Office,
}

impl Rows<'_> {
    fn table(&self, column: &Column, gaps: Vec<Gap>) -> AnyView {
        let heads = ["時刻", "方法", "利用者", "内容", "電話", "状態", "すること"];
        let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
        // A time that passed untaken asks for nothing; the columns show it.
        let passed = |item: &&Item| !matches!(item, Item::Time(time) if time.state == TimeState::Past);
        let items = column.items.iter().filter(passed).map(|item| {
            let row = match item {
                Item::Booked(booking) => self.booked(booking),
                Item::Held(held) => self.held(held),
                Item::Time(time) => self.time(column, time),
            };
            (item.starts_at(), row)
        });
        let gaps = gaps.into_iter().map(|gap| (gap.starts_at, self.gap(column, gap)));
        let mut rows: Vec<_> = items.chain(gaps).collect();
        rows.sort_by_key(|(starts_at, _)| *starts_at);
        let rows = rows.into_iter().map(|(_, row)| row);
        view! {
            <table class="table table--day" role="table">
                <caption>{column.nurse.display_name.clone()}" "{column.nurse.profession.ja()}</caption>
                <thead role="rowgroup"><tr role="row">{heads.into_iter().collect_view()}</tr></thead>
                <tbody role="rowgroup">{rows.collect_view()}</tbody>
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
                <td role="cell">{status_word(booking.status, booking.mode)}{mark(self.request, booking).map(|word| view! { <br/><strong>{word}</strong> })}</td>
                <td role="cell" class="wide">
                    <div class="actions">
                        {join.map(|url| view! { <a class="button button--quiet button--small" href=url rel="noreferrer" target="_blank">"入室する"<span class="said">{format!("({who}、新しい画面)")}</span></a> })}
                        {mark_form(self.request, booking, &Status::ALL, &back, &who)}
                    </div>
                </td>
            </tr>
        }
        .into_any()
    }

    /// Somebody is typing; in a few minutes it is booked or free.
    fn held(&self, held: &HeldTime) -> AnyView {
        let until = kept_until(self.request.catalogue(), held);
        self.without_booking("", held.starts_at, "仮押さえ", until.into_any())
    }

    fn time(&self, column: &Column, time: &Time) -> AnyView {
        let (word, open) = match time.state {
            TimeState::Free => ("空き", Some(false)),
            TimeState::Closed => ("閉じた時間", Some(true).filter(|_| time.starts_at > self.now)),
            TimeState::Barred(word) => (word, None),
            TimeState::Past => ("空きのまま", None),
        };
        let which = dates::time(local(self.request.catalogue(), time.starts_at));
        let slot = time.slots.first().map(|slot| slot.id);
        let back = self.address.closed().back();
        let form = open.zip(slot).and_then(|(open, slot)| open_form(self.request, slot, open, &back, &which));
        let why = match time.state {
            TimeState::Free => slot.map(|slot| self.open(slot, &which)),
            TimeState::Closed | TimeState::Barred(_) => Some(self.why(column, time.starts_at)),
            TimeState::Past => None,
        };
        let class = if time.state == TimeState::Past { "is-over" } else { "" };
        let actions = view! { <div class="actions">{form}{why}</div> };
        self.without_booking(class, time.starts_at, word, actions.into_any())
    }

    /// The time in the panel, from where it is booked.
    fn open(&self, slot: NurseSlotId, which: &str) -> AnyView {
        let which = format!("({which})");
        view! { <a id=format!("t{slot}") href=self.address.time(slot).href()>"予約を入れる"<span class="said">{which}</span></a> }.into_any()
    }

    fn gap(&self, column: &Column, gap: Gap) -> AnyView {
        let until = dates::time(local(self.request.catalogue(), gap.ends_at));
        let actions = view! { <div class="actions"><span>{until}"まで"</span>{self.why(column, gap.starts_at)}</div> };
        let word = column.nothing_at(gap.starts_at, gap.ends_at);
        self.without_booking("is-over", gap.starts_at, word, actions.into_any())
    }

    fn why(&self, column: &Column, at: DateTime<Utc>) -> AnyView {
        let empty = EmptyTime { staff: Some(column.nurse.id), at, office: self.office.slug.clone() };
        let which = format!("({} {})", column.nurse.display_name, dates::time(local(self.request.catalogue(), at)));
        let (id, href) = (empty.anchor(), self.address.why(empty).href());
        view! { <a id=id href=href>"なぜ予約できないのですか"<span class="said">{which}</span></a> }.into_any()
    }

    fn without_booking(&self, class: &'static str, at: DateTime<Utc>, word: &'static str, last: AnyView) -> AnyView {
        view! {
            <tr role="row" class=class>
                {self.clock(at)}
                <td role="cell"></td><td role="cell"></td><td role="cell"></td><td role="cell"></td>
                <td role="cell">{word}</td>
                <td role="cell" class="wide">{last}</td>
            </tr>
        }
        .into_any()
    }
}
