//! What is said of a booking whose day was closed after it was made.

use leptos::prelude::*;
use mendan_domain::offer::closed::Closed;
use mendan_service::call::met::met;
use mendan_service::model::Booking;

use crate::context::Request;
use crate::i18n::staff_words;

/// What closes its day, while it is still to come.
fn closed(request: &Request, booking: &Booking) -> Option<Closed> {
    met(request.catalogue(), booking).filter(|_| booking.starts_at > request.services.now())
}

/// In a word, for the day.
pub(crate) fn mark(request: &Request, booking: &Booking) -> Option<&'static str> {
    let t = &staff_words().call;
    closed(request, booking).map(|closed| match closed {
        Closed::Absence { .. } => t.met_absent,
        Closed::Closure { .. } | Closed::YearEnd | Closed::Holiday { .. } => t.met_closed,
    })
}

/// In full, for whoever has it open: what to do about it.
pub(crate) fn warning(request: &Request, booking: &Booking) -> Option<AnyView> {
    let t = &staff_words().call;
    let what = match closed(request, booking)? {
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
                {calls}
            </div>
        }
        .into_any(),
    )
}
