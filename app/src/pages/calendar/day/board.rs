//! A day as columns: per office and nurse, what stands at which time.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::Reason;
use mendan_domain::offer::tick::Interval;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::{Day, HeldTime, Pause, is_hers};
use mendan_service::city::catalogue::{Catalogue, Office};
use mendan_service::model::{Booking, NurseSlot, StaffMember};

use crate::components::dates;
use crate::i18n::staff_words;

/// Columns of one screen.
pub(super) const WIDTH: usize = 8;

/// What stands at a time.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A booking in any state.
    Booked(Box<Booking>),
    /// A time kept for somebody who is typing.
    Held(HeldTime),
    /// A published time, one slot for each kind she offers then.
    Time(Time),
}

/// A published time without a booking.
#[derive(Debug, Clone)]
pub(crate) struct Time {
    /// Its slots, at least one.
    pub slots: Vec<NurseSlot>,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End of the longest kind.
    pub ends_at: DateTime<Utc>,
    /// How it stands.
    pub state: TimeState,
}

/// How a published time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeState {
    /// Can be booked.
    Free,
    /// Staff closed it.
    Closed,
    /// A rule stands against it; the word that stands in its cell.
    Barred(&'static str),
    /// Nobody took it.
    Past,
}

/// A nurse at an office.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Herself.
    pub nurse: StaffMember,
    /// Ascending by start.
    pub items: Vec<Item>,
    /// Breaks of her templates there.
    pub pauses: Vec<Pause>,
}

impl Column {
    /// What an empty time is called: a break if most of it is one.
    pub(super) fn nothing_at(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> &'static str {
        let t = &staff_words().calendar;
        let most = |pause: &Pause| (pause.until.min(until) - pause.from.max(from)) * 2 >= until - from;
        if self.pauses.iter().any(most) { t.pause } else { t.no_time }
    }
}

/// An office's columns.
#[derive(Debug, Clone)]
pub(crate) struct Board {
    /// Where.
    pub office: Office,
    /// In the order of the staff list.
    pub columns: Vec<Column>,
}

impl Item {
    /// Start.
    pub(crate) fn starts_at(&self) -> DateTime<Utc> {
        match self {
            Self::Booked(booking) => booking.starts_at,
            Self::Held(held) => held.starts_at,
            Self::Time(time) => time.starts_at,
        }
    }

    /// End.
    pub(crate) fn ends_at(&self) -> DateTime<Utc> {
        match self {
            Self::Booked(booking) => booking.ends_at,
            Self::Held(held) => held.ends_at,
            Self::Time(time) => time.ends_at,
        }
    }
}

/// A cancelled booking left its time to others; the list still shows it.
pub(crate) fn is_gone(item: &Item) -> bool {
    matches!(item, Item::Booked(booking) if booking.status == Status::Cancelled)
}

/// `20:51まで`: until when it is kept.
pub(super) fn kept_until(catalogue: &Catalogue, held: &HeldTime) -> String {
    staff_words().calendar.held_until(dates::time(local(catalogue, held.until)))
}

/// Boards of the wanted office or of all, empty ones left out. The day must hold all offices: a nurse who is busy
/// elsewhere is not free here.
pub(crate) fn boards(
    catalogue: &Catalogue,
    day: &Day,
    office: Option<OfficeId>,
    nurse: Option<StaffId>,
    now: DateTime<Utc>,
) -> Vec<Board> {
    let offices = catalogue.offices.iter().filter(|o| office.is_none_or(|wanted| wanted == o.id));
    let boards = offices.map(|place| {
        let mut staff: Vec<&StaffMember> =
            catalogue.staff.iter().filter(|m| nurse.is_none_or(|id| id == m.id)).collect();
        staff.sort_by_key(|member| member.position);
        let columns =
            staff.into_iter().filter_map(|member| column(catalogue, day, place.id, member, (office.is_some(), now)));
        Board { office: place.clone(), columns: columns.collect() }
    });
    boards.filter(|board| board.columns.iter().any(|column| !column.items.is_empty())).collect()
}

/// Her own column comes first, and so does where she has something that day: nobody looks for herself among thirty.
pub(super) fn hers_first(boards: &mut [Board], me: StaffId) {
    for board in &mut *boards {
        board.columns.sort_by_key(|column| column.nurse.id != me);
    }
    let there = |board: &Board| board.columns.iter().any(|column| column.nurse.id == me && !column.items.is_empty());
    boards.sort_by_key(|board| !there(board));
}

