//! What is listed can be booked, as often as it says and no more often.

use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::slot::SlotId;
use mendan_service::Refusal;
use mendan_service::offer::list::OfferQuery;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::case::{Case, in_every_case};
use crate::support::world::{Time, World};

on_both_engines!(what_is_offered_can_be_booked_that_often_and_no_more);

/// A time that is offered in a mode to who comes by that channel, so many times.
pub type Offered = (SlotId, Mode, Channel, i64);

impl World {
    /// Everything the city offers to who comes by that channel.
    pub async fn offered(&self, channel: Channel) -> Vec<Offered> {
        let context = self.context(false);
        let catalogue = &*context.catalogue;
        let ((from, until), group) = (self.days(), Group::of(channel));
        let mut all = Vec::new();
        for kind in &catalogue.kinds {
            let offices = catalogue.offices.iter().collect();
            let query = OfferQuery { kind, offices, mode: None, group, from, until, only: None };
            let slots = self.services.offer(catalogue, &query).await.unwrap();
            for mode in Mode::ALL {
                let only = OfferQuery { mode: Some(mode), ..query.clone() };
                let only = self.services.offer(catalogue, &only).await.unwrap();
                let free = slots.iter().filter(|slot| slot.free_in(Some(mode)) > 0);
                assert!(free.eq(only.iter()), "who asks for one mode sees the same times");
            }
            let modes = slots.iter().flat_map(|slot| slot.free.iter().map(move |(mode, free)| (slot, mode, free)));
            all.extend(modes.map(|(slot, mode, free)| (slot.id, *mode, channel, *free)));
        }
        all
    }
}

async fn book_out(world: &mut World, (id, mode, channel, free): Offered) {
    let mut booked = Vec::new();
    for one in 0..free {
        match world.book(Time { id, mode }, channel, None).await {
            Ok(booking) => booked.push(booking),
            Err(refusal) => panic!("{one} of {free} at {id:?} by {mode:?} and {channel:?}: {refusal:?}"),
        }
    }
    let more = world.book(Time { id, mode }, channel, None).await;
    let full = matches!(&more, Err(Refusal::SlotTaken { reasons, .. }) if !reasons.is_empty());
    let more = more.map(|booking| booking.claim);
    assert!(full, "{free} at {id:?} by {mode:?} and {channel:?}, and then {more:?}");
    for booking in &booked {
        world.cancel(booking).await;
    }
}

async fn what_is_offered_can_be_booked_that_often_and_no_more(fresh: &Fresh) {
    in_every_case(fresh, &async |world: &mut World, case: &Case| {
        world.live(case).await;
        let mut offered = Vec::new();
        for channel in [Channel::Web, Channel::Phone, Channel::Counter] {
            offered.extend(world.offered(channel).await);
        }
        if offered.is_empty() {
            return;
        }
        // Half of them where people crowd.
        let crowded: Vec<Offered> =
            offered.iter().filter(|(id, ..)| id.starts_at >= world.crowded_from).take(150).copied().collect();
        for (k, (index, ..)) in case.picks.iter().take(12).enumerate() {
            let from = if k % 2 == 0 && !crowded.is_empty() { &crowded } else { &offered };
            book_out(world, *index.get(from)).await;
        }
    });
}
