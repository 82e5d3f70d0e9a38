//! The browser's entry point. Pages arrive finished from the server; this wakes their islands.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script after the module has loaded.
#[wasm_bindgen]
pub fn hydrate() {
    // Links the islands in: without a use the linker would drop them.
    mendan_app::islands::link();
    leptos::mount::hydrate_islands();
}