/// A column; a nurse without any times that day has an empty one where her office was asked for.
fn column(
    catalogue: &Catalogue,
    day: &Day,
    office: OfficeId,
    member: &StaffMember,
    (alone, now): (bool, DateTime<Utc>),
) -> Option<Column> {
    let bookings = day.bookings.iter().filter(|b| is_hers(&b.claim, member.id) && b.office == office);
    let mut items: Vec<Item> = bookings.map(|booking| Item::Booked(Box::new(booking.clone()))).collect();
    let held = day.held.iter().filter(|h| is_hers(&h.claim, member.id) && h.office == office);
    items.extend(held.copied().map(Item::Held));
    items.extend(times(catalogue, day, office, member.id, now).into_iter().map(Item::Time));
    items.sort_by_key(|item| (item.starts_at(), item.ends_at()));
    let away = day.slots.iter().all(|slot| slot.staff != member.id)
        && day.bookings.iter().all(|b| !is_hers(&b.claim, member.id));
    let empty = alone && away && member.role.interviews() && !member.disabled && member.offices.contains(&office);
    let hers = |pause: &&Pause| pause.office == office && pause.staff.is_none_or(|staff| staff == member.id);
    let pauses = day.pauses.iter().filter(hers).copied().collect();
    (empty || !items.is_empty()).then(|| Column { nurse: member.clone(), items, pauses })
}

fn times(catalogue: &Catalogue, day: &Day, office: OfficeId, staff: StaffId, now: DateTime<Utc>) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    for slot in
        day.slots.iter().filter(|slot| slot.staff == staff && slot.office == office && !busy(catalogue, day, slot))
    {
        let state = match (slot.open, slot.starts_at > now, day.barred.get(&slot.id)) {
            (false, _, _) => TimeState::Closed,
            (true, false, _) => TimeState::Past,
            (true, true, None) => TimeState::Free,
            (true, true, Some(reason)) => TimeState::Barred(word(reason)),
        };
        match times.iter_mut().find(|time| time.starts_at == slot.starts_at && time.state == state) {
            Some(time) => {
                time.ends_at = time.ends_at.max(slot.ends_at);
                time.slots.push(*slot);
            }
            None => {
                times.push(Time { slots: vec![*slot], starts_at: slot.starts_at, ends_at: slot.ends_at, state });
            }
        }
    }
    // Where one kind can be booked, the others are not worth a cell of their own.
    let free: Vec<_> = times.iter().filter(|time| time.state == TimeState::Free).map(|time| time.starts_at).collect();
    times.retain(|time| !matches!(time.state, TimeState::Barred(_)) || !free.contains(&time.starts_at));
    times
}

/// Why a time cannot be booked, as short as a cell.
fn word(reason: &Reason) -> &'static str {
    let t = &staff_words().calendar;
    match reason {
        Reason::Closed(_) => t.barred_closed,
        Reason::Absent(..) => t.barred_absent,
        Reason::OwnCalendar(_) => t.barred_own_calendar,
        Reason::DailyMaximum(..) => t.barred_daily_max,
        Reason::Quota { .. } | Reason::Capacity { .. } => t.barred_quota,
        Reason::RoomFull => t.barred_room,
        Reason::NoPartner => t.barred_partner,
        Reason::KindInactive | Reason::OfficeInactive => t.barred_inactive,
        _ => t.barred,
    }
}

/// Whether the slot's nurse has a booking or a kept time then, wherever.
fn busy(catalogue: &Catalogue, day: &Day, slot: &NurseSlot) -> bool {
    let wanted = catalogue.kind(slot.kind).map_or(Interval { from: slot.starts_at, until: slot.ends_at }, |kind| {
        kind.buffers.around(slot.starts_at, slot.ends_at)
    });
    let live = day.bookings.iter().filter(|b| b.status != Status::Cancelled).map(|b| &b.claim);
    let mut claims = live.chain(day.held.iter().map(|held| &held.claim));
    claims.any(|claim| is_hers(claim, slot.staff) && claim.busy.overlaps(&wanted))
}
