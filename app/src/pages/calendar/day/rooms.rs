//! The day as a column per room, for whoever shows people the way.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::ids::{OfficeId, RoomId};
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::{Day, HeldTime, is_hers};
use mendan_service::city::catalogue::{Office, Room};
use mendan_service::model::{Booking, Claim};

use super::address::Address;
use super::board::{Item, WIDTH};
use super::filter::Filter;
use super::grid::Cell;
use super::place::{LANES, Lane, Scale, lanes, minutes};
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{mode_word, name, office_name};

/// The rooms of a day by office; offices without any have one line that says what happens without.
pub(super) fn rooms(
    request: &Request,
    address: &Address,
    (day, filter): (&Day, &Filter<'_>),
    now: Option<DateTime<Utc>>,
) -> Vec<(OfficeId, AnyView)> {
    let catalogue = request.catalogue();
    let offices = catalogue.offices.iter().filter(|office| filter.office.is_none_or(|wanted| wanted.id == office.id));
    let all: Vec<OfficeRooms<'_>> =
        offices.map(|office| OfficeRooms::of(office, day, filter)).filter(|office| !office.is_empty()).collect();
    let items = || all.iter().flat_map(|office| &office.items);
    let at = |at: DateTime<Utc>| minutes(local(catalogue, at));
    let first = items().map(|(_, item)| at(item.starts_at())).min().unwrap_or(9 * 60);
    let last = items().map(|(_, item)| at(item.ends_at())).max().unwrap_or(17 * 60);
    let cell = Cell { request, address, filter, scale: Scale::around(first, last), now, carries: false };
    let several = all.len() > 1;
    let views = all.iter().map(|office| {
        let heading = several.then(|| view! { <h2>{office_name(Some(office.office))}</h2> });
        (office.office.id, view! { {heading}{office.rows(&cell)}{office.without(request, address)} }.into_any())
    });
    views.collect()
}

/// An office, what is in its rooms, and what happens in none.
struct OfficeRooms<'a> {
    office: &'a Office,
    /// With the room and the place in it that each has, in the order of time.
    items: Vec<((RoomId, i64), Item)>,
    without: Vec<&'a Booking>,
}

impl<'a> OfficeRooms<'a> {
    fn of(office: &'a Office, day: &'a Day, filter: &Filter<'_>) -> Self {
        let nurse = filter.nurse.map(|nurse| nurse.id);
        let hers = |claim: &Claim| nurse.is_none_or(|nurse| is_hers(claim, nurse));
        let shown = |booking: &&Booking| {
            let stands = filter.shows_gone() || booking.status != Status::Cancelled;
            booking.office == office.id && filter.booking(booking) && hers(&booking.claim) && stands
        };
        let bookings: Vec<&Booking> = day.bookings.iter().filter(shown).collect();
        let held = day.held.iter().filter(|held| held.office == office.id && !filter.chooses() && hers(&held.claim));
        let held = held.filter_map(|held: &HeldTime| Some((held.claim.room?, Item::Held(*held))));
        let booked =
            bookings.iter().filter_map(|one| Some((one.claim.room?, Item::Booked(Box::new(Booking::clone(one))))));
        let mut items: Vec<_> = booked.chain(held).collect();
        items.sort_by_key(|(_, item)| (item.starts_at(), item.ends_at()));
        let without = bookings.into_iter().filter(|one| one.claim.room.is_none()).collect();
        Self { office, items, without }
    }

    /// Nothing is there, and nothing could be.
    fn is_empty(&self) -> bool {
        self.items.is_empty() && self.without.is_empty() && !self.office.rooms.iter().any(|room| room.active)
    }

