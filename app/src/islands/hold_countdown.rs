//! Counts down the time that is kept. It begins as the server's text, so nothing differs before the first second.

use std::cell::Cell;

use leptos::prelude::*;

use super::dom::{child, clock, every_second, now, on_wake, show};

/// Seconds before the end when it is said once, politely.
const SOON: i64 = 120;

/// Makes `[data-left]` (seconds left when the page was written) count down in the words of `data-rest` (`あと {rest}`),
/// and says `data-soon` and `data-over` in `[data-said]`; at the end `[data-kept]` goes.
#[island]
pub fn HoldCountdown(
    /// What the server rendered.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::new();
    on_wake(root, |root| {
        let (Some(shown), Some(said)) = (child(root, "data-left"), child(root, "data-said")) else { return };
        let kept = child(root, "data-kept");
        let words = |name| shown.get_attribute(name).unwrap_or_default();
        let (rest, soon, over) = (words("data-rest"), words("data-soon"), words("data-over"));
        let length = words("data-left").parse::<i64>().unwrap_or(0);
        let (opened, stage) = (now(), Cell::new(0));
        every_second(move || {
            let left = length - (now() - opened);
            let now_at = if left <= 0 { 2 } else { i32::from(left <= SOON) };
            shown.set_text_content((left > 0).then(|| rest.replace("{rest}", &clock(left, false))).as_deref());
            // Changes twice only, so that a screen reader says two sentences and not every second.
            if stage.replace(now_at) != now_at {
                // What is over is not promised beside it.
                if let Some(kept) = kept.as_ref().filter(|_| now_at == 2) {
                    show(kept, false);
                }
                said.set_text_content(Some(if now_at == 2 { &over } else { &soon }));
            }
        });
    });
    view! { <span node_ref=root>{children()}</span> }
}
