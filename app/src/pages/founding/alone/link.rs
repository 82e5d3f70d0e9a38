//! The one-time link: begun with at a button, so that nobody who only looks at it (a program that tries links, say) uses it up.

use leptos::prelude::*;

use super::framed;
use crate::i18n::staff_words;

/// What whoever has the machine types for a new one.
const COMMAND: &str = "mendan city invite";

/// Nobody has begun with it.
pub(super) fn open(action: String) -> AnyView {
    let t = &staff_words().founding;
    let needs = [t.open_need_city, t.open_need_you, t.open_need_place];
    let needs = needs.into_iter().map(|need| view! { <li>{need}</li> }).collect_view();
    let main = view! {
        <h1>{t.title}</h1>
        <p class="lead">{t.open_lead}</p>
        <section aria-labelledby="needs"><h2 id="needs">{t.open_needs}</h2><ul class="founding-needs">{needs}</ul></section>
        <form method="post" action=action>
            <p class="hint" id="once">{t.open_once}</p>
            <p class="buttons buttons--wide"><button class="button" type="submit" aria-describedby="once">{t.begin}</button></p>
        </form>
    };
    framed(t.title, main.into_any())
}

/// Another browser has.
pub(super) fn elsewhere() -> AnyView {
    let t = &staff_words().founding;
    told(t.elsewhere_title, t.elsewhere_text, false)
}

/// Its hour or its work is over.
pub(super) fn ended() -> AnyView {
    let t = &staff_words().founding;
    told(t.ended_title, t.ended_text, true)
}

/// There is none.
pub(super) fn unknown() -> AnyView {
    let t = &staff_words().founding;
    told(t.unknown_title, t.unknown_text, false)
}

/// This browser has not begun with any.
pub(super) fn lost() -> AnyView {
    let t = &staff_words().founding;
    told(t.lost_title, t.lost_text, true)
}

/// One thing, and how to go on.
fn told(title: &'static str, text: &'static str, entrance: bool) -> AnyView {
    let t = &staff_words().founding;
    let entrance = entrance.then(
        || view! { <p class="buttons"><a class="button button--quiet" href="/staff/sign-in">{t.to_sign_in}</a></p> },
    );
    let main = view! {
        <div class="plain">
            <h1>{title}</h1>
            <p>{text}</p>
            <p>{t.invite_how}</p>
            <p><code class="founding-command">{COMMAND}</code></p>
            {entrance}
        </div>
    };
    framed(title, main.into_any())
}
