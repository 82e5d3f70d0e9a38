//! An office's week: for each day what begins when, with all of its nurses. Times with many bookings are folded to their numbers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_service::booking::answer::local;
use mendan_service::model::Booking;

use super::shut::shut;
use super::{Week, WeekDay};
use crate::components::dates;
use crate::i18n::staff_words;
use crate::pages::calendar::day::board::{Item, TimeState};
use crate::pages::call::met::mark;
use crate::pages::kit::keys;
use crate::pages::kit::words::{mode_word, name, office_short, status_word};

/// So many stand open under their time.
const OPEN: usize = 4;

/// What begins at one time.
#[derive(Default)]
struct Together<'a> {
    booked: Vec<&'a Booking>,
    free: usize,
}

impl Week<'_> {
    /// The lists.
    pub(super) fn lists(&self, days: &[WeekDay]) -> AnyView {
        let days = days.iter().map(|day| self.list(day));
        view! { <div class="weeklist">{days.collect_view()}</div> }.into_any()
    }

    fn list(&self, day: &WeekDay) -> AnyView {
        let t = &staff_words().calendar;
        let id = format!("d{}", day.date);
        let times = self.times(day);
        let why = shut(self.request.catalogue(), day.date, (self.filter.office, None));
        let class = if times.is_empty() { "weekday shut" } else { "weekday" };
        let booked: usize = times.values().map(|together| together.booked.len()).sum();
        let free: usize = times.values().map(|together| together.free).sum();
        let sum = (!times.is_empty()).then(|| view! { <p class="sum">{t.booked_free(booked, free)}</p> });
        let why = why.or_else(|| times.is_empty().then(|| t.shut_nothing.to_owned()));
        let why = why.map(|why| view! { <p class="soft" data-why="">{why}</p> });
        let list = (!times.is_empty()).then(|| {
            let times = times.iter().map(|(at, together)| self.time(*at, together));
            view! { <ol>{times.collect_view()}</ol> }
        });
        view! {
            <section class=class aria-labelledby=id data-day=day.date.to_string() data-office=self.office()>
                <h2 id=id.clone()>{self.day_link(day.date)}</h2>
                {why}
                {sum}
                {list}
            </section>
        }
        .into_any()
    }

    /// By start. A joint interview stands in two columns and is one booking.
    fn times<'a>(&self, day: &'a WeekDay) -> BTreeMap<DateTime<Utc>, Together<'a>> {
        let mut times: BTreeMap<DateTime<Utc>, Together<'a>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for item in day.boards.iter().flat_map(|board| &board.columns).flat_map(|column| &column.items) {
            match item {
                Item::Booked(booking) if self.filter.stands(item) && seen.insert(booking.id) => {
                    times.entry(booking.starts_at).or_default().booked.push(booking);
                }
                Item::Time(time) if time.state == TimeState::Free => {
                    times.entry(time.starts_at).or_default().free += 1;
                }
                Item::Booked(_) | Item::Held(_) | Item::Time(_) => {}
            }
        }
        times
    }

    fn time(&self, at: DateTime<Utc>, together: &Together<'_>) -> AnyView {
        let t = &staff_words().calendar;
        let at = local(self.request.catalogue(), at);
        let clock = view! { <time datetime=dates::iso(at)>{dates::time(at)}</time> };
        let number = together.booked.len();
        let sum = match (number, together.free) {
            (0, free) => t.free_number(free),
            (booked, 0) => t.booked_number(booked),
            (booked, free) => t.booked_free(booked, free),
        };
        let lines = together.booked.iter().map(|booking| self.line(booking)).collect_view();
        let lines = view! { <ul>{lines}</ul> };
        if number > OPEN {
            let open = together.booked.iter().any(|booking| self.address.booking == Some(booking.id));
            return view! { <li><details open=open><summary>{clock}" "<span>{sum}</span></summary>{lines}</details></li> }
                .into_any();
        }
        view! { <li><p>{clock}" "<span>{sum}</span></p>{(number > 0).then_some(lines)}</li> }.into_any()
    }

    /// One booking: how, who, with whom, and what is special about it.
    fn line(&self, booking: &Booking) -> AnyView {
        let catalogue = self.request.catalogue();
        let nurse = catalogue.staff(booking.claim.staff).map(|nurse| nurse.display_name.clone());
        let place = catalogue.office(booking.office).filter(|_| self.filter.office.is_none()).map(office_short);
        let whose = [nurse, place].into_iter().flatten().collect::<Vec<_>>().join(staff_words().kit.between);
        let special = (booking.status != Status::Booked).then(|| status_word(booking.status, booking.mode));
        let state = mark(self.request, booking).or(special).map(|state| view! { " "<strong>{state}</strong> });
        let current = (self.address.booking == Some(booking.id)).then_some("true");
        // What can be carried to another day, and the version that is carried.
        let carried = (booking.status == Status::Booked && self.request.books()).then_some(booking);
        view! {
            <li>
                <a class="line" id=format!("b{}", booking.id) href=self.address.open(booking.id).href() aria-current=current
                    aria-describedby=self.address.described(booking.id) aria-keyshortcuts=carried.map(|_| keys::PICK_UP)
                    data-booking=carried.map(|booking| booking.id.to_string()) data-version=carried.map(|booking| booking.version.to_string())>
                    {mode_word(booking.mode)}" "{name(&booking.contact)}" "<small>{whose}</small>{state}
                </a>
            </li>
        }
        .into_any()
    }
}
