//! `/b/:token`: her booking, right after making it (`?new=1`) and whenever she comes back. Prints as a slip of A5.

use leptos::prelude::*;
use mendan_words::words;

use crate::components::appointment::{Appointment, Look};
use crate::components::dates;
use crate::components::notice::Notice;
use crate::components::page::{OtherLanguages, Page};
use crate::components::phone::Phone;
use crate::components::scripts::Scripts;
use crate::i18n::href;
use crate::pages::booking::own::changes::Changes;
use crate::pages::booking::own::found::{Asked, Found, Stage};
use crate::pages::booking::own::manage_parts::{Actions, Bring, Door, Keep, Reference, SlipFoot};
use crate::pages::booking::own::offered::Offered;
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn Manage() -> impl IntoView {
    let here = Asked::here();
    asked(async move {
        match here.find().await {
            Ok(found) => page(found).await,
            Err(instead) => instead,
        }
    })
}

async fn page(found: Found) -> AnyView {
    let offered = match Offered::of(&found).await {
        Ok(offered) => offered,
        Err(refusal) => return refused(found.language, &refusal),
    };
    match found.stage() {
        Stage::Cancelled => gone(found),
        // Her time has passed without an interview; the others are still hers to choose.
        Stage::Past if !offered.asks() => gone(found),
        Stage::Past | Stage::Open | Stage::Late => firm(found, &offered),
    }
}

fn firm(found: Found, offered: &Offered) -> AnyView {
    let (language, t) = (found.language, words(found.language));
    let title = if found.query.get("new").is_some() { t.booking.done_title } else { t.booking.manage_title };
    let said = match found.query.get("said").as_deref() {
        Some("moved") => Some(t.booking.said_moved),
        Some("mode") => Some(t.booking.said_mode),
        Some("mode_same") => Some(t.booking.said_mode_same),
        Some("same") => Some(t.booking.said_same),
        _ => None,
    };
    let facts = found.facts();
    let year = dates::year(language, facts.from.date_naive());
    let look = if offered.is_in_the_way() { Look::Held } else { Look::Firm };
    let offers = offered.view(&found);
    let door = Door::of(&found);
    let bring = match Bring::of(&found) {
        Ok(bring) => bring,
        Err(refusal) => return refused(language, &refusal),
    };
    let Changes { view: changes, phone } = Changes::of(&found);
    let phone =
        (!phone).then(|| view! { <div class="screen-only"><Phone language booked=true told=found.told()/></div> });
    view! {
        <Page language title discreet=found.booking.discreet others=OtherLanguages::Query>
            {said.map(|said| view! { <Notice><p><strong>{said}</strong></p></Notice> })}
            {found.changed()}
            {offers}
            <div class="done-head"><h1>{title}</h1><Reference language booking=found.booking.clone()/></div>
            <Appointment language facts look label=year>{door.view(language)}</Appointment>
            {bring.view(language)}
            {Actions::of(&found).view(language)}
            {Keep::of(&found).view(language)}
            {changes}
            {SlipFoot::of(&found).view(language)}
            {phone}
            <Scripts/>
        </Page>
    }
    .into_any()
}

/// Called off, or over: said without apricot, with the way to another one. Never a word that could hurt.
fn gone(found: Found) -> AnyView {
    let (language, t) = (found.language, words(found.language));
    let cancelled = found.stage() == Stage::Cancelled;
    // Right after it, one letter is still on its way.
    let letter =
        found.query.get("said").is_some_and(|said| said == "cancelled") && found.booking.contact.email.is_some();
    let (title, sentence, again) = if cancelled {
        let sentence = if letter { t.booking.manage_cancelled_letter } else { t.booking.manage_cancelled_text };
        (t.booking.manage_cancelled_title, sentence, Some(t.booking.manage_cancelled_again))
    } else {
        (t.booking.manage_past_title, t.booking.manage_past_text, None)
    };
    view! {
        <Page language title discreet=found.booking.discreet others=OtherLanguages::Query>
            <div class="done-head"><h1>{title}</h1><Reference language booking=found.booking.clone()/></div>
            <Appointment language facts=found.facts() look=Look::Gone/>
            <p>{sentence}</p>
            {again.map(|again| view! { <p>{again}</p> })}
            <p class="buttons"><a class="button button--quiet" href=href(language, "/")>{t.kit.to_start}</a></p>
            <Phone language told=found.told()/>
        </Page>
    }
    .into_any()
}
