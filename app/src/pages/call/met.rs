//! What is said of a booking whose day was closed after it was made.

use leptos::prelude::*;
use mendan_domain::offer::closed::Closed;
use mendan_service::call::met::{meets_own_calendar, met};
use mendan_service::model::Booking;

use crate::context::Request;
use crate::i18n::staff_words;

/// What closes its day, while it is still to come.
fn closed(request: &Request, booking: &Booking) -> Option<Closed> {
    met(request.catalogue(), booking).filter(|_| booking.starts_at > request.services.now())
}

/// Whether a nurse of it has something else then, while it is still to come.
fn busy(request: &Request, booking: &Booking) -> bool {
    booking.starts_at > request.services.now() && meets_own_calendar(request.catalogue(), booking)
}

/// In a word, for the day.
pub(crate) fn mark(request: &Request, booking: &Booking) -> Option<&'static str> {
    let t = &staff_words().call;
    let closed = closed(request, booking).map(|closed| match closed {
        Closed::Absence { .. } => t.met_absent,
        Closed::Closure { .. } | Closed::YearEnd | Closed::Holiday { .. } => t.met_closed,
    });
    closed.or_else(|| busy(request, booking).then_some(t.met_own_calendar))
}

/// In full, for whoever has it open: what to do about it.
pub(crate) fn warning(request: &Request, booking: &Booking) -> Option<AnyView> {
    let t = &staff_words().call;
    let Some(closed) = closed(request, booking) else {
        return busy(request, booking).then(|| {
            view! { <div class="notice"><p><strong>{t.warn_own_calendar}</strong>{t.warn_own_calendar_do}</p></div> }
                .into_any()
        });
    };
    // Whoever is absent is absent for others, too: all of them stand on one page.
    let rescue = match &closed {
        Closed::Absence { id, .. } if request.opens("/staff/rescue") => {
            let href = format!("/staff/rescue/{id}");
            Some(view! { <p><a href=href>{t.to_rescue}</a></p> })
        }
        _ => None,
    };
    let what = match closed {
        Closed::Absence { reason, .. } if reason.is_empty() => t.warn_absent.to_owned(),
        Closed::Absence { reason, .. } => t.warn_absent_why(reason),
        Closed::Closure { reason: why, .. } | Closed::Holiday { name: why } if why.is_empty() => {
            t.warn_closed.to_owned()
        }
        Closed::Closure { reason: why, .. } | Closed::Holiday { name: why } => t.warn_closed_why(why),
        Closed::YearEnd => t.warn_closed_why(t.year_end),
    };
    let calls = request.opens("/staff/calls").then(|| view! { <p><a href="/staff/calls">{t.to_calls}</a></p> });
    Some(
        view! {
            <div class="notice">
                <p><strong>{what}</strong>{t.warn_do}</p>
                {rescue}
                {calls}
            </div>
        }
        .into_any(),
    )
}
