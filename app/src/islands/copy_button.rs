//! Puts the page's address on the clipboard. Appears only where scripts run.

use leptos::prelude::*;

use super::dom::{child, listen, on_wake, show};

/// Shows `[data-copy]`, copies what it bears when it is pressed, and says `data-done` in `[data-said]`.
#[island]
pub fn CopyButton(
    /// What the server rendered.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::new();
    on_wake(root, |root| {
        let (Some(button), Some(said)) = (child(root, "data-copy"), child(root, "data-said")) else { return };
        let words = |name| button.get_attribute(name).unwrap_or_default();
        let (text, done) = (words("data-copy"), words("data-done"));
        show(&button, true);
        listen(&button, "click", move |_| {
            if let Some(window) = web_sys::window() {
                let _promise = window.navigator().clipboard().write_text(&text);
                said.set_text_content(Some(&done));
            }
        });
    });
    view! { <span node_ref=root>{children()}</span> }
}
