//! What wakes the islands. Only pages that have islands load it.

use leptos::hydration::HydrationScripts;
use leptos::prelude::*;

/// Loads the browser part. Put it once on a page with islands, at its end.
#[component]
pub fn Scripts() -> impl IntoView {
    use_context::<LeptosOptions>().map(|options| view! { <HydrationScripts options islands=true/> })
}
