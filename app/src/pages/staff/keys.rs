//! `/staff/keys`: every key of the staff's pages, and whether those of one letter are heard in this browser.

use leptos::prelude::*;

use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::kit::frame::Frame;
use crate::pages::kit::keys::{GROUPS, Group};

/// The list.
#[component]
pub fn Keys() -> impl IntoView {
    asked(async move {
        let t = &staff_words().hands;
        let groups = GROUPS.iter().enumerate().map(|(index, group)| table(index, group)).collect_view();
        let main = view! { <p>{t.keys_text}</p>{groups}{letters(&request())} }.into_any();
        Frame { title: t.keys_title.to_owned(), bar: ().into_any(), class: "keys-page", main }.view()
    })
}

/// A table of two columns: the key, and what it does.
fn table(index: usize, group: &Group) -> AnyView {
    let t = &staff_words().hands;
    let id = format!("keys-{index}");
    let rows = group.keys.iter().map(|key| {
        let shown = key.shown.iter().map(|shown| view! { <kbd>{*shown}</kbd>" " }).collect_view();
        view! { <tr><th scope="row">{shown}</th><td>{(key.does)(t)}</td></tr> }
    });
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{(group.title)(t)}</h2>
            <table class="key-table">
                <thead><tr><th scope="col">{t.keys_key}</th><th scope="col">{t.keys_does}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Switches them off, or on again.
fn letters(request: &Request) -> AnyView {
    let t = &staff_words().hands;
    let (text, value, word) =
        if request.keys_off { (t.letters_off, "on", t.letters_use) } else { (t.letters_on, "off", t.letters_stop) };
    view! {
        <section aria-labelledby="letters">
            <h2 id="letters">{t.letters}</h2>
            <p>{text}</p>
            <form method="post" action="/staff/keys">
                <button class="button button--quiet" type="submit" name="letters" value=value>{word}</button>
            </form>
        </section>
    }
    .into_any()
}
