//! Marks free and closed times of one nurse with Shift and the arrows, or with the mouse, and opens the page that closes, opens or moves
//! them. Without it the same page is reached by its links.
//!
//! A column whose times may be closed has `[data-range]`: what the address says of nurse and day. Where an entry stands is told by its
//! row: `data-h`, `data-m`, `data-long` and `data-len`.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::dom::{child, on_wake, show};

const MARKED: &str = "is-marked";
const MARKABLE: &str = "a.entry--free, a.entry--closed";

/// Shows `[data-range-go]`, a link to what is marked, and says in `[data-range-said]` how many that are.
#[island]
pub fn RangeSelect(
    /// What the server rendered.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::new();
    on_wake(root, |root| {
        let (Some(go), Some(said)) = (child(root, "data-range-go"), child(root, "data-range-said")) else { return };
        let page = Rc::new(Page { go, said, pressed: Cell::new(false), dragged: Cell::new(false) });
        first("keydown", &page, Page::key);
        first("pointerdown", &page, Page::press);
        first("pointerover", &page, Page::over);
        first("pointerup", &page, |page, _| page.pressed.set(false));
        first("dragstart", &page, Page::hold);
        first("click", &page, Page::click);
    });
    view! { <span node_ref=root>{children()}</span> }
}

struct Page {
    go: HtmlElement,
    said: HtmlElement,
    /// The mouse is down on a time.
    pressed: Cell<bool>,
    /// It has gone over another since: the click that follows opens nothing.
    dragged: Cell<bool>,
}

/// Hears before anybody else on the page, who looks whether it was heard.
fn first(event: &str, page: &Rc<Page>, heard: fn(&Page, &Event)) {
    let page = Rc::clone(page);
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| heard(&page, &event));
    if let Some(window) = web_sys::window() {
        let _: Result<(), JsValue> =
            window.add_event_listener_with_callback_and_bool(event, heard.as_ref().unchecked_ref(), true);
    }
    heard.forget();
}

impl Page {
    fn key(&self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let marked = marked();
        match key.key().as_str() {
            "Escape" if !marked.is_empty() => {
                event.prevent_default();
                self.mark(&[]);
            }
            "Enter" if !marked.is_empty() && active().is_some_and(|entry| marked.contains(&entry)) => {
                event.prevent_default();
                self.go.click();
            }
            "ArrowUp" if key.shift_key() => self.extend(event, false),
            "ArrowDown" if key.shift_key() => self.extend(event, true),
            _ => {}
        }
    }

    /// The one that has the focus and the next, up or down; back over what is marked takes marks away.
    fn extend(&self, event: &Event, down: bool) {
        let Some(entry) = active() else { return };
        let times = column(&entry);
        let Some(at) = times.iter().position(|time| *time == entry) else { return };
        let next = if down { at + 1 } else { at.wrapping_sub(1) };
        let Some(next) = times.get(next) else { return };
        event.prevent_default();
        let mut marks = marked();
        if marks.contains(next) {
            marks.retain(|mark| *mark != entry);
        } else {
            marks.retain(|mark| times.contains(mark));
            marks.extend([entry, next.clone()].into_iter().filter(|one| !marks.contains(one)).collect::<Vec<_>>());
        }
        self.mark(&marks);
        if let Some(next) = next.dyn_ref::<HtmlElement>() {
            // A failing focus leaves everything as it is.
            let _ = next.focus();
        }
    }

    fn press(&self, event: &Event) {
        self.dragged.set(false);
        // A finger scrolls; a second button is no mark.
        let number = |name: &str| js_sys::Reflect::get(event, &name.into()).ok().and_then(|value| value.as_f64());
        let mouse = js_sys::Reflect::get(event, &"pointerType".into()).ok().is_some_and(|kind| kind == "mouse");
        let entry = time_at(event).filter(|_| mouse && number("button").is_some_and(|button| button < 0.5));
        self.pressed.set(entry.is_some());
        if let Some(entry) = entry {
            self.mark(&[]);
            begin_at(&entry);
        }
    }

