//! Kind, mode and office of a new booking: links with their state in the address.

use leptos::prelude::*;

use super::super::choice::mode;
use super::super::words::{kind_name, office_short};
use super::address::DeskAddress;
use super::new::Choice;
use crate::context::Request;

/// The three rows.
pub(super) fn filters(request: &Request, address: &DeskAddress, choice: &Choice<'_>) -> AnyView {
    let catalogue = request.catalogue();
    let base = DeskAddress {
        kind: Some(choice.kind.slug.clone()),
        mode: Some(choice.mode.as_str().to_owned()),
        after: None,
        slot: None,
        ..address.clone()
    };
    let kinds = catalogue.offered_kinds().enumerate().map(|(index, kind)| {
        let href = DeskAddress { kind: Some(kind.slug.clone()), ..base.clone() }.href();
        option(href, kind.id == choice.kind.id, (index + 1).to_string(), false, kind_name(Some(kind)).into_any())
    });
    let modes = choice.kind.modes.iter().map(|other| {
        let href = DeskAddress { mode: Some(other.as_str().to_owned()), ..base.clone() }.href();
        option(href, other == choice.mode, "m".to_owned(), true, mode(other))
    });
    let anywhere = option(
        DeskAddress { office: None, ..base.clone() }.href(),
        choice.office.is_none(),
        "o".to_owned(),
        true,
        "いちばん早い".into_any(),
    );
    let offices = catalogue.open_offices().map(|office| {
        let href = DeskAddress { office: Some(office.slug.clone()), ..base.clone() }.href();
        option(
            href,
            choice.office.is_some_and(|o| o.id == office.id),
            "o".to_owned(),
            true,
            office_short(office).into_any(),
        )
    });
    view! {
        {row("内容", kinds.collect_view().into_any())}
        {row("方法", modes.collect_view().into_any())}
        {row("場所", view! { {anywhere}{offices.collect_view()} }.into_any())}
    }
    .into_any()
}

fn row(name: &'static str, options: AnyView) -> AnyView {
    view! { <nav class="choices" aria-label=name><span class="choices-name" aria-hidden="true">{name}</span><ul>{options}</ul></nav> }.into_any()
}

/// A link; with `focus` its key only goes to it, for the key belongs to the whole row.
fn option(href: String, current: bool, key: String, focus: bool, word: AnyView) -> AnyView {
    let current = current.then_some("true");
    view! { <li><a href=href aria-current=current data-key=key data-key-focus=focus.then_some("")>{word}</a></li> }
        .into_any()
}
