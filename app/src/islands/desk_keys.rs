//! Keys for pages that work without them: a key presses the link or button that bears its name.
//!
//! `data-key="x"` names the key (`escape` for Esc). With `data-key-focus` the element is only focused; pressing the key
//! again goes on to the next element of the same key. `C` is Shift+C where the page has a `c` too, otherwise either.
//! What has the focus is said: `data-say` goes to `[data-readback]`, `data-does` to `[data-enter]`. While somebody types,
//! only Esc is heard: it leaves the field. With `[data-keys-off]` on the page no key of one letter is heard (WCAG 2.1.4).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::arrows::neighbour;
use super::dom::{listen, on_wake};

/// Listens for keys on the page.
#[island]
pub fn DeskKeys() -> impl IntoView {
    let root = NodeRef::new();
    on_wake(root, |_| {
        let Some(window) = web_sys::window() else { return };
        listen(&window, "keydown", |event| {
            if let Some(event) = event.dyn_ref() {
                pressed(event);
            }
        });
        listen(&window, "focusin", |event| focused(&event));
    });
    view! { <span node_ref=root hidden=true></span> }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether the element takes letters.
fn takes_letters(element: &Element) -> bool {
    match element.tag_name().to_ascii_lowercase().as_str() {
        "textarea" | "select" => true,
        "input" => element.dyn_ref::<HtmlInputElement>().is_some_and(|input| {
            !matches!(input.type_().as_str(), "radio" | "checkbox" | "button" | "submit" | "reset" | "image" | "hidden")
        }),
        _ => element.has_attribute("contenteditable"),
    }
}

fn pressed(event: &KeyboardEvent) {
    if event.default_prevented() || event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(document) = document() else { return };
    let active = document.active_element();
    let key = event.key();
    if active.as_ref().is_some_and(takes_letters) {
        if key == "Escape" {
            leave(active.as_ref());
            event.prevent_default();
        }
        return;
    }
    if key.chars().count() == 1 && document.query_selector("[data-keys-off]").ok().flatten().is_some() {
        return;
    }
    if let Some(next) = active.as_ref().and_then(|active| neighbour(active, &key)) {
        event.prevent_default();
        let _ = next.focus();
    } else if let Some(element) = named(&document, &key, active.as_ref()) {
        event.prevent_default();
        press(&element);
    }
}

/// The element of that key; the one after the active element when that bears the key, too.
fn named(document: &Document, key: &str, active: Option<&Element>) -> Option<Element> {
    let all = document.query_selector_all("[data-key]").ok()?;
    let keyed: Vec<(String, Element)> = (0..all.length())
        .filter_map(|index| all.item(index)?.dyn_into::<Element>().ok())
        .filter_map(|element| Some((element.get_attribute("data-key")?, element)))
        .collect();
    let bearers = |fits: &dyn Fn(&str) -> bool| -> Vec<Element> {
        keyed.iter().filter(|(name, _)| fits(name)).map(|(_, element)| element.clone()).collect()
    };
    let exact = bearers(&|name| name == key);
    let bearers = if exact.is_empty() { bearers(&|name| name.eq_ignore_ascii_case(key)) } else { exact };
    let at = bearers.iter().position(|element| Some(element) == active);
    let next = at.and_then(|at| bearers.get(at + 1));
    next.or(bearers.first()).cloned()
}

fn press(element: &Element) {
    let Some(html) = element.dyn_ref::<HtmlElement>() else { return };
    if !element.has_attribute("data-key-focus") {
        html.click();
        return;
    }
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if takes_letters(element) {
            input.select();
        } else {
            input.set_checked(true);
        }
    }
    // A failing focus leaves everything as it is.
    let _ = html.focus();
}

fn leave(active: Option<&Element>) {
    if let Some(html) = active.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        let _ = html.blur();
    }
}

/// Says what has the focus.
fn focused(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let (Some(target), Some(document)) = (target, document()) else { return };
    for (from, to) in [("data-say", "[data-readback]"), ("data-does", "[data-enter]")] {
        let words = target.get_attribute(from);
        let place = document.query_selector(to).ok().flatten();
        if let (Some(words), Some(place)) = (words, place) {
            place.set_text_content(Some(&words));
        }
    }
}