    /// From where the mouse went down to where it is, in the same column.
    fn over(&self, event: &Event) {
        let (true, Some(entry), Some(begun)) = (self.pressed.get(), time_at(event), begun()) else { return };
        let times = column(&begun);
        let at = |wanted: &Element| times.iter().position(|time| time == wanted);
        if let (Some(one), Some(other)) = (at(&begun), at(&entry))
            && one != other
        {
            self.dragged.set(true);
            self.mark(times.get(one.min(other)..=one.max(other)).unwrap_or_default());
        }
    }

    /// A link that is marked is not carried away.
    fn hold(&self, event: &Event) {
        if self.pressed.get() && time_at(event).is_some() {
            event.prevent_default();
        }
    }

    fn click(&self, event: &Event) {
        if self.dragged.replace(false) && time_at(event).is_some() {
            event.prevent_default();
        }
    }

    /// Marks these and no others.
    fn mark(&self, entries: &[Element]) {
        for entry in marked() {
            let _ = entry.class_list().remove_1(MARKED);
        }
        for entry in entries {
            let _ = entry.class_list().add_1(MARKED);
        }
        let words = self.said.get_attribute("data-range-said").unwrap_or_default();
        let said = words.replace('#', &entries.len().to_string());
        self.said.set_text_content(Some(if entries.is_empty() { "" } else { &said }));
        let address = address(entries);
        show(&self.go, address.is_some());
        if let Some(address) = address {
            let _ = self.go.set_attribute("href", &address);
        }
    }
}

const BEGUN: &str = "data-range-begun";

fn begin_at(entry: &Element) {
    if let Some(before) = begun() {
        let _ = before.remove_attribute(BEGUN);
    }
    let _ = entry.set_attribute(BEGUN, "");
}

fn begun() -> Option<Element> {
    web_sys::window()?.document()?.query_selector(&["[", BEGUN, "]"].concat()).ok()?
}

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// The time that an event is about, in a column whose times may be marked.
fn time_at(event: &Event) -> Option<Element> {
    let entry = event.target()?.dyn_into::<Element>().ok()?.closest(MARKABLE).ok()??;
    range_of(&entry).map(|_| entry)
}

/// What the address says of the nurse and the day of its column.
fn range_of(entry: &Element) -> Option<String> {
    entry.closest("section").ok()??.query_selector("[data-range]").ok()??.get_attribute("data-range")
}

/// The times of its column that may be marked, in their order.
fn column(entry: &Element) -> Vec<Element> {
    let column = range_of(entry).and_then(|_| entry.closest("section").ok().flatten());
    column.map(|column| all(&column, MARKABLE)).unwrap_or_default()
}

fn marked() -> Vec<Element> {
    let body = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    body.map(|body| all(&body, &[".", MARKED].concat())).unwrap_or_default()
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = within.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// The page, for the hours from the first of them to the last.
fn address(entries: &[Element]) -> Option<String> {
    let hours: Vec<(i64, i64)> = entries.iter().filter_map(hours_of).collect();
    let (from, until) = (hours.iter().map(|(from, _)| *from).min()?, hours.iter().map(|(_, until)| *until).max()?);
    let range = range_of(entries.first()?)?;
    Some(
        [
            "/staff/ranges?",
            &range,
            "&part=hours&hours_from=",
            &clock(from),
            "&hours_until=",
            &clock(until),
            "&act=close",
        ]
        .concat(),
    )
}

/// From when to when an entry stands, in minutes of the day.
fn hours_of(entry: &Element) -> Option<(i64, i64)> {
    let row = entry.closest("li").ok()??;
    let number = |name: &str| row.get_attribute(name).and_then(|text| text.parse::<i64>().ok());
    let from = number("data-h")? * 60 + number("data-m").unwrap_or(0);
    let long = number("data-long").unwrap_or(0) * 60 + number("data-len").unwrap_or(0);
    Some((from, (from + long).min(24 * 60)))
}

/// `9:05`.
fn clock(minutes: i64) -> String {
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    [hours.as_str(), if rest.len() < 2 { ":0" } else { ":" }, rest.as_str()].concat()
}
