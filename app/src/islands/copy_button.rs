//! Puts the page's address on the clipboard. Appears only where scripts run.

use leptos::prelude::*;

/// The button.
#[island]
pub fn CopyButton(
    /// What it copies.
    text: String,
    /// Its word.
    label: String,
    /// What it says afterwards.
    done: String,
) -> impl IntoView {
    let (woken, wake) = signal(false);
    let (copied, set_copied) = signal(false);
    Effect::new(move |_| wake.set(true));
    let copy = move |_| {
        let _promise = window().navigator().clipboard().write_text(&text);
        set_copied.set(true);
    };
    view! {
        <button class="button button--quiet" type="button" hidden=move || !woken.get() on:click=copy>{label}</button>
        <span class="soft" role="status">{move || copied.get().then(|| done.clone())}</span>
    }
}
