//! Publishing again changes nothing, and whatever is published, bookings and holds stay.

use std::collections::BTreeSet;

use mendan_service::handle::Handle;
use mendan_service::model::{Booking, Hold};
use mendan_service::unit::WriteUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::build;
use crate::support::case::{Case, in_every_case};
use crate::support::guard::{self, Row};
use crate::support::world::World;

on_both_engines!(publishing_again_changes_nothing_and_bookings_stay);

/// Everything people were given, their calendars' SEQUENCE included.
#[derive(Debug, PartialEq)]
struct Given {
    bookings: Vec<Booking>,
    holds: Vec<Hold>,
    rows: BTreeSet<Row>,
}

async fn given(fresh: &Fresh, world: &World) -> Given {
    let (bookings, holds, rows) = (world.bookings().await, world.holds().await, guard::rows(fresh, world).await);
    for booking in &bookings {
        assert_eq!(*booking, world.services.find(&world.context(true), &Handle::Id(booking.id)).await.unwrap());
    }
    Given { bookings, holds, rows }
}

async fn publish_twice(world: &World) {
    world.publish(None).await;
    let again = world.publish(None).await;
    assert_eq!((again.create, again.change, again.withdraw), (0, 0, 0));
}

/// Every second template goes; the others begin earlier and leave a kind or a weekday out.
async fn alter(world: &mut World) {
    let (number, town) = (world.number, world.town.clone());
    world
        .set_up(async |tx: &mut dyn WriteUnit| {
            for (index, weeks) in town.weeks.iter().enumerate() {
                let mut template = build::template(number, &town, index, weeks);
                if index % 2 == 0 {
                    assert!(tx.template_delete(number.city(), template.id).await.unwrap());
                } else {
                    template.hours.from -= 30;
                    template.kinds.truncate(1);
                    tx.template_save(number.city(), &template).await.unwrap();
                }
            }
        })
        .await;
}

async fn publishing_again_changes_nothing_and_bookings_stay(fresh: &Fresh) {
    in_every_case(fresh, &async |world: &mut World, case: &Case| {
        publish_twice(world).await;
        world.live(case).await;
        let before = given(fresh, world).await;
        publish_twice(world).await;
        assert_eq!(given(fresh, world).await, before);
        alter(world).await;
        publish_twice(world).await;
        assert_eq!(given(fresh, world).await, before);
    });
}
