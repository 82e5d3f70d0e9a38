//! The little of the browser's document that islands need.

use leptos::prelude::*;
use leptos::tachys::html::element::Span;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlElement};

/// Runs `wake` once with the island's own element, in the browser.
pub fn on_wake(root: NodeRef<Span>, wake: impl Fn(&Element) + 'static) {
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            wake(&root);
            // Whoever waits for it sees that it hears.
            let _ = root.set_attribute("data-awake", "");
        }
    });
}

/// The child that bears the attribute.
pub fn child(root: &Element, attribute: &str) -> Option<HtmlElement> {
    let selector = ["[", attribute, "]"].concat();
    root.query_selector(&selector).ok().flatten()?.dyn_into().ok()
}

/// Shows or hides an element.
pub fn show(element: &HtmlElement, shown: bool) {
    element.set_hidden(!shown);
}

/// Listens as long as the page lives: our pages are left, not changed.
pub fn listen(target: &EventTarget, event: &str, heard: impl Fn(Event) + 'static) {
    let heard = Closure::<dyn Fn(Event)>::new(heard);
    // A browser without events has nothing to wake.
    let _: Result<(), JsValue> = target.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Calls `tick` now and then every second, as long as the page lives.
pub fn every_second(tick: impl Fn() + 'static) {
    tick();
    let tick = Closure::<dyn Fn()>::new(tick);
    if let Some(window) = web_sys::window() {
        let _: Result<i32, JsValue> =
            window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), 1000);
    }
    tick.forget();
}

/// The browser's clock, whole seconds since 1970.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the browser's clock is a float; `as` cuts it off safely"
)]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// `9:05`, or `09:05` when wide.
pub fn clock(seconds: i64, wide: bool) -> String {
    let digits = |number: i64| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    let minutes = seconds / 60;
    [if wide { digits(minutes) } else { minutes.to_string() }, digits(seconds % 60)].join(":")
}
