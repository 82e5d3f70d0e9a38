//! `/staff/again`: before what is dangerous she proves once more that it is her. What she had posted goes along.

use leptos::prelude::*;

use crate::context::request;
use crate::i18n::staff_words;
use crate::pages::kit::frame::{Frame, left};
use crate::pages::staff::factor::evidence;

/// The page.
#[component]
pub fn ProveAgain() -> impl IntoView {
    let t = &staff_words().factor;
    let request = request();
    let factor = request.staff.as_ref().is_some_and(|staff| staff.session.proven_by.is_second());
    let waiting = request.form.as_ref().filter(|form| form.some("kept").is_some());
    let waiting =
        waiting.map(|form| format!("{}{}", form.value("left").and_then(left).unwrap_or_default(), t.again_kept));
    let main = view! {
        <p>{t.again_text}</p>
        {waiting.map(|waiting| view! { <div class="notice" role="status"><p>{waiting}</p></div> })}
        {evidence(&request, "/staff/again", factor)}
    };
    Frame { title: t.again_title.to_owned(), bar: ().into_any(), class: "setup", main: main.into_any() }.view()
}
