//! What wakes the islands. Only pages that have islands load it.

use leptos::hydration::HydrationScripts;
use leptos::prelude::*;

/// Loads the browser part. Put it once on a page with islands, at its end.
#[component]
pub fn Scripts() -> impl IntoView {
    let options = use_context::<LeptosOptions>()?;
    // The framework's own view asks for the files beforehand, whether or not scripts run: only its script stays, which
    // fetches them itself.
    let html = view! { <HydrationScripts options islands=true/> }.to_html();
    let script = html.find("<script").map(|begin| html[begin..].to_owned())?;
    Some(view! { <div hidden=true inner_html=script></div> })
}
