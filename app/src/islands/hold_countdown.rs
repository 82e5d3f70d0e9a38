//! Counts down the time that is kept. It begins as the server's text, so nothing differs before the first second.

use std::time::Duration;

use leptos::prelude::*;

/// Seconds before the end when it is said once, politely.
const SOON: i64 = 120;

/// The words of the countdown, in the page's language.
#[island]
pub fn HoldCountdown(
    /// When the time is given back, seconds since 1970.
    expires_at: i64,
    /// The server's clock when it wrote the page, seconds since 1970: the browser's own clock may be wrong.
    now: i64,
    /// `あと {rest}`.
    rest: String,
    /// Said at two minutes.
    soon: String,
    /// Said at the end.
    over: String,
) -> impl IntoView {
    let (left, set_left) = signal(None::<i64>);
    Effect::new(move |_| {
        let opened = js_sys::Date::now();
        let tick = move || set_left.set(Some(seconds_left(expires_at - now, js_sys::Date::now() - opened)));
        tick();
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    });
    let shown = move || left.get().filter(|left| *left > 0).map(|left| rest.replace("{rest}", &minutes(left)));
    // Changes twice only, so that a screen reader says two sentences and not every second.
    let said = Memo::new(move |_| match left.get() {
        Some(left) if left <= 0 => over.clone(),
        Some(left) if left <= SOON => soon.clone(),
        _ => String::new(),
    });
    view! {
        <span class="number" aria-hidden="true">{shown}</span>
        <span role="status">{move || said.get()}</span>
    }
}

/// Whole seconds left of `length` after `passed` milliseconds.
fn seconds_left(length: i64, passed: f64) -> i64 {
    let passed = format!("{:.0}", (passed / 1000.0).floor()).parse::<i64>().unwrap_or(0);
    (length - passed).max(0)
}

/// `9:05`.
fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_counted_whole_and_end_at_nothing() {
        assert_eq!(seconds_left(600, 1_999.0), 599);
        assert_eq!(seconds_left(600, 700_000.0), 0);
        assert_eq!(minutes(545), "9:05");
    }
}
