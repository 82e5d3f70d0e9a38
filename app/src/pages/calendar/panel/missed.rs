//! After she did not come: what follows is asked in place, and what was chosen stands there. Nothing is sent by itself.

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_service::calendar::day::Opened;

use super::note::{Half, field, half, seen};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::calendar::day::address::{Address, Ask};
use crate::pages::kit::half_filled::autosave;

/// The question, or what was decided with the way to decide otherwise; nothing of whoever came.
pub(super) fn missed(request: &Request, address: &Address, opened: &Opened) -> Option<AnyView> {
    let (t, booking) = (&staff_words().calendar, &opened.booking);
    if booking.status != Status::Noshow {
        return None;
    }
    let Some(choice) = booking.course.follow_up else {
        return request.books().then(|| asking(request, address, opened));
    };
    let again = request.books().then(|| {
        view! { <a href=address.asking(Some(Ask::Missed)).href()>{t.missed_again}</a> }
    });
    let decided = match choice {
        FollowUp::Call => t.missed_is_call,
        FollowUp::Rebook => t.missed_is_rebook,
        FollowUp::Nothing => t.missed_is_nothing,
    };
    Some(view! { <p class="links missed"><strong>{decided}</strong>{again}</p> }.into_any())
}

/// The question.
pub(super) fn asking(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let (t, booking) = (&staff_words().calendar, &opened.booking);
    let buttons = FollowUp::ALL.map(|choice| {
        let word = match choice {
            FollowUp::Call => t.missed_call,
            FollowUp::Rebook => t.missed_rebook,
            FollowUp::Nothing => t.missed_nothing,
        };
        view! { <button class="button button--quiet button--small" type="submit" name="choice" value=choice.as_str()>{word}</button> }
    });
    let action = format!("/staff/bookings/{}/follow-up", booking.id);
    let Half { again, text, version } = half(request, &action, (String::new(), booking.version));
    view! {
        <section class="missed" aria-labelledby="missed">
            <h3 id="missed">{t.missed_title}</h3>
            {again}
            <p class="hint">{t.missed_hint}</p>
            <form class="form" method="post" action=action novalidate=true data-autosave=autosave()>
                <input type="hidden" name="back" value=address.back()/>
                {seen(request, version)}
                {field(request, (t.missed_note, None), &text)}
                <p class="buttons">{buttons.into_iter().collect_view()}</p>
            </form>
        </section>
    }
    .into_any()
}
