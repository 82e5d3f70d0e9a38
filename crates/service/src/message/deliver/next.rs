//! What is to be done with a message that is due: its booking is looked at again, its kind asked, and the way of its city.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;
use mendan_domain::message::when::When;

use super::port::Letter;
use super::truth::{is_true, useful_until};
use crate::call::met::met;
use crate::error::Refusal;
use crate::handle::Handle;
use crate::message::receipt::error_before;
use crate::message::relay::{NoRoute, Route};
use crate::message::times::awake_from;
use crate::model::{OutboxRow, OutboxState};
use crate::services::{Context, Services};

/// Minutes after which a reminder that a closure holds back is looked at again.
const CLOSED_MINUTES: i64 = 5;

/// What is to be done.
pub(super) enum Next {
    Send(Box<Letter>, Route),
    /// There is no way for letters of that city.
    NoWay(MunicipalityId, NoRoute),
    Park(&'static str),
    Finish(OutboxState, &'static str),
    /// Nothing more goes to that address: in these words it was refused before.
    Dead(String),
    Later(DateTime<Utc>, &'static str),
}

/// Looks at the booking again and decides.
pub(super) async fn next(services: &Services, row: OutboxRow) -> Result<Next, Refusal> {
    let now = services.now();
    let catalogue = services.catalogue(row.municipality).await?;
    let context = Context::system(Arc::clone(&catalogue));
    let mut booking = match services.find(&context, &Handle::Id(row.booking)).await {
        Ok(booking) => booking,
        Err(Refusal::NotFound) => return Ok(Next::Park("there is no such booking")),
        Err(refusal) => return Err(refusal),
    };
    if now > useful_until(&row, &booking) {
        return Ok(Next::Finish(OutboxState::Expired, "no longer useful"));
    }
    if !is_true(&row, &booking) {
        return Ok(Next::Finish(OutboxState::Superseded, "the booking has changed"));
    }
    if !row.kind.is_sent_by(&catalogue.municipality, booking.kind, booking.mode) {
        return Ok(Next::Finish(OutboxState::Superseded, "the city does without"));
    }
    let offer = if row.kind.carries().offers {
        match services.offer_told(&catalogue, &booking, &row).await? {
            Some(offer) => Some(offer),
            None => return Ok(Next::Finish(OutboxState::Superseded, "the offer has ended")),
        }
    } else {
        None
    };
    let rule = row.kind.rule();
    if rule.waits_while_closed && met(&catalogue, &booking).is_some() {
        // It lives again once the closure is gone or the booking moved.
        return Ok(Next::Later(now + Duration::minutes(CLOSED_MINUTES), "the day is closed"));
    }
    let facts = services.facts(&catalogue, &booking, row.was(), row.is_hers());
    match rule.leaves(&facts, now, row.useful_until) {
        // Her own hours come too late for it: it waits for the city's quiet hours alone.
        When::At(at) if at > useful_until(&row, &booking) => {
            let awake = awake_from(&catalogue.municipality, now);
            if awake > now {
                return Ok(Next::Later(awake, "quiet hours"));
            }
        }
        When::At(at) if at > now => return Ok(Next::Later(at, "quiet hours")),
        When::At(_) => {}
        When::Drop(why) => return Ok(Next::Finish(OutboxState::Dropped, why.as_str())),
    }
    let mut looking = services.store().look().await?;
    if let Some(dead) = services.dead_address(looking.as_mut(), (row.municipality, &row.recipient)).await? {
        drop(looking);
        services.keep_dead_address((row.municipality, &row.recipient), &dead).await?;
        return Ok(Next::Dead(error_before(dead.verdict, &dead.code)));
    }
    drop(looking);
    let route = match services.letter_route(row.municipality).await? {
        Ok(route) => route,
        Err(why) => return Ok(Next::NoWay(row.municipality, why)),
    };
    // Without its link no letter leaves; it waits until the secret is listed again.
    let manage_url = services.manage_url(&catalogue, &booking)?;
    let keys = services.signing_keys(row.municipality).await?;
    let stamped_at = row.stamped_at.unwrap_or(now);
    booking.language = catalogue.municipality.spoken(booking.language);
    Ok(Next::Send(Box::new(Letter { row, booking, catalogue, manage_url, stamped_at, offer, keys }), route))
}
