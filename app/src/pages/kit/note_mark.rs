//! That colleagues wrote something down about a booking: by icon and word.

use leptos::prelude::*;
use mendan_service::model::Booking;

use crate::i18n::staff_words;

/// The mark; nothing where there is no note.
pub(crate) fn note_mark(booking: &Booking) -> Option<AnyView> {
    booking.course.note.as_ref()?;
    Some(
        view! {
            <span class="note-mark">
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <path d="M4 3h12v10l-4 4H4zM12 17v-4h4M7 7h6M7 10h4"/>
                </svg>
                {staff_words().kit.note_mark}
            </span>
        }
        .into_any(),
    )
}
