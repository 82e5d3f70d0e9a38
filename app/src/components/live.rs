//! What islands make live: the server renders the words, the island finds them by their `data-` attributes.

use leptos::prelude::*;

use crate::i18n::staff_words;
use crate::islands as island;

/// Says until when a time is kept, and counts down; when that is over it says only so.
#[component]
pub fn HoldCountdown(
    /// Until when, as a sentence.
    kept: AnyView,
    /// When the time is given back, seconds since 1970.
    expires_at: i64,
    /// The server's clock, seconds since 1970: the browser's own may be wrong.
    now: i64,
    /// `あと {rest}`.
    rest: String,
    /// Said at two minutes.
    soon: String,
    /// Said at the end.
    over: String,
) -> impl IntoView {
    view! {
        <island::HoldCountdown>
            <span data-kept="">{kept}" "</span>
            <span class="number" aria-hidden="true" data-left=expires_at - now data-rest=rest data-soon=soon data-over=over></span>
            <span role="status" data-said=""></span>
        </island::HoldCountdown>
    }
}

/// Prints the page; without scripts a sentence says how.
#[component]
pub fn PrintButton(
    /// Its word.
    label: String,
    /// What is said without scripts.
    hint: String,
) -> impl IntoView {
    view! {
        <island::PrintButton>
            <span class="soft" data-hint="">{hint}</span>
            <button class="button button--quiet" type="button" hidden=true data-press="">{label}</button>
        </island::PrintButton>
    }
}

/// Copies a text; appears only where scripts run.
#[component]
pub fn CopyButton(
    /// What it copies.
    text: String,
    /// Its word.
    label: String,
    /// What it says afterwards.
    done: String,
) -> impl IntoView {
    view! {
        <island::CopyButton>
            <button class="button button--quiet" type="button" hidden=true data-copy=text data-done=done>{label}</button>
            <span class="soft" role="status" data-said=""></span>
        </island::CopyButton>
    }
}

/// How long the call has lasted.
#[component]
pub fn Stopwatch(
    /// Begin anew.
    fresh: bool,
) -> impl IntoView {
    // The word beside it is for the ear; the figures change every second and are not announced.
    view! {
        <p class="stopwatch">
            <span class="said">{staff_words().staff.call_time}" "</span>
            <island::Stopwatch><span data-stopwatch=if fresh { "fresh" } else { "" }>"00:00"</span></island::Stopwatch>
        </p>
    }
}
