//! What stands between two interviews in the list: free, closed, kept and empty times, one row for all of them, so that a
//! day of forty nurses can be read and printed. Each time leads to its panel, where it is booked, closed or explained.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::HeldTime;
use mendan_service::city::catalogue::Office;

use super::address::{Address, EmptyTime};
use super::board::{Column, Time, TimeState, kept_until};
use super::gaps::Gap;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;

/// A stretch of a nurse's day without an interview.
pub(super) struct Quiet {
    /// What it is called; neighbours of one word share it.
    word: &'static str,
    /// The time; a link where there is something to see.
    time: AnyView,
}

/// Whose stretches they are, and where.
pub(super) struct Place<'a> {
    /// The page's request.
    pub request: &'a Request,
    /// Its address.
    pub address: &'a Address,
    /// The office.
    pub office: &'a Office,
    /// The nurse's day there.
    pub column: &'a Column,
}

impl Place<'_> {
    /// A published time; none if it passed untaken: that asks for nothing, and the columns show it.
    pub(super) fn time(&self, time: &Time) -> Option<Quiet> {
        let t = &staff_words().calendar;
        let word = match time.state {
            TimeState::Past => return None,
            TimeState::Free => t.free,
            TimeState::Closed => t.closed,
            TimeState::Barred(word) => word,
        };
        let slot = time.slots.first().filter(|_| time.state == TimeState::Free);
        let link = match slot {
            Some(slot) => {
                let (id, href) = (format!("t{}", slot.id), self.address.time(slot.id).href());
                link((id, href), self.clock(time.starts_at), t.book_or_close(self.nurse()))
            }
            None => self.why(time.starts_at, self.clock(time.starts_at)),
        };
        Some(Quiet { word, time: link })
    }

    /// Somebody is typing; in a few minutes it is booked or free.
    pub(super) fn held(&self, held: &HeldTime) -> Quiet {
        let until = kept_until(self.request.catalogue(), held);
        Quiet {
            word: staff_words().calendar.held,
            time: view! { <span>{self.clock(held.starts_at)}"("{until}")"</span> }.into_any(),
        }
    }

    /// Nothing published.
    pub(super) fn gap(&self, gap: Gap) -> Quiet {
        let span = view! { {self.clock(gap.starts_at)}{staff_words().calendar.from_until}{self.clock(gap.ends_at)} }
            .into_any();
        let word = self.column.nothing_at(gap.starts_at, gap.ends_at);
        Quiet { word, time: self.why(gap.starts_at, span) }
    }

    fn why(&self, at: DateTime<Utc>, clock: AnyView) -> AnyView {
        let empty = EmptyTime { staff: Some(self.column.nurse.id), at, office: self.office.slug.clone() };
        let said = staff_words().calendar.why_at(self.nurse());
        link((empty.anchor(), self.address.why(empty).href()), clock, said)
    }

    fn nurse(&self) -> &str {
        &self.column.nurse.display_name
    }

    fn clock(&self, at: DateTime<Utc>) -> AnyView {
        let at = local(self.request.catalogue(), at);
        view! { <time datetime=dates::iso(at)>{dates::time(at)}</time> }.into_any()
    }
}

/// The time, and for the ear what the link leads to.
fn link((id, href): (String, String), clock: AnyView, said: String) -> AnyView {
    view! { <a id=id href=href>{clock}<span class="said">{said}</span></a> }.into_any()
}

/// The row of neighbours.
pub(super) fn row(quiet: Vec<Quiet>) -> AnyView {
    let mut words: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for Quiet { word, time } in quiet {
        match words.last_mut().filter(|(last, _)| *last == word) {
            Some((_, times)) => times.push(time),
            None => words.push((word, vec![time])),
        }
    }
    let words = words.into_iter().map(|(word, times)| view! { <li><span>{word}</span>{times}</li> });
    view! { <tr role="row" class="quiet"><td role="cell" colspan="7"><ul>{words.collect_view()}</ul></td></tr> }
        .into_any()
}
