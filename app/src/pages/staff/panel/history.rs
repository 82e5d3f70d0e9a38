//! Who made the booking, why that nurse has it, and who changed it last.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_domain::ids::StaffId;
use mendan_service::catalogue::Catalogue;
use mendan_service::usecase::day::Opened;

use crate::components::dates;

/// Made, assigned, changed, called off.
pub(super) fn history(catalogue: &Catalogue, opened: &Opened) -> AnyView {
    let booking = &opened.booking;
    let assigned = opened.assigned.clone().map(|sentence| view! { <li>{sentence}</li> });
    let changed = (booking.updated_at != booking.created_at)
        .then(|| line(catalogue, booking.updated_at, booking.updated_by, "変更"));
    let reason = opened.cancel_reason.clone().map(|reason| view! { <li>"取り消しの理由: "{reason}</li> });
    view! {
        <section aria-labelledby="history">
            <h3 id="history">"これまで"</h3>
            <ol>{line(catalogue, booking.created_at, booking.created_by, "受付")}{assigned}{changed}{reason}</ol>
        </section>
    }
    .into_any()
}

fn line(catalogue: &Catalogue, at: DateTime<Utc>, by: Option<StaffId>, what: &'static str) -> AnyView {
    let at = dates::local(catalogue, at);
    let who = by.and_then(|id| catalogue.staff(id)).map_or("本人", |member| member.display_name.as_str()).to_owned();
    view! { <li>{format!("{} {} {what}({who})", format_short_ja(at.date_naive()), dates::time(at))}</li> }.into_any()
}
