//! The usual city, published for two weeks from Monday, 27 April 2026: two offices, three nurses, two kinds, every day but
//! holidays (29 April, 3 to 6 May) and its last, which is closed. It is eight in the morning of the first day.

use std::sync::Arc;

use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::KindId;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::Rules;
use mendan_domain::offer::slot::SlotId;
use mendan_domain::offer::template::Repeat;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, JobRow, OutboxRow};
use mendan_store::testing::Fresh;

use crate::support::build::{Number, at};
use crate::support::case;
use crate::support::doubles::SetClock;
use crate::support::town::{Nurse, Place, Shut, Sort, Town, Weeks, Whose};
use crate::support::world::{Time, World};

/// What it is made of, to be changed before it is opened.
pub fn town() -> Town {
    let place = Place { rooms: vec![(2, true)], every_day: true, active: true };
    let nurse = Nurse { midwife: false, modes: 15, daily_max: None, joint: false, disabled: false };
    let rules = Rules::default();
    let sort = Sort { minutes: 40, buffers: (0, 10), modes: 15, professions: 3, rules, active: true };
    let hours = Hours { from: 540, until: 1020 };
    let weeks = Weeks {
        office: 0,
        nurse: None,
        kinds: 3,
        modes: 15,
        repeat: Repeat::Weekly { every: 1 },
        weekdays: 127,
        hours,
        breaks: Vec::new(),
        step: 0,
        from: 0,
    };
    Town {
        winter: false,
        offices: vec![place.clone(), place],
        nurses: vec![nurse.clone(), nurse.clone(), nurse],
        kinds: vec![sort.clone(), sort],
        closures: vec![Shut { whose: Whose::City, from: 13, days: 0, hours: None, late: false }],
        holidays: Vec::new(),
        year_end: true,
        weeks: vec![weeks],
    }
}

/// The same with other rules for its first kind.
pub fn town_with(rules: Rules) -> Town {
    let mut town = town();
    town.kinds[0].rules = rules;
    town
}

/// The usual city, published.
pub async fn city(fresh: &Fresh) -> World {
    city_of(fresh, town()).await
}

/// A city of that town, published.
pub async fn city_of(fresh: &Fresh, town: Town) -> World {
    let clock = Arc::new(SetClock::default());
    clock.set(at(&town, 8 * 60));
    let services = case::services(fresh, &clock);
    let world = World::open((services, Arc::clone(&fresh.store)), clock, Number(1), &town).await;
    world.publish(None).await;
    world
}

/// Starts in a day of the usual city.
pub const A_DAY: usize = 9;

impl World {
    /// Free starts of that kind, by phone, soonest first; [`A_DAY`] on each.
    pub async fn starts(&self, kind: KindId) -> Vec<Time> {
        let now = self.services.now();
        let slots = self.slots().await.into_iter().filter(|slot| slot.kind == kind && slot.starts_at > now);
        let mut ids: Vec<SlotId> =
            slots.map(|slot| SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at }).collect();
        ids.dedup();
        ids.into_iter().map(|id| Time { id, mode: Mode::Phone }).collect()
    }

    /// The n-th start of the first kind.
    pub async fn time(&self, n: usize) -> Time {
        self.starts(self.number.kind(0)).await[n]
    }

    /// Somebody nobody has seen before has booked the n-th start by herself, and gets mail.
    pub async fn booked_at(&mut self, n: usize) -> Booking {
        let time = self.time(n).await;
        self.booked_by(time, Channel::Web).await
    }

    /// The same at any time, however it came.
    pub async fn booked_by(&mut self, time: Time, channel: Channel) -> Booking {
        let (context, mut command) = self.command(time, channel, None);
        command.person.email = format!("{}@mail.kaku.example", command.person.phone);
        let answer = self.services.book(&context, command).await.unwrap();
        self.services.find(&context, &Handle::Token(answer.token)).await.unwrap()
    }

    /// It as it is now.
    pub async fn now_of(&self, booking: &Booking) -> Booking {
        self.services.find(&self.desk(), &Handle::Id(booking.id)).await.unwrap()
    }

    /// Hers is the link.
    pub fn link(&self, booking: &Booking) -> Handle {
        Handle::Token(self.services.token_of(booking).unwrap())
    }

    /// Its messages.
    pub async fn messages(&self, booking: &Booking) -> Vec<OutboxRow> {
        self.store.read().await.unwrap().outbox_of(booking.id).await.unwrap()
    }

    /// Its other jobs.
    pub async fn jobs(&self, booking: &Booking) -> Vec<JobRow> {
        self.store.read().await.unwrap().jobs_of(booking.id).await.unwrap()
    }
}
