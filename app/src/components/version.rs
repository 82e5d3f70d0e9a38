//! What a form was rendered from, as a hidden field: an action is done only to what its page showed.

use leptos::prelude::*;

/// The version of the row.
pub fn version_field(version: i64) -> AnyView {
    view! { <input type="hidden" name="version" value=version.to_string()/> }.into_any()
}
