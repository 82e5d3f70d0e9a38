//! No nurse and no place is used twice, and whatever is given, is given by the rules in force.

use std::collections::HashMap;

use mendan_domain::booking::Channel;
use mendan_domain::offer::tick::Interval;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::acts::{Act, Done, time_of};
use crate::support::case::{Case, in_every_case};
use crate::support::guard;
use crate::support::world::World;

on_both_engines!(nobody_is_used_twice_and_the_rules_hold);

/// A nurse, or a place of a room.
type Resource = (bool, i64, i64);

async fn nothing_is_used_twice(world: &World) {
    let mut used: HashMap<Resource, Vec<Interval>> = HashMap::new();
    for claim in world.claims().await {
        let nurses = [Some(claim.staff), claim.joint].into_iter().flatten().map(|nurse| (false, nurse.0, 0));
        for resource in nurses.chain(claim.room.map(|(room, lane)| (true, room.0, lane))) {
            used.entry(resource).or_default().push(claim.busy);
        }
    }
    for (resource, mut busy) in used {
        busy.sort_by_key(|interval| interval.from);
        let apart = busy.windows(2).all(|pair| pair[0].until <= pair[1].from);
        assert!(apart, "{resource:?} is used twice: {busy:?}");
    }
}

async fn all(world: &mut World, acts: &[Act]) {
    for act in acts {
        let done = world.act(act).await;
        world.is_fair(&done).await;
        nothing_is_used_twice(world).await;
    }
}

/// Everybody at once: the same few times, the same day.
async fn rush(world: &mut World, case: &Case) {
    let slots: Vec<_> = world.busy_days().await.into_iter().take(12).collect();
    if slots.is_empty() {
        return;
    }
    let picks = case.picks.iter().take(8);
    let wanted: Vec<_> =
        picks.map(|(index, one, other)| (time_of(index.get(&slots), one % 4), Channel::ALL[other % 4])).collect();
    for booking in world.rush(&wanted).await {
        world.is_fair(&Done::Booked(booking)).await;
    }
    nothing_is_used_twice(world).await;
}

async fn nobody_is_used_twice_and_the_rules_hold(fresh: &Fresh) {
    in_every_case(fresh, &async |world: &mut World, case: &Case| {
        all(world, &case.acts).await;
        world.decide(case).await;
        all(world, &case.later).await;
        rush(world, case).await;
        let (owed, rows) = (guard::owed(world).await, guard::rows(fresh, world).await);
        assert!(owed.is_subset(&rows), "the guard knows less than bookings and holds");
    });
}
