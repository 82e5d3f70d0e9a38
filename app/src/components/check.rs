//! A tick or a choice whose whole row can be pressed.

use leptos::prelude::*;

/// A checkbox.
#[component]
pub fn Check(
    /// Name.
    name: &'static str,
    /// What it sends when ticked.
    #[prop(into)]
    value: String,
    /// Its words.
    #[prop(into)]
    label: String,
    /// Ticked.
    checked: bool,
    /// Id, where an error leads to it.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Id of the error.
    #[prop(optional)]
    error: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" id=id name=name value=value checked=checked
                aria-describedby=error aria-invalid=error.map(|_| "true")/>
            <span>{label}</span>
        </label>
    }
}
