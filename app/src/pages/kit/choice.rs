//! A mode by word and icon.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;

use crate::components::mode_icon::ModeWord;

/// Icon and word.
pub(crate) fn mode(mode: Mode) -> AnyView {
    view! { <ModeWord language=Language::Ja mode/> }.into_any()
}
