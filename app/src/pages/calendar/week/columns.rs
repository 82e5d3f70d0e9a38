//! Her week as columns from Monday to Sunday on one scale of time. A day without anything is narrow and says why.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::Office;
use mendan_service::model::StaffMember;

use super::shut::shut;
use super::{Week, WeekDay};
use crate::i18n::staff_words;
use crate::pages::calendar::day::address::EmptyTime;
use crate::pages::calendar::day::board::Item;
use crate::pages::calendar::day::grid::{Cell, Placed};
use crate::pages::calendar::day::place::{Scale, minutes};
use crate::pages::kit::words::office_short;

impl Week<'_> {
    /// The columns.
    pub(super) fn columns(&self, days: &[WeekDay], nurse: &StaffMember) -> AnyView {
        let catalogue = self.request.catalogue();
        let items = || days.iter().flat_map(move |day| self.items(day, nurse)).map(|(_, item)| item);
        let at = |at: DateTime<Utc>| minutes(local(catalogue, at));
        let first = items().map(|item| at(item.starts_at())).min().unwrap_or(9 * 60);
        let last = items().map(|item| at(item.ends_at())).max().unwrap_or(17 * 60);
        let scale = Scale::around(first, last);
        let now = days.iter().any(|day| day.date == self.today).then_some(self.now);
        let cell =
            Cell { request: self.request, address: self.address, filter: self.filter, scale, now, carries: true };
        cell.scaled("daygrid week", days.iter().map(|day| self.column(&cell, day, nurse)).collect())
    }

    /// What is hers on a day, and where.
    fn items<'a>(&'a self, day: &'a WeekDay, nurse: &'a StaffMember) -> impl Iterator<Item = (&'a Office, &'a Item)> {
        let columns = day.boards.iter().flat_map(|board| board.columns.iter().map(move |column| (board, column)));
        let hers = columns.filter(move |(_, column)| column.nurse.id == nurse.id);
        let items = hers.flat_map(|(board, column)| column.items.iter().map(move |item| (&board.office, item)));
        items.filter(move |(_, item)| self.filter.stands(item))
    }

    fn column(&self, cell: &Cell<'_>, day: &WeekDay, nurse: &StaffMember) -> AnyView {
        let id = format!("d{}", day.date);
        let entries = self.items(day, nurse).map(|(office, item)| {
            let whose = |at| EmptyTime { staff: Some(nurse.id), at, office: office.slug.clone() };
            ((item.starts_at(), item.ends_at()), cell.entry(item, &whose))
        });
        let mut entries: Vec<Placed> = entries.collect();
        entries.sort_by_key(|(span, _)| *span);
        let why = shut(self.request.catalogue(), day.date, (self.filter.office, Some(nurse.id)));
        let link = self.day_link(day.date);
        let (date, hers) = (day.date.to_string(), nurse.id.to_string());
        if entries.is_empty() {
            let why = why.unwrap_or_else(|| staff_words().calendar.shut_nothing.to_owned());
            return view! {
                <section class="nurse shut" aria-labelledby=id data-day=date data-nurse=hers data-office=self.office()>
                    <h2 id=id.clone()>{link}</h2><p data-why="">{why}</p>
                </section>
            }
            .into_any();
        }
        let note = why.or_else(|| self.places(day, nurse)).map(|note| view! { " "<small>{note}</small> });
        view! {
            <section class="nurse" aria-labelledby=id data-day=date data-nurse=hers data-office=self.office()>
                <h2 id=id.clone()>{link}{note}</h2>
                <ol>{cell.side_by_side(entries)}</ol>
            </section>
        }
        .into_any()
    }

    /// Where she is that day, in a city of several offices.
    fn places(&self, day: &WeekDay, nurse: &StaffMember) -> Option<String> {
        let mut places: Vec<String> = self.items(day, nurse).map(|(office, _)| office_short(office)).collect();
        places.dedup();
        let several = self.request.catalogue().open_offices().nth(1).is_some();
        several.then(|| places.join(staff_words().kit.between))
    }
}
