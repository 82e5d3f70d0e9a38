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
use crate::pages::kit::keys;
use crate::pages::kit::upnext::{enter, until};
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
            <strong><a href=address.open(next.id).href() data-key=keys::NEXT_INTERVIEW>{t.kit.addressed(name(&next.contact))}</a></strong>
            <span>{kind_name(catalogue.kind(next.kind))}</span>
            {whose}
            {join.map(enter)}
            <span>{until((next.starts_at - now).num_minutes())}</span>
        </section>
    }
    .into_any()
}
