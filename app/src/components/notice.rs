//! A sentence that must be seen.

use leptos::prelude::*;

/// News about what was just done. It has the focus when the page opens: a status that is there from the beginning is not
/// spoken otherwise.
#[component]
pub fn Notice(
    /// The news.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice" role="status" tabindex="-1" autofocus=true>{children()}</div> }
}
