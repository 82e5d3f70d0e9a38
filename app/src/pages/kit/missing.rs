//! What a signed-in member of staff asked for and did not get: it is gone, or none of her business. Nobody is told which.

use leptos::prelude::*;

use crate::context::{request, set_status};
use crate::i18n::staff_words;
use crate::pages::kit::frame::Frame;
use crate::pages::kit::linked::ways_on;

/// The whole page, with the ways on.
pub(crate) fn missing() -> AnyView {
    set_status(404);
    let t = &staff_words().kit;
    let main = view! {
        <div class="plain">
            <h2>{t.missing_title}</h2>
            <p>{t.missing_text}</p>
            <p class="buttons">{ways_on(&request())}</p>
        </div>
    };
    Frame { title: t.not_found_title.to_owned(), bar: ().into_any(), class: "", main: main.into_any() }.view()
}
