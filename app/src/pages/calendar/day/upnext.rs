//! 「次の面談」: what comes next today, her own if she holds interviews.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::{Day, is_hers};
use mendan_service::city::catalogue::Office;
use mendan_service::model::Booking;

use super::address::Address;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::choice::mode;
use crate::pages::kit::words::{kind_name, name};

/// The line.
pub(super) fn upnext(
    request: &Request,
    address: &Address,
    day: &Day,
    office: Option<&Office>,
    now: DateTime<Utc>,
) -> AnyView {
    let t = staff_words();
    let me = request.staff.as_ref().map(|staff| staff.member.id);
    let here =
        |b: &Booking| office.is_none_or(|o| o.id == b.office) && address.nurse.is_none_or(|n| n == b.claim.staff);
    let mine = |b: &Booking| me.is_some_and(|me| is_hers(&b.claim, me));
    let first = |status: Status, whose: &dyn Fn(&Booking) -> bool| {
        day.bookings.iter().find(|b| b.status == status && b.ends_at > now && whose(b))
    };
    // Hers first; who has not come yet before who is here already.
    let next = first(Status::Booked, &mine).or_else(|| first(Status::Arrived, &mine));
    let Some(next) = next.or_else(|| first(Status::Booked, &here)).or_else(|| first(Status::Arrived, &here)) else {
        return view! { <section class="upnext" aria-label=t.calendar.next><span>{t.calendar.next_none}</span></section> }.into_any();
    };
    let catalogue = request.catalogue();
    let start = local(catalogue, next.starts_at);
    // Another's interview says whose it is.
    let whose = (!mine(next)).then(|| catalogue.staff(next.claim.staff)).flatten();
    let whose = whose.map(|nurse| view! { <span>{t.calendar.next_nurse(&nurse.display_name)}</span> });
    let join = next.join_url.clone().filter(|_| next.mode == Mode::Video);
    view! {
        <section class="upnext" aria-label=t.calendar.next>
            <span>{t.calendar.next}</span>
            <time datetime=dates::iso(start)>{dates::time(start)}</time>
            <span>{mode(next.mode)}</span>
            <strong><a href=address.open(next.id).href()>{t.kit.addressed(name(&next.contact))}</a></strong>
            <span>{kind_name(catalogue.kind(next.kind))}</span>
            {whose}
            {join.map(|url| view! { <a href=url rel="noreferrer" target="_blank">{t.calendar.enter}<span class="said">{t.kit.new_window}</span></a> })}
            <span>{until((next.starts_at - now).num_minutes())}</span>
        </section>
    }
    .into_any()
}

/// How long until, in words.
fn until(minutes: i64) -> String {
    let t = &staff_words().calendar;
    match minutes {
        60.. if minutes % 60 == 0 => t.in_hours(minutes / 60),
        60.. => t.in_hours_minutes(minutes / 60, minutes % 60),
        1..60 => t.in_minutes(minutes),
        0 => t.begins_now.to_owned(),
        _ => t.since_minutes(-minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::until;

    #[test]
    fn the_wait_is_told_in_hours_and_minutes() {
        assert_eq!(
            [until(28), until(60), until(125), until(-3)],
            ["あと28分", "あと1時間", "あと2時間5分", "始まりから3分"]
        );
    }
}
