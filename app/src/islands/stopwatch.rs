//! How long the call has lasted. It goes on over the pages of one call and begins anew with an empty search.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Storage;

const KEY: &str = "mendan-call";

/// The clock; without scripts it stays at 00:00.
#[island]
pub fn Stopwatch(
    /// Begin anew.
    fresh: bool,
) -> impl IntoView {
    let seconds = RwSignal::new(0_u64);
    Effect::new(move |_| {
        let begun = begun(fresh);
        let tick = move || seconds.set(since(begun));
        tick();
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    });
    // The word beside it is for the ear; the figures change every second and are not announced.
    view! {
        <p class="stopwatch"><span class="said">"通話の時間 "</span><span>{move || format!("{:02}:{:02}", seconds.get() / 60, seconds.get() % 60)}</span></p>
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// When the call began, milliseconds.
fn begun(fresh: bool) -> f64 {
    let now = js_sys::Date::now();
    let Some(storage) = storage() else { return now };
    let kept = storage.get_item(KEY).ok().flatten().and_then(|text| text.parse::<f64>().ok());
    if let Some(begun) = kept.filter(|_| !fresh) {
        return begun;
    }
    // A full or forbidden storage only means that the next page begins at 00:00.
    let _: Result<(), JsValue> = storage.set_item(KEY, &now.to_string());
    now
}

/// Whole seconds since then, at most 99:59.
fn since(begun: f64) -> u64 {
    Duration::try_from_secs_f64((js_sys::Date::now() - begun) / 1000.0).unwrap_or_default().as_secs().min(5999)
}
