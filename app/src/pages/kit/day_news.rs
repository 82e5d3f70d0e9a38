//! 「きょうの変更」 in the frame of the staff's pages: how much others changed of her day that she has not seen, and the way to it. Of whom it
//! is stands in the bookings alone, where looking is noted.

use leptos::prelude::*;

use crate::context::Request;
use crate::i18n::staff_words;

/// The line; nothing where there is nothing new.
pub(super) fn line(request: &Request) -> Option<AnyView> {
    let number = Some(request.news).filter(|number| *number > 0)?;
    let word = staff_words().calendar.changes_bar(number);
    Some(view! { <p class="day-news"><a href="/staff#day-changes">{word}</a></p> }.into_any())
}
