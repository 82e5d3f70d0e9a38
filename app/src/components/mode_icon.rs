//! A way of talking: a line drawing, and always its word.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_words::words;

/// The word of a mode.
pub fn mode_word(language: Language, mode: Mode) -> &'static str {
    let t = &words(language).kit;
    match mode {
        Mode::InPerson => t.mode_in_person,
        Mode::Video => t.mode_video,
        Mode::Phone => t.mode_phone,
        Mode::HomeVisit => t.mode_home_visit,
    }
}

/// The drawing of a mode, for the eyes only.
#[component]
pub fn ModeIcon(
    /// The mode.
    mode: Mode,
) -> impl IntoView {
    let lines = match mode {
        Mode::InPerson => view! { <path d="M3 17V8l7-5 7 5v9M2 17h16M8 17v-5h4v5"/> }.into_any(),
        Mode::Video => {
            view! { <rect x="2" y="5" width="11" height="10" rx="1.5"/><path d="M13 9l5-3v8l-5-3"/> }.into_any()
        }
        Mode::Phone => view! { <path d=PHONE/> }.into_any(),
        Mode::HomeVisit => {
            view! { <path d="M2 10l8-7 8 7M4.500 8.500V17h11V8.500"/><circle cx="10" cy="12" r="2"/> }.into_any()
        }
    };
    view! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{lines}</svg> }
}

/// The handset, also beside telephone numbers.
pub const PHONE: &str = "M5 2.5h2.5L9 6.5 7.2 8c.8 2 2.3 3.700 4.600 4.700L13.500 11l4 1.500V15c0 1.500-1 2.500-2.500 2.500C8.500 17 3 11.500 2.500 5 2.500 3.500 3.500 2.500 5 2.500z";

/// Drawing and word.
#[component]
pub fn ModeWord(
    /// The page's language.
    language: Language,
    /// The mode.
    mode: Mode,
) -> impl IntoView {
    view! { <ModeIcon mode/>{mode_word(language, mode)} }
}
