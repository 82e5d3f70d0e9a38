//! Opens the print dialogue. Without scripts the page says how to print.

use leptos::prelude::*;

use super::dom::{child, listen, on_wake, show};

/// Shows `[data-press]` instead of `[data-hint]`, and prints when it is pressed.
#[island]
pub fn PrintButton(
    /// What the server rendered.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::new();
    on_wake(root, |root| {
        let Some(button) = child(root, "data-press") else { return };
        if let Some(hint) = child(root, "data-hint") {
            show(&hint, false);
        }
        show(&button, true);
        listen(&button, "click", |_| {
            // A browser that cannot print stays as it is.
            let _ = web_sys::window().map(|window| window.print());
        });
    });
    view! { <span node_ref=root>{children()}</span> }
}
