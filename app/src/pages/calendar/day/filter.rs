//! What narrows the calendar, as the city knows it: a slug or an id that nobody has here narrows nothing.

use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_service::calendar::narrowed::{Narrowed, Shown};
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::model::{Booking, StaffMember};

use super::address::Address;
use super::board::{Board, Item, Time, TimeState, is_gone};
use crate::i18n::staff_words;
use crate::pages::kit::words::{kind_name, mode_word, office_short, status_word};

/// What is wanted; of what is none: everything.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Filter<'a> {
    /// Only this office.
    pub office: Option<&'a Office>,
    /// Only this nurse.
    pub nurse: Option<&'a StaffMember>,
    /// Only this kind.
    pub kind: Option<&'a Kind>,
    /// Only this way.
    pub mode: Option<Mode>,
    /// Only in this state.
    pub state: Option<Shown>,
}

impl<'a> Filter<'a> {
    /// What the address asks for.
    pub(crate) fn of(catalogue: &'a Catalogue, address: &Address) -> Self {
        // Who works only where she does not reach is nobody she could choose, and not named.
        let near = |nurse: &&StaffMember| {
            catalogue.beyond.is_none() || nurse.offices.iter().any(|office| catalogue.office(*office).is_some())
        };
        Self {
            office: address.office.as_deref().and_then(|slug| catalogue.office_by_slug(slug)),
            nurse: address.nurse.and_then(|id| catalogue.staff(id)).filter(near),
            kind: address.kind.as_deref().and_then(|slug| catalogue.kind_by_slug(slug)),
            mode: address.mode,
            state: address.state,
        }
    }

    /// Whether what stands at a time is chosen, not only where and whose it is. Then what is left out leaves no gap behind.
    pub(crate) const fn chooses(&self) -> bool {
        self.kind.is_some() || self.mode.is_some() || self.state.is_some()
    }

    /// As the use cases want it.
    pub(crate) fn narrowed(&self) -> Narrowed {
        Narrowed {
            office: self.office.map(|office| office.id),
            staff: self.nurse.map(|nurse| nurse.id),
            kind: self.kind.map(|kind| kind.id),
            mode: self.mode,
            state: self.state,
        }
    }

    /// Whether bookings that were called off are what is asked for. Otherwise columns do not show them.
    pub(crate) fn shows_gone(&self) -> bool {
        self.state == Some(Shown::Of(Status::Cancelled))
    }

    /// Whether columns show it.
    pub(crate) fn stands(&self, item: &Item) -> bool {
        self.shows_gone() || !is_gone(item)
    }

    /// Whether it is that kind of booking, wherever and whosever.
    pub(crate) fn booking(&self, booking: &Booking) -> bool {
        self.kind.is_none_or(|kind| kind.id == booking.kind)
            && self.mode.is_none_or(|mode| mode == booking.mode)
            && self.state.is_none_or(|state| state == Shown::Of(booking.status))
    }

    fn time(&self, time: &Time) -> bool {
        let fits = time.slots.iter().any(|slot| {
            self.kind.is_none_or(|kind| kind.id == slot.kind) && self.mode.is_none_or(|mode| slot.modes.has(mode))
        });
        fits && match self.state {
            None => true,
            Some(Shown::Free) => time.state == TimeState::Free,
            Some(Shown::Of(_)) => false,
        }
    }

    fn item(&self, item: &Item) -> bool {
        match item {
            Item::Booked(booking) => self.booking(booking),
            // For what it is kept is not known.
            Item::Held(_) => !self.chooses(),
            Item::Time(time) => self.time(time),
        }
    }

    /// What is left of the boards. Who has nothing of it is left out: it would not be true that she has no times.
    pub(crate) fn narrow(&self, mut boards: Vec<Board>) -> Vec<Board> {
        if !self.chooses() {
            return boards;
        }
        for board in &mut boards {
            for column in &mut board.columns {
                column.items.retain(|item| self.item(item) && self.stands(item));
            }
            board.columns.retain(|column| !column.items.is_empty());
        }
        boards.retain(|board| !board.columns.is_empty());
        boards
    }

    /// What is shown, in words; empty: everything.
    pub(crate) fn words(&self) -> Vec<String> {
        let words = [
            self.office.map(office_short),
            self.nurse.map(|nurse| nurse.display_name.clone()),
            self.kind.map(|kind| kind_name(Some(kind))),
            self.mode.map(|mode| mode_word(mode).to_owned()),
            self.state.map(|state| state_word(state).to_owned()),
        ];
        words.into_iter().flatten().collect()
    }
}

/// A state in a word, whatever the way.
pub(crate) fn state_word(state: Shown) -> &'static str {
    let t = &staff_words().calendar;
    match state {
        Shown::Free => t.state_free,
        Shown::Of(Status::Arrived) => t.state_arrived,
        Shown::Of(status) => status_word(status, Mode::InPerson),
    }
}
