//! What a booking is carried with, where the browser runs scripts ([`crate::scripts::HANDS`]): what is said meanwhile, and the way back.

use leptos::prelude::*;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::scripts::HANDS;

/// For whoever may move bookings; it shows once one is picked up.
pub(crate) fn hands(request: &Request) -> Option<AnyView> {
    if request.path != "/staff" || !request.books() {
        return None;
    }
    let t = &staff_words().hands;
    Some(
        view! {
            <p class="said" aria-live="polite" data-hands-said=""></p>
            <div class="hands" hidden=true data-hands="" data-can=t.can data-cannot=t.cannot data-reading=t.reading data-choose=t.choose
                data-nothing=t.nothing data-nothing-week=t.nothing_week data-unreadable=t.unreadable data-back=t.put_back data-not-here=t.not_here data-gone=t.gone
                data-sending=t.sending>
                <p aria-hidden="true" data-hands-shown=""></p>
                <button class="button button--quiet button--small" type="button" data-hands-stop=""><kbd>"Esc"</kbd>{staff_words().kit.stop}</button>
            </div>
            <script type="module" src=HANDS.address()></script>
        }
        .into_any(),
    )
}
