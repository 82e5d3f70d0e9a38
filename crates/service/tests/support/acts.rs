//! What people do in a city. Some of it is refused; that is part of it.

use chrono::Duration;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::offer::slot::SlotId;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, Hold, NurseSlot};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::world::{Time, World};

#[derive(Debug, Clone)]
pub enum Act {
    Book {
        time: Index,
        mode: usize,
        channel: usize,
    },
    Hold {
        time: Index,
        mode: usize,
    },
    /// Books what a browser holds.
    Confirm(Index),
    Move {
        booking: Index,
        time: Index,
        by_staff: bool,
    },
    ChangeMode {
        booking: Index,
        mode: usize,
    },
    Cancel(Index),
    /// A nurse closes a time by hand.
    Close(Index),
    /// Minutes go by.
    Wait(i64),
}

/// What came of it.
pub enum Done {
    Booked(Booking),
    Held(Hold),
    /// A booking that was made earlier stands elsewhere now; whether staff moved it.
    Moved(Booking, bool),
    /// Nothing that takes a time anew.
    Else,
}

pub fn any_act() -> impl Strategy<Value = Act> {
    let (index, mode) = (any::<Index>, 0_usize..4);
    prop_oneof![
        10 => (index(), mode.clone(), 0_usize..4).prop_map(|(time, mode, channel)| Act::Book { time, mode, channel }),
        3 => (index(), mode.clone()).prop_map(|(time, mode)| Act::Hold { time, mode }),
        2 => index().prop_map(Act::Confirm),
        2 => (index(), index(), any::<bool>())
            .prop_map(|(booking, time, by_staff)| Act::Move { booking, time, by_staff }),
        1 => (index(), mode).prop_map(|(booking, mode)| Act::ChangeMode { booking, mode }),
        2 => index().prop_map(Act::Cancel),
        1 => index().prop_map(Act::Close),
        1 => (1_i64..30).prop_map(Act::Wait),
    ]
}

fn pick<T>(all: &[T], index: Index) -> Option<&T> {
    (!all.is_empty()).then(|| index.get(all))
}

pub fn time_of(slot: &NurseSlot, mode: usize) -> Time {
    let id = SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at };
    Time { id, mode: Mode::ALL[mode] }
}

impl World {
    /// Does it, as far as it can be done.
    pub async fn act(&mut self, act: &Act) -> Done {
        match act {
            Act::Book { time, mode, channel } => {
                let slots = self.busy_days().await;
                let Some(slot) = pick(&slots, *time) else { return Done::Else };
                expected(self.book(time_of(slot, *mode), Channel::ALL[*channel], None).await, Done::Booked)
            }
            Act::Hold { time, mode } => {
                let slots = self.busy_days().await;
                let Some(slot) = pick(&slots, *time) else { return Done::Else };
                expected(self.hold(time_of(slot, *mode)).await, Done::Held)
            }
            Act::Confirm(index) => self.confirm(*index).await,
            Act::Move { booking, time, by_staff } => {
                let (bookings, slots) = (self.booked().await, self.busy_days().await);
                let Some(booking) = pick(&bookings, *booking) else { return Done::Else };
                let slots: Vec<_> = slots.into_iter().filter(|slot| slot.kind == booking.kind).collect();
                let Some(slot) = pick(&slots, *time) else { return Done::Else };
                let (context, id) = (self.context(*by_staff), time_of(slot, 0).id.to_string());
                // Residents have nothing but the link.
                let link = Handle::Token(self.services.token_of(booking).unwrap());
                let handle = if *by_staff { Handle::Id(booking.id) } else { link };
                let moved = self.services.move_to(&context, &handle, Expected::Any, &id, None).await;
                self.undo_is_over().await;
                let again = self.services.find(&self.context(true), &Handle::Id(booking.id)).await.unwrap();
                // Moving to where it is already is allowed, and nothing.
                expected(moved, |_| {
                    if again.sequence > booking.sequence { Done::Moved(again, *by_staff) } else { Done::Else }
                })
            }
            Act::ChangeMode { booking, mode } => {
                let bookings = self.booked().await;
                let Some(booking) = pick(&bookings, *booking) else { return Done::Else };
                let (handle, mode) = (Handle::Id(booking.id), Mode::ALL[*mode].as_str());
                let changed = self.services.change_mode(&self.context(true), &handle, Expected::Any, mode).await;
                self.undo_is_over().await;
                expected(changed, |_| Done::Else)
            }
            Act::Cancel(index) => {
                let bookings = self.booked().await;
                let Some(booking) = pick(&bookings, *index) else { return Done::Else };
                self.cancel(booking).await;
                Done::Else
            }
            Act::Close(index) => {
                let slots = self.busy_days().await;
                let Some(slot) = pick(&slots, *index) else { return Done::Else };
                self.services
                    .set_open(&self.nurse().permit().unwrap(), slot.id, Some(slot.open), !slot.open)
                    .await
                    .unwrap();
                Done::Else
            }
            Act::Wait(minutes) => {
                self.set_now(self.services.now() + Duration::minutes(*minutes));
                Done::Else
            }
        }
    }

    async fn confirm(&mut self, index: Index) -> Done {
        let Some((browser, hold)) = pick(&self.browsers, index).cloned() else { return Done::Else };
        let id = SlotId { office: hold.office, kind: hold.kind, starts_at: hold.starts_at };
        let kept = self.services.hold_of(&self.resident(), &browser).await.is_ok();
        let booked = self.book(Time { id, mode: hold.mode }, Channel::Web, Some(browser)).await;
        // What was kept stays hers, whatever was decided since; otherwise it is a booking like any other.
        expected(booked, |booking| if kept { Done::Else } else { Done::Booked(booking) })
    }

    /// Bookings that have not begun, by start.
    pub async fn booked(&self) -> Vec<Booking> {
        let mut bookings = self.bookings().await;
        bookings.retain(|booking| booking.status == Status::Booked && booking.starts_at > self.services.now());
        bookings
    }
}

/// What may be refused, and what not: nothing here is a defect, in a way, or unknown.
fn expected<T>(outcome: Result<T, Refusal>, done: impl FnOnce(T) -> Done) -> Done {
    match outcome {
        Ok(made) => done(made),
        Err(Refusal::SlotTaken { .. } | Refusal::TooLate | Refusal::NotPossible | Refusal::Invalid(_)) => Done::Else,
        Err(other) => panic!("{other:?}"),
    }
}