    /// Rows of nearly the same width. A room that is no longer used is there while somebody has it.
    fn rows(&self, cell: &Cell<'_>) -> AnyView {
        let has = |room: &&Room| room.active || self.items.iter().any(|((id, _), _)| *id == room.id);
        let rooms: Vec<&Room> = self.office.rooms.iter().filter(has).collect();
        if rooms.is_empty() {
            return view! { <p>{staff_words().calendar.no_rooms}</p> }.into_any();
        }
        let width = rooms.len().div_ceil(rooms.len().div_ceil(WIDTH)).max(1);
        let rows = rooms.chunks(width);
        rows.map(|rooms| cell.scaled("daygrid", rooms.iter().map(|room| self.column(cell, room)).collect()))
            .collect_view()
            .into_any()
    }

    fn column(&self, cell: &Cell<'_>, room: &Room) -> AnyView {
        let t = &staff_words().calendar;
        let id = format!("r{}", room.id);
        let mine = self.items.iter().filter(|((id, _), _)| *id == room.id);
        let mine: Vec<(i64, &Item)> = mine.map(|((_, lane), item)| (*lane, item)).collect();
        let spans: Vec<_> = mine.iter().map(|(_, item)| (item.starts_at(), item.ends_at())).collect();
        let entries = mine.into_iter().zip(spans.iter().zip(lanes(&spans)));
        let entries = entries.filter_map(|((lane, item), (span, beside))| {
            cell.placed(*span, own_lane(room.lanes, lane).unwrap_or(beside), Self::entry(cell, item))
        });
        let entries: Vec<AnyView> = entries.collect();
        let none = entries.is_empty().then(|| {
            view! { <li class="all-day"><div class="entry entry--closed"><span class="what">{t.room_free}</span></div></li> }
        });
        let places = (room.lanes > 1).then(|| view! { " "<small>{t.room_places(room.lanes)}</small> });
        view! {
            <section class="nurse" aria-labelledby=id>
                <h2 id=id.clone()>{room.name.clone()}{places}</h2>
                <ol>{none}{entries}</ol>
            </section>
        }
        .into_any()
    }

    fn entry(cell: &Cell<'_>, item: &Item) -> AnyView {
        match item {
            Item::Booked(booking) => cell.booked(booking),
            Item::Held(held) => cell.held(held),
            // Times are of nurses; a room is given with the booking.
            Item::Time(_) => ().into_any(),
        }
    }

    /// Telephone and video need no room: they are told in a line.
    fn without(&self, request: &Request, address: &Address) -> Option<AnyView> {
        let t = &staff_words().calendar;
        let catalogue = request.catalogue();
        let links = self.without.iter().map(|booking| {
            let at = local(catalogue, booking.starts_at);
            let nurse = catalogue.staff(booking.claim.staff).map(|nurse| nurse.display_name.clone());
            let current = (address.booking == Some(booking.id)).then_some("true");
            view! {
                <li>
                    <a id=format!("b{}", booking.id) href=address.open(booking.id).href() aria-current=current
                        aria-describedby=address.described(booking.id)>
                        <time datetime=dates::iso(at)>{dates::time(at)}</time>
                        " "{mode_word(booking.mode)}" "{name(&booking.contact)}" "<small>{nurse}</small>
                    </a>
                </li>
            }
        });
        (!self.without.is_empty()).then(|| {
            view! {
                <div class="roomless">
                    <p>{t.without_room(self.without.len())}</p>
                    <ul>{links.collect_view()}</ul>
                </div>
            }
            .into_any()
        })
    }
}

/// The place that an interview has in its room, where all places of the room can stand side by side.
fn own_lane(places: i64, lane: i64) -> Option<Lane> {
    let (lanes, lane) = (usize::try_from(places).ok()?, usize::try_from(lane).ok()?);
    (lane < lanes && lanes <= LANES).then_some(Lane { lane, lanes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interview_keeps_its_place_in_the_room() {
        assert_eq!(own_lane(2, 1), Some(Lane { lane: 1, lanes: 2 }));
        assert_eq!(own_lane(1, 0), Some(Lane { lane: 0, lanes: 1 }));
        assert_eq!(own_lane(5, 0), None, "more than can be read");
        assert_eq!(own_lane(1, 3), None, "the room was made smaller");
    }
}
