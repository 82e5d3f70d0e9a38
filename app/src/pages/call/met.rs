//! What is said of a booking whose day was closed after it was made.

use leptos::prelude::*;
use mendan_domain::offer::closed::Closed;
use mendan_service::call::met::met;
use mendan_service::model::Booking;

use crate::context::Request;

/// What closes its day, while it is still to come.
fn closed(request: &Request, booking: &Booking) -> Option<Closed> {
    met(request.catalogue(), booking).filter(|_| booking.starts_at > request.services.now())
}

/// In a word, for the day.
pub(crate) fn mark(request: &Request, booking: &Booking) -> Option<&'static str> {
    closed(request, booking).map(|closed| match closed {
        Closed::Absence { .. } => "担当が不在になりました",
        Closed::Closure { .. } | Closed::YearEnd | Closed::Holiday { .. } => "休みになりました",
    })
}

/// In full, for whoever has it open: what to do about it.
pub(crate) fn warning(request: &Request, booking: &Booking) -> Option<AnyView> {
    let (what, why) = match closed(request, booking)? {
        Closed::Absence { reason, .. } => ("この時間は、担当が不在になりました", reason),
        Closed::Closure { reason, .. } => ("この日は休みになりました", reason),
        Closed::YearEnd => ("この日は休みになりました", "年末年始".to_owned()),
        Closed::Holiday { name } => ("この日は休みになりました", name),
    };
    let why = if why.is_empty() { String::new() } else { format!("({why})") };
    Some(
        view! {
            <div class="notice">
                <p><strong>{format!("{what}{why}。")}</strong>"前日の知らせは止めています。電話をして、日時を変えるか取り消してください。"</p>
                <p><a href="/staff/calls">"かける電話の一覧へ"</a></p>
            </div>
        }
        .into_any(),
    )
}
