//! A sentence that must be seen.

use leptos::prelude::*;

/// News about what was just done; spoken when the page opens.
#[component]
pub fn Notice(
    /// The news.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice" role="status">{children()}</div> }
}
