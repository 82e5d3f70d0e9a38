//! The one search box: whatever a caller says of herself.

use leptos::prelude::*;

use crate::components::live::Stopwatch;

/// The form; `fresh` starts the clock of the call anew.
pub(super) fn search(query: &str, focus: bool, fresh: bool) -> AnyView {
    view! {
        <form class="desk-search" role="search" method="post" action="/staff/desk/search">
            <label for="q">"探す"</label>
            <input class="input" id="q" name="q" value=query.to_owned() autofocus=focus autocomplete="off" spellcheck="false"
                aria-describedby="q-hint" data-key="/" data-key-focus=""/>
            <button class="button" type="submit">"探す"</button>
            <Stopwatch fresh/>
        </form>
        <p class="hint" id="q-hint">"名前・かな・ローマ字・電話番号(下4けたでも)・生年月日(7.4.3)・受付番号・メール。「架空 7.4.3」のように続けても探せます"</p>
    }
    .into_any()
}
