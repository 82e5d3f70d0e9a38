//! Opens the print dialogue. Without scripts the page says how to print.

use leptos::prelude::*;

/// The button; it appears where scripts run, the hint where they do not.
#[island]
pub fn PrintButton(
    /// Its word.
    label: String,
    /// What is said without scripts.
    hint: String,
) -> impl IntoView {
    let (woken, wake) = signal(false);
    Effect::new(move |_| wake.set(true));
    let print = move |_| {
        // A browser that cannot print stays as it is.
        let _ = window().print();
    };
    view! {
        <span class="soft" hidden=move || woken.get()>{hint}</span>
        <button class="button button--quiet" type="button" hidden=move || !woken.get() on:click=print>{label}</button>
    }
}
