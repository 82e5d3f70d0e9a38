//! `/b/:token/mode`: the same time, another way of talking.

use std::collections::BTreeSet;

use chrono::Duration;
use leptos::prelude::*;
use mendan_domain::mode::Mode;
use mendan_service::Refusal;
use mendan_service::catalogue::Kind;
use mendan_service::usecase::offer::OfferQuery;

use super::found::{Asked, Found, Stage};
use crate::components::appointment::{Appointment, Look};
use crate::components::mode_icon::{ModeIcon, mode_word};
use crate::components::page::{OtherLanguages, Page};
use crate::components::phone::Phone;
use crate::i18n::{fill, texts};
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn ChangeMode() -> impl IntoView {
    let here = Asked::here();
    asked(async move {
        match here.find().await {
            Ok(found) if found.stage() == Stage::Open => page(found).await,
            Ok(found) => found.closed(),
            Err(instead) => instead,
        }
    })
}

async fn page(found: Found) -> AnyView {
    let request = found.request.clone();
    let Some(kind) = request.catalogue().kind(found.booking.kind) else { return found.closed() };
    match modes(&found, kind).await {
        Ok(modes) if modes.len() > 1 => choose(found, modes),
        Ok(_) => none(found),
        Err(refusal) => refused(found.language, &refusal),
    }
}

/// Her mode, and what is free at that time: what her own nurse does (a room permitting), or another nurse.
async fn modes(found: &Found, kind: &Kind) -> Result<Vec<Mode>, Refusal> {
    let (catalogue, booking) = (found.request.catalogue(), &found.booking);
    let own = booking.modes_offered.and(kind.modes);
    // Her nurse is taken by herself, so what needs no room is free to her; rooms are asked for.
    let mut free: BTreeSet<Mode> = own.iter().filter(|mode| *mode != Mode::InPerson).collect();
    free.insert(booking.mode);
    let until = booking.starts_at + Duration::seconds(1);
    let offices = catalogue.office(booking.office).into_iter().collect();
    let query = OfferQuery { kind, offices, mode: None, from: booking.starts_at, until };
    let slots = found.request.services.offer(catalogue, &query).await?;
    free.extend(slots.iter().flat_map(|slot| slot.modes().iter().collect::<Vec<_>>()));
    if own.has(Mode::InPerson) && room_free(found, kind).await? {
        free.insert(Mode::InPerson);
    }
    Ok(free.into_iter().collect())
}

/// Whether a place in a room of her office is free for the whole time.
async fn room_free(found: &Found, kind: &Kind) -> Result<bool, Refusal> {
    let (services, catalogue, booking) = (&found.request.services, found.request.catalogue(), &found.booking);
    let Some(office) = catalogue.office(booking.office) else { return Ok(false) };
    let busy = kind.buffers.around(booking.starts_at, booking.ends_at);
    let mut tx = services.store().read().await?;
    let claims = tx.room_claims(catalogue.municipality.id, busy.from, busy.until, services.now()).await?;
    let ours = claims
        .iter()
        .filter(|claim| office.rooms.iter().any(|room| room.id == claim.room) && claim.interval.overlaps(&busy));
    let taken: BTreeSet<_> = ours.map(|claim| (claim.room, claim.lane)).collect();
    Ok(i64::try_from(taken.len()).unwrap_or(i64::MAX) < office.places())
}

fn choose(found: Found, modes: Vec<Mode>) -> AnyView {
    let (language, t, now) = (found.language, texts(found.language), found.booking.mode);
    let choice = move |mode: Mode| {
        let word = mode_word(language, mode);
        let word = if mode == now { fill(t.mode_current, &[("mode", &word)]) } else { word.to_owned() };
        view! {
            <label class="check">
                <input type="radio" name="mode" value=mode.as_str() checked=mode == now/>
                <span><ModeIcon mode/>{word}</span>
            </label>
        }
    };
    view! {
        <Page language title=t.mode_title discreet=found.booking.discreet others=OtherLanguages::Query>
            <h1>{t.mode_title}</h1>
            <Appointment language facts=found.facts() look=Look::Held/>
            <form class="form" method="post" action=format!("{}/mode", found.base)>
                {found.lang_field()}
                <fieldset class="field"><legend>{t.mode_same_time}</legend>{modes.into_iter().map(choice).collect_view()}</fieldset>
                <p class="buttons buttons--wide">
                    <button class="button" type="submit">{t.mode_change}</button>
                    <a class="button button--quiet" href=found.link("")>{t.back_unchanged}</a>
                </p>
            </form>
        </Page>
    }
    .into_any()
}

fn none(found: Found) -> AnyView {
    let (language, t) = (found.language, texts(found.language));
    view! {
        <Page language title=t.mode_title discreet=found.booking.discreet others=OtherLanguages::Query>
            <div class="plain">
                <h1>{t.mode_title}</h1>
                <p>{t.mode_none_text}</p>
                <p class="buttons">
                    <a class="button" href=found.link("/move")>{t.manage_move}</a>
                    <a class="button button--quiet" href=found.link("")>{t.back_unchanged}</a>
                </p>
            </div>
            <Phone language booked=true/>
        </Page>
    }
    .into_any()
}
