//! How long the call has lasted. It goes on over the pages of one call and begins anew with an empty search.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::dom::{child, clock, every_second, now, on_wake};

const KEY: &str = "mendan-call";
/// It stops at 99:59.
const LONGEST: i64 = 5999;

/// Makes `[data-stopwatch]` run; with `data-stopwatch="fresh"` it begins anew.
#[island]
pub fn Stopwatch(
    /// What the server rendered.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::new();
    on_wake(root, |root| {
        let Some(shown) = child(root, "data-stopwatch") else { return };
        let begun = begun(shown.get_attribute("data-stopwatch").as_deref() == Some("fresh"));
        every_second(move || shown.set_text_content(Some(&clock((now() - begun).clamp(0, LONGEST), true))));
    });
    view! { <span node_ref=root>{children()}</span> }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// When the call began, seconds.
fn begun(fresh: bool) -> i64 {
    let now = now();
    let Some(storage) = storage() else { return now };
    let kept = storage.get_item(KEY).ok().flatten().and_then(|text| text.parse().ok());
    if let Some(begun) = kept.filter(|_| !fresh) {
        return begun;
    }
    // A full or forbidden storage only means that the next page begins at 00:00.
    let _: Result<(), JsValue> = storage.set_item(KEY, &now.to_string());
    now
}
