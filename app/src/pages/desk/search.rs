//! The one search box: whatever a caller says of herself.

use leptos::prelude::*;

use crate::components::live::Stopwatch;
use crate::i18n::staff_words;

/// The form; `fresh` starts the clock of the call anew.
pub(super) fn search(query: &str, focus: bool, fresh: bool) -> AnyView {
    let t = &staff_words().desk;
    view! {
        <form class="desk-search" role="search" method="post" action="/staff/desk/search">
            <label for="q">{t.search}</label>
            <input class="input" id="q" name="q" value=query.to_owned() autofocus=focus autocomplete="off" spellcheck="false"
                aria-describedby="q-hint" data-key="/" data-key-focus=""/>
            <button class="button" type="submit">{t.search}</button>
            <Stopwatch fresh/>
        </form>
        <p class="hint" id="q-hint">{t.search_hint}</p>
    }
    .into_any()
}
