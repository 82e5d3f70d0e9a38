//! A mode by word and icon.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;

use crate::components::mode_icon::ModeWord;
use crate::i18n::staff_language;

/// Icon and word.
pub(crate) fn mode(mode: Mode) -> AnyView {
    view! { <ModeWord language=staff_language() mode/> }.into_any()
}
